import { addColumns, addProducts, BLOCK, type Block, columnProducts, crossProducts } from '../blocks.ts';
import { applied, invert, type Matrix } from '../matrix.ts';
import { type Family, families, meansOf, variancesOf } from './family.ts';
import type { Frame } from './frame.ts';
import { modelFault } from './modelfault.ts';

/** Coefficients, fitted means of all rows and the inverse of the information at them. */
export interface Solution {
  readonly beta: readonly number[];
  readonly mean: Float64Array;
  readonly curvature: Matrix;
}

/** Coefficients stand still where they move less than this share of their size and error. */
const STILL = 1e-11;

/**
 * Maximises the weighted likelihood by Newton's rule; the step is halved while the deviance grows. Rows of weight 0 may
 * hold anything finite. Begins at coefficients that are near, where some are known. Throws a ModelFault where columns are collinear, separate the
 * outcome, or nothing converges.
 */
export function solve(
  family: Family,
  { weight, y, x, blocks }: Frame,
  near: readonly number[] | null = null,
): Solution {
  const of = families[family];
  const rows = y.length;
  const average = weightedMean(weight, y);
  if (family !== 'gaussian' && (average <= 0 || (family === 'binomial' && average >= 1))) {
    throw modelFault('oneValue', 'the outcome has one value only');
  }
  // R's own start: each row's outcome drawn towards the average.
  let eta: Float64Array =
    near === null
      ? y.map((value) => of.link(family === 'gaussian' ? average : (value + average) / 2))
      : predictorOf(blocks, near, new Float64Array(rows));
  let mean: Float64Array = meansOf(family, eta);
  let nextEta: Float64Array = new Float64Array(rows);
  let nextMean: Float64Array = new Float64Array(rows);
  const [variance, gap] = [new Float64Array(rows), new Float64Array(rows)];
  let beta: readonly number[] = near ?? x.map(() => 0);
  let deviance = Number.POSITIVE_INFINITY;
  let last: Matrix | null = null;
  for (let round = 0; round < 100; round++) {
    // A line has the same information everywhere.
    const inverse: Matrix =
      family === 'gaussian' && last !== null ? last : curvatureOf(weight, variancesOf(family, mean, variance), blocks);
    last = inverse;
    // R's start is that of no coefficients; elsewhere the step is from the present ones, which loses no digits.
    const none = round === 0 && near === null;
    if (none) gapsFromZero(weight, y, mean, variance, eta, gap);
    else gapsOf(weight, y, mean, gap);
    const step = applied(inverse, columnProducts(blocks, gap));
    let next = step.map((value, k) => value + (none ? 0 : beta[k]!));
    predictorOf(blocks, next, nextEta);
    meansOf(family, nextEta, nextMean);
    let nextDeviance = devianceOf(family, weight, y, nextMean);
    for (let half = 0; half < 30 && !(nextDeviance <= deviance * (1 + 1e-10) + 1e-300); half++) {
      next = next.map((value, k) => (value + beta[k]!) / 2);
      predictorOf(blocks, next, nextEta);
      meansOf(family, nextEta, nextMean);
      nextDeviance = devianceOf(family, weight, y, nextMean);
    }
    const moved = next.some(
      (value, k) => Math.abs(value - beta[k]!) > STILL * (Math.abs(value) + Math.sqrt(inverse[k]![k]!)),
    );
    beta = next;
    [eta, nextEta] = [nextEta, eta];
    [mean, nextMean] = [nextMean, mean];
    deviance = nextDeviance;
    if (family !== 'gaussian') refuseSeparation(family, weight, eta, beta, x);
    if (!moved && round > 0) return { beta, mean, curvature: curvatureAt(family, weight, mean, blocks, inverse) };
  }
  throw modelFault('notConverged', 'the model does not converge');
}

/** Where the search for a solution begins: coefficients near it, and a curvature near that at it. */
export type Near = Pick<Solution, 'beta' | 'curvature'>;

/**
 * The same solution from one near it, without a new curvature at each step: of a line, whose curvature has to be the right one, and of other
 * families, whose curvature is then made at the solution. null where steps do not shrink or coefficients run away, which `solve` tells apart. The fitted
 * means of the solution are in `mean`.
 */
export function solveNear(
  family: Family,
  frame: Frame,
  { beta: start, curvature }: Near,
  mean: Float64Array,
): Solution | null {
  let beta = start;
  let before = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 40; round++) {
    const sums = scoreAt(family, frame, beta, mean);
    if (sums === null) return null;
    const step = applied(curvature, sums);
    const size = step.reduce(
      (most, value, k) => Math.max(most, Math.abs(value) / (Math.abs(beta[k]!) + Math.sqrt(curvature[k]![k]!))),
      0,
    );
    if (!(size <= before / 2)) return null;
    beta = beta.map((value, k) => value + step[k]!);
    // Means before a step that small are those after it.
    if (size <= STILL)
      return { beta, mean, curvature: curvatureAt(family, frame.weight, mean, frame.blocks, curvature) };
    before = size;
  }
  return null;
}

