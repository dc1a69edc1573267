import { z } from 'zod';
import { fieldCalled, fieldNamed } from '../expression/names.ts';
import { isEmptyState } from '../expression/run.ts';
import { fault } from '../fault.ts';
import { kind } from '../kind.ts';
import type { Column } from '../table/column.ts';
import { isCodes } from '../table/column.ts';
import { BLANK, hasValue, INVALID } from '../table/states.ts';
import type { Table } from '../table/table.ts';
import { keyAt, MAIN } from '../table/table.ts';
import { cleanText, storedText } from '../table/text.ts';
import type { Check, CheckContext, CheckRemark } from './check.ts';
import { questionsIn } from './questions.ts';
import { counted, lacks, listed, shown } from './remark.ts';

/** Interviews with fewer answers than this (than a quarter, in a short form) are not compared as a whole. */
const FEW = 5;

const params = z.strictObject({
  fields: z.exactOptional(z.array(z.string()).min(1)),
  /** Where all questions count: those that do not, such as who asked them. */
  except: z.array(z.string()).default([]),
});

/**
 * Rows with the same answers in all given fields, or interviews with the same answers to all questions but those in `except`. Every copy is flagged, with
 * the key of another (the first, or of the first the second) and, where fields are given, in how many other questions the two differ and in which.
 * Rows without a value in any of the fields are no copies of each other; neither are interviews with hardly any answer.
 */
export const duplicates = kind(params, ({ fields, except }, context: CheckContext): Check => {
  const named = fields?.map((name) => fieldNamed(context.names, name, `${context.place} › fields`));
  for (const name of except) fieldCalled(context.names, name, `${context.place} › except`);
  const home = named?.[0]?.table ?? MAIN;
  const stranger = named?.find(({ table }) => table !== home);
  if (stranger !== undefined)
    throw fault(
      `${context.place} › fields`,
      `'${stranger.name}' belongs to the table ${stranger.table}, '${named?.[0]?.name ?? ''}' to ${home}`,
    );
  return (data) => {
    const table = data.tables.get(home);
    if (table === undefined) return { skipped: `the data have no table '${home}'` };
    const lacking = fields?.find((name) => !table.columns.has(name));
    if (lacking !== undefined) return lacks(lacking);
    const questions = questionsIn(context.form, data)
      .filter((question) => question.table === table)
      .map(({ column }) => column);
    const own =
      fields === undefined
        ? questions.filter(({ name }) => !except.includes(name))
        : fields.map((name) => table.columns.get(name)).filter((column) => column !== undefined);
    const others = fields === undefined ? [] : questions.filter((column) => !own.includes(column));
    // Refusals all look alike: only where a few questions were answered are the same answers worth a word.
    const least = fields === undefined ? Math.min(FEW, Math.ceil(questions.length / 4)) : 1;
    return copies(table, own, least).flatMap((rows) => rows.map((row) => remarkOn(table, rows, row, fields, others)));
  };
});

function remarkOn(
  table: Table,
  rows: readonly number[],
  row: number,
  fields: readonly string[] | undefined,
  others: readonly Column[],
): CheckRemark {
  const other = (row === rows[0] ? rows[1] : rows[0]) ?? row;
  const otherKey = keyAt(table, other);
  const held = (fields ?? [])
    .map((name) => table.columns.get(name))
    .map((column) => (column === undefined ? '' : cleanText(column, row)));
  const more = rows.length > 2 ? ` and of ${rows.length - 2} more` : '';
  const what =
    fields === undefined
      ? 'all answers are'
      : `${fields.join(', ')} (${held.map((text) => text || 'nothing').join(', ')}) ${fields.length === 1 ? 'is' : 'are'}`;
  const difference = fields === undefined ? '' : `; ${differences(others, row, other)}`;
  return {
    table: table.name,
    key: keyAt(table, row),
    field: fields?.length === 1 ? (fields[0] ?? '') : '',
    value: held.join(' | '),
    message: `${what} the same as of ${otherKey}${more}${difference}`,
    otherKey,
  };
}

/** How many of the other answers two rows do not share, and which, with what each holds. */
function differences(others: readonly Column[], row: number, other: number): string {
  const differing = others.filter((column) => identity(column, row) !== identity(column, other));
  const { length } = differing;
  if (length === 0) return `0 other answers differ of ${others.length}`;
  const named = differing.map((column) => `${column.name} (${shown(column, row)} / ${shown(column, other)})`);
  return `${counted(length, 'other answer')} ${length === 1 ? 'differs' : 'differ'} of ${others.length}: ${listed(named)}`;
}

/** What a cell holds, as copies are compared: a code, a number, or text; '' where there is no answer. */
function identity(column: Column, row: number): number | string {
  const state = column.states[row] ?? BLANK;
  if (isEmptyState(state)) return '';
  if (state === INVALID) return storedText(column, row);
  if (isCodes(column)) return column.values[row] ?? 0;
  return 'packed' in column ? storedText(column, row) : (column.values[row] ?? Number.NaN);
}

/** Groups of two rows or more that agree in all columns, by their first row; rows ascend within each. */
function copies(table: Table, columns: readonly Column[], least: number): readonly (readonly number[])[] {
  // Groups are split column by column, and rows that stand alone fall out: after a few columns few are left.
  const told = Array.from({ length: table.rows }, (_, row) => row).filter((row) => {
    let answers = 0;
    for (const { states } of columns) if (hasValue(states[row] ?? INVALID)) answers += 1;
    return answers >= least;
  });
  let groups: readonly (readonly number[])[] = [told];
  for (const column of columns) {
    groups = groups.flatMap((rows) => {
      const parts = new Map<number | string, number[]>();
      for (const row of rows) {
        const held = identity(column, row);
        const part = parts.get(held);
        if (part === undefined) parts.set(held, [row]);
        else part.push(row);
      }
      return [...parts.values()].filter((part) => part.length > 1);
    });
  }
  return columns.length === 0 ? [] : groups.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}
