import { degrees } from '../degrees.ts';
import type { Design } from '../design.ts';
import { studentBeyond } from '../distributions/student.ts';
import { type Interval, interval } from '../interval.ts';
import { type Linear, minus, union } from '../linear.ts';
import { type Mean, meanOf, meansBy } from '../means.ts';
import { type FTest, waldTest } from '../models/wald.ts';
import type { Codes } from '../rows.ts';
import { covariance, standardError } from '../variance.ts';

/** A t test: the estimate, its error, the statistic, its degrees of freedom and two-sided p; nulls where df <= 0. */
export interface TTest {
  readonly estimate: number;
  readonly se: number;
  readonly t: number;
  readonly df: number;
  readonly p: number | null;
  readonly interval: Interval;
}

/** Tests that a statistic is 0 with the t of `df` degrees of freedom. */
export function tTest(design: Design, of: Linear, df: number, level: number): TTest {
  const se = standardError(design, of);
  const t = of.value / se;
  const p = df > 0 && !Number.isNaN(t) ? studentBeyond(t, df) : null;
  return { estimate: of.value, se, t, df, p, interval: interval(of.value, se, df, level) };
}

/** Tests that the mean of `y` is 0, with the degrees of freedom of the rows that know it (R's svyttest takes one less). */
export function meanTest(design: Design, y: Float64Array, level: number): TTest {
  const { mean } = meanOf(design, y);
  return tTest(design, mean, degrees(design, mean.present).df, level);
}

/** Tests that group 1 has the mean of group 0 (codes 0 and 1; others are out); df is one less than that of the rows, as R. */
export function differenceTest(design: Design, y: Float64Array, group: Codes, level: number): TTest {
  const [first, second] = meansBy(design, y, group, 2) as [Mean, Mean];
  const gap = minus(second.mean, first.mean);
  return tTest(design, gap, degrees(design, gap.present).df - 1, level);
}

/** Wald's test that all groups have the same mean, with k − 1 and df − (k − 1) degrees of freedom; groups without rows are out. */
export function equalMeansTest(design: Design, y: Float64Array, group: Codes, levels: number): FTest {
  const means = meansBy(design, y, group, levels).filter(({ moments }) => moments.weight > 0);
  const present = means.map(({ mean }) => mean.present).reduce(union);
  // All groups together are the domain, of every pair of gaps too.
  const gaps = means.slice(1).map(({ mean }) => ({ ...minus(mean, means[0]!.mean), present }));
  const matrix = gaps.map((a) => gaps.map((b) => covariance(design, a, b)));
  return waldTest(
    gaps.map(({ value }) => value),
    matrix,
    degrees(design, present).df - gaps.length,
  );
}
