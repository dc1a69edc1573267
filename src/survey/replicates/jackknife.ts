import { certainty, type Design } from '../design.ts';
import { type Psus, psusOf, variableStrata } from '../psus.ts';
import type { Replicates } from './replicates.ts';

/**
 * Leaves out one PSU at a time, the others of its stratum counting n / (n − 1) instead: JK1 without strata, else JKn.
 * Strata sampled whole and lonely PSUs give no replicate. With one stratum the factor is in `scale` as R has it.
 */
export function jackknife(design: Design, mse: boolean): Replicates {
  const psus = psusOf(design);
  const strata = variableStrata(psus).several;
  const weights: Float64Array[] = [];
  const rscales: number[] = [];
  for (const h of strata) {
    const from = psus.first[h]!;
    const to = psus.first[h + 1]!;
    const n = to - from;
    for (let left = from; left < to; left++) {
      weights.push(without(design, psus, left, from, to));
      rscales.push((psus.correction[h]! * (n - 1)) / n);
    }
  }
  const df = degreesOf(psus, strata);
  if (psus.first.length > 2) return { weights, scale: 1, rscales: Float64Array.from(rscales), mse, df };
  return { weights, scale: rscales[0] ?? 0, rscales: new Float64Array(weights.length).fill(1), mse, df };
}

function without(design: Design, psus: Psus, left: number, from: number, to: number): Float64Array {
  const up = (to - from) / (to - from - 1);
  return design.weight.map((w, row) => {
    const psu = psus.ofRow[row]!;
    if (psu === left) return 0;
    return psu >= from && psu < to ? w * up : w;
  });
}

function degreesOf({ first, correction }: Psus, strata: readonly number[]): number {
  return strata.reduce((df, h) => df + (correction[h]! >= certainty ? first[h + 1]! - first[h]! - 1 : 0), 0);
}
