import type { Design } from './design.ts';
import { type Linear, ratio, total } from './linear.ts';

/** Weighted deprivations of each row, and those of the poor alone. */
export interface Deprivation {
  /** Weighted share of deprivations, 0 … 1; NaN where one is unknown. */
  readonly score: Float64Array;
  /** 1 where the score reaches the cutoff, else 0; NaN where unknown. */
  readonly poor: Float64Array;
  /** The score of the poor, 0 for the others: its mean is M0, its total over that of `poor` is A. */
  readonly censored: Float64Array;
}

/**
 * Alkire and Foster's counting: `deprived[d][row]` is 1, 0 or NaN for each dimension, `weights` (any positive scale) say
 * how much each counts, and a row is poor from `cutoff` of the weight on.
 */
export function deprivation(
  deprived: readonly Float64Array[],
  weights: readonly number[],
  cutoff: number,
): Deprivation {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const score = new Float64Array(deprived[0]!.length);
  for (const [d, column] of deprived.entries()) {
    for (let row = 0; row < score.length; row++) score[row]! += (weights[d]! / whole) * column[row]!;
  }
  // A third three times is 1 but for rounding: it must reach a cutoff of 1.
  const poor = score.map((value) => (Number.isNaN(value) ? value : value >= cutoff - 1e-9 ? 1 : 0));
  const censored = score.map((value, row) => (poor[row] === 0 ? 0 : value));
  return { score, poor, censored };
}

/** H: share of poor; A: their mean score; M0 = H · A; and each dimension's part of M0 (they add up to 1). */
export interface Multidimensional {
  readonly headcount: Linear;
  readonly intensity: Linear;
  readonly adjusted: Linear;
  readonly parts: readonly Linear[];
}

/** The measures with their linearisation, over the rows whose deprivations are all known. */
export function multidimensional(
  design: Design,
  deprived: readonly Float64Array[],
  weights: readonly number[],
  cutoff: number,
): Multidimensional {
  const { score, poor, censored } = deprivation(deprived, weights, cutoff);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const people = total(
    design,
    score.map((value) => (Number.isNaN(value) ? value : 1)),
  );
  const poorPeople = total(design, poor);
  const deprivations = total(design, censored);
  const parts = deprived.map((column, d) => {
    const own = poor.map((is, row) => (is * column[row]! * weights[d]!) / whole);
    return ratio(total(design, own), deprivations);
  });
  return {
    headcount: ratio(poorPeople, people),
    intensity: ratio(deprivations, poorPeople),
    adjusted: ratio(deprivations, people),
    parts,
  };
}
