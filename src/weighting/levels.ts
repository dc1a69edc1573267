import { fault } from '../fault.ts';
import type { Column } from '../table/column.ts';
import { hasValue } from '../table/states.ts';
import type { Table } from '../table/table.ts';
import { keyAt } from '../table/table.ts';
import { cleanText } from '../table/text.ts';
import { CROSSED } from './weighting.ts';

/** Rows named in a message before it only counts them. */
const NAMED_ROWS = 5;

/**
 * The level of each row that `counts`, crossed over fields ('' for the others). Where an answer is missing the declared level stands
 * in; without one it is a fault that names the interviews.
 */
export function levelsOf(
  main: Table,
  fields: readonly string[],
  counts: (row: number) => boolean,
  missing: ReadonlyMap<string, string>,
  place: string,
): readonly string[] {
  const parts = fields.map((field) => {
    const column = columnOf(main, field, place);
    const instead = missing.get(field);
    const lacking: number[] = [];
    const levels = Array.from({ length: main.rows }, (_, row) => {
      if (!counts(row)) return '';
      const text = hasValue(column.states[row] ?? 3) ? cleanText(column, row) : '';
      if (text === '' && instead === undefined) lacking.push(row);
      return text === '' ? (instead ?? '') : text;
    });
    if (lacking.length > 0) throw missingFault(main, field, lacking, place);
    return levels;
  });
  return Array.from({ length: main.rows }, (_, row) =>
    counts(row) ? parts.map((levels) => levels[row] ?? '').join(CROSSED) : '',
  );
}

/** A column of the main table; a fault where the data have none of the name. */
export function columnOf(main: Table, field: string, place: string): Column {
  const column = main.columns.get(field);
  if (column === undefined)
    throw fault(place, `no column '${field}' in the data`, 'Is it marked as a direct identifier?');
  return column;
}

/** The fault of rows whose weight cannot be made because a field is empty. */
export function missingFault(main: Table, field: string, rows: readonly number[], place: string): Error {
  const keys = rows.slice(0, NAMED_ROWS).map((row) => keyAt(main, row));
  const more = rows.length > keys.length ? ` and ${rows.length - keys.length} more` : '';
  return fault(
    place,
    `'${field}' is missing for ${rows.length} of the interviews that weigh (${keys.join(', ')}${more})`,
    `Complete it, or say which level stands for it: "weighting": {"missing": {"${field}": "…"}}`,
  );
}

/** Levels in order: numbers by size, other texts by letters; crossed levels field by field. */
export function inOrder(levels: Iterable<string>): readonly string[] {
  return [...new Set(levels)].sort((a, b) => {
    const [left, right] = [a.split(CROSSED), b.split(CROSSED)];
    for (const [k, text] of left.entries()) {
      const other = right[k] ?? '';
      const gap = Number(text) - Number(other);
      if (text !== other) return Number.isNaN(gap) || gap === 0 ? (text < other ? -1 : 1) : gap;
    }
    return 0;
  });
}