/** Σ over rows of weight · (y − mean) · xₖ at some coefficients, whose means are put into `mean`; null where they run away. */
function scoreAt(
  family: Family,
  { weight, y, blocks }: Frame,
  beta: readonly number[],
  mean: Float64Array,
): number[] | null {
  const sums = new Float64Array(beta.length);
  const room = new Float64Array(Math.min(BLOCK, y.length));
  for (const block of blocks) {
    const of = (values: Float64Array) => values.subarray(block.from, block.to);
    const here = room.subarray(0, block.to - block.from).fill(0);
    addColumns(block, beta, here);
    if (family !== 'gaussian' && farthest(family, of(weight), here) !== -1) return null;
    meansOf(family, here, of(mean));
    addProducts(block, [gapsOf(of(weight), of(y), of(mean), here)], [sums]);
  }
  return [...sums];
}

/** What each row weighs times the distance of its outcome from its mean. */
function gapsOf(weight: Float64Array, y: Float64Array, mean: Float64Array, into: Float64Array): Float64Array {
  for (let row = 0; row < into.length; row++) into[row] = weight[row]! * (y[row]! - mean[row]!);
  return into;
}

/** The same for the first step, from coefficients of 0: the predictors that rows begin with are part of it. */
function gapsFromZero(
  weight: Float64Array,
  y: Float64Array,
  mean: Float64Array,
  variance: Float64Array,
  eta: Float64Array,
  into: Float64Array,
): void {
  for (let row = 0; row < into.length; row++)
    into[row] = weight[row]! * (y[row]! - mean[row]! + variance[row]! * eta[row]!);
}

function weightedMean(weight: Float64Array, y: Float64Array): number {
  let sumW = 0;
  let sumY = 0;
  for (let row = 0; row < y.length; row++) {
    sumW += weight[row]!;
    sumY += weight[row]! * y[row]!;
  }
  return sumY / sumW;
}

/** The curvature at a solution; of a line, which has the same everywhere, the one that is known. */
function curvatureAt(
  family: Family,
  weight: Float64Array,
  mean: Float64Array,
  blocks: readonly Block[],
  known: Matrix,
): Matrix {
  return family === 'gaussian' ? known : curvatureOf(weight, variancesOf(family, mean), blocks);
}

/** The inverse of the information of rows that weigh and vary so much. */
function curvatureOf(weight: Float64Array, variance: Float64Array, blocks: readonly Block[]): Matrix {
  const information = new Float64Array(weight.length);
  for (let row = 0; row < information.length; row++) information[row] = weight[row]! * variance[row]!;
  return inverseOf(crossProducts(blocks, information));
}

/** The inverse of an information; a ModelFault that names the column where one depends on those before it. */
export function inverseOf(information: Matrix): Matrix {
  const found = invert(information);
  if ('inverse' in found) return found.inverse;
  throw modelFault('collinear', `column ${found.dependent + 1} depends on those before it`, found.dependent);
}

/** The first row whose predictor has a size that no real share or count has; -1 where none has. */
function farthest(family: Family, weight: Float64Array, eta: Float64Array): number {
  const high = family === 'binomial' ? 25 : Number.POSITIVE_INFINITY;
  for (let row = 0; row < eta.length; row++) if (weight[row]! > 0 && (eta[row]! < -25 || eta[row]! > high)) return row;
  return -1;
}

/** Coefficients that run away show in such predictors. */
function refuseSeparation(
  family: Family,
  weight: Float64Array,
  eta: Float64Array,
  beta: readonly number[],
  x: readonly Float64Array[],
): void {
  if (farthest(family, weight, eta) === -1) return;
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

/** The linear predictor of each row, where `eta` is. */
export function predictorOf(blocks: readonly Block[], beta: readonly number[], eta: Float64Array): Float64Array {
  eta.fill(0);
  for (const block of blocks) addColumns(block, beta, eta.subarray(block.from, block.to));
  return eta;
}

/** The weighted deviance of outcomes from their means. */
export function devianceOf(family: Family, weight: Float64Array, y: Float64Array, mean: Float64Array): number {
  const { deviance } = families[family];
  let sum = 0;
  for (let row = 0; row < y.length; row++) if (weight[row]! > 0) sum += weight[row]! * deviance(y[row]!, mean[row]!);
  return sum;
}
