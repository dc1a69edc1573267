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

function marginResiduals(margins: readonly Margin[], steps: readonly Float64Array[]): Adjustment {
  const counts = margins.map(({ codes, targets }, m) => {
    const rows = new Float64Array(targets.length);
    for (let row = 0; row < codes.length; row++) if (steps[m]![row]! > 0) rows[codes[row]!]! += 1;
    return rows;
  });
  return (contribution) => {
    let left = contribution;
    for (let round = 0; round < 10; round++) {
      for (const [m, { codes, targets }] of margins.entries()) {
        const weight = steps[m]!;
        const means = new Float64Array(targets.length);
        for (let row = 0; row < left.length; row++)
          if (weight[row]! > 0) means[codes[row]!]! += left[row]! / weight[row]!;
        for (let code = 0; code < means.length; code++) if (counts[m]![code]! > 0) means[code]! /= counts[m]![code]!;
        left = left.map((value, row) => (weight[row]! > 0 ? value - weight[row]! * means[codes[row]!]! : 0));
      }
    }
    return left;
  };
}
