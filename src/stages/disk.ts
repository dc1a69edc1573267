import type { Source } from '../table/source.ts';

/** Bytes to keep, by path from the study's folder. */
export type Files = ReadonlyMap<string, Uint8Array>;

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
  /** Writes a file whole, in place of the one that may be there. For what a person asks for, apart from the outputs of a run. */
  replace(path: string, bytes: Uint8Array): Promise<void>;
  /** Makes files visible together in a folder, and removes those that are no longer made. Finishes what an earlier run left. */
  publish(root: string, files: Files, remove: readonly string[]): Promise<void>;
  /** Keeps other runs out of a study until `release`; faults where one is running. */
  lock(root: string): Promise<{ release(): Promise<void> }>;
}
