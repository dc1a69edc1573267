import { chiSquareAbove } from '../distributions/gamma.ts';
import { snedecorAbove } from '../distributions/snedecor.ts';
import { average, midranks, sampleVariance, tieCubes } from './ranks.ts';

/** A test by chi square. */
export interface ChiSquareTest {
  readonly statistic: number;
  readonly df: number;
  readonly p: number;
}

/** Kruskal and Wallis's test of several independent samples, corrected for ties. */
export function kruskalWallis(samples: readonly (readonly number[])[]): ChiSquareTest {
  const all = samples.flat();
  const ranks = midranks(all);
  const n = all.length;
  let sum = 0;
  let from = 0;
  for (const sample of samples) {
    const own = ranks.slice(from, from + sample.length).reduce((a, b) => a + b, 0);
    sum += (own * own) / sample.length;
    from += sample.length;
  }
  const plain = (12 / (n * (n + 1))) * sum - 3 * (n + 1);
  const statistic = plain / (1 - tieCubes(all) / (n * n * n - n));
  return { statistic, df: samples.length - 1, p: chiSquareAbove(statistic, samples.length - 1) };
}

/** Friedman's test of blocks (rows) by treatments (columns), corrected for ties within blocks. */
export function friedman(blocks: readonly (readonly number[])[]): ChiSquareTest {
  const ranks = blocks.map(midranks);
  const k = blocks[0]!.length;
  const n = blocks.length;
  const sums = Array.from({ length: k }, (_, c) => ranks.reduce((sum, row) => sum + row[c]!, 0));
  const centre = (n * (k + 1)) / 2;
  const ties = blocks.reduce((sum, row) => sum + tieCubes(row), 0);
  const squares = sums.reduce((sum, own) => sum + (own - centre) * (own - centre), 0);
  const statistic = (12 * squares) / (n * k * (k + 1) - ties / (k - 1));
  return { statistic, df: k - 1, p: chiSquareAbove(statistic, k - 1) };
}

/** One-way analysis of variance; Welch's, which lets variances differ, or the classical one. */
export function oneWay(
  samples: readonly (readonly number[])[],
  welch: boolean,
): { f: number; df1: number; df2: number; p: number } {
  const k = samples.length;
  const sizes = samples.map((sample) => sample.length);
  const means = samples.map(average);
  const variances = samples.map(sampleVariance);
  const weight = welch ? sizes.map((n, g) => n / variances[g]!) : sizes;
  const whole = weight.reduce((a, b) => a + b, 0);
  const centre = weight.reduce((sum, w, g) => sum + w * means[g]!, 0) / whole;
  const between = weight.reduce((sum, w, g) => sum + w * (means[g]! - centre) * (means[g]! - centre), 0) / (k - 1);
  if (!welch) {
    const df2 = sizes.reduce((a, b) => a + b, 0) - k;
    const within = variances.reduce((sum, v, g) => sum + v * (sizes[g]! - 1), 0) / df2;
    return { f: between / within, df1: k - 1, df2, p: snedecorAbove(between / within, k - 1, df2) };
  }
  const uneven = weight.reduce((sum, w, g) => sum + ((1 - w / whole) * (1 - w / whole)) / (sizes[g]! - 1), 0);
  const f = between / (1 + (2 * (k - 2) * uneven) / (k * k - 1));
  const df2 = (k * k - 1) / (3 * uneven);
  return { f, df1: k - 1, df2, p: snedecorAbove(f, k - 1, df2) };
}
