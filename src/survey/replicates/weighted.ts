import type { OfWeights } from './replicates.ts';

/** The weighted total of the known values of `y`, as a function of the weights. */
export const totalOf =
  (y: Float64Array): OfWeights =>
  (weight) => {
    let sum = 0;
    for (let row = 0; row < y.length; row++) if (!Number.isNaN(y[row]!)) sum += weight[row]! * y[row]!;
    return sum;
  };

/** The ratio of two weighted totals over the rows that know both; NaN where the lower is 0. */
export const ratioOf =
  (y: Float64Array, x: Float64Array): OfWeights =>
  (weight) => {
    let top = 0;
    let bottom = 0;
    for (let row = 0; row < y.length; row++) {
      if (Number.isNaN(y[row]!) || Number.isNaN(x[row]!)) continue;
      top += weight[row]! * y[row]!;
      bottom += weight[row]! * x[row]!;
    }
    return bottom === 0 ? Number.NaN : top / bottom;
  };

/** The weighted mean of the known values of `y`. */
export const meanOfWeights = (y: Float64Array): OfWeights => ratioOf(y, new Float64Array(y.length).fill(1));
