import type { Design } from '../design.ts';
import { momentsBy } from '../moments.ts';
import { unevenness } from '../weighting/base.ts';
import { frameOf } from './frame.ts';
import { refuseEmpty } from './model.ts';
import { isModelFault, modelFault } from './modelfault.ts';
import { solve } from './solve.ts';

/** Whom a gap is told of. att: the exposed, the others are weighted to resemble them; ate: everybody, both groups are weighted to resemble all. */
export type Estimand = 'att' | 'ate';

/** Weighting by the chance of being exposed. */
export interface Propensity {
  /** That chance of each row, NaN outside of the model. */
  readonly score: Float64Array;
  /** The design whose weights are the survey's times those of the score. */
  readonly design: Design;
}

/**
 * Scores by a survey-weighted logistic model of `exposed` (0 and 1; NaN leaves a row out) on `columns` (the intercept among them), and the weights that
 * they give: 1 / score and 1 / (1 − score), or with `att` 1 and score / (1 − score). Survey weights are in the model of the score and multiplied with its
 * weights (DuGoff, Schuler and Stuart 2014; Ridgeway, Kovalchik, Griffin and Kabeto 2015). Throws a ModelFault: `overlap` where columns tell the
 * groups apart, so that nobody of one is like the other.
 */
export function propensity(
  design: Design,
  exposed: Float64Array,
  columns: readonly Float64Array[],
  estimand: Estimand,
): Propensity {
  const frame = frameOf(design, exposed, columns);
  refuseEmpty(frame);
  const chance = chances(frame);
  const score = new Float64Array(design.rows).fill(Number.NaN);
  const weight = design.weight.slice();
  for (let i = 0; i < chance.length; i++) {
    const p = chance[i]!;
    const row = frame.places[i]!;
    score[row] = p;
    weight[row]! *= weightOf(frame.y[i] === 1, p, estimand);
  }
  return { score, design: { ...design, weight } };
}

function weightOf(exposed: boolean, p: number, estimand: Estimand): number {
  if (estimand === 'att') return exposed ? 1 : p / (1 - p);
  return exposed ? 1 / p : 1 / (1 - p);
}

function chances(frame: ReturnType<typeof frameOf>): Float64Array {
  try {
    return solve('binomial', frame).mean;
  } catch (error) {
    if (!isModelFault(error) || error.reason !== 'separation') throw error;
    throw modelFault('overlap', `column ${error.column + 1} tells the groups apart`, error.column);
  }
}

/** Mean of the exposed less mean of the others, over the root of the average of both variances under survey weights alone (Austin 2009). */
export interface Balance {
  readonly before: number;
  readonly after: number;
}

/** How alike the exposed and the others are in each column, before and after weighting; NaN where a group has one row, or a column one value. */
export function balanceOf(
  before: Design,
  after: Design,
  exposed: Float64Array,
  columns: readonly Float64Array[],
): readonly Balance[] {
  const group = groupsOf(exposed);
  return columns.map((column) => {
    const [others, own] = momentsBy(before, column, group, 2);
    const [othersAfter, ownAfter] = momentsBy(after, column, group, 2);
    const size = Math.sqrt((own!.spread + others!.spread) / 2);
    return { before: (own!.mean - others!.mean) / size, after: (ownAfter!.mean - othersAfter!.mean) / size };
  });
}

/** Kish's effective number of rows, (Σ w)² / Σ w², of the exposed and of the others. */
export function effectiveRows(
  { weight }: Design,
  exposed: Float64Array,
): { readonly exposed: number; readonly others: number } {
  const of = (group: number) => {
    const { rows, kish } = unevenness(weight.filter((_, row) => exposed[row] === group));
    return rows / kish;
  };
  return { exposed: of(1), others: of(0) };
}

/** Where the scores of both groups meet. */
export interface Support {
  /** The range of scores that both groups have. */
  readonly from: number;
  readonly to: number;
  /** Survey-weighted share of those told of (att: the exposed, ate: all) whose score lies outside of the other group's range. */
  readonly outside: number;
}

/** Where the scores of both groups meet, over rows of positive weight. */
export function supportOf({ weight }: Design, exposed: Float64Array, score: Float64Array, estimand: Estimand): Support {
  const group = groupsOf(exposed);
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let row = 0; row < score.length; row++) {
    const own = group[row]!;
    if (own < 0 || weight[row] === 0) continue;
    low[own] = Math.min(low[own]!, score[row]!);
    high[own] = Math.max(high[own]!, score[row]!);
  }
  let people = 0;
  let outside = 0;
  for (let row = 0; row < score.length; row++) {
    const own = group[row]!;
    if (own < 0 || (own === 0 && estimand === 'att')) continue;
    people += weight[row]!;
    if (score[row]! < low[1 - own]! || score[row]! > high[1 - own]!) outside += weight[row]!;
  }
  return { from: Math.max(...low), to: Math.min(...high), outside: outside / people };
}

/** 1 of the exposed, 0 of the others, −1 outside of the model. */
function groupsOf(exposed: Float64Array): Int32Array {
  return Int32Array.from(exposed, (value) => (Number.isNaN(value) ? -1 : value));
}
