import { join } from 'node:path';
import { fault } from '../fault.ts';
import { didYouMean } from '../form/nearest.ts';
import { readSheets } from '../readers/read.ts';
import { sheetRows } from '../readers/textSheet.ts';
import type { Disk } from '../stages/disk.ts';

/** One row of a small table of the study: its row in the file (1 for the header) and its cells by column, without outer spaces. */
export interface SheetRow {
  readonly row: number;
  cell(column: string): string;
}

/** The rows of a small table that the study brings along (parameters, series of values); a fault where a column is missing. */
export async function csvSheet(
  disk: Disk,
  root: string,
  path: string,
  columns: readonly string[],
): Promise<readonly SheetRow[]> {
  const [sheet] = await readSheets(disk.source(join(root, path)));
  if (sheet === undefined) throw fault(path, 'the file is empty', `Its columns are ${columns.join(', ')}`);
  const [header = [], ...rows] = await sheetRows(sheet);
  const names = header.map((name) => name.trim());
  for (const column of columns)
    if (!names.includes(column))
      throw fault(path, `there is no column '${column}'${didYouMean(column, names)}`, `Columns: ${names.join(', ')}`);
  return rows
    .map((cells, place) => ({ row: place + 2, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
    .map(({ row, cells }) => ({ row, cell: (column) => (cells[names.indexOf(column)] ?? '').trim() }));
}
