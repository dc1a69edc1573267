import { compute } from '../arithmetic.ts';
import { dateOf, formatted, momentOf, timeOf } from '../calendar.ts';
import { mapToNumbers, mapToTexts } from '../distinct.ts';
import { apply, type FunctionOf, type Functions, type Plan, type Run, type Scope } from '../plan.ts';
import type { CallTree } from '../tree.ts';
import {
  EMPTY,
  KNOWN,
  type NumberVector,
  numberOf,
  type Sort,
  type TextVector,
  toTexts,
  UNKNOWN,
  type Vector,
} from '../vector.ts';

/** Days on the calendar and clock of the place: an offset in the text is not applied. */
function localDays(text: string): number {
  const date = dateOf(text);
  if (Number.isNaN(date)) return text.length < 10 || !Number.isNaN(Number(text)) ? numberOf(text) : Number.NaN;
  return text.trim().length > 10 ? date + timeOf(text.trim().slice(11)) : date;
}

/** '' stays '' as a number; `make` gives null for what is not known. */
function fromTexts(texts: TextVector, rows: number, sort: Sort, make: (text: string) => number): NumberVector {
  const made = mapToNumbers([texts], rows, (text) => {
    const value = text === '' ? Number.NaN : make(text!);
    return text !== '' && Number.isNaN(value) ? null : value;
  });
  const marks = made.marks ?? new Uint8Array(made.values.length);
  for (let row = 0; row < marks.length; row += 1)
    if (marks[row] === KNOWN && Number.isNaN(made.values[row])) marks[row] = EMPTY;
  return { ...made, sort, marks };
}

/** A date of the record: the day on its own calendar. What was not recorded cannot be replayed, so '' is unknown. */
function recorded(vector: Vector, sort: 'date' | 'dateTime'): Vector {
  if (vector.type !== 'number')
    return recorded(fromTexts(toTexts(vector), 0, sort, sort === 'date' ? dateOf : momentOf), sort);
  const { offsets } = vector;
  const marks = vector.marks === null ? null : vector.marks.map((mark) => (mark === KNOWN ? KNOWN : UNKNOWN));
  const values =
    vector.sort === 'dateTime' && sort === 'date'
      ? vector.values.map((value, row) => Math.floor(value + (offsets?.[row] ?? 0) / 1440))
      : vector.values;
  return { ...vector, sort, values, marks };
}

function planMoment(scope: Scope, sort: 'date' | 'dateTime'): Plan {
  const order = sort === 'date' ? (['today', 'end', 'start'] as const) : (['end', 'start'] as const);
  for (const which of order) {
    const field = scope.moment(which);
    if (field !== null) return { type: 'number', evaluate: (run) => recorded(run.column(field), sort) };
  }
  const call = sort === 'date' ? 'today()' : 'now()';
  return scope.unavailable(`${call} is taken from the record, and the form has no field of type ${order.join(', ')}`);
}

function planDate(call: CallTree, scope: Scope, sort: 'date' | 'dateTime'): Plan {
  const [arg] = call.args;
  const plan = scope.single(arg!);
  if (typeof plan.constant === 'string' && plan.constant !== '' && Number.isNaN(momentOf(plan.constant))) {
    return scope.fail(arg!, `'${plan.constant}' is not a date; write it as 2026-11-23`);
  }
  return apply('number', [plan], ([given], run) => dated(given!, run, sort));
}

function dated(given: Vector, run: Run, sort: 'date' | 'dateTime'): NumberVector {
  if (given.type === 'number' && given.sort !== 'dateTime') {
    return compute(
      [given],
      run.rows,
      run.reading,
      (v) => (sort === 'date' ? Math.floor(v[0] as number) : (v[0] as number)),
      sort,
    );
  }
  const read = (text: string): number => {
    if (sort === 'date') return Math.floor(localDays(text));
    const moment = momentOf(text);
    return Number.isNaN(moment) ? numberOf(text) : moment;
  };
  return fromTexts(toTexts(given), run.rows, sort, read);
}

function formats(signature: string): FunctionOf {
  return {
    signature,
    least: 2,
    most: 2,
    type: 'text',
    plan: (call, scope) => {
      const plans = call.args.map((arg) => scope.single(arg));
      const format = plans[1]?.constant;
      if (typeof format === 'string' && formatted(0, format) === null) {
        return scope.fail(
          call.args[1]!,
          `unknown sign in the format '${format}'; known are %Y %y %m %n %b %d %e %a %H %h %M %S %3`,
        );
      }
      return apply('text', plans, (args, run) =>
        mapToTexts(args.map(toTexts), run.rows, (text, how) => {
          if (text === '') return '';
          const days = localDays(text!);
          return Number.isNaN(days) ? null : formatted(days, how!);
        }),
      );
    },
  };
}

export const dateFunctions: Functions = {
  today: { signature: 'today()', least: 0, most: 0, type: 'number', plan: (_, scope) => planMoment(scope, 'date') },
  now: { signature: 'now()', least: 0, most: 0, type: 'number', plan: (_, scope) => planMoment(scope, 'dateTime') },
  date: {
    signature: "date('2026-11-23')",
    least: 1,
    most: 1,
    type: 'number',
    plan: (call, scope) => planDate(call, scope, 'date'),
  },
  'date-time': {
    signature: 'date-time(value)',
    least: 1,
    most: 1,
    type: 'number',
    plan: (call, scope) => planDate(call, scope, 'dateTime'),
  },
  'format-date': formats("format-date(date, '%Y-%m-%d')"),
  'format-date-time': formats("format-date-time(moment, '%Y-%m-%d %H:%M')"),
  'decimal-date-time': {
    signature: 'decimal-date-time(date or moment): days since 1970-01-01',
    least: 1,
    most: 1,
    type: 'number',
    of: ([given], run) => compute([given!], run.rows, run.reading, (v) => v[0] as number),
  },
  'decimal-time': {
    signature: 'decimal-time(time): fraction of the day',
    least: 1,
    most: 1,
    type: 'number',
    of: ([given], run) =>
      fromTexts(toTexts(given!), run.rows, 'number', (text) => {
        const time = timeOf(text);
        return Number.isNaN(time) ? localDays(text) - Math.floor(localDays(text)) : time;
      }),
  },
};
