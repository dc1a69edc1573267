import type { Study } from '../study/study.ts';
import type { CsvOptions, CsvValue } from '../writers/csv.ts';
import { csvOfColumns, writeCsv } from '../writers/csv.ts';

const encoder = new TextEncoder();

/** Lines of a CSV for people and programs, in the study's delimiter, as bytes. */
export function csvFile(
  study: Study,
  header: readonly string[],
  rows: Iterable<readonly (string | number | null)[]>,
): Uint8Array {
  return encoder.encode([...writeCsv(header, rows, optionsOf(study))].join(''));
}

/** The same of columns, each with its cell at a row: for tables of many rows. */
export function csvOf(study: Study, rows: number, columns: ReadonlyMap<string, (row: number) => CsvValue>): Uint8Array {
  return csvOfColumns([...columns.keys()], rows, [...columns.values()], optionsOf(study));
}

function optionsOf({ config }: Study): CsvOptions {
  const { delimiter, decimal } = config.csv;
  return { delimiter, decimal, mark: true };
}
