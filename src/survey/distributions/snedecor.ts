import { betaLogitQuantile, betaTails } from './beta.ts';
import { chiSquareAbove } from './gamma.ts';

/** P(F > f) for Snedecor's F with df1 and df2 degrees of freedom; df2 = Infinity is chi square over df1. */
export function snedecorAbove(f: number, df1: number, df2: number): number {
  if (df2 === Number.POSITIVE_INFINITY) return chiSquareAbove(f * df1, df1);
  const total = df1 * f + df2;
  return betaTails(df1 / 2, df2 / 2, (df1 * f) / total, df2 / total).upper;
}

/** P(F <= f) for Snedecor's F with df1 and df2 degrees of freedom. */
export function snedecorBelow(f: number, df1: number, df2: number): number {
  const total = df1 * f + df2;
  return betaTails(df1 / 2, df2 / 2, (df1 * f) / total, df2 / total).lower;
}

/** The f with P(F <= f) = p. */
export function snedecorQuantile(p: number, df1: number, df2: number): number {
  return (df2 / df1) * Math.exp(betaLogitQuantile(df1 / 2, df2 / 2, { lower: p, upper: 1 - p }));
}
