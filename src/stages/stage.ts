import type { Study } from '../study/study.ts';
import type { Source } from '../table/source.ts';

/** Bytes to keep, by path from the study's folder. */
export type Files = ReadonlyMap<string, Uint8Array>;

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
}

/** A file or a set of files that a stage reads or writes. */
export type Artifact<T> = Given<T> | Made<T>;

// biome-ignore lint/suspicious/noExplicitAny: a record of artifacts of any types; Values recovers each type.
type Artifacts = Readonly<Record<string, Artifact<any>>>;

/** The values behind a record of artifacts. */
export type Values<A extends Artifacts> = { readonly [K in keyof A]: A[K] extends Artifact<infer T> ? T : never };

/** What a run says at its end; kept beside the outputs, so that a run with nothing to do says the same. */
export type Tally = Readonly<Record<string, number | string | readonly string[] | Readonly<Record<string, number>>>>;

/** Part of the configuration and schemas whose change makes a stage stale. */
export type Declaration =
  | 'form'
  | 'sources'
  | 'missing'
  | 'checks'
  | 'corrections'
  | 'population'
  | 'design'
  | 'variables'
  | 'indicators'
  | 'publication'
  | 'words'
  | 'figures'
  | 'sheets';

/** One step of the pipeline: a pure function from what it reads to what it writes. */
export interface Stage<Reads extends Artifacts = Artifacts, Writes extends Artifacts = Artifacts> {
  readonly name: string;
  /** Also the command's help line. */
  readonly summary: string;
  readonly reads: Reads;
  readonly writes: Writes;
  readonly declarations: readonly Declaration[];
  run(
    input: Values<Reads>,
    study: Study,
    tell: (done: number, total: number) => void,
  ): Values<Writes> | Promise<Values<Writes>>;
  tally(output: Values<Writes>): Tally;
}

/** Declares a stage; only there so that its artifact types are inferred. */
export function stage<R extends Artifacts, W extends Artifacts>(definition: Stage<R, W>): Stage<R, W> {
  return definition;
}

/** What the pipeline needs of a disk. Paths are absolute; faults name the path and the remedy. */
export interface Disk {
  exists(path: string): boolean;
  isFolder(path: string): boolean;
  /** Names of the files in a folder (not of its folders), sorted; [] where there is no such folder. */
  list(folder: string): readonly string[];
  read(path: string): Promise<Uint8Array>;
  text(path: string): Promise<string>;
  source(path: string): Source;
  /** SHA-256 of a file in hex, remembered by size, time and inode; null where there is no file. */
  hash(path: string): Promise<string | null>;
  /** Writes new files; refuses to replace one. For `init`. */
  create(files: ReadonlyMap<string, Uint8Array>): Promise<void>;
  /** Makes files visible together in a folder, and removes those that are no longer made. Finishes what an earlier run left. */
  publish(root: string, files: Files, remove: readonly string[]): Promise<void>;
  /** Keeps other runs out of a study until `release`; faults where one is running. */
  lock(root: string): Promise<{ release(): Promise<void> }>;
}
