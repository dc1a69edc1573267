import type { Study } from '../study/study.ts';
import { writeCsv } from '../writers/csv.ts';

const encoder = new TextEncoder();

/** Lines of a CSV for people and programs, in the study's delimiter, as bytes. */
export function csvFile(
  study: Study,
  header: readonly string[],
  rows: Iterable<readonly (string | number | null)[]>,
): Uint8Array {
  const { delimiter, decimal } = study.config.csv;
  return encoder.encode([...writeCsv(header, rows, { delimiter, decimal, mark: true })].join(''));
}
