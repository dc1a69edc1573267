import type { Column, PackedText } from './column.ts';
import { packedAt } from './column.ts';

/** Where each row of a roster hangs: its row in the parent table, or -1 for an orphan. */
export interface Link {
  readonly parent: string;
  readonly rows: Int32Array;
}

/** Where each row was read: the number of its sheet among those of the intake, from 0, and its row there, from 1. */
export interface Origin {
  readonly sheets: Uint16Array;
  readonly rows: Uint32Array;
}

/** Columns of one length. `keys` names each row for ever: the submission, or `<parent key>/<repeat>[n]` in a roster. */
export interface Table {
  readonly name: string;
  readonly rows: number;
  readonly keys: PackedText;
  readonly columns: ReadonlyMap<string, Column>;
  readonly parent?: Link;
  /** Absent of data that were not read from files. */
  readonly origin?: Origin;
}

/** The tables of a survey by name; `main` (one row an interview) comes first. */
export interface Dataset {
  readonly tables: ReadonlyMap<string, Table>;
}

export const MAIN = 'main';

/** The key of a row. */
export function keyAt(table: Table, row: number): string {
  return packedAt(table.keys, row);
}

/** The main table; a dataset always has one. */
export function mainTable(data: Dataset): Table {
  const table = data.tables.get(MAIN);
  if (table === undefined) throw new Error('a dataset without a main table');
  return table;
}

/** The same dataset with one table replaced. */
export function withTable(data: Dataset, table: Table): Dataset {
  return { tables: new Map(data.tables).set(table.name, table) };
}
