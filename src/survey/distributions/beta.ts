import { type Probability, solveTail, type Tails } from './newton.ts';
import { devianceTerm, stirlingError } from './stirling.ts';

/** x^a y^b / B(a, b) with y = 1 − x given apart, so that neither end loses digits (Loader's saddle-point form), `errors` from `stirlingErrors`. */
function betaTerm(a: number, b: number, x: number, y: number, errors: number): number {
  const n = a + b;
  const exponent = errors - devianceTerm(a, n * x) - devianceTerm(b, n * y);
  return Math.sqrt((a * b) / (2 * Math.PI * n)) * Math.exp(exponent);
}

/** The errors of Stirling's formula in a beta function: the same at every point of one distribution. */
const stirlingErrors = (a: number, b: number): number => stirlingError(a + b) - stirlingError(a) - stirlingError(b);

/** Continued fraction of I_x(a, b) / betaTerm for x below the mean (Didonato and Morris 1992, BFRAC). */
function betaFraction(a: number, b: number, x: number, y: number): number {
  const n = a + b;
  const c = 1 + (a > b ? n * y - b : a - n * x);
  const c0 = b / a;
  const c1 = 1 + 1 / a;
  let p = 1;
  let s = a + 1;
  let an = 0;
  let bn = 1;
  let anNext = 1;
  let bnNext = c / c1;
  let r = c1 / c;
  for (let k = 1; k < 1_000_000; k++) {
    const t = k / a;
    const w = k * (b - k) * x;
    const e = a / s;
    const alpha = p * (p + c0) * e * e * (w * x);
    const beta = k + w / s + ((1 + t) / (c1 + t + t)) * (c + k * (1 + y));
    p = 1 + t;
    s += 2;
    const top = alpha * an + beta * anNext;
    const bottom = alpha * bn + beta * bnNext;
    const before = r;
    r = top / bottom;
    if (Math.abs(r - before) <= 1e-16 * Math.abs(r)) break;
    an = anNext / bottom;
    bn = bnNext / bottom;
    anNext = r;
    bnNext = 1;
  }
  return r;
}

/** Both tails of the beta distribution at x = 1 − y; the density is that of log(x / y). */
export function betaTails(a: number, b: number, x: number, y: number): Tails {
  return tailsAt(a, b, x, y, a > 0 && b > 0 ? stirlingErrors(a, b) : Number.NaN);
}

function tailsAt(a: number, b: number, x: number, y: number, errors: number): Tails {
  if (!(a > 0 && b > 0) || Number.isNaN(x) || Number.isNaN(y)) {
    return { lower: Number.NaN, upper: Number.NaN, density: Number.NaN };
  }
  if (x <= 0) return { lower: 0, upper: 1, density: 0 };
  if (y <= 0) return { lower: 1, upper: 0, density: 0 };
  const density = betaTerm(a, b, x, y, errors);
  if (x * (a + b) <= a) {
    const lower = Math.min(1, density * betaFraction(a, b, x, y));
    return { lower, upper: 1 - lower, density };
  }
  const upper = Math.min(1, density * betaFraction(b, a, y, x));
  return { lower: 1 - upper, upper, density };
}

/** log(x / (1 − x)) at the quantile of the beta distribution: keeps digits at both ends; others build on it. */
export function betaLogitQuantile(a: number, b: number, probability: Probability): number {
  if (!(a > 0 && b > 0)) return Number.NaN;
  const errors = stirlingErrors(a, b);
  return solveTail(
    (u) => tailsAt(a, b, 1 / (1 + Math.exp(-u)), 1 / (1 + Math.exp(u)), errors),
    probability,
    Math.log(a / b),
  );
}

/** P(X <= x) for the beta distribution of shapes a and b. */
export const betaBelow = (x: number, a: number, b: number): number => betaTails(a, b, x, 1 - x).lower;

/** The x with P(X <= x) = p for the beta distribution of shapes a and b. */
export function betaQuantile(p: number, a: number, b: number): number {
  return 1 / (1 + Math.exp(-betaLogitQuantile(a, b, { lower: p, upper: 1 - p })));
}
