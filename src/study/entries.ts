import { z } from 'zod';
import { fault } from '../fault.ts';
import { nearest } from '../form/nearest.ts';
import type { Registry } from '../kind.ts';
import { checked } from './check.ts';

/** What every entry is called by. */
export const id = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/, 'an id is made of letters, digits, _ . and -');
const named = z.looseObject({ id, kind: z.string() });

/** An entry of a schemas file, compiled: what every entry of the file says, and the job that its kind made of the rest. */
export interface Entry<Common, Job> {
  readonly id: string;
  readonly kind: string;
  readonly common: Common;
  /** What the entry says to its kind. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly job: Job;
}

/**
 * Compiles the entries of one schemas file. Ids are unique; an unknown kind or key is a fault that suggests one; what the kind
 * itself finds wrong (an unknown field, a syntax error) is told with file and entry.
 */
export function compileEntries<Shape extends z.ZodRawShape, Context, Job>(
  entries: readonly unknown[],
  file: string,
  commonShape: Shape,
  registry: Registry<Context, Job>,
  contextOf: (common: z.infer<z.ZodObject<Shape>>, place: string) => Context,
): readonly Entry<z.infer<z.ZodObject<Shape>>, Job>[] {
  const seen = new Set<string>();
  const commonSchema = z.strictObject(commonShape);
  return entries.map((written, place) => {
    const entry = checked(named, written, `${file} › ${place + 1}`);
    const where = `${file} › ${entry.id}`;
    if (seen.has(entry.id)) throw fault(where, 'two entries have this id', 'Give one of them another');
    seen.add(entry.id);
    const kind = Object.hasOwn(registry, entry.kind) ? registry[entry.kind] : undefined;
    if (kind === undefined) {
      const meant = nearest(entry.kind, Object.keys(registry));
      const known = Object.keys(registry).join(', ');
      throw fault(
        `${where} › kind`,
        `unknown kind '${entry.kind}'`,
        meant === null ? `Kinds: ${known}` : `Did you mean '${meant}'?`,
      );
    }
    const mine: [string, unknown][] = [];
    const common: [string, unknown][] = [];
    for (const [key, value] of Object.entries(entry)) {
      if (key === 'id' || key === 'kind') continue;
      (Object.hasOwn(commonShape, key) ? common : mine).push([key, value]);
    }
    const shared = checked(commonSchema, Object.fromEntries(common), where);
    const params = checked(kind.params as z.ZodType<Record<string, unknown>>, Object.fromEntries(mine), where, [
      'id',
      'kind',
      ...Object.keys(commonShape),
    ]);
    return {
      id: entry.id,
      kind: entry.kind,
      common: shared,
      params,
      job: kind.make(params as never, contextOf(shared, where)),
    };
  });
}
