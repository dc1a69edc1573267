import { degrees } from '../degrees.ts';
import type { Design } from '../design.ts';
import { studentBeyond } from '../distributions/student.ts';
import { type Interval, interval } from '../interval.ts';
import { fromRows, type Linear } from '../linear.ts';
import type { Matrix } from '../matrix.ts';
import { covariances } from '../variance.ts';
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
  const inside = new Uint8Array(y.length);
  for (let row = 0; row < y.length; row++) if (!Number.isNaN(y[row]!)) inside[row] = 1;
  for (const column of columns)
    for (let row = 0; row < y.length; row++) if (Number.isNaN(column[row]!)) inside[row] = 0;
  const places = placesOf(inside);
  const weight = picked(design.weight, places);
  const rows = weight.filter((w) => w > 0).length;
  if (rows === 0) throw modelFault('noRows', 'no row has all variables of the model');
  const outcome = picked(y, places);
  const x = columns.map((column) => picked(column, places));
  const { beta, mean, curvature } = solve(family, weight, outcome, x);
  const score = weight.map((w, i) => w * (outcome[i]! - mean[i]!));
  const coefficients = linearised(design, beta, curvature, { inside, places, score, x });
  const fitted = new Float64Array(y.length).fill(Number.NaN);
  for (let i = 0; i < places.length; i++) fitted[places[i]!] = mean[i]!;
  return {
    family,
    coefficients,
    covariance: covariances(design, coefficients),
    df: degrees(design, presentIn(design, places)).df + 1 - beta.length,
    rows,
    fitted,
    dispersion: dispersionOf(family, weight, outcome, mean, rows, beta.length),
    columns,
  };
}

/** The rows that `inside` marks, in their order. */
function placesOf(inside: Uint8Array): Int32Array {
  let count = 0;
  for (let row = 0; row < inside.length; row++) count += inside[row]!;
  const places = new Int32Array(count);
  for (let row = 0, i = 0; row < inside.length; row++) if (inside[row] === 1) places[i++] = row;
  return places;
}

function picked(values: Float64Array, places: Int32Array): Float64Array {
  const found = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) found[i] = values[places[i]!]!;
  return found;
}

/** Which units have rows in a model: 2 rows of positive weight, 1 only rows without. */
function presentIn({ units, unit, weight, adjustments }: Design, places: Int32Array): Uint8Array {
  const present = new Uint8Array(units).fill(adjustments.length > 0 ? 1 : 0);
  for (let i = 0; i < places.length; i++) present[unit[places[i]!]!]! |= weight[places[i]!]! > 0 ? 2 : 1;
  return present;
}

interface Scores {
  readonly inside: Uint8Array;
  readonly places: Int32Array;
  /** Weighted residual of each row of the model. */
  readonly score: Float64Array;
  readonly x: readonly Float64Array[];
}

/** Coefficients with their pulls: the inverse of the information times the scores of each unit. */
function linearised(design: Design, beta: readonly number[], curvature: Matrix, of: Scores): readonly Linear[] {
  const { inside, places, score, x } = of;
  if (design.adjustments.length > 0) {
    return beta.map((value, j) => {
      const influence = new Float64Array(design.rows);
      for (let i = 0; i < places.length; i++) {
        let sum = 0;
        for (let k = 0; k < x.length; k++) sum += curvature[j]![k]! * x[k]![i]!;
        influence[places[i]!] = score[i]! * sum;
      }
      return fromRows(design, value, influence, (row) => inside[row] === 1);
    });
  }
  const scores = x.map((column) => {
    const sums = new Float64Array(design.units);
    for (let i = 0; i < places.length; i++) sums[design.unit[places[i]!]!]! += score[i]! * column[i]!;
    return sums;
  });
  const present = presentIn(design, places);
  return beta.map((value, j) => {
    const pull = new Float64Array(design.units);
    for (const [k, sums] of scores.entries()) {
      const times = curvature[j]![k]!;
      for (let u = 0; u < pull.length; u++) pull[u]! += times * sums[u]!;
    }
    return { value, pull, present };
  });
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
