import type { Design } from '../design.ts';
import { addMultiples, fromRows, type Linear } from '../linear.ts';
import { columnProducts } from '../matrix.ts';
import { type Family, meansOf, variancesOf } from './family.ts';
import { presentIn } from './frame.ts';
import type { Averaged } from './marginal.ts';
import type { Model } from './model.ts';
import { predictorOf } from './solve.ts';

/** A column of a model, and the other 0/1 columns of the same variable. */
export interface MarginalOf {
  readonly column: number;
  readonly siblings: readonly number[];
}

/**
 * Average marginal effects of columns on the mean outcome, by the delta method. Of a 0/1 column it is the change of the
 * prediction from 0 to 1, with the other 0/1 columns of the same variable (`siblings`) at 0; of any other the slope.
 */
export function marginalEffects(
  design: Design,
  model: Model,
  effects: readonly MarginalOf[],
  of: Averaged,
): readonly Linear[] {
  const { x, y } = model.frame;
  const beta = model.coefficients.map(({ value }) => value);
  const eta = predictorOf(x, beta, new Float64Array(y.length));
  const average = averageOf(design, model, of);
  const slope = slopeOf(model, eta, average);
  const change = changeOf(model, eta, average);
  return effects.map(({ column, siblings }) => (isFlag(x[column]!) ? change(column, siblings) : slope(column)));
}

function isFlag(column: Float64Array): boolean {
  for (let i = 0; i < column.length; i++) if (column[i] !== 0 && column[i] !== 1) return false;
  return true;
}

/** What rows weigh times an effect, in sum and as it goes into the errors. */
interface Weighted {
  readonly sum: number;
  /** By unit, or by row where weights were calibrated. */
  readonly parts: Float64Array;
}

/** The averages of effects on the rows of a model. */
interface Average {
  readonly weighted: (effect: Float64Array) => Weighted;
  /** The average of `times` an effect; `slopes` has the derivative of its weighted sum by each coefficient. */
  readonly of: (effect: Weighted, times: number, slopes: readonly number[]) => Linear;
}

/** The pull of an average is Σ (w · effect − w · average) / Σ w over the rows of a unit, and what the coefficients pull. */
function averageOf(design: Design, { frame, pullOf }: Model, of: Averaged): Average {
  const { places, unit, weight } = frame;
  const calibrated = design.adjustments.length > 0;
  const present = presentIn(design, frame);
  const inside = new Uint8Array(calibrated ? design.rows : 0);
  if (calibrated) for (let i = 0; i < places.length; i++) inside[places[i]!] = 1;
  const [into, size] = calibrated ? [places, design.rows] : [unit, design.units];
  const weighted = (effect: Float64Array): Weighted => {
    const parts = new Float64Array(size);
    return { sum: addWeighted(effect, weight, into, parts), parts };
  };
  const people = weighted(new Float64Array(weight.length).fill(1));
  return {
    weighted,
    of: ({ sum, parts }, times, slopes) => {
      const value = (times * sum) / people.sum;
      const pull = pullOf(slopes.map((slope) => slope / people.sum));
      if (of === 'sample') return { value, pull, present };
      const own = new Float64Array(size);
      addMultiples(own, [parts, people.parts], [times / people.sum, -value / people.sum]);
      const left = calibrated ? fromRows(design, value, own, (row) => inside[row] === 1).pull : own;
      addMultiples(pull, [left], [1]);
      return { value, pull, present };
    },
  };
}

/** Adds what rows weigh times their effect to the parts they belong to; gives the sum. */
function addWeighted(effect: Float64Array, weight: Float64Array, into: Int32Array, parts: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < effect.length; i++) {
    const part = weight[i]! * effect[i]!;
    sum += part;
    parts[into[i]!]! += part;
  }
  return sum;
}

/** Values times weights, where the values are. */
function weightedBy(weight: Float64Array, values: Float64Array): Float64Array {
  for (let i = 0; i < values.length; i++) values[i]! *= weight[i]!;
  return values;
}

/** How much the weighted variance of each row changes with its predictor; its mean stands where that is put. */
function turnsOf(family: Family, weight: Float64Array, steep: Float64Array, mean: Float64Array): void {
  for (let i = 0; i < mean.length; i++) {
    const v = weight[i]! * steep[i]!;
    mean[i] = family === 'gaussian' ? 0 : family === 'binomial' ? v * (1 - 2 * mean[i]!) : v;
  }
}

/** The mean slope along a column; the sums over rows are those of every column. */
function slopeOf({ family, frame, coefficients }: Model, eta: Float64Array, average: Average) {
  const { weight, x } = frame;
  let known: { readonly steep: Weighted; readonly turned: readonly number[] } | null = null;
  const shared = () => {
    const mean = meansOf(family, eta);
    const steep = variancesOf(family, mean);
    // How the variance changes with the predictor: v(1 − 2μ) for shares, v for counts, 0 for a line.
    const turn = mean;
    turnsOf(family, weight, steep, turn);
    return { steep: average.weighted(steep), turned: columnProducts(x, turn) };
  };
  return (column: number): Linear => {
    known ??= shared();
    const { steep, turned } = known;
    const times = coefficients[column]!.value;
    const slopes = turned.map((each, k) => times * each + (k === column ? steep.sum : 0));
    return average.of(steep, times, slopes);
  };
}

/** The mean change of the prediction when a 0/1 column goes from 0 to 1, its siblings being 0. */
function changeOf({ family, frame, coefficients }: Model, eta: Float64Array, average: Average) {
  const { weight, x } = frame;
  const rows = eta.length;
  const [before, after, steep] = [new Float64Array(rows), new Float64Array(rows), new Float64Array(rows)];
  const [meanBefore, steepBefore] = [new Float64Array(rows), new Float64Array(rows)];
  let known = '';
  return (column: number, siblings: readonly number[]): Linear => {
    const places = [column, ...siblings].sort((a, b) => a - b);
    // Columns of one variable begin at the same predictor.
    if (places.join() !== known) {
      known = places.join();
      before.set(eta);
      addMultiples(
        before,
        places.map((place) => x[place]!),
        places.map((place) => -coefficients[place]!.value),
      );
      meansOf(family, before, meanBefore);
      variancesOf(family, meanBefore, steepBefore);
    }
    shifted(family, before, meanBefore, coefficients[column]!.value, after);
    variancesOf(family, after, steep);
    const own = columnProducts([steep], weight)[0]!;
    addMultiples(steep, [steepBefore], [-1]);
    addMultiples(after, [meanBefore], [-1]);
    const slopes = columnProducts(x, weightedBy(weight, steep));
    for (const place of siblings) slopes[place] = 0;
    slopes[column] = own;
    return average.of(average.weighted(after), 1, slopes);
  };
}

/** Means of predictors that are larger by the same number; of shares by their odds, which spares an exponential for each row. */
function shifted(family: Family, eta: Float64Array, mean: Float64Array, by: number, into: Float64Array): void {
  if (family === 'binomial') {
    const times = Math.exp(by);
    for (let i = 0; i < into.length; i++) {
      const odds = times * mean[i]!;
      into[i] = odds / (1 - mean[i]! + odds);
    }
    return;
  }
  for (let i = 0; i < into.length; i++) into[i] = eta[i]! + by;
  meansOf(family, into, into);
}
