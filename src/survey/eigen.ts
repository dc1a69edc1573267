import type { Matrix } from './matrix.ts';

/** Eigenvalues and orthonormal eigenvectors (as rows) of a symmetric matrix. */
export interface Eigen {
  readonly values: readonly number[];
  readonly vectors: Matrix;
}

/** Jacobi's rule: plane rotations until nothing is left beside the diagonal. For matrices of up to a few hundred rows. */
export function eigen(matrix: Matrix): Eigen {
  const a = matrix.map((row) => [...row]);
  const n = a.length;
  const v = a.map((_, i) => a.map((_, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    let size = 0;
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) {
        size += a[i]![j]! * a[i]![j]!;
        if (j < i) off += a[i]![j]! * a[i]![j]!;
      }
    if (off <= 1e-30 * size) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, p, q);
  }
  return { values: a.map((row, i) => row[i]!), vectors: v };
}

function rotate(a: number[][], v: number[][], p: number, q: number): void {
  const apq = a[p]![q]!;
  if (apq === 0) return;
  const theta = (a[q]![q]! - a[p]![p]!) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (const row of a) {
    const [x, y] = [row[p]!, row[q]!];
    row[p] = c * x - s * y;
    row[q] = s * x + c * y;
  }
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [a[p]![k]!, a[q]![k]!];
    a[p]![k] = c * x - s * y;
    a[q]![k] = s * x + c * y;
    const [u, w] = [v[p]![k]!, v[q]![k]!];
    v[p]![k] = c * u - s * w;
    v[q]![k] = s * u + c * w;
  }
}

/** B^−½ of a symmetric matrix that is not negative; directions without size get 0. */
export function inverseRoot(matrix: Matrix): number[][] {
  const { values, vectors } = eigen(matrix);
  const largest = values.reduce((a, b) => Math.max(a, b), 0);
  const scale = values.map((value) => (value > 1e-12 * largest ? 1 / Math.sqrt(value) : 0));
  return matrix.map((_, i) =>
    matrix.map((_, j) => vectors.reduce((sum, vector, k) => sum + scale[k]! * vector[i]! * vector[j]!, 0)),
  );
}
