import { BLOCK, blocksOf, columnProducts, crossProducts, findFlagged } from '../blocks.ts';
import type { Design } from '../design.ts';
import type { Linear } from '../linear.ts';
import { applied, type Matrix, product } from '../matrix.ts';
import { covariances } from '../variance.ts';
import type { Family } from './family.ts';
import { type Frame, frameOf, valuesAt } from './frame.ts';
import { type Linearised, type Model, modelOf, refuseEmpty, roomFor } from './model.ts';
import { inverseOf, type Near, type Solution, solve, solveNear } from './solve.ts';

/**
 * Fits one model again and again while some rows of its columns change, as from one imputed copy to the next; each call of the answer fits
 * the columns as they stand then, as `fitModel` would. `changing` has the rows that may be other than at the call before, ascending; all of them are in the
 * model, and `y` stays. What the other rows say of a line is added up once; other families begin at the solution before. A model that a call
 * gave holds until the next.
 */
export function refitting(
  design: Design,
  family: Family,
  y: Float64Array,
  columns: readonly Float64Array[],
  changing: Int32Array,
): () => Model {
  const frame = frameOf(design, y, columns);
  refuseEmpty(frame);
  const at = placesIn(frame, changing);
  const [room, mean] = [roomFor(design, frame), new Float64Array(frame.y.length)];
  const begin = family === 'gaussian' ? fromSums(frame, at) : () => last;
  let last: Near | null = null;
  return () => {
    for (const [k, column] of columns.entries()) {
      const own = frame.x[k]!;
      let changed = -1;
      for (let i = 0; i < at.length; i++) {
        const [place, value] = [at[i]!, column[changing[i]!]!];
        if (own[place] === value) continue;
        own[place] = value;
        const block = Math.floor(place / BLOCK);
        if (block === changed) continue;
        if (changed >= 0) findFlagged(frame.blocks[changed]!, k);
        changed = block;
      }
      if (changed >= 0) findFlagged(frame.blocks[changed]!, k);
    }
    const near = begin();
    const solution: Solution = (near === null ? null : solveNear(family, frame, near, mean)) ?? solve(family, frame);
    last = solution;
    const covarianceOf = ({ coefficients, scores }: Linearised) =>
      scores === null ? covariances(design, coefficients) : sandwich(design, scores, solution.curvature);
    return modelOf(design, family, columns, frame, solution, covarianceOf, room);
  };
}

/**
 * The covariance of coefficients from that of the scores: with many units it takes a third of the time of their pulls. Where columns all but
 * depend on each other it keeps fewer digits.
 */
function sandwich(design: Design, scores: readonly Linear[], curvature: Matrix): Matrix {
  return product(product(curvature, covariances(design, scores)), curvature);
}

/** Where rows stand in a frame. */
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

/** A line from the sums over its rows: those that stay once, those at `at` anew each time. */
function fromSums({ weight, y, x, blocks }: Frame, at: Int32Array): () => Near {
  const staying = weight.slice();
  for (const i of at) staying[i] = 0;
  const weighted = (w: Float64Array, of: Float64Array) => w.map((each, i) => each * of[i]!);
  const products = crossProducts(blocks, staying);
  const outcomes = columnProducts(blocks, weighted(staying, y));
  const own = valuesAt(weight, at);
  const outcome = weighted(own, valuesAt(y, at));
  const room = x.map(() => new Float64Array(at.length));
  return () => {
    const rows = blocksOf(x.map((column, k) => valuesAt(column, at, room[k])));
    const changed = crossProducts(rows, own);
    const added = columnProducts(rows, outcome);
    const curvature = inverseOf(products.map((line, j) => line.map((sum, k) => sum + changed[j]![k]!)));
    const sums = outcomes.map((sum, k) => sum + added[k]!);
    return { beta: applied(curvature, sums), curvature };
  };
}
