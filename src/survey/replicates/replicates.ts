import { designFault } from '../designfault.ts';

/** Replicate weights: the variance of any statistic is scale · Σ rscales_r (θ_r − centre)². */
export interface Replicates {
  /** Full analysis weights of each replicate, one value a row. */
  readonly weights: readonly Float64Array[];
  readonly scale: number;
  readonly rscales: Float64Array;
  /** Centre at the full-sample estimate instead of the mean of the replicates. */
  readonly mse: boolean;
  /** Degrees of freedom. */
  readonly df: number;
}

/** A statistic as a function of the weights alone. */
export type OfWeights = (weight: Float64Array) => number;

/** An estimate by replication; the error is NaN where every replicate is. */
export interface Replicated {
  readonly value: number;
  readonly se: number;
}

/** The full-sample value of a statistic and its error over the replicates; replicates without a value are left out, as in R. */
export function replicated(replicates: Replicates, weight: Float64Array, statistic: OfWeights): Replicated {
  const value = statistic(weight);
  const values = replicates.weights.map(statistic);
  return { value, se: Math.sqrt(replicateCovariance(replicates, value, values, value, values)) };
}

/** Covariance of two statistics from their full-sample values and their values in each replicate. */
export function replicateCovariance(
  { scale, rscales, mse }: Replicates,
  a: number,
  ofA: readonly number[],
  b: number,
  ofB: readonly number[],
): number {
  const known = [...ofA.keys()].filter((r) => !Number.isNaN(ofA[r]!) && !Number.isNaN(ofB[r]!));
  if (known.length === 0) return Number.NaN;
  const counted = known.filter((r) => rscales[r]! > 0);
  const mean = (of: readonly number[]): number => counted.reduce((sum, r) => sum + of[r]!, 0) / counted.length;
  const centreA = mse ? a : mean(ofA);
  const centreB = mse ? b : mean(ofB);
  return scale * known.reduce((sum, r) => sum + rscales[r]! * (ofA[r]! - centreA) * (ofB[r]! - centreB), 0);
}

/** Replicate weights that came with the data. */
export function givenReplicates(
  weights: readonly Float64Array[],
  scale: number,
  rscales: Float64Array,
  mse: boolean,
): Replicates {
  if (weights.length < 2 || rscales.length !== weights.length) {
    throw designFault('lengths', `${weights.length} replicate weights with ${rscales.length} scales`);
  }
  return { weights, scale, rscales, mse, df: rankOf(weights) - 1 };
}

/** Successive-difference replicates (Fay and Train 1995) that came with the data: scale 4 / R about the full estimate. */
export function successiveDifference(weights: readonly Float64Array[]): Replicates {
  return givenReplicates(weights, 4 / weights.length, new Float64Array(weights.length).fill(1), true);
}

/** The rank of the replicate weights with R's tolerance: a column of which less than 1e-5 is new adds nothing. */
export function rankOf(weights: readonly Float64Array[]): number {
  const basis: Float64Array[] = [];
  for (const weight of weights) {
    const before = dot(weight, weight);
    let left = weight;
    // Twice is enough for orthogonality in doubles.
    for (let pass = 0; pass < 2; pass++) {
      for (const direction of basis) {
        const part = dot(left, direction);
        left = left.map((value, row) => value - part * direction[row]!);
      }
    }
    const size = dot(left, left);
    if (size > 1e-10 * before) basis.push(left.map((value) => value / Math.sqrt(size)));
  }
  return basis.length;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < a.length; row++) sum += a[row]! * b[row]!;
  return sum;
}
