import { cumulate, readQuantile } from '../quantilerule.ts';

/** Unweighted quantile of values by R's type 1 … 9 (7 is R's own). */
export function plainQuantile(values: readonly number[], p: number, type: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9): number {
  const x = Float64Array.from(values).sort();
  // Type 3 takes the nearest order statistic, the even one of two: with weights it is another rule.
  if (type === 3) return nearest(x, p);
  return readQuantile(cumulate(x, new Float64Array(x.length).fill(1)), p, `hf${type}`);
}

function nearest(x: Float64Array, p: number): number {
  const place = x.length * p - 0.5;
  const below = Math.floor(place + 1e-12);
  const isEven = Math.abs(place - below) < 1e-12 && below % 2 === 0;
  return x[Math.min(x.length, Math.max(1, isEven ? below : below + 1)) - 1] ?? Number.NaN;
}

/** Median and median absolute deviation (times 1.4826, which makes it a standard deviation under the normal), and each value's score. */
export function robustScores(values: readonly number[]): {
  readonly median: number;
  readonly mad: number;
  readonly scores: readonly number[];
} {
  const median = plainQuantile(values, 0.5, 7);
  const mad =
    1.4826 *
    plainQuantile(
      values.map((value) => Math.abs(value - median)),
      0.5,
      7,
    );
  return { median, mad, scores: values.map((value) => (value - median) / mad) };
}

/** Tukey's fences: the quartiles (type 7) and the places (from 0) of values further than k interquartile ranges outside. */
export function fences(
  values: readonly number[],
  k: number,
): { readonly q1: number; readonly q3: number; readonly outside: readonly number[] } {
  const [q1, q3] = [plainQuantile(values, 0.25, 7), plainQuantile(values, 0.75, 7)];
  const reach = k * (q3 - q1);
  const outside = [...values.keys()].filter((i) => values[i]! < q1 - reach || values[i]! > q3 + reach);
  return { q1, q3, outside };
}
