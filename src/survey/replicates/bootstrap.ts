import type { Design } from '../design.ts';
import { type Psus, psusOf, variableStrata } from '../psus.ts';
import { uniform } from '../random.ts';
import type { Replicates } from './replicates.ts';

/**
 * Rao and Wu's rescaled bootstrap: in each replicate n − 1 of the n PSUs of a stratum are drawn with replacement and count
 * n / (n − 1) times as often as they were drawn. The same seed gives the same replicates everywhere. Strata sampled
 * whole or of one PSU stay as they are; finite population corrections are not used.
 */
export function bootstrap(design: Design, replicates: number, seed: number, mse: boolean): Replicates {
  const psus = psusOf(design);
  const strata = variableStrata(psus).several;
  const random = uniform(seed);
  const weights: Float64Array[] = [];
  for (let r = 0; r < replicates; r++) {
    const factor = resampled(psus, strata, random);
    weights.push(design.weight.map((w, row) => w * factor[psus.ofRow[row]!]!));
  }
  const df = strata.reduce((sum, h) => sum + psus.first[h + 1]! - psus.first[h]! - 1, 0);
  const rscales = new Float64Array(replicates).fill(1);
  return { weights, scale: 1 / (mse ? replicates : replicates - 1), rscales, mse, df: Math.min(df, replicates - 1) };
}

/** Of each PSU, how often it counts in one replicate of Rao and Wu's bootstrap, rescaled; 1 outside of `strata`. */
export function resampled(psus: Omit<Psus, 'ofRow'>, strata: readonly number[], random: () => number): Float64Array {
  const factor = new Float64Array(psus.count).fill(1);
  for (const h of strata) {
    const from = psus.first[h]!;
    const n = psus.first[h + 1]! - from;
    factor.fill(0, from, from + n);
    for (let draw = 0; draw < n - 1; draw++) factor[from + Math.floor(random() * n)]! += n / (n - 1);
  }
  return factor;
}
