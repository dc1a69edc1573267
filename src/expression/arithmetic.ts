import {
  EMPTY,
  KNOWN,
  type NumberVector,
  type Reading,
  type Sort,
  stepOf,
  toNumbers,
  UNKNOWN,
  type Vector,
} from './vector.ts';

/**
 * Applies `compute` to numbers, row by row. Form reading: '' is NaN, and NaN is a value. Analysis reading: '' (not asked) gives '',
 * whatever stands beside it; else unknown gives unknown; a result that is no finite number is unknown.
 */
export function compute(
  operands: readonly Vector[],
  rows: number,
  reading: Reading,
  of: (values: Float64Array) => number,
  sort: Sort = 'number',
): NumberVector {
  const vectors = operands.map((operand) => toNumbers(operand));
  const step = stepOf(vectors);
  const values = new Float64Array(step === 1 ? rows : 1);
  const marks = new Uint8Array(values.length);
  const given = new Float64Array(vectors.length);
  let marked = false;
  for (let row = 0; row < values.length; row += 1) {
    let mark = KNOWN;
    for (let place = 0; place < vectors.length; place += 1) {
      const vector = vectors[place] as NumberVector;
      const at = row * vector.step;
      given[place] = vector.values[at] as number;
      if (vector.marks === null) continue;
      const own = vector.marks[at] as number;
      if (own === EMPTY) given[place] = Number.NaN;
      if (own === EMPTY && reading === 'form') continue;
      if (own > mark) mark = own;
    }
    const value = mark === KNOWN ? of(given) : Number.NaN;
    if (reading === 'analysis' && mark === KNOWN && !Number.isFinite(value)) mark = UNKNOWN;
    values[row] = mark === KNOWN ? value : Number.NaN;
    marks[row] = mark;
    if (mark !== KNOWN) marked = true;
  }
  return { type: 'number', sort, values, marks: marked ? marks : null, step };
}

export type Arithmetic = '+' | '-' | '*' | 'div' | 'mod';

/** The arithmetic operators of XPath 1.0; `mod` has the sign of its first operand. */
export function arithmetic(
  operator: Arithmetic,
  left: Vector,
  right: Vector,
  rows: number,
  reading: Reading,
): NumberVector {
  return compute([left, right], rows, reading, OPERATIONS[operator]);
}

const OPERATIONS: Readonly<Record<Arithmetic, (v: Float64Array) => number>> = {
  '+': (v) => (v[0] as number) + (v[1] as number),
  '-': (v) => (v[0] as number) - (v[1] as number),
  '*': (v) => (v[0] as number) * (v[1] as number),
  div: (v) => (v[0] as number) / (v[1] as number),
  mod: (v) => (v[0] as number) % (v[1] as number),
};
