import { type Probability, solveTail, type Tails } from './newton.ts';
import { devianceTerm, stirlingError } from './stirling.ts';

const tiny = 1e-300;

/** x^a e^−x / Γ(a + 1), by Loader's saddle-point form. */
function poissonTerm(a: number, x: number): number {
  return Math.exp(-stirlingError(a) - devianceTerm(a, x)) / Math.sqrt(2 * Math.PI * a);
}

/** Both tails of the gamma distribution of shape a and scale 1 at x >= 0; the density is that of log x. */
export function gammaTails(a: number, x: number): Tails {
  if (!(a > 0) || Number.isNaN(x)) return { lower: Number.NaN, upper: Number.NaN, density: Number.NaN };
  if (x <= 0) return { lower: 0, upper: 1, density: 0 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0, density: 0 };
  const term = poissonTerm(a, x);
  const density = a * term;
  if (x < a + 1) {
    let sum = 1;
    let part = 1;
    for (let k = 1; part > sum * 1e-17; k++) {
      part *= x / (a + k);
      sum += part;
    }
    const lower = Math.min(1, term * sum);
    return { lower, upper: 1 - lower, density };
  }
  // Lentz's rule for the continued fraction of the upper tail.
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < 100_000; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / (numerator * d + b || tiny);
    c = b + numerator / c || tiny;
    const change = d * c;
    fraction *= change;
    if (Math.abs(change - 1) < 3e-16) break;
  }
  const upper = Math.min(1, density * fraction);
  return { lower: 1 - upper, upper, density };
}

/** The x at which the gamma distribution of shape a and scale 1 has the given tails. */
export function gammaQuantile(a: number, probability: Probability): number {
  return Math.exp(solveTail((log) => gammaTails(a, Math.exp(log)), probability, Math.log(a)));
}

/** P(X <= x) for chi square with df degrees of freedom. */
export const chiSquareBelow = (x: number, df: number): number => gammaTails(df / 2, x / 2).lower;

/** P(X > x) for chi square with df degrees of freedom: the p-value of a chi square statistic. */
export const chiSquareAbove = (x: number, df: number): number => gammaTails(df / 2, x / 2).upper;

/** The x with P(X <= x) = p for chi square with df degrees of freedom. */
export const chiSquareQuantile = (p: number, df: number): number =>
  2 * gammaQuantile(df / 2, { lower: p, upper: 1 - p });
