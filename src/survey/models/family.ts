/** gaussian: linear; binomial: logistic, outcome in [0, 1]; poisson: log-linear (quasi-Poisson: the errors are the design's). */
export type Family = 'gaussian' | 'binomial' | 'poisson';

/** A family with its canonical link: then the derivative of the mean by the linear predictor is the variance. */
export interface Canonical {
  readonly mean: (eta: number) => number;
  readonly variance: (mean: number) => number;
  /** Deviance of one row: twice its loss of log likelihood against a perfect fit. */
  readonly deviance: (y: number, mean: number) => number;
  /** The linear predictor of a mean. */
  readonly link: (mean: number) => number;
}

const logs = (y: number, mean: number): number => (y === 0 ? 0 : y * Math.log(y / mean));

export const families: Readonly<Record<Family, Canonical>> = {
  gaussian: {
    mean: (eta) => eta,
    variance: () => 1,
    deviance: (y, mean) => (y - mean) * (y - mean),
    link: (mean) => mean,
  },
  binomial: {
    mean: (eta) => 1 / (1 + Math.exp(-eta)),
    variance: (mean) => mean * (1 - mean),
    deviance: (y, mean) => 2 * (logs(y, mean) + logs(1 - y, 1 - mean)),
    link: (mean) => Math.log(mean / (1 - mean)),
  },
  poisson: {
    mean: (eta) => Math.exp(eta),
    variance: (mean) => mean,
    deviance: (y, mean) => 2 * (logs(y, mean) - (y - mean)),
    link: (mean) => Math.log(mean),
  },
};

/** The mean of each linear predictor, in `into`. */
export function meansOf(
  family: Family,
  eta: Float64Array,
  into: Float64Array = new Float64Array(eta.length),
): Float64Array {
  if (family === 'gaussian') into.set(eta);
  else if (family === 'binomial') for (let row = 0; row < eta.length; row++) into[row] = 1 / (1 + Math.exp(-eta[row]!));
  else for (let row = 0; row < eta.length; row++) into[row] = Math.exp(eta[row]!);
  return into;
}

/** The variance at each mean, in `into`. */
export function variancesOf(
  family: Family,
  mean: Float64Array,
  into: Float64Array = new Float64Array(mean.length),
): Float64Array {
  if (family === 'gaussian') into.fill(1);
  else if (family === 'binomial') for (let row = 0; row < mean.length; row++) into[row] = mean[row]! * (1 - mean[row]!);
  else into.set(mean);
  return into;
}
