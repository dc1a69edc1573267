import type { Disk } from '../stages/disk.ts';
import type { Program } from '../study/load.ts';
import type { Colours } from './colours.ts';

/** Everything outside of the program that a command may use: handed to it by the command line, or by a test. */
export interface World {
  /** Opens the disk; `memory` is where hashes of files are remembered, null to hash every time. */
  readonly disk: (memory: string | null) => Disk & { remember(): Promise<void> };
  /** Writes to standard output: results. */
  out(text: string): void;
  /** Writes to standard error: progress and remarks. */
  tell(text: string): void;
  /** True where standard error is a terminal that can redraw a line. */
  readonly terminal: boolean;
  readonly colours: Colours;
  /** Milliseconds since 1970. */
  now(): number;
  /** The folder that relative paths start from. */
  readonly folder: string;
  readonly program: Program;
}

/** Options that every command has. */
export interface CommonOptions {
  readonly config?: string | undefined;
  readonly json?: boolean | undefined;
  readonly quiet?: boolean | undefined;
}

/** What a command ends with: done; done, with something for people to look at; a fault. */
export type ExitCode = 0 | 1 | 2;
