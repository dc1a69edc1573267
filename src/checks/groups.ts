import type { Column } from '../table/column.ts';
import { isCodes } from '../table/column.ts';
import { hasValue, INVALID } from '../table/states.ts';
import { cleanText } from '../table/text.ts';

/** Rows by what a column says: one code a row into `names`, -1 where it says nothing. */
export interface Groups {
  readonly codes: Int32Array;
  readonly names: readonly string[];
}

/** Groups of rows by their value in a column. */
export function groupsOf(column: Column, rows: number): Groups {
  const codes = new Int32Array(rows).fill(-1);
  const names: string[] = [];
  const places = new Map<string | number, number>();
  const byCode = isCodes(column);
  for (let row = 0; row < rows; row += 1) {
    if (!hasValue(column.states[row] ?? INVALID)) continue;
    const held = byCode ? (column.values[row] ?? 0) : cleanText(column, row);
    let place = places.get(held);
    if (place === undefined) {
      const name = cleanText(column, row);
      if (name === '') continue;
      place = names.push(name) - 1;
      places.set(held, place);
    }
    codes[row] = place;
  }
  return { codes, names };
}

/** All rows in one group; its name is ''. */
export function oneGroup(rows: number): Groups {
  return { codes: new Int32Array(rows), names: [''] };
}

/** Each row a group of its own, without names. */
export function ownGroups(rows: number): Groups {
  return { codes: Int32Array.from({ length: rows }, (_, row) => row), names: [] };
}
