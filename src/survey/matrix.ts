import type { Codes } from './rows.ts';

/** A small dense matrix, row by row. */
export type Matrix = readonly (readonly number[])[];

/** The inverse of a symmetric positive definite matrix, or the first column that depends on those before it. */
export type Inverse = { readonly inverse: Matrix } | { readonly dependent: number };

/**
 * Inverts a symmetric positive definite matrix by Cholesky after scaling it to a unit diagonal. A column whose part not
 * explained by those before is below `tolerance` of its square is called dependent.
 */
export function invert(a: Matrix, tolerance = 1e-12): Inverse {
  const p = a.length;
  const scale = a.map((row, j) => (row[j]! > 0 ? 1 / Math.sqrt(row[j]!) : 0));
  const lower: number[][] = [];
  for (let j = 0; j < p; j++) {
    const row: number[] = [];
    for (let k = 0; k <= j; k++) {
      let sum = a[j]![k]! * scale[j]! * scale[k]!;
      const other = k < j ? lower[k]! : row;
      for (let m = 0; m < k; m++) sum -= row[m]! * other[m]!;
      if (k < j) row.push(sum / other[k]!);
      else if (sum > tolerance) row.push(Math.sqrt(sum));
      else return { dependent: j };
    }
    lower.push(row);
  }
  // Columns of L⁻¹, then L⁻ᵀ L⁻¹.
  const half = lower.map((_, k) => {
    const column = new Array<number>(p).fill(0);
    for (let j = k; j < p; j++) {
      let sum = j === k ? 1 : 0;
      for (let m = k; m < j; m++) sum -= lower[j]![m]! * column[m]!;
      column[j] = sum / lower[j]![j]!;
    }
    return column;
  });
  const inverse = half.map((left, j) =>
    half.map((right, k) => {
      let sum = 0;
      for (let m = Math.max(j, k); m < p; m++) sum += left[m]! * right[m]!;
      return sum * scale[j]! * scale[k]!;
    }),
  );
  return { inverse };
}

/** The inverse of a matrix that is known to have one. */
export function inverse(a: Matrix): Matrix {
  const found = invert(a, 0);
  if ('dependent' in found) throw new Error(`column ${found.dependent} depends on the ones before it`);
  return found.inverse;
}

/** A · v. */
export const applied = (a: Matrix, v: readonly number[]): number[] =>
  a.map((row) => row.reduce((sum, value, k) => sum + value * v[k]!, 0));

/** A · B. */
export const product = (a: Matrix, b: Matrix): number[][] =>
  a.map((row) => b[0]!.map((_, k) => row.reduce((sum, value, m) => sum + value * b[m]![k]!, 0)));

/** The sum of the diagonal. */
export const trace = (a: Matrix): number => a.reduce((sum, row, j) => sum + row[j]!, 0);

/** vᵀ A v. */
export const quadratic = (a: Matrix, v: readonly number[]): number =>
  applied(a, v).reduce((sum, value, k) => sum + value * v[k]!, 0);

/** Rows whose products are summed together: so many of some dozens of columns stay in a processor's nearer memory. */
const BLOCK = 4096;

/** Σ over rows of weight · xⱼ · xₖ for columns x. */
export function crossProducts(columns: readonly Float64Array[], weight: Float64Array): number[][] {
  return productsInBlocks(weight, columns.length, (from, to) => columns.map((column) => column.subarray(from, to)));
}

/** The same for columns from which the mean of each row's group is taken; `means` has those of each column by group. */
export function centredProducts(
  columns: readonly Float64Array[],
  group: Codes,
  means: readonly Float64Array[],
  weight: Float64Array,
): number[][] {
  const room = columns.map(() => new Float64Array(Math.min(BLOCK, weight.length)));
  return productsInBlocks(weight, columns.length, (from, to) =>
    columns.map((column, k) => gapsOf(column, from, group, means[k]!, room[k]!.subarray(0, to - from))),
  );
}

function gapsOf(
  column: Float64Array,
  from: number,
  group: Codes,
  mean: Float64Array,
  into: Float64Array,
): Float64Array {
  for (let i = 0; i < into.length; i++) into[i] = column[from + i]! - mean[group[from + i]!]!;
  return into;
}

/** Σ over rows of weight · xⱼ · xₖ, where `block` gives the columns of rows `from` to `to`. */
function productsInBlocks(
  weight: Float64Array,
  count: number,
  block: (from: number, to: number) => readonly Float64Array[],
): number[][] {
  const a = Array.from({ length: count }, () => new Array<number>(count).fill(0));
  const room = new Float64Array(Math.min(BLOCK, weight.length));
  for (let from = 0; from < weight.length; from += BLOCK) {
    const w = weight.subarray(from, from + BLOCK);
    const rows = block(from, from + w.length);
    const weighted = room.subarray(0, w.length);
    for (let j = 0; j < count; j++) {
      const [left, line] = [rows[j]!, a[j]!];
      for (let row = 0; row < w.length; row++) weighted[row] = w[row]! * left[row]!;
      const sums = columnProducts(rows.slice(0, j + 1), weighted);
      for (let k = 0; k <= j; k++) line[k]! += sums[k]!;
    }
  }
  for (const [j, line] of a.entries()) for (let k = 0; k < j; k++) a[k]![j] = line[k]!;
  return a;
}

function productOf(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < left.length; row++) sum += left[row]! * right[row]!;
  return sum;
}

function productsOfFour(
  left: Float64Array,
  a: Float64Array,
  b: Float64Array,
  c: Float64Array,
  d: Float64Array,
): readonly number[] {
  let sumA = 0;
  let sumB = 0;
  let sumC = 0;
  let sumD = 0;
  for (let row = 0; row < left.length; row++) {
    const value = left[row]!;
    sumA += value * a[row]!;
    sumB += value * b[row]!;
    sumC += value * c[row]!;
    sumD += value * d[row]!;
  }
  return [sumA, sumB, sumC, sumD];
}

/** Σ over rows of value · xⱼ for every column x. */
export function columnProducts(columns: readonly Float64Array[], value: Float64Array): number[] {
  const found: number[] = [];
  let k = 0;
  for (; k + 3 < columns.length; k += 4)
    found.push(...productsOfFour(value, columns[k]!, columns[k + 1]!, columns[k + 2]!, columns[k + 3]!));
  for (; k < columns.length; k++) found.push(productOf(value, columns[k]!));
  return found;
}
