import { degrees } from '../degrees.ts';
import type { Design } from '../design.ts';
import { fromRows, type Linear, total } from '../linear.ts';
import { applied, invert, type Matrix } from '../matrix.ts';
import type { Codes } from '../rows.ts';
import { covariance } from '../variance.ts';
import { modelFault } from './modelfault.ts';

/** A proportional-odds model: P(Y <= k) = 1 / (1 + exp(−(thresholdₖ − x′β))). */
export interface OrdinalModel {
  /** One fewer than the levels, ascending. */
  readonly thresholds: readonly Linear[];
  /** Log odds of a higher level per unit of each column. */
  readonly coefficients: readonly Linear[];
  /** Design-based covariance of coefficients, then thresholds. */
  readonly covariance: Matrix;
  /** Degrees of freedom of the rows used − coefficients, as R's svyolr. */
  readonly df: number;
  readonly rows: number;
}

/**
 * Fits survey-weighted ordinal logit of codes 0 … levels − 1 (others and rows with NaN in a column are out) on `columns`,
 * which hold no constant, by pseudo maximum likelihood with linearised errors (R's svyolr). Throws a ModelFault as `fitModel`.
 */
export function fitOrdinal(design: Design, y: Codes, levels: number, columns: readonly Float64Array[]): OrdinalModel {
  const inside = (row: number): boolean =>
    y[row]! >= 0 && y[row]! < levels && columns.every((column) => !Number.isNaN(column[row]!));
  const weight = design.weight.map((w, row) => (inside(row) ? w : 0));
  const counts = new Float64Array(levels);
  for (let row = 0; row < weight.length; row++) if (weight[row]! > 0) counts[y[row]!]! += weight[row]!;
  const people = counts.reduce((a, b) => a + b, 0);
  if (people === 0) throw modelFault('noRows', 'no row has all variables of the model');
  if (counts.some((count) => count === 0)) throw modelFault('oneValue', 'a level of the outcome has no rows');
  const data: Rows = { y, weight, columns, levels };
  // Cumulated shares start the thresholds, no effect starts the coefficients.
  let below = 0;
  const first = [...counts.subarray(0, levels - 1)].map((count) => {
    below += count / people;
    return Math.log(below / (1 - below));
  });
  const fit = climb(data, [...columns.map(() => 0), ...first]);
  const influence = fit.parameters.map(() => new Float64Array(weight.length));
  for (let row = 0; row < weight.length; row++) {
    if (weight[row] === 0) continue;
    const score = scoreOf(data, fit.parameters, row);
    for (const [j, line] of fit.inverse.entries()) {
      influence[j]![row] = weight[row]! * line.reduce((sum, value, k) => sum + value * score.gradient[k]!, 0);
    }
  }
  const linears = fit.parameters.map((value, j) => fromRows(design, value, influence[j]!, inside));
  const used = total(
    design,
    weight.map((_, row) => (inside(row) ? 0 : Number.NaN)),
  );
  return {
    thresholds: linears.slice(columns.length),
    coefficients: linears.slice(0, columns.length),
    covariance: linears.map((a) => linears.map((b) => covariance(design, a, b))),
    df: degrees(design, used.present).df - columns.length,
    rows: weight.filter((w) => w > 0).length,
  };
}

interface Rows {
  readonly y: Codes;
  readonly weight: Float64Array;
  readonly columns: readonly Float64Array[];
  readonly levels: number;
}

interface Fit {
  readonly parameters: readonly number[];
  readonly inverse: Matrix;
}

