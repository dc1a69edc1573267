import type { Design } from './design.ts';
import { type Linear, ratio, totalsBy } from './linear.ts';
import { type Moments, momentsBy } from './moments.ts';
import type { Codes } from './rows.ts';

/** A mean (or, of a 0/1 variable, a proportion) with the moments of its domain. */
export interface Mean {
  /** ratio(total of y, total of 1) over the known rows; its value is NaN where nobody weighs. */
  readonly mean: Linear;
  readonly moments: Moments;
}

/** The weighted mean of the known (not NaN) values of `y`. */
export function meanOf(design: Design, y: Float64Array): Mean {
  return meansBy(design, y, new Uint8Array(y.length), 1)[0]!;
}

/**
 * The weighted mean of `y` in every level of a breakdown, with counts and spread, in one pass over the rows: the same
 * numbers as totalsBy, ratio and momentsBy give, several times faster. Rows of NaN or of a code outside 0 … levels − 1
 * are in no level.
 */
export function meansBy(design: Design, y: Float64Array, codes: Codes, levels: number): Mean[] {
  return design.adjustments.length > 0
    ? calibratedMeans(design, y, codes, levels)
    : plainMeans(design, y, codes, levels);
}

function calibratedMeans(design: Design, y: Float64Array, codes: Codes, levels: number): Mean[] {
  const ones = y.map((known) => (Number.isNaN(known) ? known : 1));
  const sums = totalsBy(design, y, codes, levels);
  const bases = totalsBy(design, ones, codes, levels);
  return momentsBy(design, y, codes, levels).map((moments, k) => ({ mean: ratio(sums[k]!, bases[k]!), moments }));
}

function plainMeans(design: Design, y: Float64Array, codes: Codes, levels: number): Mean[] {
  const { unit, units, weight } = design;
  const pulls = new Float64Array(units * levels);
  const bases = new Float64Array(units * levels);
  const presences = new Uint8Array(units * levels);
  // Sums about a value of the sample itself keep the digits of the spread.
  const origin = y.find((value) => !Number.isNaN(value)) ?? 0;
  const rows = new Float64Array(levels);
  const weighing = new Float64Array(levels);
  const squares = new Float64Array(levels);
  const sums = new Float64Array(levels);
  const weights = new Float64Array(levels);
  for (let row = 0; row < y.length; row++) {
    const known = y[row]!;
    const level = codes[row]!;
    if (Number.isNaN(known) || level < 0 || level >= levels) continue;
    const w = weight[row]!;
    const gap = known - origin;
    const place = level * units + unit[row]!;
    rows[level]! += 1;
    if (w > 0) {
      weighing[level]! += 1;
      presences[place]! |= 2;
      pulls[place]! += w * gap;
      bases[place]! += w;
      sums[level]! += w * gap;
      weights[level]! += w;
      squares[level]! += w * gap * gap;
    } else presences[place]! |= 1;
  }
  return Array.from({ length: levels }, (_, level) => {
    const w = weights[level]!;
    const n = weighing[level]!;
    const above = w > 0 ? sums[level]! / w : Number.NaN;
    const from = level * units;
    const pull = pulls.subarray(from, from + units);
    for (let u = 0; u < units; u++) pull[u] = (pull[u]! - above * bases[from + u]!) / w;
    const value = origin + above;
    const spread = n < 2 ? Number.NaN : (Math.max(0, squares[level]! - above * sums[level]!) / w) * (n / (n - 1));
    return {
      mean: { value, pull, present: presences.subarray(from, from + units) },
      moments: { rows: rows[level]!, weighing: n, weight: w, mean: value, spread },
    };
  });
}
