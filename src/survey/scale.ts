import { omegaOf } from './classical/reliability.ts';
import type { Design } from './design.ts';
import { psusOf, variableStrata } from './psus.ts';
import { uniform } from './random.ts';
import { resampled } from './replicates/bootstrap.ts';
import { joinedPsus } from './replicates/joined.ts';

/** A number with its bootstrap error and percentile bounds. */
export interface Bootstrapped {
  readonly value: number;
  readonly se: number;
  readonly low: number;
  readonly high: number;
}

/** How the items of a scale hang together in the population. */
export interface ScaleReliability {
  /** Rows with every item. */
  readonly rows: number;
  /** Cronbach's alpha of the weighted covariances. */
  readonly alpha: Bootstrapped;
  /** McDonald's omega of one factor, from the weighted correlations; NaN with fewer than three items. */
  readonly omega: Bootstrapped;
}

/** With more PSUs than these, PSUs are resampled in groups. */
const MOST_RESAMPLED = 1000;

/** Sums of items by PSU, `width` numbers each in one array; see `foldItems`. */
interface ItemSums {
  readonly sums: Float64Array;
  readonly present: Uint8Array;
  readonly width: number;
}

/**
 * Alpha and omega of the rows that have every item (NaN is missing), weighted, with intervals of Rao and Wu's rescaled bootstrap of PSUs
 * (`replicates/bootstrap.ts`). Rows are folded once into the sums and products of each PSU, so that replicates cost nothing a row.
 */
export function scaleReliability(
  design: Design,
  items: readonly Float64Array[],
  replicates: number,
  seed: number,
  level: number,
): ScaleReliability {
  const { rows, sums } = foldItems(design, items);
  const psus = psusOf(design);
  const whole = statistics(combined(sums, new Float64Array(psus.count).fill(1)), items.length);
  const { group, groups } = joinedPsus(psus, MOST_RESAMPLED);
  const joined = inGroups(sums, group, groups.count);
  const strata = variableStrata(groups).several;
  const random = uniform(seed);
  const alphas: number[] = [];
  const omegas: number[] = [];
  for (let r = 0; r < replicates; r++) {
    const { alpha, omega } = statistics(combined(joined, resampled(groups, strata, random)), items.length);
    alphas.push(alpha);
    omegas.push(omega);
  }
  return { rows, alpha: around(whole.alpha, alphas, level), omega: around(whole.omega, omegas, level) };
}

function inGroups({ sums, present, width }: ItemSums, group: Int32Array, count: number): ItemSums {
  if (count === present.length) return { sums, present, width };
  const joined = new Float64Array(count * width);
  const some = new Uint8Array(count);
  for (let u = 0; u < present.length; u++) {
    if (present[u] === 0) continue;
    const [from, to] = [u * width, group[u]! * width];
    some[group[u]!] = 1;
    for (let place = 0; place < width; place++) joined[to + place]! += sums[from + place]!;
  }
  return { sums: joined, present: some, width };
}

/** For each PSU: Σ w, then Σ w x of each item, then Σ w x y of each pair. */
function foldItems(design: Design, items: readonly Float64Array[]) {
  const { ofRow, count } = psusOf(design);
  const k = items.length;
  const width = 1 + k + (k * (k + 1)) / 2;
  const sums = new Float64Array(count * width);
  const present = new Uint8Array(count);
  let rows = 0;
  const x = new Float64Array(k);
  for (let row = 0; row < design.weight.length; row++) {
    const w = design.weight[row]!;
    let known = w > 0;
    for (let j = 0; j < k && known; j++) {
      x[j] = items[j]![row]!;
      known = !Number.isNaN(x[j]!);
    }
    if (!known) continue;
    rows += 1;
    const from = ofRow[row]! * width;
    present[ofRow[row]!] = 1;
    sums[from]! += w;
    let place = from + 1 + k;
    for (let j = 0; j < k; j++) {
      sums[from + 1 + j]! += w * x[j]!;
      for (let l = 0; l <= j; l++) sums[place++]! += w * x[j]! * x[l]!;
    }
  }
  return { rows, sums: { sums, present, width } };
}

