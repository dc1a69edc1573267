import { join } from 'node:path';
import { isFault } from '../fault.ts';
import { readCsv } from '../readers/csv.ts';
import { sheetRows } from '../readers/textSheet.ts';
import type { Disk } from '../stages/disk.ts';
import type { Study } from '../study/study.ts';
import type { Source } from '../table/source.ts';
import { cellAt, cellsOf, type Row } from '../table/textRow.ts';

/** A CSV of the outputs as people open it: its header, and its rows with their numbers in the file. */
export interface PublishedTable {
  readonly path: string;
  readonly header: readonly string[];
  /** Rows after the header, in the order of the file; each with the number that a spreadsheet shows. */
  rows(): AsyncIterable<{ readonly row: number; readonly cells: readonly string[] }>;
}

/** Opens a published CSV in the study's delimiter, as a stream; null where it is not there. */
export async function publishedTable(disk: Disk, study: Study, path: string): Promise<PublishedTable | null> {
  const full = join(study.root, path);
  if (!disk.exists(full)) return null;
  const { delimiter } = study.config.csv;
  const sheet = await readCsv(disk.source(full), { delimiter, encoding: 'utf-8' });
  return {
    path,
    header: sheet.header,
    async *rows() {
      let row = 0;
      for await (const batch of sheet.lines())
        for (const cells of batch) {
          row += 1;
          if (row > sheet.headerRow) yield { row, cells: cellsOf(cells) };
        }
    },
  };
}

/** A row of a small published CSV: its number in the file, and its cells by the name of their column. */
export interface PublishedRow {
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** All rows of a small published CSV; what is wrong with it where it is not there or cannot be read. */
export async function publishedRows(disk: Disk, study: Study, path: string): Promise<readonly PublishedRow[] | string> {
  const full = join(study.root, path);
  if (!disk.exists(full)) return 'the file is not there';
  try {
    return await rowsIn(disk.source(full), study);
  } catch (error) {
    if (isFault(error)) return error.message;
    throw error;
  }
}

/** What is made of the rows of a published CSV that are wanted, in its order; none where it is not there. */
export async function rowsWanted<Made>(
  disk: Disk,
  study: Study,
  path: string,
  wanted: (text: (column: string) => string) => boolean,
  make: (text: (column: string) => string, row: number) => Made,
): Promise<readonly Made[]> {
  const full = join(study.root, path);
  if (!disk.exists(full)) return [];
  const { delimiter } = study.config.csv;
  const { header, headerRow, lines } = await readCsv(disk.source(full), { delimiter, encoding: 'utf-8' });
  const places = new Map(header.map((column, at) => [column, at]));
  const made: Made[] = [];
  let row = 0;
  let cells: Row = [];
  const text = (column: string) => cellAt(cells, places.get(column) ?? -1);
  for await (const batch of lines())
    for (cells of batch) {
      row += 1;
      if (row > headerRow && wanted(text)) made.push(make(text, row));
    }
  return made;
}

/** All rows of a CSV in the study's delimiter. */
export async function rowsIn(source: Source, study: Study): Promise<readonly PublishedRow[]> {
  const sheet = await readCsv(source, { delimiter: study.config.csv.delimiter, encoding: 'utf-8' });
  const rows = await sheetRows(sheet);
  return rows.slice(sheet.headerRow).flatMap((cells, at) => {
    if (cells.every((cell) => cell === '')) return [];
    const named = sheet.header.map((name, place) => [name, cells[place] ?? ''] as const);
    return [{ row: sheet.headerRow + at + 1, cells: Object.fromEntries(named) }];
  });
}

/** Bytes in memory as a source. */
export function sourceOf(path: string, bytes: Uint8Array): Source {
  return {
    path,
    size: bytes.length,
    async *chunks() {
      yield bytes;
    },
  };
}

/** Numbers of a published CSV with a decimal point, whatever the study writes. */
export function withPoint(text: string, study: Study): string {
  return study.config.csv.decimal === ',' && /^[+-]?\d*,\d+(?:[eE][+-]?\d+)?$/.test(text)
    ? text.replace(',', '.')
    : text;
}
