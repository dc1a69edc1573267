import type { PulledFile } from '../expression/pulled.ts';
import type { Form } from '../form/form.ts';
import type { MissingCodes } from '../study/study.ts';
import { keyAt } from '../table/table.ts';
import type { Answers } from './answers.ts';
import type { Canvas } from './canvas.ts';
import type { Clusters, Latent } from './latent.ts';
import type { Moment, Period } from './metadata.ts';

/**
 * An answer that is settled before it is drawn: of a question, a trait or the number of a repeat's rows, in a row of a table (for a repeat,
 * of the table around it) with its key; undefined to draw it.
 */
export type Given = (name: string, table: string, row: number, key: string) => string | undefined;

export interface SimulateOptions {
  readonly seed: string;
  /** Interviews. */
  readonly rows: number;
  /** How answers are drawn; what it does not name is guessed from the form. */
  readonly answers?: Answers | undefined;
  readonly given?: Given | undefined;
  /** The PSU of each interview. */
  readonly clusters?: Clusters | undefined;
  readonly period?: Period | undefined;
  readonly moments?: readonly Moment[] | undefined;
  /** Codes for don't know and refused, by question. */
  readonly missing?: MissingCodes | undefined;
  /** Key of each interview. */
  readonly keys?: readonly string[] | undefined;
  /** What `pulldata()` reads, by the name of the file without ending. */
  readonly files?: ReadonlyMap<string, PulledFile> | undefined;
  /** Share of the questions that need no answer which get one. */
  readonly optional?: number | undefined;
}

/** A simulation under way: what it was asked for, and the page that it fills. */
export interface Job extends Omit<SimulateOptions, 'files' | 'given' | 'keys'> {
  readonly form: Form;
  readonly page: Canvas;
  readonly keys: readonly string[];
  readonly when: readonly Moment[];
  readonly people: Latent;
  readonly files: ReadonlyMap<string, PulledFile>;
  readonly given: Given;
  readonly withoutChoice: Map<string, number>;
}

/** Keys of a table's rows. */
export function keysOf(page: Canvas, table: string): readonly string[] {
  const found = page.data.tables.get(table);
  return found === undefined ? [] : Array.from({ length: found.rows }, (_, row) => keyAt(found, row));
}
