/** A fault of some cells of the file, before its rows (from 0) are known as rows of the sheet. */
export interface RowFault extends Error {
  readonly place: string;
  readonly wrong: string;
  readonly remedy: string;
  /** The first of the rows concerned, and how many there are. */
  readonly rows: readonly number[];
  readonly count: number;
}

const NAMED = 10;

/** Makes the error; nothing is thrown here. `rows` are all rows concerned. */
export function rowFault(place: string, wrong: string, remedy: string, rows: readonly number[]): RowFault {
  const told = { place, wrong, remedy, rows: rows.slice(0, NAMED), count: rows.length };
  return Object.assign(new Error(`${place}: ${wrong}`), { name: 'RowFault', ...told });
}

/** Whether an exception is a fault of rows. */
export function isRowFault(error: unknown): error is RowFault {
  return error instanceof Error && error.name === 'RowFault';
}

/** The rows of a column where a test holds. */
export function rowsOf(rows: number, holds: (row: number) => boolean): readonly number[] {
  const found: number[] = [];
  for (let row = 0; row < rows; row++) if (holds(row)) found.push(row);
  return found;
}
