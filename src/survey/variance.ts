import { centredProducts } from './blocks.ts';
import { certainty, type Design, type Stage } from './design.ts';
import { type Linear, union } from './linear.ts';
import type { Matrix } from './matrix.ts';

/**
 * The design-based covariance of two statistics: for every stage the sum over its groups of
 * share · (1 − f) · n / (n − 1) · Σ (a_i − ā)(b_i − b̄), over all units of the group, those without rows in the domain too
 * (their pull is 0). Lonely units as the design's policy says, like R's survey. NaN where 'average' has no group to average.
 */
export function covariance(design: Design, a: Linear, b: Linear): number {
  const present = needsPresence(design) ? union(a.present, b.present) : undefined;
  let sum = 0;
  let left: Sums = { a: a.pull, b: a === b ? a.pull : b.pull, present };
  for (let s = design.stages.length - 1; s >= 0; s--) {
    const stage = design.stages[s]!;
    sum += stageSum(design, stage, s, left);
    if (s > 0) left = foldInto(stage, left);
  }
  return sum;
}

/** The design-based covariances of several statistics, as `covariance` of each two. */
export function covariances(design: Design, all: readonly Linear[]): Matrix {
  const { stages, lonelyPsu } = design;
  const [stage] = stages;
  if (stage === undefined || stages.length > 1 || needsPresence(design))
    return all.map((a) => all.map((b) => covariance(design, a, b)));
  // One stage without exceptions: the products of what is left when each stratum's mean is taken away.
  const { first, correction, share } = stage;
  const scale = new Float64Array(design.units);
  const stratum = new Int32Array(design.units);
  const means = all.map(() => new Float64Array(share.length));
  for (let g = 0; g < share.length; g++) {
    const [from, to] = [first[g]!, first[g + 1]!];
    const n = to - from;
    stratum.fill(g, from, to);
    if (correction[g]! < certainty || share[g] === 0) continue;
    scale.fill(share[g]! * correction[g]! * (n > 1 ? n / (n - 1) : 1), from, to);
    if (n === 1 && lonelyPsu === 'adjust') continue;
    for (let k = 0; k < all.length; k++) means[k]![g] = meanBetween(all[k]!.pull, from, to);
  }
  const pulls = all.map(({ pull }) => pull);
  return centredProducts(pulls, stratum, means, scale);
}

function meanBetween(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i]!;
  return sum / (to - from);
}

/** The design-based variance of a statistic. Every variance of the project comes from here. */
export function variance(design: Design, a: Linear): number {
  const short = shortcuts.get(a);
  return short !== undefined && short.design === design ? short.variance() : covariance(design, a, a);
}

/** Statistics whose variance is the same by a way that need not look at every unit (`elements.ts`). */
const shortcuts = new WeakMap<Linear, { readonly design: Design; readonly variance: () => number }>();

/** Lets `variance` take a shorter way for one statistic of one design; the number must be that of `covariance(a, a)`. */
export function shortenVariance(design: Design, a: Linear, variance: () => number): void {
  shortcuts.set(a, { design, variance });
}

/** The standard error; 0 where the variance is negative by rounding only. */
export const standardError = (design: Design, a: Linear): number => Math.sqrt(Math.max(0, variance(design, a)));

interface Sums {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly present: Uint8Array | undefined;
}

function needsPresence(design: Design): boolean {
  return design.lonelyPsu === 'average' || design.lonelyInDomains;
}

function stageSum(design: Design, stage: Stage, s: number, { a, b, present }: Sums): number {
  const { first, correction, share } = stage;
  const averages = design.lonelyPsu === 'average';
  let sum = 0;
  let seen = 0;
  let good = 0;
  for (let g = 0; g < share.length; g++) {
    const from = first[g]!;
    const to = first[g + 1]!;
    const n = to - from;
    const shown = present === undefined ? n : presentIn(present, from, to);
    if (shown === 0) continue;
    seen += 1;
    if (share[g] === 0 || correction[g]! < certainty) {
      good += 1;
      continue;
    }
    const alone = n === 1 || (shown === 1 && design.lonelyInDomains);
    if (alone && averages) {
      // Later stages have one group a parent: nothing to average it with.
      if (s > 0) return Number.NaN;
      continue;
    }
    good += 1;
    const centred = !(alone && design.lonelyPsu === 'adjust');
    const scale = share[g]! * correction[g]! * (n > 1 ? n / (n - 1) : 1);
    sum += scale * products(a, b, from, to, centred);
  }
  return averages && s === 0 && seen !== good ? (good === 0 ? Number.NaN : (sum * seen) / good) : sum;
}

function products(a: Float64Array, b: Float64Array, from: number, to: number, centred: boolean): number {
  let meanA = 0;
  let meanB = 0;
  if (centred) {
    for (let i = from; i < to; i++) {
      meanA += a[i]!;
      meanB += b[i]!;
    }
    meanA /= to - from;
    meanB /= to - from;
  }
  let sum = 0;
  for (let i = from; i < to; i++) sum += (a[i]! - meanA) * (b[i]! - meanB);
  return sum;
}

function presentIn(present: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if (present[i]! > 0) count += 1;
  return count;
}

function foldInto(stage: Stage, sums: Sums): Sums {
  const a = foldSums(stage, sums.a);
  return {
    a,
    b: sums.b === sums.a ? a : foldSums(stage, sums.b),
    present: sums.present && foldPresence(stage, sums.present),
  };
}

function foldSums({ first }: Stage, of: Float64Array): Float64Array {
  const sums = new Float64Array(first.length - 1);
  for (let g = 0; g < sums.length; g++) for (let i = first[g]!; i < first[g + 1]!; i++) sums[g]! += of[i]!;
  return sums;
}

/** Which parent units have rows, from which of their units have. */
export function foldPresence({ first }: Stage, of: Uint8Array): Uint8Array {
  const present = new Uint8Array(first.length - 1);
  for (let g = 0; g < present.length; g++) for (let i = first[g]!; i < first[g + 1]!; i++) present[g]! |= of[i]!;
  return present;
}
