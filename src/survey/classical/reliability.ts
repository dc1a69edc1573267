import { pearsonR } from './correlation.ts';
import { sampleVariance } from './ranks.ts';

/** Reliability of a scale that is the sum of its items; rows with a missing (NaN) item are left out. */
export interface Reliability {
  readonly rows: number;
  /** Cronbach's alpha; NaN with fewer than two items or without spread. */
  readonly alpha: number;
  /** Alpha of the standardised items. */
  readonly standardised: number;
  readonly alphaIfDropped: readonly number[];
  /** Correlation of each item with the sum of the others. */
  readonly itemRest: readonly number[];
  /** McDonald's omega of one factor. */
  readonly omega: number;
}

/** Alpha, omega and item statistics of `rows` of item scores. */
export function reliability(rows: readonly (readonly number[])[]): Reliability {
  const known = rows.filter((row) => row.every((value) => !Number.isNaN(value)));
  const k = rows[0]?.length ?? 0;
  const items = Array.from({ length: k }, (_, j) => known.map((row) => row[j]!));
  const correlations = items.map((a) => items.map((b) => (a === b ? 1 : pearsonR(a, b))));
  const pairs = correlations.flatMap((line, j) => line.slice(0, j));
  const r = pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
  const others = (j: number): number[][] => items.filter((_, other) => other !== j);
  return {
    rows: known.length,
    alpha: alphaOf(items),
    standardised: (k * r) / (1 + (k - 1) * r),
    alphaIfDropped: items.map((_, j) => alphaOf(others(j))),
    itemRest: items.map((item, j) => pearsonR(item, sums(others(j), known.length))),
    omega: omegaOf(
      correlations,
      items.map((item) => Math.sqrt(sampleVariance(item))),
    ),
  };
}

function sums(items: readonly (readonly number[])[], rows: number): number[] {
  return Array.from({ length: rows }, (_, row) => items.reduce((sum, item) => sum + item[row]!, 0));
}

function alphaOf(items: readonly (readonly number[])[]): number {
  const k = items.length;
  if (k < 2) return Number.NaN;
  const parts = items.reduce((sum, item) => sum + sampleVariance(item), 0);
  return (k / (k - 1)) * (1 - parts / sampleVariance(sums(items, items[0]!.length)));
}

/**
 * (Σ λ)² / ((Σ λ)² + Σ ψ), loadings λ and unique variances ψ of one common factor by iterated principal axes, from the correlations of
 * items and their standard deviations. Communalities are found to within `precision`. NaN with fewer than three items.
 */
export function omegaOf(
  correlations: readonly (readonly number[])[],
  spread: readonly number[],
  precision = 1e-12,
): number {
  const k = spread.length;
  if (k < 3) return Number.NaN;
  let communality = correlations.map((line, j) =>
    line.reduce((most, r, c) => (c === j ? most : Math.max(most, Math.abs(r))), 0),
  );
  let loading: number[] = [];
  let axis = correlations.map((line) => line.reduce((a, b) => a + b, 0) || 1);
  const reduced = correlations.map((line) => Float64Array.from(line));
  for (let round = 0; round < 2000; round++) {
    for (let j = 0; j < k; j++) reduced[j]![j] = communality[j]!;
    ({ loading, axis } = firstAxis(reduced, axis, precision / 100));
    const next = loading.map((value) => Math.min(1, value * value));
    const moved = next.some((value, j) => Math.abs(value - communality[j]!) > precision);
    communality = next;
    if (!moved) break;
  }
  const common = loading.reduce((sum, value, j) => sum + value * spread[j]!, 0);
  const unique = communality.reduce((sum, value, j) => sum + (1 - value) * spread[j]! * spread[j]!, 0);
  return (common * common) / (common * common + unique);
}

/** The first principal axis, and it times the root of its eigenvalue with a sum that is not negative, by the power method. */
function firstAxis(matrix: readonly Float64Array[], start: readonly number[], precision: number) {
  const k = start.length;
  const axis = [...start];
  const next = new Float64Array(k);
  let eigenvalue = 0;
  for (let round = 0; round < 5000; round++) {
    let square = 0;
    for (let j = 0; j < k; j++) {
      const line = matrix[j]!;
      let sum = 0;
      for (let l = 0; l < k; l++) sum += line[l]! * axis[l]!;
      next[j] = sum;
      square += sum * sum;
    }
    eigenvalue = Math.sqrt(square);
    let settled = true;
    for (let j = 0; j < k; j++) {
      const turned = next[j]! / eigenvalue;
      if (!(Math.abs(turned - axis[j]!) < precision)) settled = false;
      axis[j] = turned;
    }
    // An item without spread makes everything NaN, which no further round changes.
    if (settled || Number.isNaN(eigenvalue)) break;
  }
  const sign = axis.reduce((a, b) => a + b, 0) < 0 ? -1 : 1;
  return { axis, loading: axis.map((value) => sign * value * Math.sqrt(eigenvalue)) };
}