function combined({ sums, present, width }: ItemSums, factor: Float64Array): Float64Array {
  const all = new Float64Array(width);
  for (let u = 0; u < present.length; u++) {
    if (present[u] === 0 || factor[u] === 0) continue;
    const times = factor[u]!;
    const from = u * width;
    for (let place = 0; place < width; place++) all[place]! += times * sums[from + place]!;
  }
  return all;
}

function statistics(all: Float64Array, k: number): { readonly alpha: number; readonly omega: number } {
  const people = all[0]!;
  const mean = (j: number): number => all[1 + j]! / people;
  const covariance = Array.from({ length: k }, () => new Array<number>(k).fill(0));
  let place = 1 + k;
  let total = 0;
  let own = 0;
  for (let j = 0; j < k; j++)
    for (let l = 0; l <= j; l++) {
      const value = all[place++]! / people - mean(j) * mean(l);
      covariance[j]![l] = value;
      covariance[l]![j] = value;
      total += j === l ? value : 2 * value;
      if (j === l) own += value;
    }
  const spread = covariance.map((line, j) => Math.sqrt(line[j]!));
  const correlation = covariance.map((line, j) => line.map((value, l) => value / (spread[j]! * spread[l]!)));
  return { alpha: (k / (k - 1)) * (1 - own / total), omega: omegaOf(correlation, spread, 1e-8) };
}

function around(value: number, replicates: readonly number[], level: number): Bootstrapped {
  const known = replicates.filter((one) => Number.isFinite(one)).sort((a, b) => a - b);
  const mean = known.reduce((sum, one) => sum + one, 0) / known.length;
  const spread = known.reduce((sum, one) => sum + (one - mean) * (one - mean), 0) / (known.length - 1);
  const at = (share: number): number => {
    const place = share * (known.length - 1);
    const below = known[Math.floor(place)] ?? Number.NaN;
    return below + (place - Math.floor(place)) * ((known[Math.ceil(place)] ?? Number.NaN) - below);
  };
  return { value, se: Math.sqrt(spread), low: at((1 - level) / 2), high: at((1 + level) / 2) };
}

/**
 * Weights of the first principal component of the weighted correlations of some scores, scaled to add up to 1; equal where the component
 * does not count all of them in one direction.
 */
export function principalWeights(design: Design, scores: readonly Float64Array[]): readonly number[] {
  const { sums } = foldItems(design, scores);
  const all = combined(sums, new Float64Array(sums.present.length).fill(1));
  const k = scores.length;
  const mean = (j: number): number => all[1 + j]! / all[0]!;
  let place = 1 + k;
  const covariance = Array.from({ length: k }, () => new Array<number>(k).fill(0));
  for (let j = 0; j < k; j++)
    for (let l = 0; l <= j; l++) {
      const value = all[place++]! / all[0]! - mean(j) * mean(l);
      covariance[j]![l] = value;
      covariance[l]![j] = value;
    }
  let axis = new Array<number>(k).fill(1 / Math.sqrt(k));
  for (let round = 0; round < 1000; round++) {
    const next = covariance.map((line, j) =>
      line.reduce((sum, value, l) => sum + (value / Math.sqrt(covariance[j]![j]! * covariance[l]![l]!)) * axis[l]!, 0),
    );
    const size = Math.sqrt(next.reduce((sum, value) => sum + value * value, 0));
    const turned = next.map((value) => value / size);
    const settled = turned.every((value, j) => Math.abs(value - axis[j]!) < 1e-13);
    axis = turned;
    if (settled) break;
  }
  const whole = axis.reduce((sum, value) => sum + value, 0);
  return axis.some((value) => !(value / whole > 0)) ? axis.map(() => 1 / k) : axis.map((value) => value / whole);
}
