import { blocksOf, columnProducts, crossProducts, findFlagged } from '../blocks.ts';
import type { Design } from '../design.ts';
import type { Linear } from '../linear.ts';
import { applied, type Matrix, product } from '../matrix.ts';
import { covariances } from '../variance.ts';
import type { Family } from './family.ts';
import { type Frame, frameOf, placesOf, valuesAt } from './frame.ts';
import { type Linearised, type Model, modelOf, refuseEmpty, roomFor } from './model.ts';
import { inverseOf, type Near, type Solution, solve, solveNear } from './solve.ts';

/**
 * Fits one model again and again while some rows of its columns change, as from one imputed copy to the next; each call of the answer fits
 * the columns as they stand then, as `fitModel` would. `changing` has for each column the rows, ascending, that may be other than at the call
 * before; all of them are in the model, and `y` stays. What the other rows say of a line is added up once; other families begin at the solution before. A model
 * that a call gave holds until the next.
 */
export function refitting(
  design: Design,
  family: Family,
  y: Float64Array,
  columns: readonly Float64Array[],
  changing: readonly Int32Array[],
): () => Model {
  const frame = frameOf(design, y, columns);
  refuseEmpty(frame);
  const changed = changing.flatMap((rows, k) => (rows.length === 0 ? [] : [{ k, rows, at: placesIn(frame, rows) }]));
  const [room, mean] = [roomFor(design, frame), new Float64Array(frame.y.length)];
  const begin = family === 'gaussian' ? fromSums(frame, changed) : () => last;
  let last: Near | null = null;
  return () => {
    for (const { k, rows, at } of changed) {
      const [column, own] = [columns[k]!, frame.x[k]!];
      for (let i = 0; i < at.length; i++) own[at[i]!] = column[rows[i]!]!;
      for (const block of frame.blocks) findFlagged(block, k);
    }
    const near = begin();
    const solution: Solution = (near === null ? null : solveNear(family, frame, near, mean)) ?? solve(family, frame);
    last = solution;
    const covarianceOf = ({ coefficients, scores }: Linearised) =>
      scores === null ? covariances(design, coefficients) : sandwich(design, scores, solution.curvature);
    return modelOf(design, family, columns, frame, solution, covarianceOf, room);
  };
}

/** The places of a column that may change. */
interface Changed {
  readonly k: number;
  readonly at: Int32Array;
}

/**
 * The covariance of coefficients from that of the scores: with many units it takes a third of the time of their pulls. Where columns all but
 * depend on each other it keeps fewer digits.
 */
function sandwich(design: Design, scores: readonly Linear[], curvature: Matrix): Matrix {
  return product(product(curvature, covariances(design, scores)), curvature);
}

/** Where rows, ascending, stand in a frame. */
function placesIn({ places }: Frame, rows: Int32Array): Int32Array {
  let i = 0;
  return rows.map((row) => {
    while (places[i] !== row) {
      if (i >= places.length) throw new Error(`row ${row} is not in the model`);
      i += 1;
    }
    return i;
  });
}

/** A line from the sums over its rows: those that stay once, those that any column changes anew each time. */
function fromSums({ weight, y, x, blocks }: Frame, changed: readonly Changed[]): () => Near {
  const moving = new Uint8Array(weight.length);
  for (const { at } of changed) for (const i of at) moving[i] = 1;
  const rows = placesOf(moving);
  const staying = weight.map((w, i) => (moving[i] === 1 ? 0 : w));
  const weighted = (w: Float64Array, of: Float64Array) => w.map((each, i) => each * of[i]!);
  const products = crossProducts(blocks, staying);
  const outcomes = columnProducts(blocks, weighted(staying, y));
  const own = valuesAt(weight, rows);
  const outcome = weighted(own, valuesAt(y, rows));
  const columns = x.map((column) => valuesAt(column, rows));
  const anew = blocksOf(columns);
  return () => {
    for (const { k } of changed) {
      valuesAt(x[k]!, rows, columns[k]);
      for (const block of anew) findFlagged(block, k);
    }
    const moved = crossProducts(anew, own);
    const added = columnProducts(anew, outcome);
    const curvature = inverseOf(products.map((line, j) => line.map((sum, k) => sum + moved[j]![k]!)));
    const sums = outcomes.map((sum, k) => sum + added[k]!);
    return { beta: applied(curvature, sums), curvature };
  };
}
