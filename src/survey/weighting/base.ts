import { rowsWhere } from '../fold.ts';
import { weightingFault } from './weightingfault.ts';

/** Base weights 1 / π of inclusion probabilities 0 < π <= 1; `codes` of the fault are row numbers. */
export function baseWeights(probability: Float64Array): Float64Array {
  const wrong = rowsWhere(probability.length, (row) => !(probability[row]! > 0 && probability[row]! <= 1));
  if (wrong.count > 0) {
    throw weightingFault('probability', `${wrong.count} inclusion probabilities are not in (0, 1]`, wrong.rows);
  }
  return probability.map((value) => 1 / value);
}

/** How uneven weights are, over the rows of positive weight. */
export interface Unevenness {
  readonly rows: number;
  readonly sum: number;
  /** Kish's n Σ w² / (Σ w)² = 1 + cv²: the loss by unequal weights where they have nothing to do with the answers. */
  readonly kish: number;
  /** Coefficient of variation. */
  readonly cv: number;
  readonly smallest: number;
  readonly largest: number;
}

/** The middle of the positive weights; NaN where there is none. */
export function medianWeight(weight: Float64Array): number {
  const positive = weight.filter((w) => w > 0).sort();
  const half = positive.length >> 1;
  return positive.length % 2 === 1 ? positive[half]! : (positive[half - 1]! + positive[half]!) / 2;
}

/** Kish's design effect of weighting and the coefficient of variation of the positive weights. */
export function unevenness(weight: Float64Array): Unevenness {
  let rows = 0;
  let sum = 0;
  let squares = 0;
  let smallest = Number.POSITIVE_INFINITY;
  let largest = 0;
  for (const w of weight) {
    if (!(w > 0)) continue;
    rows += 1;
    sum += w;
    squares += w * w;
    smallest = Math.min(smallest, w);
    largest = Math.max(largest, w);
  }
  const kish = (rows * squares) / (sum * sum);
  return { rows, sum, kish, cv: Math.sqrt(Math.max(0, kish - 1)), smallest, largest };
}
