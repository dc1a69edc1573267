import type { z } from 'zod';

/** One way of doing a job. A schema entry picks it by name and gives its parameters. */
export interface Kind<Params, Context, Job> {
  /** What an entry of this kind may say, besides what every entry of its file says. */
  readonly params: z.ZodType<Params>;
  /** Turns checked parameters into the job itself; throws a fault where the parameters do not fit the context. */
  make(params: Params, context: Context): Job;
}

/** The table of contents of a room of kinds: name in the JSON → kind, whatever its parameters. */
export type Registry<Context, Job> = Readonly<
  Record<string, { readonly params: z.ZodType; make(params: never, context: Context): Job }>
>;

/** Declares a kind; only there so that the parameter type is inferred from its zod schema. */
export function kind<Params, Context, Job>(
  params: z.ZodType<Params>,
  make: (params: Params, context: Context) => Job,
): Kind<Params, Context, Job> {
  return { params, make };
}
