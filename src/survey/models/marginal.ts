import type { Design } from '../design.ts';
import { fromRows, type Linear, minus } from '../linear.ts';
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
  return average(design, model, of, (row) => {
    const at = mean(predictor(model, columns, row));
    return { value: at, slope: (k) => variance(at) * columns[k]![row]! };
  });
}

/**
 * The weighted average, over the rows of a model, of the slope of its prediction along a variable, by the delta method.
 * `derivatives` has for each column of the model its derivative by that variable: 1 for the variable itself, what it is
 * multiplied with for an interaction, 0 for the others.
 */
export function averageSlope(design: Design, model: Model, derivatives: readonly Float64Array[], of: Averaged): Linear {
  const { variance } = families[model.family];
  return average(design, model, of, (row) => {
    const at = model.fitted[row]!;
    const steep = variance(at);
    // How the variance changes with the predictor: v(1 − 2μ) for shares, v for counts, 0 for a line.
    const turn = { gaussian: 0, binomial: steep * (1 - 2 * at), poisson: steep }[model.family];
    const inner = predictor(model, derivatives, row);
    return {
      value: steep * inner,
      slope: (k) => turn * model.columns[k]![row]! * inner + steep * derivatives[k]![row]!,
    };
  });
}

/**
 * Average marginal effect of a column on the mean outcome, by the delta method. Of a 0/1 column it is the change of the
 * prediction from 0 to 1, with the other 0/1 columns of the same variable (`siblings`) at 0; of any other the slope.
 */
export function marginalEffect(
  design: Design,
  model: Model,
  column: number,
  siblings: readonly number[],
  of: Averaged,
): Linear {
  const { columns } = model;
  const filled = (like: Float64Array, value: number): Float64Array => new Float64Array(like.length).fill(value);
  if (!columns[column]!.every((value) => value === 0 || value === 1 || Number.isNaN(value)))
    return averageSlope(
      design,
      model,
      columns.map((own, k) => filled(own, k === column ? 1 : 0)),
      of,
    );
  const at = (level: number): readonly Float64Array[] =>
    columns.map((own, k) => (k === column ? filled(own, level) : siblings.includes(k) ? filled(own, 0) : own));
  return minus(averagePrediction(design, model, at(1), of), averagePrediction(design, model, at(0), of));
}

/** What a row predicts, and the derivative of that by each coefficient. */
interface Predicted {
  readonly value: number;
  readonly slope: (k: number) => number;
}

function average(design: Design, model: Model, of: Averaged, predict: (row: number) => Predicted): Linear {
  const { coefficients, fitted } = model;
  const own = new Float64Array(fitted.length);
  const slopes = coefficients.map(() => 0);
  const inside = (row: number): boolean => !Number.isNaN(fitted[row]!);
  let people = 0;
  let sum = 0;
  for (let row = 0; row < fitted.length; row++) {
    const w = design.weight[row]!;
    if (!inside(row) || w === 0) continue;
    const { value, slope } = predict(row);
    own[row] = value;
    for (let k = 0; k < slopes.length; k++) slopes[k]! += w * slope(k);
    sum += w * value;
    people += w;
  }
  const value = sum / people;
  const contribution = own.map((each, row) =>
    inside(row) && of === 'population' ? (design.weight[row]! * (each - value)) / people : 0,
  );
  const rows = fromRows(design, value, contribution, inside);
  const pull = rows.pull.map((each, u) =>
    coefficients.reduce((all, b, k) => all + (slopes[k]! / people) * b.pull[u]!, each),
  );
  return { ...rows, pull };
}

function predictor({ coefficients }: Model, columns: readonly Float64Array[], row: number): number {
  let eta = 0;
  for (let k = 0; k < columns.length; k++) eta += coefficients[k]!.value * columns[k]![row]!;
  return eta;
}
