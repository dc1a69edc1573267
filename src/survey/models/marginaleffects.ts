import type { Design } from '../design.ts';
import { fromRows, type Linear } from '../linear.ts';
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
  const { x } = model.frame;
  const beta = model.coefficients.map(({ value }) => value);
  const eta = predictorOf(x, beta, new Float64Array(model.frame.y.length));
  const average = averageOf(design, model, of);
  const slope = slopeOf(model, eta, average);
  const change = changeOf(model, eta, average);
  const isFlag = (column: Float64Array): boolean => column.every((value) => value === 0 || value === 1);
  return effects.map(({ column, siblings }) => (isFlag(x[column]!) ? change(column, siblings) : slope(column)));
}

/** The average of what rows weigh times an effect; `slopes` has the derivative of that sum by each coefficient. */
type Average = (weighted: Float64Array, slopes: readonly number[]) => Linear;

function averageOf(design: Design, { frame, pullOf }: Model, of: Averaged): Average {
  const { places, unit, weight } = frame;
  const people = weight.reduce((sum, w) => sum + w, 0);
  const present = presentIn(design, frame);
  const inside = new Uint8Array(design.adjustments.length > 0 ? design.rows : 0);
  if (inside.length > 0) for (let i = 0; i < places.length; i++) inside[places[i]!] = 1;
  const fromPeople = (weighted: Float64Array, value: number): Float64Array => {
    if (of === 'sample') return new Float64Array(design.units);
    if (inside.length > 0) {
      const contribution = new Float64Array(design.rows);
      for (let i = 0; i < places.length; i++) contribution[places[i]!] = (weighted[i]! - weight[i]! * value) / people;
      return fromRows(design, value, contribution, (row) => inside[row] === 1).pull;
    }
    const pull = new Float64Array(design.units);
    for (let i = 0; i < unit.length; i++) pull[unit[i]!]! += (weighted[i]! - weight[i]! * value) / people;
    return pull;
  };
  return (weighted, slopes) => {
    const value = weighted.reduce((sum, each) => sum + each, 0) / people;
    const pull = fromPeople(weighted, value);
    const ofModel = pullOf(slopes.map((slope) => slope / people));
    for (let u = 0; u < pull.length; u++) pull[u]! += ofModel[u]!;
    return { value, pull, present };
  };
}

/** The mean slope along a column; the sums over rows are those of every column. */
function slopeOf({ family, frame, coefficients }: Model, eta: Float64Array, average: Average) {
  const { weight, x } = frame;
  let steep: Float64Array | null = null;
  let sum = 0;
  let turned: readonly number[] = [];
  return (column: number): Linear => {
    if (steep === null) {
      const mean = meansOf(family, eta);
      steep = variancesOf(family, mean);
      // How the variance changes with the predictor: v(1 − 2μ) for shares, v for counts, 0 for a line.
      const turn = mean;
      for (let i = 0; i < turn.length; i++) {
        steep[i]! *= weight[i]!;
        turn[i] = family === 'gaussian' ? 0 : family === 'binomial' ? steep[i]! * (1 - 2 * mean[i]!) : steep[i]!;
        sum += steep[i]!;
      }
      turned = columnProducts(x, turn);
    }
    const times = coefficients[column]!.value;
    const slopes = turned.map((each, k) => times * each + (k === column ? sum : 0));
    return average(
      steep.map((each) => times * each),
      slopes,
    );
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
      for (const place of places) {
        const times = coefficients[place]!.value;
        const own = x[place]!;
        for (let i = 0; i < rows; i++) before[i]! -= times * own[i]!;
      }
      meansOf(family, before, meanBefore);
      variancesOf(family, meanBefore, steepBefore);
    }
    shifted(family, before, meanBefore, coefficients[column]!.value, after);
    variancesOf(family, after, steep);
    let own = 0;
    for (let i = 0; i < rows; i++) {
      const w = weight[i]!;
      const v = steep[i]!;
      own += w * v;
      steep[i] = w * (v - steepBefore[i]!);
      after[i] = w * (after[i]! - meanBefore[i]!);
    }
    const slopes = columnProducts(x, steep);
    for (const place of siblings) slopes[place] = 0;
    slopes[column] = own;
    return average(after, slopes);
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
