import type { Form } from '../../form/form.ts';
import { isCodes, isNumbers } from '../../table/column.ts';
import type { Paradata } from '../../table/paradata.ts';
import { BLANK, DONT_KNOW, hasValue, INVALID, NOT_ASKED, REFUSED, REMOVED } from '../../table/states.ts';
import type { Dataset, Table } from '../../table/table.ts';
import { keyAt } from '../../table/table.ts';
import { holding, othersIn } from '../others.ts';
import type { Question } from '../questions.ts';
import { questionsIn } from '../questions.ts';
import { batteriesIn, straightness } from './batteries.ts';

/**
 * What is measured of each interview. minutes: length, as a logarithm, from the audit log where there is one, else from start to end.
 * blank, dontKnow, refused: shares of the questions that were asked. other: share of « other » among questions that offer it. closed:
 * share of filter questions answered so that all that hangs on them was skipped. straight, spread: straight lines and variation in
 * batteries. heaped: share of numbers from 10 on that end in 0 or 5.
 */
export const MEASURES = [
  'minutes',
  'blank',
  'dontKnow',
  'refused',
  'other',
  'closed',
  'straight',
  'spread',
  'heaped',
] as const;
export type MeasureName = (typeof MEASURES)[number];

/** One number an interview, NaN where it has none. */
export type Measured = Readonly<Record<MeasureName, Float64Array>>;

/** The measures of each row of the main table. `start` and `end` are its columns for the length; '' where there are none. */
export function measured(
  data: Dataset,
  form: Form,
  table: Table,
  moments: { readonly start: string; readonly end: string },
  paradata: Paradata,
): Measured {
  const questions = questionsIn(form, data).filter((question) => question.table === table);
  return {
    minutes: lengths(table, moments, paradata),
    ...stateShares(questions, table.rows),
    other: othersShare(questions, form, table.rows),
    closed: closedShare(questions, form, table.rows),
    ...straightness(batteriesIn(questions), table.rows),
    heaped: heapedShare(questions, table.rows),
  };
}

function lengths(table: Table, moments: { readonly start: string; readonly end: string }, { interviews }: Paradata) {
  const length = new Float64Array(table.rows).fill(Number.NaN);
  const logged = new Map(interviews.map(({ key, minutes }) => [key, minutes]));
  const [start, end] = [table.columns.get(moments.start), table.columns.get(moments.end)];
  for (let row = 0; row < table.rows; row += 1) {
    let minutes = logged.size === 0 ? undefined : logged.get(keyAt(table, row));
    if (minutes === undefined && start?.type === 'dateTime' && end?.type === 'dateTime')
      minutes = ((end.values[row] ?? Number.NaN) - (start.values[row] ?? Number.NaN)) / 60_000;
    if (minutes !== undefined && minutes > 0) length[row] = Math.log(minutes);
  }
  return length;
}

function stateShares(questions: readonly Question[], rows: number) {
  const count = () => new Float64Array(rows);
  const [asked, blank, dontKnow, refused] = [count(), count(), count(), count()];
  const add = (to: Float64Array, row: number) => {
    to[row] = (to[row] as number) + 1;
  };
  for (const { column } of questions)
    for (let row = 0; row < rows; row += 1) {
      const state = column.states[row] as number;
      if (state === NOT_ASKED || state === REMOVED) continue;
      add(asked, row);
      if (state === BLANK) add(blank, row);
      else if (state === DONT_KNOW) add(dontKnow, row);
      else if (state === REFUSED) add(refused, row);
    }
  return { blank: over(blank, asked), dontKnow: over(dontKnow, asked), refused: over(refused, asked) };
}

function othersShare(questions: readonly Question[], form: Form, rows: number): Float64Array {
  const [given, of] = [new Float64Array(rows), new Float64Array(rows)];
  for (const { field, column } of questions) {
    const others = othersIn(form, field.list);
    if (!isCodes(column) || others.size === 0) continue;
    const holds = holding(column, others);
    for (let row = 0; row < rows; row += 1) {
      if (!hasValue(column.states[row] ?? INVALID)) continue;
      of[row] = (of[row] as number) + 1;
      given[row] = (given[row] as number) + (holds[column.values[row] ?? 0] as number);
    }
  }
  return over(given, of);
}

/** Filter questions: select_one questions that the relevance of others reads. */
function closedShare(questions: readonly Question[], form: Form, rows: number): Float64Array {
  const readBy = new Map<string, Question[]>();
  for (const question of questions) {
    const written = [
      question.field.relevant,
      ...question.field.groups.map((group) => form.groups[group]?.relevant ?? ''),
    ];
    for (const name of new Set(
      written.flatMap((text) => [...text.matchAll(/\$\{\s*([^{}\s]+)\s*\}/g)].map(([, read]) => read ?? '')),
    ))
      readBy.set(name, [...(readBy.get(name) ?? []), question]);
  }
  const [closed, filters] = [new Float64Array(rows), new Float64Array(rows)];
  for (const { field, column } of questions) {
    const hanging = readBy.get(field.name) ?? [];
    if (field.type !== 'one' || hanging.length === 0) continue;
    for (let row = 0; row < rows; row += 1) {
      if (!hasValue(column.states[row] ?? INVALID)) continue;
      filters[row] = (filters[row] as number) + 1;
      if (hanging.every(({ column: { states } }) => states[row] === NOT_ASKED))
        closed[row] = (closed[row] as number) + 1;
    }
  }
  return over(closed, filters);
}

/** Numbers from 10 on, without their sign, as whole numbers. */
export function wholeNumbers(questions: readonly Question[]): readonly { at(row: number): number }[] {
  return questions.flatMap(({ column }) =>
    isNumbers(column) && (column.type === 'integer' || column.type === 'decimal')
      ? [
          {
            at: (row: number) => {
              const size = Math.abs(column.values[row] ?? Number.NaN);
              return hasValue(column.states[row] ?? INVALID) && size >= 10 && Number.isInteger(size)
                ? size
                : Number.NaN;
            },
          },
        ]
      : [],
  );
}

function heapedShare(questions: readonly Question[], rows: number): Float64Array {
  const [heaped, of] = [new Float64Array(rows), new Float64Array(rows)];
  for (const { at } of wholeNumbers(questions))
    for (let row = 0; row < rows; row += 1) {
      const value = at(row);
      if (Number.isNaN(value)) continue;
      of[row] = (of[row] as number) + 1;
      if (value % 5 === 0) heaped[row] = (heaped[row] as number) + 1;
    }
  return over(heaped, of);
}

function over(part: Float64Array, whole: Float64Array): Float64Array {
  return part.map((value, row) => (whole[row] === 0 ? Number.NaN : value / (whole[row] as number)));
}
