import { orderByValue } from '../rows.ts';

/** Mid-ranks from 1: equal values share the mean of their places. */
export function midranks(values: readonly number[]): number[] {
  const order = orderByValue(Float64Array.from(values));
  const ranks = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to += 1;
    for (let i = from; i < to; i++) ranks[order[i]!] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

/** How many values share each place: the sizes of ties, 1 where a value stands alone. */
export function tieSizes(values: readonly number[]): number[] {
  const sizes = new Map<number, number>();
  for (const value of values) sizes.set(value, (sizes.get(value) ?? 0) + 1);
  return [...sizes.values()];
}

/** Σ (t³ − t) over ties. */
export const tieCubes = (values: readonly number[]): number =>
  tieSizes(values).reduce((sum, t) => sum + t * t * t - t, 0);

/** The mean of values. */
export const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The sample variance, n − 1 below. */
export function sampleVariance(values: readonly number[]): number {
  const mean = average(values);
  return values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (values.length - 1);
}
