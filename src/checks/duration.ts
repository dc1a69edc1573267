import { z } from 'zod';
import type { NamedField } from '../expression/names.ts';
import { fieldNamed } from '../expression/names.ts';
import { fault } from '../fault.ts';
import { kind } from '../kind.ts';
import { hasValue, INVALID } from '../table/states.ts';
import type { Dataset } from '../table/table.ts';
import { keyAt } from '../table/table.ts';
import { numberText, storedText } from '../table/text.ts';
import type { Check, CheckContext, CheckRemark, Skipped } from './check.ts';
import { lacks } from './remark.ts';

const name = z.exactOptional(z.string().min(1));
const minutes = z.exactOptional(z.number().nonnegative());
const params = z.strictObject({ start: name, end: name, minimum: minutes, maximum: minutes });

/**
 * How long interviews (or roster rows) took, in minutes from start to end: shorter than the minimum, longer than the maximum, or
 * ended before they started. Without names, the form's own start and end. A row without both moments is not judged.
 */
export const duration = kind(params, ({ start, end, minimum, maximum }, context: CheckContext): Check => {
  const from = moment(start ?? context.names.moments?.start ?? '', 'start', context);
  const to = moment(end ?? context.names.moments?.end ?? '', 'end', context);
  if (from === null || to === null)
    return () => ({ skipped: `the form has no question of type ${from === null ? 'start' : 'end'}` });
  if (from.table !== to.table)
    throw fault(
      `${context.place} › end`,
      `'${to.name}' belongs to the table ${to.table}, '${from.name}' to ${from.table}`,
    );
  return (data) => spans(data, from, to, minimum, maximum);
});

function spans(
  data: Dataset,
  from: NamedField,
  to: NamedField,
  minimum: number | undefined,
  maximum: number | undefined,
): readonly CheckRemark[] | Skipped {
  const table = data.tables.get(from.table);
  const [begin, finish] = [table?.columns.get(from.name), table?.columns.get(to.name)];
  if (table === undefined || begin?.type !== 'dateTime' || finish?.type !== 'dateTime')
    return lacks(begin === undefined ? from.name : to.name);
  const remarks: CheckRemark[] = [];
  for (let row = 0; row < table.rows; row += 1) {
    if (!hasValue(begin.states[row] ?? INVALID) || !hasValue(finish.states[row] ?? INVALID)) continue;
    const took = ((finish.values[row] ?? Number.NaN) - (begin.values[row] ?? Number.NaN)) / 60_000;
    const words = outside(took, minimum, maximum);
    if (words === '') continue;
    const span = `from ${storedText(begin, row)} to ${storedText(finish, row)}`;
    const value = minutesText(took, minimum);
    const message = `took ${value} minutes (${span}), ${words}`;
    remarks.push({ table: table.name, key: keyAt(table, row), field: '', value, message });
  }
  return remarks;
}

function outside(took: number, minimum: number | undefined, maximum: number | undefined): string {
  if (took < 0) return 'which ends before it starts';
  if (minimum !== undefined && took < minimum) return `under ${minimum}, the least expected`;
  return maximum !== undefined && took > maximum ? `over ${maximum}, the most expected` : '';
}

/** The field that holds a moment; null where none is named and the form has none. */
function moment(field: string, param: string, context: CheckContext): NamedField | null {
  if (field === '') return null;
  const found = fieldNamed(context.names, field, `${context.place} › ${param}`);
  if (found.type !== 'dateTime')
    throw fault(`${context.place} › ${param}`, `'${field}' is of type ${found.type}, not a date and time`);
  return found;
}

/** Minutes to one decimal, rounded away from the limit, so that 24.97 does not read as 25, « under 25 ». */
function minutesText(took: number, minimum: number | undefined): string {
  const under = took < 0 || (minimum !== undefined && took < minimum);
  return numberText((under ? Math.floor(took * 10) : Math.ceil(took * 10)) / 10);
}