function climb(data: Rows, start: readonly number[]): Fit {
  let parameters = start;
  let state = sumsOf(data, parameters);
  for (let round = 0; round < 100; round++) {
    const found = invert(state.information);
    if ('dependent' in found) {
      throw modelFault('collinear', `column ${found.dependent + 1} depends on the others`, found.dependent);
    }
    const step = applied(found.inverse, state.gradient);
    let next = parameters.map((value, k) => value + step[k]!);
    let reached = sumsOf(data, next);
    for (let half = 0; half < 40 && !(reached.logLikelihood >= state.logLikelihood - 1e-9); half++) {
      next = next.map((value, k) => (value + parameters[k]!) / 2);
      reached = sumsOf(data, next);
    }
    const runaway = next.slice(0, data.columns.length).findIndex((value, k) => Math.abs(value) * reach(data, k) > 25);
    if (runaway >= 0) throw modelFault('separation', `column ${runaway + 1} separates the outcome`, runaway);
    const moved = step.some(
      (value, k) => Math.abs(value) > 1e-11 * (Math.abs(next[k]!) + Math.sqrt(found.inverse[k]![k]!)),
    );
    parameters = next;
    state = reached;
    if (!moved) return { parameters, inverse: found.inverse };
  }
  throw modelFault('notConverged', 'the model does not converge');
}

/** The range of a column among the rows in the model. */
function reach({ columns, weight }: Rows, k: number): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < weight.length; row++) {
    if (weight[row] === 0) continue;
    low = Math.min(low, columns[k]![row]!);
    high = Math.max(high, columns[k]![row]!);
  }
  return high - low;
}

function sumsOf(data: Rows, parameters: readonly number[]) {
  const p = parameters.length;
  const gradient = new Array<number>(p).fill(0);
  const information = parameters.map(() => new Array<number>(p).fill(0));
  let logLikelihood = 0;
  for (let row = 0; row < data.weight.length; row++) {
    const w = data.weight[row]!;
    if (w === 0) continue;
    const score = scoreOf(data, parameters, row);
    logLikelihood += w * Math.log(score.chance);
    for (const j of score.touched) {
      gradient[j]! += w * score.gradient[j]!;
      for (const k of score.touched) information[j]![k]! -= w * score.curvature(j, k);
    }
  }
  return { logLikelihood, gradient, information };
}

/** Derivatives of the logarithm of a row's chance F(a) − F(b), a and b its thresholds less its predictor. */
function scoreOf({ y, columns, levels }: Rows, parameters: readonly number[], row: number) {
  const q = columns.length;
  const code = y[row]!;
  const upper = code < levels - 1 ? q + code : -1;
  const lower = code > 0 ? q + code - 1 : -1;
  const eta = columns.reduce((sum, column, k) => sum + parameters[k]! * column[row]!, 0);
  const F = (at: number, none: number): number => (at < 0 ? none : 1 / (1 + Math.exp(eta - parameters[at]!)));
  const [a, b] = [F(upper, 1), F(lower, 0)];
  const chance = a - b;
  const [fa, fb] = [a * (1 - a), b * (1 - b)];
  const [da, db] = [fa / chance, -fb / chance];
  const daa = (fa * (1 - 2 * a)) / chance - da * da;
  const dbb = (-fb * (1 - 2 * b)) / chance - db * db;
  const dab = -da * db;
  // How parameter k moves a and b.
  const moveA = (k: number): number => (k === upper ? 1 : k < q ? -columns[k]![row]! : 0);
  const moveB = (k: number): number => (k === lower ? 1 : k < q ? -columns[k]![row]! : 0);
  const touched = [...columns.keys(), ...[lower, upper].filter((k) => k >= 0)];
  const gradient = new Array<number>(parameters.length).fill(0);
  for (const k of touched) gradient[k] = da * (upper < 0 ? 0 : moveA(k)) + db * (lower < 0 ? 0 : moveB(k));
  const curvature = (j: number, k: number): number => {
    const [aj, ak] = upper < 0 ? [0, 0] : [moveA(j), moveA(k)];
    const [bj, bk] = lower < 0 ? [0, 0] : [moveB(j), moveB(k)];
    return daa * aj * ak + dbb * bj * bk + dab * (aj * bk + bj * ak);
  };
  return { chance, gradient, touched, curvature };
}
