import { z } from 'zod';
import { fieldNamed } from '../expression/names.ts';
import { isEmptyState } from '../expression/run.ts';
import { fault } from '../fault.ts';
import { kind } from '../kind.ts';
import type { Column } from '../table/column.ts';
import { BLANK, hasValue, INVALID } from '../table/states.ts';
import { keyAt } from '../table/table.ts';
import { storedText } from '../table/text.ts';
import { condition, rowsWhere } from './condition.ts';
import type { Correction, CorrectionContext } from './correction.ts';
import { tableOfFields } from './fields.ts';
import { folded } from './labels.ts';

const params = z.strictObject({
  /** What the same person or thing is told by. */
  fields: z.array(z.string()).min(1),
  keep: z.enum(['latest', 'earliest', 'mostComplete']),
  /** The moment that latest and earliest go by; the end of the interview, else its start, unless said. */
  by: z.exactOptional(z.string()),
  /** Rows that are compared; all unless said. */
  when: z.exactOptional(z.string().min(1)),
});

/**
 * Of rows with the same answers to some questions keeps the right one, and removes the others with their roster rows. Rows without an
 * answer to one of them are compared with none. Ties go to the more complete row, then to the first.
 */
export const keepDuplicate = kind(params, ({ fields, keep, by, when }, context: CorrectionContext): Correction => {
  const { names, place } = context;
  const name = tableOfFields(
    fields.map((each) => fieldNamed(names, each, `${place} › fields`)),
    context,
  );
  const moment = by ?? names.moments?.end ?? names.moments?.start ?? '';
  if (keep !== 'mostComplete') {
    if (moment === '') throw fault(`${place} › by`, `is missing: the form has no end or start to tell the ${keep} by`);
    const { type, table } = fieldNamed(names, moment, `${place} › by`);
    if (table !== name || !['date', 'dateTime', 'time', 'integer', 'decimal'].includes(type))
      throw fault(
        `${place} › by`,
        `'${moment}' is of type ${type} in ${table}; a date, moment or number of ${name} is expected`,
      );
  }
  const holds = when === undefined ? null : condition(when, name, context);
  const questions = context.form.fields.filter(({ table, role }) => table === name && role === 'question');
  return (data) => {
    const table = data.tables.get(name);
    if (table === undefined) return [];
    const told = fields.map((each) => table.columns.get(each)).filter((column) => column !== undefined);
    if (told.length < fields.length) return [];
    const rows = holds === null ? Array.from({ length: table.rows }, (_, row) => row) : rowsWhere(holds, data);
    const answers = questions
      .map((question) => table.columns.get(question.name))
      .filter((column) => column !== undefined);
    const complete = (row: number) => answers.filter(({ states }) => hasValue(states[row] ?? INVALID)).length;
    const at = (row: number) => momentOf(table.columns.get(moment), row) * (keep === 'earliest' ? -1 : 1);
    const better = (a: number, b: number) =>
      (keep === 'mostComplete' ? 0 : compare(at(b), at(a))) || complete(b) - complete(a) || a - b;
    return groups(told, rows).flatMap((group) => {
      const [kept = 0, ...others] = group.toSorted(better);
      return others
        .sort((a, b) => a - b)
        .map((row) => ({
          table: name,
          key: keyAt(table, row),
          field: '',
          action: 'drop_row',
          to: '',
          reason: `kept: ${keyAt(table, kept)} (${keep})`,
        }));
    });
  };
});

/** A moment that is not known is before all others. */
function momentOf(column: Column | undefined, row: number): number {
  const value = column !== undefined && 'values' in column && hasValue(column.states[row] ?? INVALID);
  return value ? (column.values[row] ?? Number.NEGATIVE_INFINITY) : Number.NEGATIVE_INFINITY;
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Rows that agree in all columns, two or more; texts are compared but for case and white space. */
function groups(columns: readonly Column[], rows: readonly number[]): readonly (readonly number[])[] {
  const found = new Map<string, number[]>();
  for (const row of rows) {
    if (columns.some(({ states }) => isEmptyState(states[row] ?? BLANK))) continue;
    const id = columns.map((column) => folded(storedText(column, row))).join('\u001f');
    found.set(id, [...(found.get(id) ?? []), row]);
  }
  return [...found.values()].filter((group) => group.length > 1);
}
