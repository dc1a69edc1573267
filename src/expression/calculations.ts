import type { Field } from '../form/form.ts';
import { saysYes } from '../form/yes.ts';
import { dateOf } from './calendar.ts';
import type { Expression } from './compile.ts';
import { type Texts, textsIn } from './evaluate.ts';
import { whereOfField } from './formExpressions.ts';
import type { NamedField } from './names.ts';
import { value } from './plan.ts';
import { all, attempt, type Outcome, rowsOf, whyUnsure } from './relevance.ts';
import type { Replay } from './replay.ts';
import { columnVector, isEmptyState } from './run.ts';
import { contains, type Tree } from './tree.ts';
import { EMPTY, KNOWN, type NumberVector, numberOf, type TextVector, textOf, toTexts, UNKNOWN } from './vector.ts';

/**
 * True where the client alone writes the value: a question with a calculation may be edited by the enumerator unless it is read only, and
 * one with a trigger is calculated at another moment.
 */
export function isCalculated(field: Field): boolean {
  if (field.calculation.trim() === '' || (field.extra.get('trigger') ?? '') !== '') return false;
  return field.role === 'calculation' || saysYes(field.extra.get('read_only') ?? field.extra.get('readonly') ?? '');
}

/** Where what is stored is not what the calculation gives: `rows` is 1 there, and `expected` says what it gives. */
export interface StaleCalculations extends Outcome {
  expected(row: number): string;
}

/** Numbers agree to 9 digits, as decimals are written. */
const CLOSE = 1e-9;
/** Clients take the earth for round in ways that differ a little, and Enketo rounds to 0.01. */
const CLOSE_ON_EARTH = 1e-3;

const BOOLEANS = new Map([
  ['true', '1'],
  ['false', '0'],
]);
/** Spreadsheets and clients write truth as true, TRUE or 1. */
const plain = (text: string): string => BOOLEANS.get(text.trim().toLowerCase()) ?? text.trim();

/** True where two writings mean the same value: the same text, number, day or truth. */
function same(stored: string, expected: string, close: number): boolean {
  const [left, right] = [plain(stored), plain(expected)];
  if (left === right) return true;
  // Of a date, one client writes the day and another the day with midnight.
  if (left.length !== right.length && Math.min(left.length, right.length) === 10 && dateOf(left) === dateOf(right))
    return true;
  const [a, b] = [numberOf(left), numberOf(right)];
  if (Number.isNaN(a) || Number.isNaN(b)) return left === '' && right === 'NaN';
  return Math.abs(a - b) <= close * Math.max(1, Math.abs(a), Math.abs(b));
}

const calls = (tree: Tree, ...names: readonly string[]): boolean =>
  contains(tree, (part) => part.kind === 'call' && names.includes(part.name));

/** Why a calculation gives what no record can tell, although each of its parts can be evaluated; '' where it does not. */
function cannotTell(tree: Tree, languages: number): string {
  if (calls(tree, 'now')) return 'now() was the moment of the calculation, which the record does not keep';
  if (calls(tree, 'jr:choice-name', 'choice-label') && languages > 1)
    return 'jr:choice-name() depends on the language of the interview';
  return '';
}

const nothing = (): string => '';

/** Holds stored texts against texts. */
function againstTexts(stored: TextVector, expected: Texts, close: number): (row: number) => number {
  const places = new Map(expected.texts.map((text, code) => [text, code]));
  const alike = Int32Array.from(stored.texts, (text) => places.get(text) ?? -1);
  const memo = new Map<number, boolean>();
  return (row) => {
    if (expected.unknown[row] === 1) return 2;
    const [a, b] = [stored.codes[row * stored.step] as number, expected.codes[row] as number];
    if (alike[a] === b) return 0;
    const key = a * expected.texts.length + b;
    const equal = memo.get(key) ?? same(stored.texts[a] ?? '', expected.texts[b] ?? '', close);
    memo.set(key, equal);
    return equal ? 0 : 1;
  };
}

/** Holds stored texts against numbers, without writing each number as a text. */
function againstNumbers(stored: TextVector, expected: NumberVector, close: number): (row: number) => number {
  const numbers = Float64Array.from(stored.texts, (text) => numberOf(plain(text)));
  const { values, marks, step } = expected;
  return (row) => {
    const at = row * step;
    const mark = marks === null ? KNOWN : (marks[at] as number);
    if (mark === UNKNOWN) return 2;
    const code = stored.codes[row * stored.step] as number;
    const [a, b] = [numbers[code] as number, mark === EMPTY ? Number.NaN : (values[at] as number)];
    if (a === b || Math.abs(a - b) <= close * Math.max(1, Math.abs(a), Math.abs(b))) return 0;
    return same(stored.texts[code] ?? '', mark === EMPTY ? '' : textOf(b, 'number'), close) ? 0 : 1;
  };
}

/** The first calculation that an expression reads and that the export does not hold: no row has a value of it. */
function unrecorded(done: Replay, expression: Expression): string {
  const fields = new Map(done.form.fields.map((field) => [field.name, field]));
  const empty = ({ name, table }: NamedField): boolean =>
    fields.get(name)?.role === 'calculation' &&
    done.data.tables.get(table)?.columns.get(name)?.states.every(isEmptyState) === true;
  return expression.reads.find(empty)?.name ?? '';
}

/** 1 where the stored value is not what the calculation gives from the answers as they are; `expected` says what it gives. */
export function staleCalculations(done: Replay, field: Field): StaleCalculations {
  const rows = rowsOf(done.data, field.table);
  const column = done.data.tables.get(field.table)?.columns.get(field.name);
  const relevant = done.relevance.get(field.name)?.rows;
  if (field.calculation.trim() === '' || column === undefined) return { ...all(rows, 0), expected: nothing };
  const expression = attempt(field.calculation, done.names, whereOfField(field, 'calculation'));
  if (typeof expression === 'string') return { ...all(rows, 2, expression), expected: nothing };
  const why = cannotTell(expression.tree, done.form.languages.length);
  if (why !== '') return { ...all(rows, 2, why), expected: nothing };
  const lacking = unrecorded(done, expression);
  if (rows > 0 && lacking !== '')
    return { ...all(rows, 2, `no row has a value of '${lacking}', which it reads`), expected: nothing };
  const run = done.runs(field.table);
  const vector = value(expression.plan, run);
  const stored = toTexts(columnVector(column, rows, 'form'));
  const close = calls(expression.tree, 'area', 'distance') ? CLOSE_ON_EARTH : CLOSE;
  const numeric = vector.type === 'number' && vector.sort === 'number';
  let texts: Texts | null = null;
  const made = (): Texts => {
    texts ??= textsIn(expression, run);
    return texts;
  };
  const verdict = numeric ? againstNumbers(stored, vector, close) : againstTexts(stored, made(), close);
  const flags = new Uint8Array(rows);
  for (let row = 0; row < rows; row += 1)
    if (relevant?.[row] !== 0) flags[row] = relevant?.[row] === 2 ? 2 : verdict(row);
  return {
    rows: flags,
    notEvaluated: flags.includes(2) ? whyUnsure(expression) : '',
    expected: (row) => made().texts[made().codes[row] ?? 0] ?? '',
  };
}
