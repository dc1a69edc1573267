import type { Declaration, Study } from '../study/study.ts';
import type { Source } from '../table/source.ts';
import type { Files } from './disk.ts';

/** What people bring: exports, decisions, fonts. Its files are known from the study before anything runs. */
export interface Given<T> {
  readonly name: string;
  /** Absolute paths. */
  files(study: Study): readonly string[];
  decode(sources: readonly Source[], study: Study): T | Promise<T>;
}

/** What a stage makes. Only what a later stage reads can be read back. */
export interface Made<T> {
  readonly name: string;
  encode(value: T, study: Study): Files | Promise<Files>;
  decode?(files: ReadonlyMap<string, Source>, study: Study): T | Promise<T>;
  /** Files that people fill in, by path from the study's folder: one that somebody changed is never written over. */
  filledIn?(study: Study): readonly string[];
}

/** A file or a set of files that a stage reads or writes. */
export type Artifact<T> = Given<T> | Made<T>;

// biome-ignore lint/suspicious/noExplicitAny: a record of artifacts of any types; Values recovers each type.
type Artifacts = Readonly<Record<string, Artifact<any>>>;

/** The values behind a record of artifacts. */
export type Values<A extends Artifacts> = { readonly [K in keyof A]: A[K] extends Artifact<infer T> ? T : never };

/** What a run says at its end; kept beside the outputs, so that a run with nothing to do says the same. */
export type Tally = Readonly<Record<string, number | string | readonly string[] | Readonly<Record<string, number>>>>;

/** One step of the pipeline: a pure function from what it reads to what it writes. */
export interface Stage<Reads extends Artifacts = Artifacts, Writes extends Artifacts = Artifacts, Memory = unknown> {
  readonly name: string;
  /** Also the command's help line. */
  readonly summary: string;
  readonly reads: Reads;
  readonly writes: Writes;
  readonly declarations: readonly Declaration[];
  /**
   * Of what it writes, what its next run gets back to save work, as far as the files are still what it wrote. It never makes the stage
   * stale, and may not change what comes out.
   */
  readonly remembers?: Made<Memory>;
  run(
    input: Values<Reads>,
    study: Study,
    tell: (done: number, total: number) => void,
    memory?: Memory,
  ): Values<Writes> | Promise<Values<Writes>>;
  tally(output: Values<Writes>): Tally;
}

/** Declares a stage; only there so that its artifact types are inferred. */
export function stage<R extends Artifacts, W extends Artifacts, M>(definition: Stage<R, W, M>): Stage<R, W, M> {
  return definition;
}
