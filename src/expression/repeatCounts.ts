import type { Group } from '../form/form.ts';
import { tableOfGroup, whereOfGroup } from './formExpressions.ts';
import { value } from './plan.ts';
import { all, attempt, both, lifted, type Outcome, outcomeIn, rowsOf, whyUnsure } from './relevance.ts';
import type { Replay } from './replay.ts';
import { toNumbers, UNKNOWN } from './vector.ts';

/** How often a repeat was filled in and how often the form asks for it, by row of the table around it; `rows` is 1 where they differ. */
export interface RepeatCounts extends Outcome {
  readonly wanted: Float64Array;
  readonly found: Uint32Array;
}

/** 1 where a repeat was to be asked at all: the conditions of the groups around it and its own, each read outside of it. */
function asked(done: Replay, repeat: Group, outside: string): Outcome {
  const { form, names, data } = done;
  const whole = all(rowsOf(data, outside), 1);
  const own =
    repeat.relevant.trim() === ''
      ? whole
      : outcomeIn(attempt(repeat.relevant, names, whereOfGroup(form, repeat, 'repeat_count')), done.runs(outside));
  let outcome = own;
  for (let at = form.groups[repeat.parent]; at !== undefined; at = form.groups[at.parent]) {
    if (at.relevant.trim() === '') continue;
    const table = tableOfGroup(form, at);
    const around = outcomeIn(attempt(at.relevant, names, whereOfGroup(form, at, 'relevant')), done.runs(table));
    outcome = both(outcome, lifted(around, data, table, outside));
  }
  return outcome;
}

/**
 * Holds the rows of a repeat against its `repeat_count`, once a row of the table around it. A count that is empty or no number asks for
 * none, a decimal is cut. Where the repeat was not to be asked nothing is held: that rows are there is another check's finding.
 */
export function repeatCounts(done: Replay, repeat: Group): RepeatCounts {
  const { form, names, data } = done;
  const where = whereOfGroup(form, repeat, 'repeat_count');
  const outside = where.table;
  const rows = rowsOf(data, outside);
  const link = data.tables.get(repeat.name)?.parent;
  const found = new Uint32Array(rows);
  const wanted = new Float64Array(rows).fill(Number.NaN);
  if (repeat.repeatCount.trim() === '' || link === undefined) return { ...all(rows, 0), wanted, found };
  for (const parent of link.rows) if (parent >= 0) found[parent] = (found[parent] ?? 0) + 1;
  const expression = attempt(repeat.repeatCount, names, where);
  if (typeof expression === 'string') return { ...all(rows, 2, expression), wanted, found };
  const relevant = asked(done, repeat, outside);
  const numbers = toNumbers(value(expression.plan, done.runs(outside)));
  const flags = new Uint8Array(rows);
  let unsure = '';
  for (let row = 0; row < rows; row += 1) {
    if (relevant.rows[row] === 0) continue;
    const at = row * numbers.step;
    const known = numbers.marks?.[at] !== UNKNOWN;
    if (relevant.rows[row] === 2 || !known) {
      flags[row] = 2;
      unsure ||= known ? relevant.notEvaluated : whyUnsure(expression);
      continue;
    }
    const number = numbers.values[at] as number;
    wanted[row] = number >= 1 ? Math.floor(number) : 0;
    flags[row] = wanted[row] === found[row] ? 0 : 1;
  }
  return { rows: flags, notEvaluated: unsure, wanted, found };
}
