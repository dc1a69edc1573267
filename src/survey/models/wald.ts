import { snedecorAbove } from '../distributions/snedecor.ts';
import { invert, type Matrix, quadratic } from '../matrix.ts';

/** A test by F: the statistic, its degrees of freedom and p; p is null where the denominator has none. */
export interface FTest {
  readonly f: number;
  readonly df1: number;
  readonly df2: number;
  readonly p: number | null;
}

/** Wald's test that several numbers are all 0: F = v′ C⁻¹ v / k with k and `df` degrees of freedom. NaN where C is singular. */
export function waldTest(values: readonly number[], covariance: Matrix, df: number): FTest {
  const k = values.length;
  const found = invert(covariance, 1e-14);
  const f = 'inverse' in found ? quadratic(found.inverse, values) / k : Number.NaN;
  return { f, df1: k, df2: df, p: df > 0 && !Number.isNaN(f) ? snedecorAbove(f, k, df) : null };
}

/** The rows and columns of a covariance matrix that belong to some terms. */
export const part = (covariance: Matrix, terms: readonly number[]): Matrix =>
  terms.map((j) => terms.map((k) => covariance[j]![k]!));
