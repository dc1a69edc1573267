import { studentBeyond } from '../distributions/student.ts';
import { interval } from '../interval.ts';
import { average, sampleVariance } from './ranks.ts';

/** A classical t test of a difference in means, with its interval. */
export interface ClassicalT {
  readonly estimate: number;
  readonly t: number;
  readonly df: number;
  readonly p: number;
  readonly low: number;
  readonly high: number;
}

function tested(estimate: number, se: number, df: number, level: number): ClassicalT {
  const t = estimate / se;
  const { low, high } = interval(estimate, se, df, level);
  return { estimate, t, df, p: studentBeyond(t, df), low: low ?? Number.NaN, high: high ?? Number.NaN };
}

/** Two independent samples: with a common variance, or Welch's with Satterthwaite's degrees of freedom. */
export function twoSamples(
  x: readonly number[],
  y: readonly number[],
  equalVariance: boolean,
  level: number,
): ClassicalT {
  const [n, m] = [x.length, y.length];
  const [a, b] = [sampleVariance(x), sampleVariance(y)];
  const gap = average(x) - average(y);
  if (equalVariance) {
    const pooled = ((n - 1) * a + (m - 1) * b) / (n + m - 2);
    return tested(gap, Math.sqrt(pooled * (1 / n + 1 / m)), n + m - 2, level);
  }
  const [u, v] = [a / n, b / m];
  const df = ((u + v) * (u + v)) / ((u * u) / (n - 1) + (v * v) / (m - 1));
  return tested(gap, Math.sqrt(u + v), df, level);
}

/** Paired samples: the mean of x − y. */
export function paired(x: readonly number[], y: readonly number[], level: number): ClassicalT {
  const gaps = x.map((value, k) => value - y[k]!);
  return tested(average(gaps), Math.sqrt(sampleVariance(gaps) / gaps.length), gaps.length - 1, level);
}

/** Cohen's d: the difference in means over the pooled standard deviation. */
export function cohensD(x: readonly number[], y: readonly number[]): number {
  const [n, m] = [x.length, y.length];
  const pooled = ((n - 1) * sampleVariance(x) + (m - 1) * sampleVariance(y)) / (n + m - 2);
  return (average(x) - average(y)) / Math.sqrt(pooled);
}
