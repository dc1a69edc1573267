import { canonical } from './distinct.ts';
import {
  KNOWN,
  type NumberVector,
  type Sort,
  stepOf,
  type TextVector,
  type TruthVector,
  toNumbers,
  toTruth,
  UNKNOWN,
  type Vector,
} from './vector.ts';

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

function truths(comparison: '=' | '!=', left: TruthVector, right: TruthVector, rows: number): TruthVector {
  const step = stepOf([left, right]);
  const values = new Uint8Array(step === 1 ? rows : 1);
  const { values: ofLeft, step: byLeft } = left;
  const { values: ofRight, step: byRight } = right;
  for (let row = 0; row < values.length; row += 1) {
    const a = ofLeft[row * byLeft]!;
    const b = ofRight[row * byRight]!;
    values[row] = a === 2 || b === 2 ? 2 : (a === b) === (comparison === '=') ? 1 : 0;
  }
  return { type: 'boolean', values, step };
}

const [LESS, EQUAL, MORE, NEITHER] = [1, 2, 4, 8];
/** Which outcomes make a comparison true; what is no number is neither less, equal nor more. */
const HOLDS: Readonly<Record<Comparison, number>> = {
  '=': EQUAL,
  '!=': LESS | MORE | NEITHER,
  '<': LESS,
  '<=': LESS | EQUAL,
  '>': MORE,
  '>=': MORE | EQUAL,
};

/** A moment shown as its own calendar and clock, to be held against a date. */
function local(vector: NumberVector): NumberVector {
  const { offsets, sort } = vector;
  if (sort !== 'dateTime' || offsets === undefined) return vector;
  return { ...vector, values: vector.values.map((value, row) => value + (offsets[row] ?? 0) / 1440) };
}

function numbers(comparison: Comparison, left: NumberVector, right: NumberVector, rows: number): TruthVector {
  const step = stepOf([left, right]);
  const values = new Uint8Array(step === 1 ? rows : 1);
  const wanted = HOLDS[comparison];
  const { values: ofLeft, step: byLeft } = left;
  const { values: ofRight, step: byRight } = right;
  for (let row = 0; row < values.length; row += 1) {
    const a = ofLeft[row * byLeft]!;
    const b = ofRight[row * byRight]!;
    const outcome = a < b ? LESS : a > b ? MORE : a === b ? EQUAL : NEITHER;
    values[row] = (outcome & wanted) === 0 ? 0 : 1;
  }
  const [leftMarks, rightMarks] = [left.marks, right.marks];
  if (leftMarks === null && rightMarks === null) return { type: 'boolean', values, step };
  for (let row = 0; row < values.length; row += 1) {
    const a = leftMarks === null ? KNOWN : leftMarks[row * byLeft]!;
    const b = rightMarks === null ? KNOWN : rightMarks[row * byRight]!;
    if (a === KNOWN && b === KNOWN) continue;
    if (a === UNKNOWN || b === UNKNOWN) values[row] = 2;
    else values[row] = comparison === '=' ? (a === b ? 1 : 0) : comparison === '!=' ? (a === b ? 0 : 1) : 0;
  }
  return { type: 'boolean', values, step };
}

function withConstant(vector: TextVector, text: string, equal: boolean): TruthVector {
  const table = Uint8Array.from(vector.texts, (one) => ((one === text) === equal ? 1 : 0));
  const { codes, marks } = vector;
  const values = new Uint8Array(codes.length);
  for (let row = 0; row < values.length; row += 1)
    values[row] = marks !== null && marks[row] !== KNOWN ? 2 : table[codes[row]!]!;
  return { type: 'boolean', values, step: vector.step };
}

function texts(comparison: '=' | '!=', left: TextVector, right: TextVector, rows: number): TruthVector {
  const equal = comparison === '=';
  if (right.step === 0 && right.marks === null)
    return withConstant(left, right.texts[right.codes[0] ?? 0] ?? '', equal);
  if (left.step === 0 && left.marks === null) return withConstant(right, left.texts[left.codes[0] ?? 0] ?? '', equal);
  const a = canonical(left);
  const b = canonical(right);
  const placesInA = new Map(a.texts.map((text, code) => [text, code]));
  const same = Int32Array.from(b.texts, (text) => placesInA.get(text) ?? -1);
  const step = stepOf([a, b]);
  const values = new Uint8Array(step === 1 ? rows : 1);
  for (let row = 0; row < values.length; row += 1) {
    const i = row * a.step;
    const j = row * b.step;
    const unknown = (a.marks !== null && a.marks[i] !== KNOWN) || (b.marks !== null && b.marks[j] !== KNOWN);
    values[row] = unknown ? 2 : (a.codes[i] === same[b.codes[j] as number]) === equal ? 1 : 0;
  }
  return { type: 'boolean', values, step };
}

const sortOf = (vector: Vector): Sort => (vector.type === 'number' ? vector.sort : 'number');

/**
 * Compares by XPath 1.0: as truth where one side is truth, as numbers where one side is a number or the comparison is an order, else
 * as texts by their codes. '' equals only ''; against anything else `=` and order are false and `!=` is true. NaN equals nothing.
 * Unknown on either side is unknown.
 */
export function compare(comparison: Comparison, left: Vector, right: Vector, rows: number): TruthVector {
  const equality = comparison === '=' || comparison === '!=';
  if (equality && (left.type === 'boolean' || right.type === 'boolean'))
    return truths(comparison, toTruth(left), toTruth(right), rows);
  if (equality && left.type === 'text' && right.type === 'text') return texts(comparison, left, right, rows);
  const sort = sortOf(left) === 'time' || sortOf(right) === 'time' ? 'time' : 'number';
  let a = toNumbers(left, sort);
  let b = toNumbers(right, sort);
  if (a.sort === 'date') b = local(b);
  if (b.sort === 'date') a = local(a);
  return numbers(comparison, a, b, rows);
}
