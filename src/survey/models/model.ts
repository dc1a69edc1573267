import { degrees } from '../degrees.ts';
import type { Design } from '../design.ts';
import { studentBeyond } from '../distributions/student.ts';
import { type Interval, interval } from '../interval.ts';
import { fromRows, type Linear, total } from '../linear.ts';
import type { Matrix } from '../matrix.ts';
import { covariance } from '../variance.ts';
import { type Family, families } from './family.ts';
import { modelFault } from './modelfault.ts';
import { solve } from './solve.ts';

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
