import type { Design } from './design.ts';
import { elementMeans, isElementDesign } from './elements.ts';
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
  if (design.adjustments.length > 0) return calibratedMeans(design, y, codes, levels);
  return isElementDesign(design) ? elementMeans(design, y, codes, levels) : plainMeans(design, y, codes, levels);
}

function calibratedMeans(design: Design, y: Float64Array, codes: Codes, levels: number): Mean[] {
  const ones = y.map((known) => (Number.isNaN(known) ? known : 1));
  const sums = totalsBy(design, y, codes, levels);
  const bases = totalsBy(design, ones, codes, levels);
  return momentsBy(design, y, codes, levels).map((moments, k) => ({ mean: ratio(sums[k]!, bases[k]!), moments }));
}

function plainMeans(design: Design, y: Float64Array, codes: Codes, levels: number): Mean[] {
  const { unit, units, weight } = design;
  // Σ w gap, Σ w and rows of positive weight of each unit in each level, side by side: one place in memory a row.
  const sums = new Float64Array(3 * units * levels);
  const unweighted = new Uint8Array(units * levels);
  // Sums about a value of the sample itself keep the digits of the spread.
  const origin = y.find((value) => !Number.isNaN(value)) ?? 0;
  const without = new Float64Array(levels);
  const squares = new Float64Array(levels);
  for (let row = 0; row < y.length; row++) {
    const gap = y[row]! - origin;
    const level = codes[row]!;
    if (Number.isNaN(gap) || level < 0 || level >= levels) continue;
    const w = weight[row]!;
    const place = level * units + unit[row]!;
    if (w > 0) {
      const at = 3 * place;
      sums[at]! += w * gap;
      sums[at + 1]! += w;
      sums[at + 2]! += 1;
      squares[level]! += w * gap * gap;
    } else {
      unweighted[place] = 1;
      without[level]! += 1;
    }
  }
  return Array.from({ length: levels }, (_, level) => {
    const from = level * units;
    let sum = 0;
    let w = 0;
    let n = 0;
    for (let at = 3 * from; at < 3 * (from + units); at += 3) {
      sum += sums[at]!;
      w += sums[at + 1]!;
      n += sums[at + 2]!;
    }
    const above = w > 0 ? sum / w : Number.NaN;
    const pull = new Float64Array(units);
    const present = unweighted.subarray(from, from + units);
    for (let u = 0, at = 3 * from; u < units; u++, at += 3) {
      pull[u] = (sums[at]! - above * sums[at + 1]!) / w;
      if (sums[at + 2]! > 0) present[u]! |= 2;
    }
    const value = origin + above;
    const spread = n < 2 ? Number.NaN : (Math.max(0, squares[level]! - above * sum) / w) * (n / (n - 1));
    return {
      mean: { value, pull, present },
      moments: { rows: n + without[level]!, weighing: n, weight: w, mean: value, spread },
    };
  });
}
