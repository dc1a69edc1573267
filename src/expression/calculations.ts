import type { Field } from '../form/form.ts';
import { dateOf } from './calendar.ts';
import { type Texts, textsIn } from './evaluate.ts';
import { whereOfField } from './formExpressions.ts';
import { all, attempt, type Outcome, rowsOf, whyUnsure } from './relevance.ts';
import type { Replay } from './replay.ts';
import { columnVector } from './run.ts';
import { contains, type Tree } from './tree.ts';
import { numberOf, toTexts } from './vector.ts';

/** What a calculation should have given, beside what is stored; `rows` is 1 where the two differ. */
export interface StaleCalculations extends Outcome {
  readonly expected: Texts;
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

/** 1 where the stored value is not what the calculation gives from the answers as they are; `expected` holds what it gives. */
export function staleCalculations(done: Replay, field: Field): StaleCalculations {
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
  const expression = attempt(field.calculation, done.names, whereOfField(field, 'calculation'));
  if (typeof expression === 'string') return { ...all(rows, 2, expression), expected: nothing };
  const why = cannotTell(expression.tree, done.form.languages.length);
  if (why !== '') return { ...all(rows, 2, why), expected: nothing };
  const expected = textsIn(expression, done.runs(field.table));
  const stored = toTexts(columnVector(column, rows, 'form'));
  const close = calls(expression.tree, 'area', 'distance') ? CLOSE_ON_EARTH : CLOSE;
  const flags = new Uint8Array(rows);
  const places = new Map(expected.texts.map((text, code) => [text, code]));
  const alike = Int32Array.from(stored.texts, (text) => places.get(text) ?? -1);
  const memo = new Map<number, boolean>();
  for (let row = 0; row < rows; row += 1) {
    if (relevant?.[row] === 0) continue;
    const [a, b] = [stored.codes[row * stored.step] as number, expected.codes[row] as number];
    if (expected.unknown[row] === 1 || relevant?.[row] === 2) {
      flags[row] = 2;
      continue;
    }
    if (alike[a] === b) continue;
    const key = a * expected.texts.length + b;
    const equal = memo.get(key) ?? same(stored.texts[a] ?? '', expected.texts[b] ?? '', close);
    memo.set(key, equal);
    flags[row] = equal ? 0 : 1;
  }
  return { rows: flags, notEvaluated: flags.includes(2) ? whyUnsure(expression) : '', expected };
}
