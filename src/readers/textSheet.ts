import { fault } from '../fault.ts';
import type { RawSheet } from '../table/source.ts';
import { cellAt, cellsOf, type Row } from '../table/textRow.ts';

/** Rows of text in batches; a row may be shorter or longer than the header. */
export type Lines = AsyncIterable<readonly Row[]>;

/** A sheet that can also be read as it stands, so that row numbers in messages are those that people see. */
export interface TextSheet extends RawSheet {
  /** Row of the header, 1 for the sheet's first; 0 where the sheet is empty. */
  readonly headerRow: number;
  /** Every row of the sheet from its first on, blank ones too; can be read once or more. */
  lines(): Lines;
}

/** Rows a batch holds at most. */
export const BATCH_ROWS = 400;
/** Cells after which a batch ends early, so that very wide sheets stay small in memory. */
export const BATCH_CELLS = 500_000;

interface Origin {
  readonly name: string;
  readonly path: string;
  readonly workbook: boolean;
}

/**
 * A sheet from all its rows: the first row with any text is the header (empty cells at its end cut off), the rows after it that hold
 * any text are the data. Text to the right of the header is a fault in a CSV, where it means that cells were shifted; in a workbook,
 * where cells have fixed columns, `rows()` leaves it out and `looseCells` reports it.
 */
export async function textSheet<More extends object>(
  origin: Origin,
  lines: () => Lines,
  more: More,
): Promise<TextSheet & More> {
  let headerRow = 0;
  let header: readonly string[] = [];
  let seen = 0;
  search: for await (const batch of lines()) {
    for (const row of batch) {
      seen += 1;
      if (isBlank(row)) continue;
      headerRow = seen;
      header = cellsOf(row).slice(0, lastFilled(row) + 1);
      break search;
    }
  }
  const gaps: Gap[] = [];
  return {
    ...origin,
    ...more,
    header,
    headerRow,
    lines,
    rows: () => dataRows(origin, header.length, headerRow, lines, gaps),
    rowAt: (n) => headerRow + n + (gaps.findLast(({ before }) => before <= n)?.blank ?? 0),
  };
}

/** Blank rows among the data: how many stand before data row `before`. */
interface Gap {
  readonly before: number;
  readonly blank: number;
}

async function* dataRows(
  origin: Origin,
  width: number,
  headerRow: number,
  lines: () => Lines,
  gaps: Gap[],
): Lines & AsyncGenerator {
  let row = 0;
  let [data, blank] = [0, 0];
  gaps.length = 0;
  for await (const batch of lines()) {
    const kept: Row[] = [];
    for (const cells of batch) {
      row += 1;
      if (row <= headerRow) continue;
      if (isBlank(cells)) {
        blank += 1;
        continue;
      }
      data += 1;
      if (blank > (gaps.at(-1)?.blank ?? 0)) gaps.push({ before: data, blank });
      if (cells.length > width) {
        const last = lastFilled(cells);
        if (last >= width && !origin.workbook) throw tooLong(origin, row, width, last + 1, cellAt(cells, last));
        kept.push(cellsOf(cells).slice(0, width));
      } else kept.push(cells);
    }
    if (kept.length > 0) yield kept;
  }
}

function tooLong(origin: Origin, row: number, width: number, cells: number, last: string) {
  return fault(
    `${origin.path}, row ${row}`,
    `has ${cells} cells where the header has ${width}; the last is ${quoted(last)}`,
    'A delimiter or a line break inside an answer is probably not in quotes: mend the row, or export the file again',
  );
}

/** A value as messages show it: in quotes, and cut where it is long. */
export function quoted(value: string): string {
  return value.length <= 60 ? `'${value}'` : `'${value.slice(0, 57)}…'`;
}

/** True for a row without any text but spaces. */
export function isBlank(row: Row): boolean {
  return lastFilled(row) === -1;
}

function lastFilled(row: Row): number {
  let at = row.length - 1;
  while (at >= 0 && cellAt(row, at).trim() === '') at -= 1;
  return at;
}

/** A file's name without its folders and its ending. */
export function stem(path: string): string {
  const member = path.slice(path.lastIndexOf(' › ') + 1).replace(/^› /, '');
  const name = member.slice(Math.max(member.lastIndexOf('/'), member.lastIndexOf('\\')) + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

/** All rows of a small sheet, from its first on and blank ones too: what a form is read from. */
export async function sheetRows(sheet: TextSheet): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const batch of sheet.lines()) for (const row of batch) rows.push([...cellsOf(row)]);
  return rows;
}
