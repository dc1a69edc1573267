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
      const { values: all, marks: allMarks, step: by } = vectors[place]!;
      given[place] = all[row * by]!;
      if (allMarks === null) continue;
      const own = allMarks[row * by]!;
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

/** The arithmetic operators of XPath 1.0; `mod` has the sign of its first operand. Missing as in `compute`. */
export function arithmetic(
  operator: Arithmetic,
  left: Vector,
  right: Vector,
  rows: number,
  reading: Reading,
): NumberVector {
  const [a, b] = [toNumbers(left), toNumbers(right)];
  const step = stepOf([a, b]);
  const values = new Float64Array(step === 1 ? rows : 1);
  calculate(operator, a, b, values);
  let marks: Uint8Array | null = null;
  const { marks: ofA, step: byA } = a;
  const { marks: ofB, step: byB } = b;
  if (ofA !== null || ofB !== null || reading === 'analysis')
    for (let row = 0; row < values.length; row += 1) {
      const one = ofA === null ? KNOWN : ofA[row * byA]!;
      const other = ofB === null ? KNOWN : ofB[row * byB]!;
      // In form reading '' is NaN, and NaN is a value.
      let mark = reading === 'form' ? (one === UNKNOWN || other === UNKNOWN ? UNKNOWN : KNOWN) : Math.max(one, other);
      if (reading === 'form' && (one === EMPTY || other === EMPTY)) values[row] = Number.NaN;
      if (reading === 'analysis' && mark === KNOWN && !Number.isFinite(values[row] as number)) mark = UNKNOWN;
      if (mark === KNOWN) continue;
      values[row] = Number.NaN;
      marks ??= new Uint8Array(values.length);
      marks[row] = mark;
    }
  return { type: 'number', sort: 'number', values, marks, step };
}

/** The bare operation, row by row: one loop an operator, since a call a row costs more than the operation. */
function calculate(operator: Arithmetic, a: NumberVector, b: NumberVector, values: Float64Array): void {
  const [left, right, i, j] = [a.values, b.values, a.step, b.step];
  const at = (row: number): number => left[row * i] as number;
  const to = (row: number): number => right[row * j] as number;
  if (operator === '+') for (let row = 0; row < values.length; row += 1) values[row] = at(row) + to(row);
  else if (operator === '-') for (let row = 0; row < values.length; row += 1) values[row] = at(row) - to(row);
  else if (operator === '*') for (let row = 0; row < values.length; row += 1) values[row] = at(row) * to(row);
  else if (operator === 'div') for (let row = 0; row < values.length; row += 1) values[row] = at(row) / to(row);
  else for (let row = 0; row < values.length; row += 1) values[row] = at(row) % to(row);
}
