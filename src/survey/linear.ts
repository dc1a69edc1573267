import type { Design } from './design.ts';
import type { Codes } from './rows.ts';

/**
 * A statistic and how far each variance unit pulls it (its linearised value, first order). The variance of the statistic
 * is that of the total of its pulls; see `variance.ts`.
 */
export interface Linear {
  /** NaN where it cannot be computed, as the mean of nobody. */
  readonly value: number;
  /** One entry a variance unit. */
  readonly pull: Float64Array;
  /** For each variance unit: 0 no row in the domain, 1 only rows of weight 0, 2 or 3 a row of positive weight. */
  readonly present: Uint8Array;
}

/**
 * The weighted total Σ w y. NaN in `y` means that the row is not in the domain, or that its value is missing: it adds
 * nothing. Zero means a row in the domain whose value is 0. `y` has one entry a row.
 */
export function total(design: Design, y: Float64Array): Linear {
  if (design.adjustments.length > 0) return adjustedTotal(design, y);
  const { unit, weight } = design;
  const pull = new Float64Array(design.units);
  const present = new Uint8Array(design.units);
  let value = 0;
  for (let row = 0; row < y.length; row++) {
    const known = y[row]!;
    if (Number.isNaN(known)) continue;
    const w = weight[row]!;
    const u = unit[row]!;
    present[u]! |= w > 0 ? 2 : 1;
    pull[u]! += w * known;
    value += w * known;
  }
  return { value, pull, present };
}

/**
 * The weighted total of `y` in every level of a breakdown, in one pass: entry k is the total over rows of code k.
 * Rows whose code is not 0 … levels − 1 are in no level; NaN in `y` as for `total`.
 */
export function totalsBy(design: Design, y: Float64Array, codes: Codes, levels: number): Linear[] {
  if (design.adjustments.length > 0) {
    return Array.from({ length: levels }, (_, level) =>
      adjustedTotal(
        design,
        y.map((known, row) => (codes[row] === level ? known : Number.NaN)),
      ),
    );
  }
  const { unit, units, weight } = design;
  const pulls = new Float64Array(units * levels);
  const presences = new Uint8Array(units * levels);
  const values = new Float64Array(levels);
  for (let row = 0; row < y.length; row++) {
    const known = y[row]!;
    const level = codes[row]!;
    if (Number.isNaN(known) || level < 0 || level >= levels) continue;
    const w = weight[row]!;
    const place = level * units + unit[row]!;
    presences[place]! |= w > 0 ? 2 : 1;
    pulls[place]! += w * known;
    values[level]! += w * known;
  }
  return Array.from({ length: levels }, (_, level) => ({
    value: values[level]!,
    pull: pulls.subarray(level * units, (level + 1) * units),
    present: presences.subarray(level * units, (level + 1) * units),
  }));
}

function adjustedTotal(design: Design, y: Float64Array): Linear {
  const contribution = new Float64Array(y.length);
  let value = 0;
  for (let row = 0; row < y.length; row++) {
    if (Number.isNaN(y[row]!)) continue;
    contribution[row] = design.weight[row]! * y[row]!;
    value += contribution[row]!;
  }
  return fromRows(design, value, contribution, (row) => !Number.isNaN(y[row]!));
}

/**
 * A statistic from each row's weighted contribution to it (its influence times its weight), 0 outside the domain, which
 * `inside` tells. Calibration takes its part here: in a calibrated design every unit is present, as in R's survey.
 */
export function fromRows(
  design: Design,
  value: number,
  contribution: Float64Array,
  inside: (row: number) => boolean,
): Linear {
  const { unit, weight, adjustments } = design;
  const pull = new Float64Array(design.units);
  const present = new Uint8Array(design.units);
  let left = contribution;
  for (const adjust of adjustments) left = adjust(left);
  for (let row = 0; row < left.length; row++) {
    const u = unit[row]!;
    pull[u]! += left[row]!;
    if (inside(row)) present[u]! |= weight[row]! > 0 ? 2 : 1;
  }
  return { value, pull, present: adjustments.length > 0 ? present.map((bits) => bits | 1) : present };
}

/** a / b; NaN where b is 0. A mean is the ratio of the total of y to the total of 1 over the same rows. */
export function ratio(a: Linear, b: Linear): Linear {
  const value = b.value === 0 ? Number.NaN : a.value / b.value;
  const pull = new Float64Array(a.pull.length);
  for (let u = 0; u < pull.length; u++) pull[u] = (a.pull[u]! - value * b.pull[u]!) / b.value;
  return { value, pull, present: union(a.present, b.present) };
}

/** a − b, with their covariance: the gap between two groups, or two dates of one sample. */
export const minus = (a: Linear, b: Linear): Linear => combine(a, 1, b, -1);

/** a + b, with their covariance. */
export const plus = (a: Linear, b: Linear): Linear => combine(a, 1, b, 1);

/** k · a for a number k without sampling error. */
export function times(a: Linear, k: number): Linear {
  return { value: k * a.value, pull: a.pull.map((pull) => k * pull), present: a.present };
}

/** Adds multiples of the pulls of some units to `pull`: Σ over k of times k · part k, in their order. */
export function addMultiples(pull: Float64Array, parts: readonly Float64Array[], times: readonly number[]): void {
  let k = 0;
  // Four at a time: the sum is fetched and put back once for all of them.
  for (; k + 3 < parts.length; k += 4) {
    const [a, b, c, d] = [parts[k]!, parts[k + 1]!, parts[k + 2]!, parts[k + 3]!];
    const [ofA, ofB, ofC, ofD] = [times[k]!, times[k + 1]!, times[k + 2]!, times[k + 3]!];
    for (let u = 0; u < pull.length; u++) pull[u] = pull[u]! + ofA * a[u]! + ofB * b[u]! + ofC * c[u]! + ofD * d[u]!;
  }
  for (; k < parts.length; k++) {
    const [part, by] = [parts[k]!, times[k]!];
    for (let u = 0; u < pull.length; u++) pull[u]! += by * part[u]!;
  }
}

function combine(a: Linear, j: number, b: Linear, k: number): Linear {
  const pull = new Float64Array(a.pull.length);
  for (let u = 0; u < pull.length; u++) pull[u] = j * a.pull[u]! + k * b.pull[u]!;
  return { value: j * a.value + k * b.value, pull, present: union(a.present, b.present) };
}

/** The units that have rows in either domain. */
export function union(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a === b ? a : a.map((present, u) => present | b[u]!);
}
