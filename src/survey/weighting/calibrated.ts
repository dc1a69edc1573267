import { blocksOf, columnProducts, crossProducts } from '../blocks.ts';
import type { Adjustment, Design } from '../design.ts';
import { applied, type Matrix } from '../matrix.ts';

/** The same design with calibrated weights; every variance then rests on residuals from what the weights meet. */
export function calibrated(design: Design, weight: Float64Array, adjustment: Adjustment): Design {
  const present = new Uint8Array(design.units);
  for (let row = 0; row < design.rows; row++) present[design.unit[row]!]! |= weight[row]! > 0 ? 3 : 1;
  return { ...design, weight, present, adjustments: [...design.adjustments, adjustment] };
}

/** The same design with other weights, calibrated or not: each row keeps its residual, which counts by the new weight. */
export function reweighted(design: Design, weight: Float64Array): Design {
  const present = new Uint8Array(design.units);
  for (let row = 0; row < design.rows; row++) present[design.unit[row]!]! |= weight[row]! > 0 ? 3 : 1;
  const before = design.weight;
  const scaled = (values: Float64Array, above: Float64Array, below: Float64Array): Float64Array =>
    values.map((value, row) => (below[row] === 0 ? 0 : (value / below[row]!) * above[row]!));
  const adjustments = design.adjustments.map(
    (adjust): Adjustment =>
      (contribution) =>
        scaled(adjust(scaled(contribution, before, weight)), weight, before),
  );
  return { ...design, weight, present, adjustments };
}

/**
 * Residuals from the regression on the calibration variables with the weights `before` calibration (Deville and Särndal
 * 1992): a contribution w y becomes w (y − x′B). `inverse` is that of X′ diag(before) X.
 */
export function regressionResiduals(
  columns: readonly Float64Array[],
  before: Float64Array,
  after: Float64Array,
  inverse: Matrix,
): Adjustment {
  const blocks = blocksOf(columns);
  return (contribution) => {
    const weighted = contribution.map((value, row) => (after[row] === 0 ? 0 : (value / after[row]!) * before[row]!));
    const slopes = applied(inverse, columnProducts(blocks, weighted));
    return contribution.map((value, row) => {
      let fitted = 0;
      for (let k = 0; k < columns.length; k++) fitted += slopes[k]! * columns[k]![row]!;
      return value - after[row]! * fitted;
    });
  };
}

/** X′ diag(weight) X. */
export const information = (columns: readonly Float64Array[], weight: Float64Array): Matrix =>
  crossProducts(blocksOf(columns), weight);
