import { fault } from '../fault.ts';
import type { TextSheet } from '../readers/textSheet.ts';
import { isBlank } from '../readers/textSheet.ts';
import { type CodeColumn, type Column, codesFor, isNumbers, type NumberColumn, pack } from '../table/column.ts';
import { ANSWERED, BLANK } from '../table/states.ts';
import { MAIN, type Table } from '../table/table.ts';
import { cellAt } from '../table/textRow.ts';

/** A column of a file: numbers (NaN: empty), or text as codes into its answers (code 0: empty). */
export type FileColumn = (NumberColumn | CodeColumn) & {
  /** What the values of an SPSS or Stata file stand for, by value as text. */
  readonly labels?: ReadonlyMap<string, string>;
};

/** Digits as a program writes them: 007 and +3 are text, for they may be codes. */
const NUMBER = /^-?(?:0|[1-9]\d*)?(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** What R writes for a missing value; in a column of text it stays a text like any other. */
const MISSING = new Set(['NA', 'NaN']);

const isNumber = (cell: string): boolean => cell !== '' && NUMBER.test(cell) && Number.isFinite(Number(cell));

/** A column from its cells: numbers where every cell that is not empty is one, else text. */
export function columnOf(name: string, cells: readonly string[]): FileColumn {
  const raw = new Map<number, string>();
  const numeric = cells.every((cell) => cell === '' || isNumber(cell) || MISSING.has(cell));
  if (numeric && cells.some(isNumber)) {
    const values = Float64Array.from(cells, (cell) => (cell === '' || MISSING.has(cell) ? Number.NaN : Number(cell)));
    return { name, type: 'decimal', values, states: Uint8Array.from(values, stateOf), raw };
  }
  const known = new Map<string, number>([['', 0]]);
  const codes = Uint32Array.from(cells, (cell) => {
    const code = known.get(cell) ?? known.size;
    known.set(cell, code);
    return code;
  });
  const values = codesFor(known.size, cells.length);
  values.set(codes);
  const states = Uint8Array.from(codes, (code) => (code === 0 ? BLANK : ANSWERED));
  return { name, type: 'text', values, answers: [...known.keys()], states, raw };
}

const stateOf = (value: number): number => (Number.isNaN(value) ? BLANK : ANSWERED);

/** The named columns of a sheet as a table; codes that the file declares missing are empty. Faults a name that the header has twice. */
export async function readColumns(sheet: TextSheet, names: Iterable<string>): Promise<Table> {
  const places = [...new Set(names)].map((name) => {
    const at = sheet.header.findIndex((title) => title.trim() === name);
    if (sheet.header.findLastIndex((title) => title.trim() === name) !== at)
      throw fault(sheet.path, `two columns are called '${name}'`, 'Rename one of them');
    const cells: string[] = [];
    const told = sheet.labelled?.get(sheet.header[at] ?? '');
    return { name, at, cells, labels: told?.labels ?? new Map<string, string>(), missing: told?.missing };
  });
  let rows = 0;
  for await (const batch of sheet.rows()) {
    rows += batch.length;
    for (const { at, cells, missing } of places) {
      for (const row of batch) {
        const cell = cellAt(row, at).trim();
        cells.push(missing?.has(cell) === true ? '' : cell);
      }
    }
  }
  const columns = new Map<string, Column>();
  for (const { name, cells, labels } of places) {
    const column = columnOf(name, cells);
    columns.set(name, labels.size === 0 ? column : { ...column, labels });
    cells.length = 0;
  }
  return { name: MAIN, rows, keys: pack([]), columns };
}

/** The place in the sheet, from 1, of some data rows (from 0): blank rows between them count. */
export async function sheetRows(sheet: TextSheet, rows: readonly number[]): Promise<number[]> {
  const found = new Map<number, number>();
  const wanted = new Set(rows);
  let line = 0;
  let row = 0;
  for await (const batch of sheet.lines()) {
    for (const cells of batch) {
      line += 1;
      if (line <= sheet.headerRow || isBlank(cells)) continue;
      if (wanted.has(row)) found.set(row, line);
      row += 1;
    }
  }
  return rows.map((each) => found.get(each) ?? each + 2);
}

/** The column of a table under a name that was checked against the header. */
export function columnIn(table: Table, name: string): FileColumn {
  const column = table.columns.get(name);
  if (column === undefined || !(isNumbers(column) || 'answers' in column)) throw new Error(`no column ${name}`);
  return column;
}
