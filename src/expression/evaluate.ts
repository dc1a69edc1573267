import { NOT_ASKED } from '../table/states.ts';
import type { Dataset } from '../table/table.ts';
import type { Expression } from './compile.ts';
import { canonical } from './distinct.ts';
import { type Run, value } from './plan.ts';
import { type Relevances, rowsUp, tableRun } from './run.ts';
import {
  EMPTY,
  KNOWN,
  type NumberVector,
  type Reading,
  spread,
  type TextVector,
  toNumbers,
  toTexts,
  toTruth,
  UNKNOWN,
} from './vector.ts';

/** One number a row: where `unknown` or `notAsked` is 1, `values` holds NaN. */
export interface Numbers {
  readonly values: Float64Array;
  readonly unknown: Uint8Array;
  readonly notAsked: Uint8Array;
}

/** One text a row, as codes into `texts`, which holds each text once, '' first. */
export interface Texts {
  readonly codes: Uint32Array;
  readonly texts: readonly string[];
  readonly unknown: Uint8Array;
  readonly notAsked: Uint8Array;
}

/** The run that evaluates an expression; `relevances` leaves out what a form under replay did not ask. */
export function runFor(expression: Expression, data: Dataset, reading: Reading, relevances?: Relevances): Run {
  return tableRun(data, expression.table, reading, relevances);
}

/** For each row, 1 where some field that the expression reads was not asked; a roster without rows was not asked either. */
function someNotAsked(expression: Expression, run: Run): Uint8Array {
  const found = new Uint8Array(run.rows);
  for (const field of expression.reads) {
    const table = run.data.tables.get(field.table);
    if (table === undefined) continue;
    const above = [run.table];
    for (let at = run.data.tables.get(run.table)?.parent; at !== undefined; at = run.data.tables.get(at.parent)?.parent)
      above.push(at.parent);
    if (above.includes(field.table)) {
      const states = run.states(field);
      for (let row = 0; row < found.length; row += 1) if (states?.[row] === NOT_ASKED) found[row] = 1;
      continue;
    }
    let common = field.table;
    while (!above.includes(common)) {
      const up = run.data.tables.get(common)?.parent?.parent;
      if (up === undefined) break;
      common = up;
    }
    if (!above.includes(common)) continue;
    const owners = rowsUp(run.data, field.table, common);
    const states = table.columns.get(field.name)?.states;
    const groups = run.data.tables.get(common)?.rows ?? 0;
    const asked = new Uint8Array(groups);
    const skipped = new Uint8Array(groups);
    for (let row = 0; row < owners.length; row += 1) {
      const owner = owners[row] as number;
      if (owner < 0) continue;
      asked[owner] = 1;
      if (states?.[row] === NOT_ASKED) skipped[owner] = 1;
    }
    const own = run.rowsIn(common);
    for (let row = 0; row < own.length; row += 1) {
      const owner = own[row] as number;
      if (owner >= 0 && (asked[owner] === 0 || skipped[owner] === 1)) found[row] = 1;
    }
  }
  return found;
}

/**
 * In analysis, a result of '' was not asked where some field that was read was not asked, and else is unknown: nothing is left
 * between. `isEmpty` says which rows gave ''.
 */
function settle(expression: Expression, run: Run, unknown: Uint8Array, isEmpty: (row: number) => boolean): Uint8Array {
  const notAsked = new Uint8Array(run.rows);
  if (run.reading === 'form') return notAsked;
  let skipped: Uint8Array | null = null;
  for (let row = 0; row < run.rows; row += 1) {
    if (unknown[row] === 1 || !isEmpty(row)) continue;
    skipped ??= someNotAsked(expression, run);
    if (skipped[row] === 1) notAsked[row] = 1;
    else unknown[row] = 1;
  }
  return notAsked;
}

const isUnknown = (vector: NumberVector | TextVector, row: number): boolean =>
  vector.marks !== null && vector.marks[row * vector.step] === UNKNOWN;

/** As `truth`, in a run of one's own. */
export function truthIn(expression: Expression, run: Run): Uint8Array {
  return spread(toTruth(value(expression.plan, run)), run.rows);
}

/** As `texts`, in a run of one's own. */
export function textsIn(expression: Expression, run: Run): Texts {
  const vector = canonical(toTexts(value(expression.plan, run)));
  const codes = new Uint32Array(run.rows);
  const unknown = new Uint8Array(run.rows);
  for (let row = 0; row < run.rows; row += 1) {
    if (isUnknown(vector, row)) unknown[row] = 1;
    else codes[row] = vector.codes[row * vector.step] as number;
  }
  const notAsked = settle(expression, run, unknown, (row) => codes[row] === 0);
  return { codes, texts: vector.texts, unknown, notAsked };
}

/**
 * The truth of an expression for each row of its table: 0 false, 1 true, 2 unknown. Form reading gives 2 only where the expression
 * (`notEvaluated`) or the record cannot tell.
 */
export function truth(expression: Expression, data: Dataset, reading: Reading): Uint8Array {
  return truthIn(expression, runFor(expression, data, reading)).slice();
}

/**
 * The number that an expression gives for each row. In analysis each row has a finite value, or is unknown, or was not asked; in form
 * reading what is '' or no number is NaN, and `unknown` marks what cannot be evaluated. Dates are days since 1970-01-01, moments such
 * days in UTC with a fraction, times fractions of a day.
 */
export function numbers(expression: Expression, data: Dataset, reading: Reading): Numbers {
  return numbersIn(expression, runFor(expression, data, reading));
}

/** As `numbers`, in a run of one's own. */
export function numbersIn(expression: Expression, run: Run): Numbers {
  const { reading } = run;
  const { values: given, marks, step } = toNumbers(value(expression.plan, run));
  const values = new Float64Array(run.rows);
  const unknown = new Uint8Array(run.rows);
  let someEmpty = false;
  for (let row = 0; row < values.length; row += 1) {
    const at = row * step;
    const mark = marks === null ? KNOWN : (marks[at] as number);
    const number = mark === KNOWN ? (given[at] as number) : Number.NaN;
    values[row] = number;
    if (mark === EMPTY) someEmpty = true;
    else if (mark === UNKNOWN) unknown[row] = 1;
    else if (reading === 'analysis' && !Number.isFinite(number)) {
      unknown[row] = 1;
      values[row] = Number.NaN;
    }
  }
  const notAsked = someEmpty
    ? settle(expression, run, unknown, (row) => marks?.[row * step] === EMPTY)
    : new Uint8Array(run.rows);
  return { values, unknown, notAsked };
}

/** The text that an expression gives for each row; where it is unknown or not asked, code 0: ''. */
export function texts(expression: Expression, data: Dataset, reading: Reading): Texts {
  return textsIn(expression, runFor(expression, data, reading));
}
