import { degrees } from '../degrees.ts';
import type { Design } from '../design.ts';
import { studentBeyond } from '../distributions/student.ts';
import { type Interval, interval } from '../interval.ts';
import { addMultiples, fromRows, type Linear } from '../linear.ts';
import { applied, type Matrix } from '../matrix.ts';
import { covariances } from '../variance.ts';
import { type Family, variancesOf } from './family.ts';
import { type Frame, frameOf, presentIn } from './frame.ts';
import { modelFault } from './modelfault.ts';
import { type Solution, solve } from './solve.ts';

/** A fitted model. Coefficients are Linear: any function of them has its design-based error by the algebra of `linear.ts`. */
export interface Model {
  readonly family: Family;
  readonly coefficients: readonly Linear[];
  /** How far each unit pulls a sum of coefficients, Σ times · coefficient. */
  readonly pullOf: (times: readonly number[]) => Float64Array;
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
  /** The rows that were fitted. */
  readonly frame: Frame;
}

/**
 * Fits a survey-weighted generalised linear model of `y` on `columns` (a constant column of 1 is the intercept; NaN leaves
 * the row out) by pseudo maximum likelihood, with linearised errors (Binder 1983), as R's svyglm. Throws a ModelFault
 * that names the column where columns are collinear or separate the outcome. Coefficients that are near, where some are known, spare time.
 */
export function fitModel(
  design: Design,
  family: Family,
  y: Float64Array,
  columns: readonly Float64Array[],
  near: readonly number[] | null = null,
): Model {
  const frame = frameOf(design, y, columns);
  refuseEmpty(frame);
  const solution = solve(family, frame, near);
  return modelOf(design, family, columns, frame, solution, ({ coefficients }) => covariances(design, coefficients));
}

/** Throws a ModelFault where no row of positive weight is in a model. */
export function refuseEmpty({ weight }: Frame): void {
  if (!weight.some((w) => w > 0)) throw modelFault('noRows', 'no row has all variables of the model');
}

/** What a model fills: the fitted mean of each row, NaN outside, and the scores of each column by unit. */
export interface ModelRoom {
  readonly fitted: Float64Array;
  readonly pulls: readonly Float64Array[];
}

/** Room for a model of some rows. */
export function roomFor({ rows, units, adjustments }: Design, { x }: Frame): ModelRoom {
  const pulls = adjustments.length > 0 ? [] : x.map(() => new Float64Array(units));
  return { fitted: new Float64Array(rows).fill(Number.NaN), pulls };
}

/**
 * A model from its rows and the coefficients that solve it; `covarianceOf` says by which way their covariance is made. With a room the model
 * holds until the next one of the same rows is made in it.
 */
export function modelOf(
  design: Design,
  family: Family,
  columns: readonly Float64Array[],
  frame: Frame,
  solution: Solution,
  covarianceOf: (of: Linearised) => Matrix,
  { fitted, pulls } = roomFor(design, frame),
): Model {
  const { mean, beta } = solution;
  const present = presentIn(design, frame);
  const made = linearised(design, frame, solution, present, pulls);
  for (let i = 0; i < mean.length; i++) fitted[frame.places[i]!] = mean[i]!;
  let rows = 0;
  for (let i = 0; i < mean.length; i++) if (frame.weight[i]! > 0) rows += 1;
  return {
    family,
    coefficients: made.coefficients,
    pullOf: made.pullOf,
    covariance: covarianceOf(made),
    df: degrees(design, present).df + 1 - beta.length,
    rows,
    fitted,
    get dispersion() {
      return dispersionOf(family, frame, mean, rows, beta.length);
    },
    columns,
    frame,
  };
}

/** Coefficients with their pulls. */
export interface Linearised extends Pick<Model, 'coefficients' | 'pullOf'> {
  /** The weighted residuals of each column, by unit, whose multiples pull the coefficients; null where weights were calibrated. */
  readonly scores: readonly Linear[] | null;
}

/** Coefficients, pulled by the inverse of the information times the scores of each unit. */
function linearised(
  design: Design,
  frame: Frame,
  solution: Solution,
  present: Uint8Array,
  pulls: readonly Float64Array[],
): Linearised {
  const { unit, weight, y, x, blocks } = frame;
  const { beta, mean, curvature } = solution;
  const score = new Float64Array(y.length);
  for (let i = 0; i < score.length; i++) score[i] = weight[i]! * (y[i]! - mean[i]!);
  if (design.adjustments.length > 0) return calibrated(design, frame, solution, score);
  const scores = x.map((column, k): Linear => {
    const pull = pulls[k]!.fill(0);
    for (const { from, to, flagged } of blocks) {
      const rows = flagged[k];
      if (rows) for (let at = 0; at < rows.length; at++) pull[unit[from + rows[at]!]!]! += score[from + rows[at]!]!;
      else for (let i = from; i < to; i++) pull[unit[i]!]! += score[i]! * column[i]!;
    }
    return { value: 0, pull, present };
  });
  const pullOf = (times: readonly number[]) => {
    const pull = new Float64Array(design.units);
    addMultiples(pull, pulls, applied(curvature, times));
    return pull;
  };
  const coefficients = beta.map((value, j) => {
    let own: Float64Array | null = null;
    return {
      value,
      present,
      get pull() {
        own ??= pullOf(beta.map((_, k) => (k === j ? 1 : 0)));
        return own;
      },
    };
  });
  return { coefficients, pullOf, scores };
}

/** The same where weights were calibrated: rows keep what that leaves of their part. */
function calibrated(
  design: Design,
  { places, x }: Frame,
  { beta, curvature }: Solution,
  score: Float64Array,
): Linearised {
  const inside = new Uint8Array(design.rows);
  for (let i = 0; i < places.length; i++) inside[places[i]!] = 1;
  const coefficients = beta.map((value, j) => {
    const influence = new Float64Array(design.rows);
    for (let i = 0; i < places.length; i++) {
      let sum = 0;
      for (let k = 0; k < x.length; k++) sum += curvature[j]![k]! * x[k]![i]!;
      influence[places[i]!] = score[i]! * sum;
    }
    return fromRows(design, value, influence, (row) => inside[row] === 1);
  });
  const pullOf = (times: readonly number[]) => {
    const pull = new Float64Array(design.units);
    addMultiples(
      pull,
      coefficients.map((one) => one.pull),
      times,
    );
    return pull;
  };
  return { coefficients, pullOf, scores: null };
}

function dispersionOf(family: Family, { weight, y }: Frame, mean: Float64Array, n: number, p: number): number {
  const variance = variancesOf(family, mean);
  let sum = 0;
  let people = 0;
  for (let row = 0; row < y.length; row++) {
    if (weight[row] === 0) continue;
    const gap = y[row]! - mean[row]!;
    sum += (weight[row]! * gap * gap) / variance[row]!;
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
