import { z } from 'zod';
import type { Expression } from '../expression/compile.ts';
import { compile } from '../expression/compile.ts';
import { numbers } from '../expression/evaluate.ts';
import type { NamedField } from '../expression/names.ts';
import { fieldNamed } from '../expression/names.ts';
import { fault } from '../fault.ts';
import { kind } from '../kind.ts';
import { numberReader } from '../table/builder.ts';
import type { NumberType } from '../table/column.ts';
import { isNumbers } from '../table/column.ts';
import { hasValue, INVALID } from '../table/states.ts';
import type { Dataset } from '../table/table.ts';
import { dateText, numberText, storedText, timeText } from '../table/text.ts';
import type { Check, CheckContext, CheckRemark } from './check.ts';
import { lacks, notEvaluated, onCell } from './remark.ts';

const limit = z.exactOptional(z.union([z.number(), z.string().min(1)]));
const params = z
  .strictObject({ field: z.string().min(1), min: limit, max: limit, table: z.exactOptional(z.string()) })
  .refine(({ min, max }) => min !== undefined || max !== undefined, 'give a min, a max, or both');

/** Values outside their limits, which count as inside. A limit is a number, a date, a time, or an expression of other fields. */
export const range = kind(params, ({ field: name, min, max, table }, context: CheckContext): Check => {
  const field = fieldNamed(context.names, name, `${context.place} › field`);
  const { type } = field;
  if (type !== 'integer' && type !== 'decimal' && type !== 'date' && type !== 'time')
    throw fault(`${context.place} › field`, `'${name}' is of type ${type}; a range needs a number, a date or a time`);
  if (table !== undefined && table !== field.table)
    throw fault(`${context.place} › table`, `'${name}' belongs to the table ${field.table}`, 'Leave "table" out');
  const [low, high] = [limitOf(min, 'min', field, type, context), limitOf(max, 'max', field, type, context)];
  if (typeof low === 'number' && typeof high === 'number' && low > high)
    throw fault(`${context.place} › min`, `${String(min)} is over the max ${String(max)}`);
  return (data) => {
    const holder = data.tables.get(field.table);
    const column = holder?.columns.get(name);
    if (holder === undefined || column === undefined || !isNumbers(column)) return lacks(name);
    const [lowest, highest] = [
      valuesOf(low ?? Number.NEGATIVE_INFINITY, type, data),
      valuesOf(high ?? Number.POSITIVE_INFINITY, type, data),
    ];
    const remarks: CheckRemark[] = [];
    let unsure = 0;
    for (let row = 0; row < holder.rows; row += 1) {
      if (!hasValue(column.states[row] ?? INVALID)) continue;
      const value = column.values[row] ?? Number.NaN;
      const [least, most] = [lowest(row), highest(row)];
      const over = value > most;
      if (over || value < least) {
        const source = over ? high : low;
        const reason = source !== null && typeof source !== 'number' ? ` (${source.text})` : '';
        const words = over
          ? `is over ${textOf(type, most)}, the highest`
          : `is under ${textOf(type, least)}, the lowest`;
        remarks.push(onCell(holder, row, column, `${storedText(column, row)} ${words} expected${reason}`));
      } else if (Number.isNaN(least) || Number.isNaN(most)) unsure += 1;
    }
    const why = [low, high]
      .map((each) => (each === null || typeof each === 'number' ? '' : each.notEvaluated))
      .find((each) => each !== '');
    return unsure === 0
      ? remarks
      : [...remarks, notEvaluated(field.table, name, why ?? 'a limit is not known', unsure)];
  };
});

/** A limit in the unit of the column, or the expression that gives it; null where there is none. */
function limitOf(
  written: number | string | undefined,
  param: string,
  field: NamedField,
  type: NumberType,
  context: CheckContext,
): number | Expression | null {
  if (written === undefined) return null;
  if (typeof written === 'number') {
    if (type === 'integer' || type === 'decimal') return written;
    throw fault(
      `${context.place} › ${param}`,
      `'${field.name}' is a ${type}`,
      `Write the limit as text, as in ${type === 'date' ? '"2024-01-31"' : '"08:00"'}`,
    );
  }
  const value = numberReader(type === 'integer' ? 'decimal' : type)(written.trim());
  if (!Number.isNaN(value)) return value;
  const expression = compile(written, context.names, { place: `${context.place} › ${param}`, table: field.table });
  if (expression.type === 'text' || expression.type === 'boolean')
    throw fault(
      `${context.place} › ${param}`,
      `'${written}' gives ${expression.type === 'text' ? 'text' : 'yes or no'}, not a number`,
    );
  return expression;
}

/** The limit for each row, NaN where it is not known; an expression gives times as fractions of a day. */
function valuesOf(source: number | Expression, type: NumberType, data: Dataset): (row: number) => number {
  if (typeof source === 'number') return () => source;
  const { values, unknown, notAsked } = numbers(source, data, 'analysis');
  const unit = type === 'time' ? 86_400 : 1;
  return (row) => (unknown[row] === 1 || notAsked[row] === 1 ? Number.NaN : (values[row] ?? Number.NaN) * unit);
}

function textOf(type: NumberType, value: number): string {
  if (type === 'date') return dateText(value);
  return type === 'time' ? timeText(value) : numberText(value);
}
