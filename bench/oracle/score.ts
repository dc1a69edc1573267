import type { Design } from '../../src/survey/design.ts';
import { critical } from '../../src/survey/interval.ts';
import { ratio, total } from '../../src/survey/linear.ts';
import { score } from '../../src/survey/score.ts';
import { standardError } from '../../src/survey/variance.ts';
import { ones } from './case.ts';

/**
 * The two roots of the score test as R's svyquantile(interval.type = "score") finds them: uniroot between the smallest and
 * the largest value, a hundredth of the interquartile range inside, to 1 / (100 √n). The test is a step function, so a root
 * is on either side of the value where ours jumps. For the comparison only.
 */
export function scoreRoots(
  design: Design,
  y: Float64Array,
  share: number,
  df: number,
  level: number,
): { readonly roots: readonly [number, number]; readonly near: number } {
  const x = y.filter((value) => !Number.isNaN(value)).sort();
  const inside = (ordinary(x, 0.75) - ordinary(x, 0.25)) / 100;
  const near = 1 / (100 * Math.sqrt(x.length));
  const base = total(design, ones(y));
  const test = (theta: number): number => {
    const below = total(
      design,
      y.map((value) => (Number.isNaN(value) ? value : value <= theta ? 1 : 0)),
    );
    const p = ratio(below, base);
    return score(share, { value: p.value, se: standardError(design, p) });
  };
  const t = critical(df, level);
  const root = (limit: number) =>
    brent((theta) => test(theta) - limit, x[0]! + inside, x[x.length - 1]! - inside, near);
  return { roots: [root(t), root(-t)], near };
}

/** The unweighted share of known values at or below a root: what R reads back as if it were a weighted one. */
export function unweightedBelow(y: Float64Array, theta: number): number {
  const x = y.filter((value) => !Number.isNaN(value));
  return x.filter((value) => value <= theta).length / x.length;
}

/** R's type 7 quantile of sorted values. */
function ordinary(x: Float64Array, p: number): number {
  const place = (x.length - 1) * p;
  const low = Math.floor(place);
  return x[low]! + (place - low) * ((x[low + 1] ?? x[low]!) - x[low]!);
}

/** Brent's root finder as R's uniroot runs it. */
function brent(f: (at: number) => number, from: number, to: number, tolerance: number): number {
  let [a, b, c] = [from, to, from];
  let [fa, fb, fc] = [f(from), f(to), f(from)];
  if (fa === 0) return a;
  for (let round = 0; round < 1000; round++) {
    const before = b - a;
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, b, c] = [b, c, b];
      [fa, fb, fc] = [fb, fc, fb];
    }
    const least = 2 * Number.EPSILON * Math.abs(b) + tolerance / 2;
    let step = (c - b) / 2;
    if (Math.abs(step) <= least || fb === 0) return b;
    if (Math.abs(before) >= least && Math.abs(fa) > Math.abs(fb)) {
      const [p, q] = interpolation([a, b, c], [fa, fb, fc]);
      const isShort = p < 0.75 * (c - b) * q - Math.abs(least * q) / 2 && p < Math.abs((before * q) / 2);
      if (isShort) step = p / q;
    }
    if (Math.abs(step) < least) step = step > 0 ? least : -least;
    [a, fa] = [b, fb];
    b += step;
    fb = f(b);
    if (fb > 0 === fc > 0) [c, fc] = [a, fa];
  }
  throw new Error('no root within 1000 rounds');
}

/** Numerator, not negative, and denominator of the secant or inverse quadratic step. */
function interpolation(
  [a, b, c]: readonly [number, number, number],
  [fa, fb, fc]: readonly [number, number, number],
): readonly [number, number] {
  const wide = c - b;
  const t2 = fb / fa;
  let p: number;
  let q: number;
  if (a === c) {
    p = wide * t2;
    q = 1 - t2;
  } else {
    const ratioOfEnds = fa / fc;
    const t1 = fb / fc;
    p = t2 * (wide * ratioOfEnds * (ratioOfEnds - t1) - (b - a) * (t1 - 1));
    q = (ratioOfEnds - 1) * (t1 - 1) * (t2 - 1);
  }
  return p > 0 ? [p, -q] : [-p, q];
}
