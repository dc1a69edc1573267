import type { Adjustment, Design } from '../design.ts';
import { medianWeight } from './base.ts';
import { calibrated } from './calibrated.ts';
import { levelWeights, type Margin } from './margin.ts';
import { weightingFault } from './weightingfault.ts';

/** How long to rake: until no margin is further than `gap` (relative) from its targets, at most `rounds` rounds. */
export interface RakeRule {
  readonly gap: number;
  readonly rounds: number;
  /** Weights above this many times the median are cut to it and the rest raked again; none: no cap. */
  readonly capAtMedians?: number;
}

/** A raked design, the rounds that it took and the largest relative gap that is left. */
export interface Raked {
  readonly design: Design;
  readonly rounds: number;
  readonly gap: number;
  /** Rows whose weight is at the cap. */
  readonly capped: number;
}

/**
 * Raking (iterative proportional fitting) to several margins. Residuals for the variance are those of R's survey: ten
 * rounds of taking out the plain mean of each level of each margin. Refuses margins that disagree in sum or do not converge.
 */
export function raked(design: Design, margins: readonly Margin[], rule: RakeRule): Raked {
  const sums = margins.map(({ targets }) => targets.reduce((sum, target) => sum + target, 0));
  const odd = sums.findIndex((sum) => Math.abs(sum - sums[0]!) > 1e-6 * sums[0]!);
  if (odd > 0)
    throw weightingFault('notConverged', `margin ${odd + 1} adds up to ${sums[odd]}, margin 1 to ${sums[0]}`, [], odd);
  let weight = design.weight;
  const steps: Float64Array[] = [];
  let gap = Number.POSITIVE_INFINITY;
  let capped = 0;
  let round = 0;
  while (round < rule.rounds && gap >= rule.gap) {
    round += 1;
    if (rule.capAtMedians !== undefined) ({ weight, capped } = cut(weight, rule.capAtMedians));
    for (const [m, margin] of margins.entries()) {
      weight = adjusted(weight, margin, m);
      steps[m] = weight;
    }
    gap = largestGap(weight, margins);
    // Cutting undoes raking and raking undoes cutting: both must hold together.
    if (rule.capAtMedians !== undefined) gap = Math.max(gap, excess(weight, rule.capAtMedians));
  }
  if (gap >= rule.gap) {
    const message = `after ${round} rounds margins are still ${gap} from their targets`;
    const { margin, code, reached } = furthest(weight, margins);
    throw weightingFault('notConverged', message, [code], margin, { reached, target: margins[margin]!.targets[code]! });
  }
  return { design: calibrated(design, weight, marginResiduals(margins, steps)), rounds: round, gap, capped };
}

function adjusted(weight: Float64Array, margin: Margin, m: number): Float64Array {
  const sums = levelWeights(margin, weight, m);
  return weight.map((w, row) => (w === 0 ? 0 : (w * margin.targets[margin.codes[row]!]!) / sums[margin.codes[row]!]!));
}

/** The largest relative distance of a level's weights from its target. */
export function largestGap(weight: Float64Array, margins: readonly Margin[]): number {
  return furthest(weight, margins).gap;
}

/** The level that is furthest from its target, and what its weights add up to. */
function furthest(
  weight: Float64Array,
  margins: readonly Margin[],
): { gap: number; margin: number; code: number; reached: number } {
  let worst = { gap: 0, margin: 0, code: 0, reached: 0 };
  for (const [m, margin] of margins.entries()) {
    const sums = levelWeights(margin, weight, m);
    for (const [code, target] of margin.targets.entries()) {
      const gap = target > 0 ? Math.abs(sums[code]! / target - 1) : 0;
      if (gap > worst.gap) worst = { gap, margin: m, code, reached: sums[code]! };
    }
  }
  return worst;
}

function cut(weight: Float64Array, medians: number): { weight: Float64Array; capped: number } {
  const cap = medians * medianWeight(weight);
  return { weight: weight.map((w) => Math.min(w, cap)), capped: weight.filter((w) => w >= cap).length };
}

function excess(weight: Float64Array, medians: number): number {
  const cap = medians * medianWeight(weight);
  return weight.reduce((most, w) => Math.max(most, w / cap - 1), 0);
}

/** Rounds of taking out means, as R's survey. */
const PROJECTIONS = 10;

/**
 * The projection works on the cells of the crossed margins: within one, the weights of all steps are in one proportion, so
 * that sums and counts by cell hold all that it needs, and rows are passed over twice.
 */
function marginResiduals(margins: readonly Margin[], steps: readonly Float64Array[]): Adjustment {
  const last = steps.at(-1)!;
  const { cell, count, first } = cellsOf(margins, last);
  const levels = margins.map(({ codes }) => first.map((row) => codes[row]!));
  const ratios = steps.map((weight) => Float64Array.from(first, (row) => weight[row]! / last[row]!));
  const rows = margins.map(({ targets }, m) => {
    const counts = new Float64Array(targets.length);
    for (let c = 0; c < count.length; c++) counts[levels[m]![c]!]! += count[c]!;
    return counts;
  });
  return (contribution) => {
    const sums = new Float64Array(count.length);
    const taken = new Float64Array(count.length);
    for (let row = 0; row < contribution.length; row++)
      if (cell[row]! >= 0) sums[cell[row]!]! += contribution[row]! / last[row]!;
    for (let round = 0; round < PROJECTIONS; round++) {
      for (let m = 0; m < margins.length; m++) {
        const [level, ratio] = [levels[m]!, ratios[m]!];
        const means = new Float64Array(rows[m]!.length);
        for (let c = 0; c < sums.length; c++) means[level[c]!]! += sums[c]! / ratio[c]!;
        for (let code = 0; code < means.length; code++) if (rows[m]![code]! > 0) means[code]! /= rows[m]![code]!;
        for (let c = 0; c < sums.length; c++) {
          taken[c]! += ratio[c]! * means[level[c]!]!;
          sums[c]! -= count[c]! * ratio[c]! * means[level[c]!]!;
        }
      }
    }
    return contribution.map((value, row) => (cell[row]! < 0 ? 0 : value - last[row]! * taken[cell[row]!]!));
  };
}

/** Rows of positive weight by the levels of all margins: each row's cell (−1 without weight), rows and first row of a cell. */
function cellsOf(margins: readonly Margin[], weight: Float64Array) {
  const cell = new Int32Array(weight.length).fill(-1);
  const count: number[] = [];
  const first: number[] = [];
  const known = new Map<number, number>();
  for (let row = 0; row < weight.length; row++) {
    if (!(weight[row]! > 0)) continue;
    const code = margins.reduce((sum, { codes, targets }) => sum * targets.length + codes[row]!, 0);
    const place = known.get(code) ?? count.length;
    if (place === count.length) {
      known.set(code, place);
      count.push(0);
      first.push(row);
    }
    cell[row] = place;
    count[place]! += 1;
  }
  return { cell, count, first };
}
