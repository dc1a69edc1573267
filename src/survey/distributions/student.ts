import { betaLogitQuantile, betaTails } from './beta.ts';
import { normalBelow, normalQuantile } from './normal.ts';

/** P(T <= t) for Student's t; df > 0, Infinity is the normal. */
export function studentBelow(t: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY) return normalBelow(t);
  if (!(df > 0) || Number.isNaN(t)) return Number.NaN;
  const ratio = t / Math.sqrt(df);
  const square = ratio * ratio;
  const { lower, upper } = betaTails(
    df / 2,
    0.5,
    1 / (1 + square),
    square === Number.POSITIVE_INFINITY ? 1 : square / (1 + square),
  );
  return t < 0 ? 0.5 * lower : 0.5 + 0.5 * upper;
}

/** P(|T| > |t|): the two-sided p-value of a t statistic. */
export const studentBeyond = (t: number, df: number): number => 2 * studentBelow(-Math.abs(t), df);

/** The t with P(T <= t) = p; df > 0, Infinity is the normal. */
export function studentQuantile(p: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY) return normalQuantile(p);
  if (!(df > 0) || !(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0.5) return 0;
  const tail = p < 0.5 ? p : 1 - p;
  const logit = betaLogitQuantile(df / 2, 0.5, { lower: 2 * tail, upper: 1 - 2 * tail });
  const size = Math.sqrt(df) * Math.exp(-0.5 * logit);
  return p < 0.5 ? -size : size;
}
