import { z } from 'zod';
import type { NamedField } from '../expression/names.ts';
import { fieldNamed } from '../expression/names.ts';
import { fault } from '../fault.ts';
import { kind } from '../kind.ts';
import type { Column } from '../table/column.ts';
import { hasValue, INVALID } from '../table/states.ts';
import { mainTable } from '../table/table.ts';
import { cleanText, dateText } from '../table/text.ts';
import type { Check, CheckContext, CheckRemark } from './check.ts';
import { groupsOf } from './groups.ts';
import { lacks, onCell } from './remark.ts';

const params = z.strictObject({
  /** The column that holds the form's version. */
  field: z.string().min(1).default('__version__'),
  /** When the interview was: a date, or a date and time; else the form's start or today. */
  date: z.exactOptional(z.string().min(1)),
  /** Days that a team may take to get the new version. */
  grace: z.number().nonnegative().default(1),
  /** The version that the study is read with: interviews made with any other are told, whenever they were made. */
  current: z.exactOptional(z.string().min(1)),
  /** The versions in order, the oldest first; else by number where all are numbers, else by first use. */
  versions: z.exactOptional(z.array(z.string()).min(2)),
});

/** Interviews made with a version of the form after a newer one had been in use for longer than the days of grace, or not with the current one. */
export const formVersion = kind(
  params,
  ({ field: name, date, grace, versions, current }, context: CheckContext): Check => {
    const field = fieldNamed(context.names, name, `${context.place} › field`);
    if (field.table !== 'main')
      throw fault(`${context.place} › field`, `'${name}' belongs to the table ${field.table}, not to the interview`);
    const { start = '', today = '' } = context.names.moments ?? {};
    const when = date ?? (start !== '' ? start : today);
    if (date !== undefined) checkDate(fieldNamed(context.names, date, `${context.place} › date`), context);
    if (when === '') return () => ({ skipped: 'the form has no question of type start or today: name the date' });
    return (data) => {
      const table = mainTable(data);
      const [column, moment] = [table.columns.get(name), table.columns.get(when)];
      if (column === undefined) return lacks(name);
      if (moment === undefined) return lacks(when);
      const { codes, names } = groupsOf(column, table.rows);
      const days = daysOf(moment, table.rows);
      const first = names.map(() => Number.POSITIVE_INFINITY);
      for (const [row, code] of codes.entries())
        if (code >= 0 && (days[row] ?? Number.NaN) < (first[code] ?? 0)) first[code] = days[row] ?? 0;
      const place = placesOf(names, first, versions);
      const remarks: CheckRemark[] = [];
      for (const [row, code] of codes.entries()) {
        const day = days[row] ?? Number.NaN;
        if (code < 0) continue;
        if (current !== undefined && names[code] !== current) {
          remarks.push(onCell(table, row, column, `made with version ${names[code]}, not with ${current}`));
          continue;
        }
        if (Number.isNaN(day)) continue;
        // Of the newer versions, the one that was in use first.
        const newer = names
          .map((version, other) => ({ version, since: first[other] ?? Number.POSITIVE_INFINITY, other }))
          .filter(({ other, since }) => (place[other] ?? 0) > (place[code] ?? 0) && day > since + grace)
          .sort((a, b) => a.since - b.since)[0];
        if (newer === undefined) continue;
        const message = `made on ${dateText(Math.floor(day))} with version ${names[code]}, although version ${newer.version} was in use since ${dateText(Math.floor(newer.since))}`;
        remarks.push(onCell(table, row, column, message));
      }
      return remarks;
    };
  },
);

function checkDate({ name, type, table }: NamedField, { place }: CheckContext): void {
  if ((type !== 'date' && type !== 'dateTime') || table !== 'main')
    throw fault(`${place} › date`, `'${name}' is of type ${type} in the table ${table}, not a date of the interview`);
}

/** Days since 1970 by the clock of the place, NaN where not known. */
function daysOf(column: Column, rows: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    if (!hasValue(column.states[row] ?? INVALID)) return Number.NaN;
    if (column.type === 'date') return column.values[row] ?? Number.NaN;
    if (column.type !== 'dateTime') return readDay(cleanText(column, row));
    return ((column.values[row] ?? Number.NaN) + (column.offsets[row] ?? 0) * 60_000) / 86_400_000;
  });
}

function readDay(text: string): number {
  return Date.parse(text.slice(0, 10)) / 86_400_000;
}

/** The place of each version among all. */
function placesOf(
  names: readonly string[],
  first: readonly number[],
  declared: readonly string[] | undefined,
): readonly number[] {
  if (declared !== undefined) return names.map((name) => declared.indexOf(name));
  const numeric = names.every((name) => /^\d+(?:\.\d+)?$/.test(name));
  return numeric ? names.map(Number) : first;
}
