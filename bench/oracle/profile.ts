import { normalBelow } from '../../src/survey/distributions/normal.ts';
import { snedecorQuantile } from '../../src/survey/distributions/snedecor.ts';
import { critical } from '../../src/survey/interval.ts';
import type { Precision } from '../../src/survey/proportion.ts';

/**
 * The likelihood interval as R computes it: the profile at steps of a fifth of its width, R's "fmm" spline through it at
 * three times as many points, and straight lines between those. Ours solves for the bounds; this is for the comparison
 * only. `footing` is the mean weight of the known rows over that of all rows of the design.
 */
export function splineBounds(p: number, { se, rows, df }: Precision, level: number, footing: number): [number, number] {
  const centre = Math.log(p / (1 - p));
  const loss = (logit: number): number =>
    2 * (p * Math.log(p * (1 + Math.exp(-logit))) + (1 - p) * Math.log((1 - p) * (1 + Math.exp(logit))));
  const cutoff = critical(df, level) * se * Math.sqrt((rows * footing) / (p * (1 - p)));
  const furthest = Math.sqrt(snedecorQuantile(1 - normalBelow(-cutoff) / 2, 1, rows - 1));
  const step = (furthest / 5) * (se / (p * (1 - p)));
  const points: [number, number][] = [[centre, 0]];
  for (const sign of [-1, 1]) {
    for (let k = 1, z = 0; k < 10 && z < furthest; k++) {
      const at = centre + sign * k * step;
      z = Math.sqrt(Math.max(0, (rows - 1) * loss(at)));
      points.push([at, sign * z]);
    }
  }
  points.sort((a, b) => a[1] - b[1]);
  const curve = spline(points);
  const shares = [-cutoff, cutoff].map((z) => 1 / (1 + Math.exp(-across(curve, z))));
  return [shares[0]!, shares[1]!];
}

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
