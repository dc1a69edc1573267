import type { Design } from '../design.ts';
import { fromRows, type Linear } from '../linear.ts';
import { families } from './family.ts';
import type { Model } from './model.ts';

/** Whose average: of the sampled people (error of the coefficients alone), or of the population they stand for. */
export type Averaged = 'sample' | 'population';

/**
 * The weighted average, over the rows of a model, of what it predicts with `columns` in place of its own (the mean outcome,
 * not the linear predictor), by the delta method.
 */
export function averagePrediction(
  design: Design,
  model: Model,
  columns: readonly Float64Array[],
  of: Averaged,
): Linear {
  const { mean, variance } = families[model.family];
  const rows = rowsOf(design, model);
  const own = predictor(model, columns, rows).map(mean);
  const steep = own.map(variance);
  return average(design, model, of, rows, own, (k) => {
    const column = columns[k]!;
    return weightedSum(design.weight, steep, column, rows);
  });
}

/** Σ weight · value · column over some rows of the data; there is a value for each of those. */
function weightedSum(weight: Float64Array, value: Float64Array, column: Float64Array, rows: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < rows.length; i++) sum += weight[rows[i]!]! * (value[i]! * column[rows[i]!]!);
  return sum;
}

/**
 * The weighted average, over the rows of a model, of the slope of its prediction along a variable, by the delta method.
 * `derivatives` has for each column of the model its derivative by that variable: 1 for the variable itself, what it is
 * multiplied with for an interaction, 0 for the others.
 */
export function averageSlope(design: Design, model: Model, derivatives: readonly Float64Array[], of: Averaged): Linear {
  const { variance } = families[model.family];
  const rows = rowsOf(design, model);
  const inner = predictor(model, derivatives, rows);
  const steep = inner.map((_, i) => variance(model.fitted[rows[i]!]!));
  // How the variance changes with the predictor: v(1 − 2μ) for shares, v for counts, 0 for a line.
  const turn = steep.map(
    (v, i) => ({ gaussian: 0, binomial: v * (1 - 2 * model.fitted[rows[i]!]!), poisson: v })[model.family],
  );
  const own = steep.map((v, i) => v * inner[i]!);
  return average(design, model, of, rows, own, (k) => {
    const [column, derivative] = [model.columns[k]!, derivatives[k]!];
    let sum = 0;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      sum += design.weight[row]! * (turn[i]! * column[row]! * inner[i]! + steep[i]! * derivative[row]!);
    }
    return sum;
  });
}

/** The rows of a model that weigh something. */
function rowsOf({ weight }: Design, { fitted }: Model): Int32Array {
  const rows = new Int32Array(fitted.length);
  let count = 0;
  for (let row = 0; row < fitted.length; row++)
    if (!Number.isNaN(fitted[row]!) && weight[row]! > 0) rows[count++] = row;
  return rows.subarray(0, count);
}

/** The weighted average of `own` over rows; `slope` gives Σ w · its derivative by coefficient k. */
function average(
  design: Design,
  model: Model,
  of: Averaged,
  rows: Int32Array,
  own: Float64Array,
  slope: (k: number) => number,
): Linear {
  const { coefficients, fitted } = model;
  let people = 0;
  let sum = 0;
  for (let i = 0; i < rows.length; i++) {
    const w = design.weight[rows[i]!]!;
    sum += w * own[i]!;
    people += w;
  }
  const value = sum / people;
  const contribution = new Float64Array(fitted.length);
  if (of === 'population')
    for (let i = 0; i < rows.length; i++)
      contribution[rows[i]!] = (design.weight[rows[i]!]! * (own[i]! - value)) / people;
  const { pull, present } = fromRows(design, value, contribution, (row) => !Number.isNaN(fitted[row]!));
  const ofModel = model.pullOf(coefficients.map((_, k) => slope(k) / people));
  for (let u = 0; u < pull.length; u++) pull[u]! += ofModel[u]!;
  return { value, pull, present };
}

function predictor({ coefficients }: Model, columns: readonly Float64Array[], rows: Int32Array): Float64Array {
  const eta = new Float64Array(rows.length);
  for (const [k, column] of columns.entries()) {
    const { value } = coefficients[k]!;
    for (let i = 0; i < rows.length; i++) eta[i]! += value * column[rows[i]!]!;
  }
  return eta;
}
