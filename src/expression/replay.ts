import type { Field, Form } from '../form/form.ts';
import type { Dataset } from '../table/table.ts';
import { type Texts, textsIn } from './evaluate.ts';
import type { Names } from './names.ts';
import { all, attempt, both, type Outcome, outcomeIn, place, relevance, rowsOf, whyUnsure } from './relevance.ts';
import { columnVector, isEmptyState, type Relevances, tableRun } from './run.ts';
import { contains } from './tree.ts';
import { numberOf, toTexts } from './vector.ts';

/** A form held against data as a client would have evaluated it. */
export interface Replay {
  readonly form: Form;
  readonly names: Names;
  readonly data: Dataset;
  /** Effective relevance (its own and that of all groups and repeats around it) by field name. */
  readonly relevance: ReadonlyMap<string, Outcome>;
}

/** Replays a form: the relevance of every field, and what the functions below need besides. */
export function replay(form: Form, names: Names, data: Dataset): Replay {
  return { form, names, data, relevance: relevance(form, names, data) };
}

/** What fields count for in a finished replay. */
export function relevancesOf(done: Replay): Relevances {
  return (field) => done.relevance.get(field.name)?.rows ?? null;
}

const YES = new Set(['yes', 'true', 'true()', '1']);
const NO = new Set(['', 'no', 'false', 'false()', '0']);

/** 1 where the form demands an answer: the field is relevant, and required. Whether there is one, the cell says. */
export function requiredRows(done: Replay, field: Field): Outcome {
  const rows = rowsOf(done.data, field.table);
  const text = field.required.trim();
  const relevant = done.relevance.get(field.name) ?? all(rows, 1);
  if (NO.has(text.toLowerCase())) return all(rows, 0);
  if (YES.has(text.toLowerCase())) return relevant;
  const where = { place: place(field.row, 'required'), table: field.table, field: field.name };
  return both(relevant, outcomeIn(attempt(text, done.names, where), done.data, field.table, relevancesOf(done)));
}

/** 1 where there is an answer and the constraint on it is false. A constraint on an empty answer passes, as in a client. */
export function constraintFailures(done: Replay, field: Field): Outcome {
  const rows = rowsOf(done.data, field.table);
  const column = done.data.tables.get(field.table)?.columns.get(field.name);
  if (field.constraint.trim() === '' || column === undefined) return all(rows, 0);
  const where = { place: place(field.row, 'constraint'), table: field.table, field: field.name };
  // The answer is there: that it should not be is another check's finding, and must not read it as ''.
  const others = relevancesOf(done);
  const known: Relevances = (named) => (named.name === field.name ? null : others(named));
  const outcome = outcomeIn(attempt(field.constraint, done.names, where), done.data, field.table, known);
  const failing = outcome.rows.map((truth, row) =>
    isEmptyState(column.states[row] as number) ? 0 : truth === 2 ? 2 : 1 - truth,
  );
  return { rows: failing, notEvaluated: failing.includes(2) ? outcome.notEvaluated : '' };
}

/** True where two writings mean the same value: as numbers, to 9 digits, where both are numbers. */
function same(stored: string, expected: string): boolean {
  if (stored === expected) return true;
  const [a, b] = [numberOf(stored), numberOf(expected)];
  if (Number.isNaN(a) || Number.isNaN(b)) return stored === '' && expected === 'NaN';
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}

/** 1 where the stored value is not what the calculation gives from the answers as they are; `expected` holds what it gives. */
export function staleCalculations(done: Replay, field: Field): Outcome & { readonly expected: Texts } {
  const rows = rowsOf(done.data, field.table);
  const nothing: Texts = {
    codes: new Uint32Array(rows),
    texts: [''],
    unknown: new Uint8Array(rows),
    notAsked: new Uint8Array(rows),
  };
  const column = done.data.tables.get(field.table)?.columns.get(field.name);
  const relevant = done.relevance.get(field.name)?.rows;
  if (field.calculation.trim() === '' || column === undefined) return { ...all(rows, 0), expected: nothing };
  const where = { place: place(field.row, 'calculation'), table: field.table, field: field.name };
  const expression = attempt(field.calculation, done.names, where);
  if (typeof expression === 'string') return { ...all(rows, 2, expression), expected: nothing };
  const inLanguage = contains(expression.tree, (part) => part.kind === 'call' && part.name === 'jr:choice-name');
  if (inLanguage && done.form.languages.length > 1)
    return { ...all(rows, 2, 'jr:choice-name() depends on the language of the interview'), expected: nothing };
  const expected = textsIn(expression, tableRun(done.data, field.table, 'form', relevancesOf(done)));
  const stored = toTexts(columnVector(column, rows, 'form'));
  const flags = new Uint8Array(rows);
  const memo = new Map<number, boolean>();
  for (let row = 0; row < rows; row += 1) {
    if (relevant?.[row] === 0) continue;
    const [a, b] = [stored.codes[row * stored.step] as number, expected.codes[row] as number];
    const key = a * expected.texts.length + b;
    const equal = memo.get(key) ?? same(stored.texts[a] ?? '', expected.texts[b] ?? '');
    memo.set(key, equal);
    flags[row] = expected.unknown[row] === 1 || relevant?.[row] === 2 ? 2 : equal ? 0 : 1;
  }
  return { rows: flags, notEvaluated: flags.includes(2) ? whyUnsure(expression) : '', expected };
}
