import { z } from 'zod';
import { kind } from '../kind.ts';
import type { FieldType } from '../table/column.ts';
import { INVALID } from '../table/states.ts';
import type { Check } from './check.ts';
import { onCell } from './remark.ts';

const EXPECTED: Readonly<Partial<Record<FieldType, string>>> = {
  integer: 'a whole number',
  decimal: 'a number with a decimal point',
  date: 'a date (YYYY-MM-DD)',
  time: 'a time (HH:MM)',
  dateTime: 'a date and time (YYYY-MM-DDTHH:MM)',
};

/** Cells whose text could not be typed, in every column. */
export const types = kind(z.strictObject({}), (): Check => {
  return (data) =>
    [...data.tables.values()].flatMap((table) =>
      [...table.columns.values()].flatMap((column) =>
        [...column.raw]
          .filter(([row]) => column.states[row] === INVALID)
          .sort(([a], [b]) => a - b)
          .map(([row, text]) =>
            onCell(
              table,
              row,
              column,
              `"${text}" is not ${EXPECTED[column.type] ?? column.type}: declare how the source writes it, or correct the cell`,
            ),
          ),
      ),
    );
});
