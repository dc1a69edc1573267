/** A number over several filled copies of the data. */
export interface Pooled {
  readonly value: number;
  readonly se: number;
  readonly df: number;
  /** Fraction of what the error is made of that comes from what was missing. */
  readonly missing: number;
}

/**
 * Rubin's rules (1987): the mean of the copies; variance within, the mean of theirs, plus (1 + 1/m) times that between. Degrees of freedom
 * as Barnard and Rubin (1999), with `df` those of complete data. Needs two copies at least.
 */
export function pooled(copies: readonly { readonly value: number; readonly se: number }[], df: number): Pooled {
  const m = copies.length;
  if (m < 2) throw new Error('pooling wants two copies at least');
  const value = copies.reduce((sum, one) => sum + one.value, 0) / m;
  const within = copies.reduce((sum, { se }) => sum + se * se, 0) / m;
  const between = copies.reduce((sum, one) => sum + (one.value - value) * (one.value - value), 0) / (m - 1);
  const extra = (1 + 1 / m) * between;
  const whole = within + extra;
  const missing = whole > 0 ? extra / whole : 0;
  const se = Math.sqrt(whole);
  // Of a share of missing information that rounding leaves, nothing is left.
  if (missing < 1e-12) return { value, se, df, missing: 0 };
  const old = (m - 1) / (missing * missing);
  if (!Number.isFinite(df)) return { value, se, df: old, missing };
  const observed = ((df + 1) / (df + 3)) * df * (1 - missing);
  return { value, se, df: (old * observed) / (old + observed), missing };
}
