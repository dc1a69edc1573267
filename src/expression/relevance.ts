import { isFault } from '../fault.ts';
import type { Field, Form, Group } from '../form/form.ts';
import type { Dataset } from '../table/table.ts';
import { compile, type Expression, type Where } from './compile.ts';
import { truthIn } from './evaluate.ts';
import { tableOfGroup, whereOfField, whereOfGroup } from './formExpressions.ts';
import { type Names, namesOfForm } from './names.ts';
import type { Run } from './plan.ts';
import { formRuns, type Relevances, rowsUp } from './run.ts';

/** An answer for each row of a field's table: 1 yes, 0 no, 2 could not be evaluated; and why, '' where all could. */
export interface Outcome {
  readonly rows: Uint8Array;
  readonly notEvaluated: string;
}

/** Rows of a table; 0 where the data does not have it. */
export const rowsOf = (data: Dataset, table: string): number => data.tables.get(table)?.rows ?? 0;
/** The same answer for all rows. */
export const all = (rows: number, value: 0 | 1 | 2, notEvaluated = ''): Outcome => ({
  rows: new Uint8Array(rows).fill(value),
  notEvaluated,
});

/** Three-valued « and » of two outcomes. */
export function both(a: Outcome, b: Outcome): Outcome {
  const rows = new Uint8Array(a.rows.length);
  for (let row = 0; row < rows.length; row += 1) {
    const [one, other] = [a.rows[row] as number, b.rows[row] as number];
    rows[row] = one === 0 || other === 0 ? 0 : one === 2 || other === 2 ? 2 : 1;
  }
  const unsure = rows.includes(2);
  return { rows, notEvaluated: unsure ? a.notEvaluated || b.notEvaluated : '' };
}

/** An expression of the form, or why it cannot be compiled: a fault in a form must not keep its data from being read. */
export function attempt(text: string, names: Names, where: Where): Expression | string {
  try {
    return compile(text, namesOfForm(names), where);
  } catch (error) {
    if (isFault(error)) return error.message;
    throw error;
  }
}

/** Why some rows could not be evaluated. */
export const whyUnsure = (expression: Expression): string =>
  expression.notEvaluated || `no data for ${expression.fields.map((name) => `'${name}'`).join(', ') || 'it'}`;

/** An expression of the form as an outcome, in a run of form reading. */
export function outcomeIn(expression: Expression | string, run: Run): Outcome {
  if (typeof expression === 'string') return all(run.rows, 2, expression);
  const truth = truthIn(expression, run).slice();
  return { rows: truth, notEvaluated: truth.includes(2) ? whyUnsure(expression) : '' };
}

/** An outcome for the rows of a table as one for the rows of a table inside it. */
export function lifted(outcome: Outcome, data: Dataset, from: string, to: string): Outcome {
  if (from === to) return outcome;
  // An orphan's parent is not there to tell: its relevance is not known.
  const rows = Uint8Array.from(rowsUp(data, to, from), (row) => (row < 0 ? 2 : (outcome.rows[row] as number)));
  return { rows, notEvaluated: rows.includes(2) ? outcome.notEvaluated || 'the row hangs on no interview' : '' };
}

/**
 * The effective relevance of every field: its own expression and those of all groups and repeats around it, each evaluated in form
 * reading, where a field that is not relevant itself reads ''. The cells' states are not consulted beyond « has an answer », so this
 * can be called while states are still being built. Fields of tables that the data does not have are left out.
 */
export function relevance(form: Form, names: Names, data: Dataset): ReadonlyMap<string, Outcome> {
  const fields = new Map(form.fields.toReversed().map((field) => [field.name, field]));
  const compiled = new Map<Field | Group, Expression | string | null>();
  const found = new Map<Field | Group, Outcome>();
  const always = new Map(form.tables.map(({ name }) => [name, all(rowsOf(data, name), 1)]));

  const tableFor = (one: Field | Group): string => ('table' in one ? one.table : tableOfGroup(form, one));
  const groupAround = (one: Field | Group): Group | undefined =>
    form.groups['groups' in one ? (one.groups.at(-1) ?? -1) : one.parent];

  function expressionOf(one: Field | Group): Expression | string | null {
    const done = compiled.get(one);
    if (done !== undefined) return done;
    const where = 'table' in one ? whereOfField(one, 'relevant') : whereOfGroup(form, one, 'relevant');
    const made = one.relevant.trim() === '' ? null : attempt(one.relevant, names, where);
    compiled.set(one, made);
    return made;
  }

  function needs(one: Field | Group): readonly (Field | Group)[] {
    const expression = expressionOf(one);
    const read =
      expression === null || typeof expression === 'string'
        ? []
        : expression.fields.flatMap((name) => fields.get(name) ?? []);
    const group = groupAround(one);
    return group === undefined ? read : [group, ...read];
  }

  /** What a field that is read counts for: null (as it stands) where the form refers in a circle. */
  const known: Relevances = (named) => {
    const field = fields.get(named.name);
    return field === undefined ? null : (found.get(field)?.rows ?? null);
  };

  /** One run a table: columns are read once. In a circle of references a field is read before its relevance is known. */
  const runs = formRuns(data, known, (named) => {
    const field = fields.get(named.name);
    return field === undefined || found.has(field);
  });

  function outcomeOf(one: Field | Group): Outcome {
    const table = tableFor(one);
    const group = groupAround(one);
    const around = group === undefined ? undefined : found.get(group);
    // One array for all that is always relevant: a hundred columns share it.
    const above =
      group === undefined || around === undefined
        ? (always.get(table) ?? all(0, 1))
        : lifted(around, data, tableOfGroup(form, group), table);
    const expression = expressionOf(one);
    if (expression === null) return above;
    const own = outcomeIn(expression, runs(table));
    return above === always.get(table) ? own : both(above, own);
  }

  // What an expression reads comes before it, by a stack of our own: forms may refer far ahead.
  const begun = new Set<Field | Group>();
  const waiting: (Field | Group)[] = form.fields.filter((field) => data.tables.has(field.table)).reverse();
  for (let one = waiting.at(-1); one !== undefined; one = waiting.at(-1)) {
    if (!begun.has(one)) {
      begun.add(one);
      for (const needed of needs(one))
        if (!begun.has(needed) && data.tables.has(tableFor(needed))) waiting.push(needed);
      continue;
    }
    waiting.pop();
    if (!found.has(one)) found.set(one, outcomeOf(one));
  }

  const result = new Map<string, Outcome>();
  for (const field of form.fields) {
    const outcome = found.get(field);
    if (outcome !== undefined && !result.has(field.name)) result.set(field.name, outcome);
  }
  return result;
}
