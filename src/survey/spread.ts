import type { Design } from './design.ts';
import { type Linear, times } from './linear.ts';
import { meanOf } from './means.ts';

/**
 * The population covariance of two variables over the rows that know both: the weighted mean of
 * (x − x̄)(y − ȳ) · n / (n − 1), n the rows of positive weight, as R's svyvar. With x = y it is the variance.
 */
export function covarianceOf(design: Design, x: Float64Array, y: Float64Array): Linear {
  const both = x.map((value, row) => (Number.isNaN(y[row]!) ? Number.NaN : value));
  const other = y.map((value, row) => (Number.isNaN(x[row]!) ? Number.NaN : value));
  const left = meanOf(design, both);
  const right = meanOf(design, other);
  const n = left.moments.weighing;
  if (n < 2) return times(left.mean, Number.NaN);
  const products = both.map(
    (value, row) => ((value - left.mean.value) * (other[row]! - right.mean.value) * n) / (n - 1),
  );
  return meanOf(design, products).mean;
}

/** The population variance of the known values of `y`. */
export const varianceOf = (design: Design, y: Float64Array): Linear => covarianceOf(design, y, y);

/** The population standard deviation: the root of the variance, by the delta method. */
export function deviationOf(design: Design, y: Float64Array): Linear {
  const variance = varianceOf(design, y);
  const value = Math.sqrt(variance.value);
  return { ...times(variance, 1 / (2 * value)), value };
}
