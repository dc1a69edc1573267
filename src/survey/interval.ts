import { studentQuantile } from './distributions/student.ts';

/** Why there is no interval; '' where there is one. The words are those of an estimate's `why`. */
export type NoInterval = '' | 'units' | 'df' | 'lonelyPsu';

/** A confidence interval, or the reason for having none. */
export interface Interval {
  readonly low: number | null;
  readonly high: number | null;
  /** t, beta, logit, wilson, asin, mean, likelihood, woodruff, score: how it was made. */
  readonly method: string;
  readonly level: number;
  readonly df: number;
  readonly reason: NoInterval;
}

/** An interval that does not exist, and why. */
export function noInterval(method: string, level: number, df: number, reason: NoInterval): Interval {
  return { low: null, high: null, method, level, df, reason };
}

/** Why an estimate can have no interval; '' where it can. A NaN standard error comes from lonely PSUs only. */
export function obstacle(value: number, se: number, df: number): NoInterval {
  if (!Number.isFinite(value)) return 'units';
  if (!Number.isFinite(se)) return 'lonelyPsu';
  return df > 0 ? '' : 'df';
}

/** The two-sided critical value of Student's t; df may be Infinity. */
export function critical(df: number, level: number): number {
  // Thousands of estimates of one design share a handful of degrees of freedom.
  if (level !== known.level || known.at.size > 1000) known = { level, at: new Map() };
  const before = known.at.get(df);
  if (before !== undefined) return before;
  const found = studentQuantile((1 + level) / 2, df);
  known.at.set(df, found);
  return found;
}

let known: { readonly level: number; readonly at: Map<number, number> } = { level: Number.NaN, at: new Map() };

/** value ± t · se with t of `df` degrees of freedom; null bounds with a reason where df <= 0 or there are no units. */
export function interval(value: number, se: number, df: number, level: number): Interval {
  const reason = obstacle(value, se, df);
  if (reason !== '') return noInterval('t', level, df, reason);
  const half = critical(df, level) * se;
  return { low: value - half, high: value + half, method: 't', level, df, reason };
}
