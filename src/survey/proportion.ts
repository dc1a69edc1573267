import { betaLogitQuantile } from './distributions/beta.ts';
import { critical, type Interval, noInterval, obstacle } from './interval.ts';

/** How well a share is known: its standard error, the rows it rests on, and the degrees of freedom of its domain. */
export interface Precision {
  readonly se: number;
  readonly rows: number;
  readonly df: number;
}

export type ProportionMethod = 'beta' | 'logit' | 'wilson' | 'asin' | 'mean' | 'likelihood';

/**
 * Confidence interval of a share 0 <= p <= 1, never outside [0, 1]:
 * beta = Korn and Graubard 1998 as R's svyciprop(method = "beta"); logit = on the log odds by the delta method (R's xlogit,
 * and its logit up to the convergence of the model); wilson = Wilson's score with the effective sample; asin = on
 * arcsin √p; likelihood = where the binomial likelihood of the effective sample falls by t² / 2 (R's, whose spline differs in
 * the fourth digit); mean = p ± t se, cut at 0 and 1. Where p is 0 or 1 or the standard error is 0 every method but wilson gives the
 * beta interval of the rows themselves (`method` says so). Null bounds with a reason where df <= 0 or nobody is in the domain.
 */
export function proportionInterval(method: ProportionMethod, p: number, precision: Precision, level: number): Interval {
  const { se, df } = precision;
  const reason = obstacle(p, se, df) || (precision.rows > 0 ? '' : 'units');
  if (reason !== '') return noInterval(method, level, df, reason);
  const certain = !hasSpread(p, se);
  const used = certain && method !== 'wilson' ? 'beta' : method;
  const [low, high] = bounds[used](p, precision, level);
  return { low: Math.max(0, low), high: Math.min(1, high), method: used, level, df, reason };
}

/**
 * Rows of a simple random sample that would know p as well: p (1 − p) / se², capped at the rows; the rows themselves where
 * p is 0 or 1. For the rules of publication; the beta interval uses it without the cap.
 */
export function effectiveRows(p: number, { se, rows }: Precision): number {
  return hasSpread(p, se) ? Math.min(rows, (p * (1 - p)) / (se * se)) : rows;
}

/** Whether p is inside (0, 1) and its standard error more than rounding. */
export function hasSpread(p: number, se: number): boolean {
  return p > 0 && p < 1 && se > 1e-13 * p * (1 - p);
}

const bounds: Record<ProportionMethod, (p: number, precision: Precision, level: number) => readonly [number, number]> =
  {
    beta: betaBounds,
    wilson: wilsonBounds,
    logit: (p, { se, df }, level) => {
      const centre = Math.log(p / (1 - p));
      const half = (critical(df, level) * se) / (p * (1 - p));
      return [1 / (1 + Math.exp(half - centre)), 1 / (1 + Math.exp(-half - centre))];
    },
    asin: (p, { se, df }, level) => {
      const centre = Math.asin(Math.sqrt(p));
      const half = (critical(df, level) * se) / (2 * Math.sqrt(p * (1 - p)));
      const low = Math.sin(Math.max(0, centre - half));
      const high = Math.sin(Math.min(Math.PI / 2, centre + half));
      return [low * low, high * high];
    },
    likelihood: (p, { se, rows, df }, level) => {
      const t = critical(df, level);
      // R's dispersion of the residuals is n / (n − 1).
      const drop = (t * t * se * se * (rows / Math.max(1, rows - 1))) / (p * (1 - p));
      return [likelihoodBound(p, drop, -1), likelihoodBound(p, drop, 1)];
    },
    mean: (p, { se, df }, level) => {
      const half = critical(df, level) * se;
      return [p - half, p + half];
    },
  };

function betaBounds(p: number, { se, rows, df }: Precision, level: number): readonly [number, number] {
  const independent = hasSpread(p, se) ? (p * (1 - p)) / (se * se) : rows;
  // With one row t has no degrees of freedom; the factor only ever widens, so none is used.
  const adjust = rows > 1 ? critical(rows - 1, level) / critical(df, level) : 1;
  const size = independent * adjust * adjust;
  const tail = { lower: (1 - level) / 2, upper: (1 + level) / 2 };
  const low = p === 0 ? 0 : shareOf(betaLogitQuantile(size * p, size * (1 - p) + 1, tail));
  const high =
    p === 1 ? 1 : shareOf(betaLogitQuantile(size * p + 1, size * (1 - p), { lower: tail.upper, upper: tail.lower }));
  return [low, high];
}

/** The share π on one side of p where 2 [p log(p / π) + (1 − p) log((1 − p) / (1 − π))] = drop, by bisection of the log odds. */
function likelihoodBound(p: number, drop: number, side: -1 | 1): number {
  const centre = Math.log(p / (1 - p));
  const loss = (logit: number): number =>
    2 * (p * Math.log(p * (1 + Math.exp(-logit))) + (1 - p) * Math.log((1 - p) * (1 + Math.exp(logit))));
  let near = centre;
  let far = centre + side;
  while (loss(far) < drop) far = centre + 2 * (far - centre);
  for (let round = 0; round < 100; round++) {
    const middle = (near + far) / 2;
    if (loss(middle) < drop) near = middle;
    else far = middle;
  }
  return shareOf(far);
}

function wilsonBounds(p: number, precision: Precision, level: number): readonly [number, number] {
  const n = hasSpread(p, precision.se) ? (p * (1 - p)) / (precision.se * precision.se) : precision.rows;
  return wilson(p, n, critical(precision.df, level));
}

/** Wilson's score interval of a share p among n, with critical value z (1.96 for 95 %); for unweighted monitoring. */
export function wilson(p: number, n: number, z: number): readonly [number, number] {
  const square = (z * z) / n;
  const centre = (p + square / 2) / (1 + square);
  const half = ((z / Math.sqrt(n)) * Math.sqrt(p * (1 - p) + square / 4)) / (1 + square);
  return [p === 0 ? 0 : centre - half, p === 1 ? 1 : centre + half];
}

/** Clopper and Pearson's exact interval of `successes` among n independent rows. */
export function clopperPearson(successes: number, n: number, level: number): readonly [number, number] {
  const tail = { lower: (1 - level) / 2, upper: (1 + level) / 2 };
  const low = successes === 0 ? 0 : shareOf(betaLogitQuantile(successes, n - successes + 1, tail));
  const upper = { lower: tail.upper, upper: tail.lower };
  const high = successes === n ? 1 : shareOf(betaLogitQuantile(successes + 1, n - successes, upper));
  return [low, high];
}

const shareOf = (logit: number): number => 1 / (1 + Math.exp(-logit));
