import * as XLSX from '@e965/xlsx';
import Papa from 'papaparse';
import { entriesOf } from '../../../src/simulation/interviews.ts';
import { interviews } from './survey.ts';

/** Text of a file, a byte order mark included. */
export function textOf(bytes: Uint8Array | undefined): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** The lines of a CSV file as another program reads them, header first. */
export function csvRows(bytes: Uint8Array | undefined, delimiter = ','): readonly (readonly string[])[] {
  const { data, errors } = Papa.parse<string[]>(textOf(bytes), { delimiter, skipEmptyLines: true });
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return data;
}

/** The sheets of a workbook as another program reads them: numbers as numbers, nothing as null. */
export function sheetsOf(bytes: Uint8Array | undefined): ReadonlyMap<string, readonly (readonly unknown[])[]> {
  const book = XLSX.read(bytes);
  return new Map(
    book.SheetNames.map((name) => [
      name,
      XLSX.utils.sheet_to_json<unknown[]>(book.Sheets[name] ?? {}, { header: 1, defval: null, raw: true }),
    ]),
  );
}

/** What the interviews hold of one question, in the order of its table's rows. */
export function answers(table: string, field: string): readonly string[] {
  return entriesOf(interviews, table).map(({ cells }) => cells.get(field) ?? 'no such question');
}

/** The cells under one header. */
export function under<Cell>(rows: readonly (readonly Cell[])[], header: Cell): readonly Cell[] {
  const at = rows[0]?.indexOf(header) ?? -1;
  if (at < 0) throw new Error(`no column ${String(header)}`);
  return rows.slice(1).map((row) => row[at] as Cell);
}

/** 1, 0 or nothing: whether each answer picks an option. */
export function picks<Cell>(table: string, field: string, option: string, yes: Cell, no: Cell, nothing: Cell): Cell[] {
  return answers(table, field).map((answer) => {
    if (answer === '') return nothing;
    return answer.split(' ').includes(option) ? yes : no;
  });
}

/** Options of the survey's select_multiples, in the order of their list. */
export const NEEDS = ['food', 'aid', '1', 'roof', '-96', '-99'];
/** Keys of the interviews. */
export const KEYS = ['01', '02', '03'].map((end) => `3f1c6a52-0b7e-4c1d-9a55-0c8f2e7d1a${end}`);
