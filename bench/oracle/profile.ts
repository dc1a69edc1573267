import { normalBelow } from '../../src/survey/distributions/normal.ts';
import { snedecorQuantile } from '../../src/survey/distributions/snedecor.ts';
import { critical } from '../../src/survey/interval.ts';
import type { Precision } from '../../src/survey/proportion.ts';

/**
 * The likelihood interval as R computes it: the profile at steps of a fifth of its width, R's "fmm" spline through it at
 * three times as many points, and straight lines between those. Ours solves for the bounds; this is for the comparison
 * only. `weights` and `y` are those of the rows with a value, weights as R scales them.
 */
export function splineBounds(
  p: number,
  { se, rows, df }: Precision,
  level: number,
  weights: Float64Array,
  y: Float64Array,
): [number, number] {
  const centre = Math.log(p / (1 - p));
  const loss = (logit: number): number =>
    2 * (p * Math.log(p * (1 + Math.exp(-logit))) + (1 - p) * Math.log((1 - p) * (1 + Math.exp(logit))));
  const whole = weights.reduce((a, b) => a + b, 0);
  const before = shareBeforeLast(weights, y);
  const cutoff = ((critical(df, level) * se) / (p * (1 - p))) * Math.sqrt(whole * before * (1 - before));
  const furthest = Math.sqrt(snedecorQuantile(1 - normalBelow(-cutoff) / 2, 1, rows - 1));
  const weighing = weights.filter((w) => w > 0).length;
  // R's dispersion of the residuals counts rows that weigh only, its degrees of freedom all.
  const scale = (rows * (weighing - 1)) / weighing;
  const step = (furthest / 5) * (se / (p * (1 - p)));
  const points: [number, number][] = [[centre, 0]];
  for (const sign of [-1, 1]) {
    for (let k = 1, z = 0; k < 10 && z < furthest; k++) {
      const at = centre + sign * k * step;
      z = Math.sqrt(Math.max(0, scale * loss(at)));
      points.push([at, sign * z]);
    }
  }
  points.sort((a, b) => a[1] - b[1]);
  const curve = spline(points);
  const shares = [-cutoff, cutoff].map((z) => 1 / (1 + Math.exp(-across(curve, z))));
  return [shares[0]!, shares[1]!];
}

/** R takes the naive variance from the share one iteration before its glm stops at a relative change of 1e-8. */
function shareBeforeLast(weights: Float64Array, y: Float64Array): number {
  let share = weights.map((w, row) => (w * y[row]! + 0.5) / (w + 1));
  let deviance = devianceOf(weights, y, share);
  for (;;) {
    let top = 0;
    let bottom = 0;
    for (const [row, mu] of share.entries()) {
      const slope = mu * (1 - mu);
      top += weights[row]! * slope * (Math.log(mu / (1 - mu)) + (y[row]! - mu) / slope);
      bottom += weights[row]! * slope;
    }
    const next = share.map(() => 1 / (1 + Math.exp(-top / bottom)));
    const nextDeviance = devianceOf(weights, y, next);
    if (Math.abs(nextDeviance - deviance) / (Math.abs(nextDeviance) + 0.1) < 1e-8) return share[0]!;
    share = next;
    deviance = nextDeviance;
  }
}

const devianceOf = (weights: Float64Array, y: Float64Array, share: Float64Array): number =>
  -2 * y.reduce((sum, value, row) => sum + weights[row]! * Math.log(value === 1 ? share[row]! : 1 - share[row]!), 0);

/** x at the height y of a rising line through points. */
function across(curve: readonly [number, number][], y: number): number {
  const k = curve.findIndex(([, height]) => height >= y);
  if (k <= 0) return Number.NaN;
  const [[x0, y0], [x1, y1]] = [curve[k - 1]!, curve[k]!];
  return x0 + ((y - y0) / (y1 - y0)) * (x1 - x0);
}

/** Forsythe, Malcolm and Moler's cubic spline, at three times as many equally spaced points. */
function spline(points: readonly [number, number][]): [number, number][] {
  const n = points.length;
  const x = points.map(([at]) => at);
  const y = points.map(([, height]) => height);
  const b = new Array<number>(n).fill(0);
  const c = new Array<number>(n).fill(0);
  const d = new Array<number>(n).fill(0);
  d[0] = x[1]! - x[0]!;
  c[1] = (y[1]! - y[0]!) / d[0]!;
  for (let i = 1; i < n - 1; i++) {
    d[i] = x[i + 1]! - x[i]!;
    b[i] = 2 * (d[i - 1]! + d[i]!);
    c[i + 1] = (y[i + 1]! - y[i]!) / d[i]!;
    c[i] = c[i + 1]! - c[i]!;
  }
  b[0] = -d[0]!;
  b[n - 1] = -d[n - 2]!;
  c[0] = c[2]! / (x[3]! - x[1]!) - c[1]! / (x[2]! - x[0]!);
  c[n - 1] = c[n - 2]! / (x[n - 1]! - x[n - 3]!) - c[n - 3]! / (x[n - 2]! - x[n - 4]!);
  c[0] = (c[0]! * d[0]! * d[0]!) / (x[3]! - x[0]!);
  c[n - 1] = (-c[n - 1]! * d[n - 2]! * d[n - 2]!) / (x[n - 1]! - x[n - 4]!);
  for (let i = 1; i < n; i++) {
    const t = d[i - 1]! / b[i - 1]!;
    b[i]! -= t * d[i - 1]!;
    c[i]! -= t * c[i - 1]!;
  }
  c[n - 1]! /= b[n - 1]!;
  for (let i = n - 2; i >= 0; i--) c[i] = (c[i]! - d[i]! * c[i + 1]!) / b[i]!;
  for (let i = 0; i < n - 1; i++) {
    b[i] = (y[i + 1]! - y[i]!) / d[i]! - d[i]! * (c[i + 1]! + 2 * c[i]!);
    d[i] = (c[i + 1]! - c[i]!) / d[i]!;
    c[i] = 3 * c[i]!;
  }
  return Array.from({ length: 3 * n }, (_, k) => {
    const at = x[0]! + (k * (x[n - 1]! - x[0]!)) / (3 * n - 1);
    const i = Math.min(
      n - 2,
      Math.max(
        0,
        x.findLastIndex((left) => left <= at),
      ),
    );
    const gap = at - x[i]!;
    return [at, y[i]! + gap * (b[i]! + gap * (c[i]! + gap * d[i]!))];
  });
}
