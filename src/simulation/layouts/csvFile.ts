import { csvLine } from '../../writers/csv.ts';
import type { Value } from './questionColumns.ts';

const encoder = new TextEncoder();

/** A CSV file as servers write it: commas, quotes where they are needed, lines that end in LF, UTF-8 without a byte order mark. */
export function csvFile(header: readonly string[], rows: readonly (readonly Value[])[]): Uint8Array {
  const line = (cells: readonly Value[]) =>
    `${csvLine(cells.map((cell) => (cell === null ? null : String(cell)))).slice(0, -2)}\n`;
  return encoder.encode([header, ...rows].map(line).join(''));
}
