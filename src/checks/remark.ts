import type { Column } from '../table/column.ts';
import { hasValue, INVALID } from '../table/states.ts';
import type { Table } from '../table/table.ts';
import { keyAt } from '../table/table.ts';
import { cleanText, storedText } from '../table/text.ts';
import type { CheckRemark, Skipped } from './check.ts';

/** A remark on one cell, with what it holds. */
export function onCell(table: Table, row: number, column: Column, message: string): CheckRemark {
  return { table: table.name, key: keyAt(table, row), field: column.name, value: storedText(column, row), message };
}

/** The note that something about a field could not be evaluated, and why. */
export function notEvaluated(table: string, field: string, why: string, rows = 0): CheckRemark {
  // Faults of expressions show the place under a caret on lines of their own.
  const reason = (why.split('\n')[0] ?? '').trim() || 'no reason is known';
  return {
    table,
    key: '',
    field,
    value: '',
    level: 'note',
    message: `not evaluated${rows === 0 ? '' : ` for ${counted(rows, 'row')}`}: ${reason}`,
  };
}

/** A check that cannot look because the data lack a column. */
export function lacks(column: string): Skipped {
  return { skipped: `the data have no '${column}'` };
}

/** What a cell holds, as it is set beside another: « nothing » where there is no answer. */
export function shown(column: Column, row: number): string {
  const text = cleanText(column, row);
  return text === '' ? (hasValue(column.states[row] ?? INVALID) ? '' : 'nothing') : text;
}

/** `1 row`, `12 rows`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Up to `most` things, and how many there are besides. */
export function listed(things: readonly string[], most = 8): string {
  return things.length <= most
    ? things.join(', ')
    : `${things.slice(0, most).join(', ')} and ${things.length - most} more`;
}
