import type { RawSheet } from '../table/source.ts';
import { cellsOf } from '../table/textRow.ts';
import type { TextSheet } from './textSheet.ts';

/** A header name that stands over several columns (numbered from 1). */
export interface DuplicateHeader {
  readonly name: string;
  readonly columns: readonly number[];
}

/** Names that more than one column of the sheet has, in the order of their first column; blank names are not counted. */
export function duplicateHeaders(sheet: Pick<RawSheet, 'header'>): DuplicateHeader[] {
  const places = new Map<string, number[]>();
  for (const [index, name] of sheet.header.entries()) {
    const key = name.trim();
    if (key === '') continue;
    const columns = places.get(key);
    if (columns === undefined) places.set(key, [index + 1]);
    else columns.push(index + 1);
  }
  return [...places].filter(([, columns]) => columns.length > 1).map(([name, columns]) => ({ name, columns }));
}

/** Cells with text that stand under no header name: how many, and the first of them (row and column numbered from 1). */
export interface LooseCells {
  readonly count: number;
  readonly row: number;
  readonly column: number;
  readonly value: string;
}

/** Finds text under blank headers and to the right of the header; null where there is none. Reads the whole sheet. */
export async function looseCells(sheet: TextSheet): Promise<LooseCells | null> {
  let count = 0;
  let first: { row: number; column: number; value: string } | null = null;
  let row = 0;
  for await (const batch of sheet.lines()) {
    for (const cells of batch) {
      row += 1;
      if (row <= sheet.headerRow) continue;
      for (const [index, value] of cellsOf(cells).entries()) {
        if (value.trim() === '' || (sheet.header[index] ?? '').trim() !== '') continue;
        count += 1;
        first ??= { row, column: index + 1, value };
      }
    }
  }
  return first === null ? null : { count, ...first };
}
