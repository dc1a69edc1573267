import { applied, columnProducts, crossProducts, invert, type Matrix } from '../matrix.ts';
import { type Family, families } from './family.ts';
import { modelFault } from './modelfault.ts';

/** Coefficients, fitted means of all rows and the inverse of the information at them. */
export interface Solution {
  readonly beta: readonly number[];
  readonly mean: Float64Array;
  readonly curvature: Matrix;
}

/**
 * Maximises the weighted likelihood by Newton's rule; the step is halved while the deviance grows. Rows of weight 0 may
 * hold anything finite. Throws a ModelFault where columns are collinear, separate the outcome, or nothing converges.
 */
export function solve(family: Family, weight: Float64Array, y: Float64Array, x: readonly Float64Array[]): Solution {
  const of = families[family];
  const rows = y.length;
  let sumW = 0;
  let sumY = 0;
  for (let row = 0; row < rows; row++) {
    sumW += weight[row]!;
    sumY += weight[row]! * y[row]!;
  }
  const average = sumY / sumW;
  if (family !== 'gaussian' && (average <= 0 || (family === 'binomial' && average >= 1))) {
    throw modelFault('oneValue', 'the outcome has one value only');
  }
  // R's own start: each row's outcome drawn towards the average.
  let eta: Float64Array = y.map((value) => of.link(family === 'gaussian' ? average : (value + average) / 2));
  let beta: number[] = x.map(() => 0);
  let deviance = Number.POSITIVE_INFINITY;
  let last: Matrix | null = null;
  for (let round = 0; round < 100; round++) {
    const mean = eta.map(of.mean);
    const variance = mean.map(of.variance);
    const information = weight.map((w, row) => w * variance[row]!);
    // A line has the same information everywhere.
    const inverse: Matrix = family === 'gaussian' && last !== null ? last : inverseOf(crossProducts(x, information));
    last = inverse;
    // From the second round on the step from the present coefficients, which loses no digits to the start.
    const gap = weight.map((w, row) => w * (y[row]! - mean[row]! + (round === 0 ? variance[row]! * eta[row]! : 0)));
    const step = applied(inverse, columnProducts(x, gap));
    let next = step.map((value, k) => value + (round === 0 ? 0 : beta[k]!));
    let nextEta = predictor(x, next, rows);
    let nextDeviance = devianceOf(family, weight, y, nextEta);
    for (let half = 0; half < 30 && !(nextDeviance <= deviance * (1 + 1e-10) + 1e-300); half++) {
      next = next.map((value, k) => (value + beta[k]!) / 2);
      nextEta = predictor(x, next, rows);
      nextDeviance = devianceOf(family, weight, y, nextEta);
    }
    const moved = next.some(
      (value, k) => Math.abs(value - beta[k]!) > 1e-11 * (Math.abs(value) + Math.sqrt(inverse[k]![k]!)),
    );
    beta = next;
    eta = nextEta;
    deviance = nextDeviance;
    if (family !== 'gaussian') refuseSeparation(family, weight, eta, beta, x);
    if (!moved && round > 0) {
      const reached = eta.map(of.mean);
      if (family === 'gaussian') return { beta, mean: reached, curvature: inverse };
      const final = weight.map((w, row) => w * of.variance(reached[row]!));
      return { beta, mean: reached, curvature: inverseOf(crossProducts(x, final)) };
    }
  }
  throw modelFault('notConverged', 'the model does not converge');
}

function inverseOf(information: Matrix): Matrix {
  const found = invert(information);
  if ('inverse' in found) return found.inverse;
  throw modelFault('collinear', `column ${found.dependent + 1} depends on those before it`, found.dependent);
}

/** Coefficients that run away show in predictors of a size that no real share or count has. */
function refuseSeparation(
  family: Family,
  weight: Float64Array,
  eta: Float64Array,
  beta: readonly number[],
  x: readonly Float64Array[],
): void {
  const far = eta.findIndex((value, row) => weight[row]! > 0 && (value < -25 || (family === 'binomial' && value > 25)));
  if (far === -1) return;
  const reach = x.map((column, k) => {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < column.length; row++) {
      if (weight[row] === 0) continue;
      low = Math.min(low, column[row]!);
      high = Math.max(high, column[row]!);
    }
    return Math.abs(beta[k]!) * (high - low);
  });
  const column = reach.indexOf(reach.reduce((a, b) => Math.max(a, b), 0));
  throw modelFault('separation', `column ${column + 1} separates the outcome`, column);
}

function predictor(x: readonly Float64Array[], beta: readonly number[], rows: number): Float64Array {
  const eta = new Float64Array(rows);
  for (const [k, column] of x.entries()) for (let row = 0; row < rows; row++) eta[row]! += beta[k]! * column[row]!;
  return eta;
}

function devianceOf(family: Family, weight: Float64Array, y: Float64Array, eta: Float64Array): number {
  const of = families[family];
  let sum = 0;
  for (let row = 0; row < y.length; row++)
    if (weight[row]! > 0) sum += weight[row]! * of.deviance(y[row]!, of.mean(eta[row]!));
  return sum;
}
