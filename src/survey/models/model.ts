import { degrees } from '../degrees.ts';
import type { Design } from '../design.ts';
import { studentBeyond } from '../distributions/student.ts';
import { type Interval, interval } from '../interval.ts';
import { fromRows, type Linear, total } from '../linear.ts';
import { applied, columnProducts, crossProducts, invert, type Matrix } from '../matrix.ts';
import { covariance } from '../variance.ts';
import { type Family, families } from './family.ts';
import { modelFault } from './modelfault.ts';

/** A fitted model. Coefficients are Linear: any function of them has its design-based error by the algebra of `linear.ts`. */
export interface Model {
  readonly family: Family;
  readonly coefficients: readonly Linear[];
  /** Design-based covariance of the coefficients. */
  readonly covariance: Matrix;
  /** Degrees of freedom of the rows used + 1 − coefficients, as R's svyglm. */
  readonly df: number;
  /** Rows in the model. */
  readonly rows: number;
  /** Fitted mean of each row in the model, NaN for the others. */
  readonly fitted: Float64Array;
  /** Σ w (y − μ)² / V(μ) / Σ w · n / (n − p): 1 for independent rows of a Poisson or 0/1 outcome. */
  readonly dispersion: number;
  /** The columns that were fitted, as given. */
  readonly columns: readonly Float64Array[];
}

/**
 * Fits a survey-weighted generalised linear model of `y` on `columns` (a constant column of 1 is the intercept; NaN leaves
 * the row out) by pseudo maximum likelihood, with linearised errors (Binder 1983), as R's svyglm. Throws a ModelFault
 * that names the column where columns are collinear or separate the outcome.
 */
export function fitModel(design: Design, family: Family, y: Float64Array, columns: readonly Float64Array[]): Model {
  const known = y.map((value, row) => (columns.some((column) => Number.isNaN(column[row]!)) ? Number.NaN : value));
  const inside = (row: number): boolean => !Number.isNaN(known[row]!);
  const weight = design.weight.map((w, row) => (inside(row) ? w : 0));
  const rows = weight.filter((w) => w > 0).length;
  if (rows === 0) throw modelFault('noRows', 'no row has all variables of the model');
  const outcome = known.map((value) => (Number.isNaN(value) ? 0 : value));
  const x = columns.map((column) => column.map((value, row) => (inside(row) ? value : 0)));
  const { beta, mean, curvature } = solve(family, weight, outcome, x);
  const influence = x.map(() => new Float64Array(y.length));
  for (let row = 0; row < y.length; row++) {
    if (weight[row] === 0) continue;
    const score = weight[row]! * (outcome[row]! - mean[row]!);
    for (let j = 0; j < x.length; j++) {
      let sum = 0;
      for (let k = 0; k < x.length; k++) sum += curvature[j]![k]! * x[k]![row]!;
      influence[j]![row] = score * sum;
    }
  }
  const coefficients = beta.map((value, j) => fromRows(design, value, influence[j]!, inside));
  const used = total(
    design,
    known.map((value) => value * 0),
  );
  return {
    family,
    coefficients,
    covariance: coefficients.map((a) => coefficients.map((b) => covariance(design, a, b))),
    df: degrees(design, used.present).df + 1 - beta.length,
    rows,
    fitted: mean.map((value, row) => (inside(row) ? value : Number.NaN)),
    dispersion: dispersionOf(family, weight, outcome, mean, rows, beta.length),
    columns,
  };
}

interface Solution {
  readonly beta: readonly number[];
  readonly mean: Float64Array;
  readonly curvature: Matrix;
}

/** Newton's rule on the weighted score; the step is halved while the deviance grows. */
function solve(family: Family, weight: Float64Array, y: Float64Array, x: readonly Float64Array[]): Solution {
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
  for (let round = 0; round < 100; round++) {
    const mean = eta.map(of.mean);
    const variance = mean.map(of.variance);
    const information = weight.map((w, row) => w * variance[row]!);
    const inverse = inverseOf(crossProducts(x, information));
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
      const last = eta.map(of.mean);
      const final = weight.map((w, row) => w * of.variance(last[row]!));
      return { beta, mean: last, curvature: inverseOf(crossProducts(x, final)) };
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

function dispersionOf(
  family: Family,
  weight: Float64Array,
  y: Float64Array,
  mean: Float64Array,
  n: number,
  p: number,
): number {
  let sum = 0;
  let people = 0;
  for (let row = 0; row < y.length; row++) {
    if (weight[row] === 0) continue;
    const gap = y[row]! - mean[row]!;
    sum += (weight[row]! * gap * gap) / families[family].variance(mean[row]!);
    people += weight[row]!;
  }
  return ((sum / people) * n) / (n - p);
}

/** A coefficient with its error, t statistic, two-sided p-value and t interval; nulls where df <= 0. */
export interface Coefficient {
  readonly value: number;
  readonly se: number;
  readonly t: number;
  readonly p: number | null;
  readonly interval: Interval;
}

/** The table of coefficients that people read. */
export function coefficientTable(model: Model, level: number): Coefficient[] {
  return model.coefficients.map(({ value }, k) => {
    const se = Math.sqrt(model.covariance[k]![k]!);
    const t = value / se;
    const p = model.df > 0 ? studentBeyond(t, model.df) : null;
    return { value, se, t, p, interval: interval(value, se, model.df, level) };
  });
}
