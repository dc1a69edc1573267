import type { Field, Form } from '../form/form.ts';
import { saysNo, saysYes } from '../form/yes.ts';
import type { Dataset } from '../table/table.ts';
import { whereOfField } from './formExpressions.ts';
import type { Names } from './names.ts';
import type { Run } from './plan.ts';
import { all, attempt, both, type Outcome, outcomeIn, relevance, rowsOf } from './relevance.ts';
import { formRuns, isEmptyState, type Relevances, tableRun } from './run.ts';

/** A form held against data as a client would have evaluated it. */
export interface Replay {
  readonly form: Form;
  readonly names: Names;
  readonly data: Dataset;
  /** Effective relevance (its own and that of all groups and repeats around it) by field name. */
  readonly relevance: ReadonlyMap<string, Outcome>;
  /** The run in which the form's expressions are read, by table. */
  readonly runs: (table: string) => Run;
}

/** Replays a form: the relevance of every field, and what the functions below need besides. */
export function replay(form: Form, names: Names, data: Dataset): Replay {
  const outcomes = relevance(form, names, data);
  const runs = formRuns(data, (field) => outcomes.get(field.name)?.rows ?? null);
  return { form, names, data, relevance: outcomes, runs };
}

/** 1 where the form demands an answer: the field is relevant, and required. Whether there is one, the cell says. */
export function requiredRows(done: Replay, field: Field): Outcome {
  const rows = rowsOf(done.data, field.table);
  const relevant = done.relevance.get(field.name) ?? all(rows, 1);
  if (saysNo(field.required)) return all(rows, 0);
  if (saysYes(field.required)) return relevant;
  const expression = attempt(field.required, done.names, whereOfField(field, 'required'));
  return both(relevant, outcomeIn(expression, done.runs(field.table)));
}

/** 1 where there is an answer and the constraint on it is false. A constraint on an empty answer passes, as in a client. */
export function constraintFailures(done: Replay, field: Field): Outcome {
  const rows = rowsOf(done.data, field.table);
  const column = done.data.tables.get(field.table)?.columns.get(field.name);
  if (field.constraint.trim() === '' || column === undefined) return all(rows, 0);
  const where = whereOfField(field, 'constraint');
  // The answer is there: that it should not be is another check's finding, and must not read it as ''.
  const known: Relevances = (named) =>
    named.name === field.name ? null : (done.relevance.get(named.name)?.rows ?? null);
  const relevant = done.relevance.get(field.name)?.rows;
  const leftOut = relevant?.some((one, row) => one === 0 && !isEmptyState(column.states[row] as number)) === true;
  const run = leftOut ? tableRun(done.data, field.table, 'form', known) : done.runs(field.table);
  const outcome = outcomeIn(attempt(field.constraint, done.names, where), run);
  const failing = new Uint8Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const truth = outcome.rows[row] as number;
    failing[row] = truth === 1 || isEmptyState(column.states[row] as number) ? 0 : truth === 2 ? 2 : 1;
  }
  return { rows: failing, notEvaluated: failing.includes(2) ? outcome.notEvaluated : '' };
}
