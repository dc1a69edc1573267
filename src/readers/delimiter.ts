import { cellAt } from '../table/textRow.ts';
import { csvScanner } from './csvRows.ts';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Rows of the start that are compared. */
const ROWS = 100;

/**
 * The delimiter of a CSV, from the text at its start: the one that gives the first row most columns, counting only delimiters under
 * which at least nine rows in ten have as many cells as the first. Where none does, the one with most columns; a comma where none divides
 * anything. A first line `sep=;`, as Excel understands it, decides. `whole`: the text is the whole file, not cut off in its last row.
 */
export function sniffDelimiter(text: string, whole: boolean): Delimiter {
  const stated = statedDelimiter(text);
  if (stated !== null) return stated;
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const scan = csvScanner(delimiter);
    const [alone] = scan(text, whole, 1).rows;
    // What does not divide the first row need not be tried on the others.
    if (alone !== undefined && alone.length < 2 && cellAt(alone, 0) !== '') continue;
    const { rows } = scan(text, whole, ROWS);
    const first = rows.find((row) => row.length > 1 || cellAt(row, 0) !== '');
    if (first === undefined || first.length < 2) continue;
    const compared = rows.filter((row) => row.length > 1 || cellAt(row, 0) !== '');
    const alike = compared.filter((row) => row.length === first.length).length / compared.length;
    // Agreement of the rows weighs more than any number of columns: prose is full of commas.
    const score = first.length + (alike >= 0.9 ? 1_000_000 : 0);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** The delimiter that a first line `sep=;` states; null without such a line. */
export function statedDelimiter(text: string): Delimiter | null {
  const stated = /^"?sep=([,;\t|])"?\n/i.exec(text)?.[1];
  return DELIMITERS.find((delimiter) => delimiter === stated) ?? null;
}
