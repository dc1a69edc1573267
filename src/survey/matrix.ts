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
