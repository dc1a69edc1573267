import type { Design } from '../design.ts';
import { designFault } from '../designfault.ts';
import { psusOf, strataOf } from '../psus.ts';
import { hadamard } from './hadamard.ts';
import type { Replicates } from './replicates.ts';

/**
 * Balanced repeated replication of a design with two PSUs in every stratum: each replicate raises one PSU of each stratum
 * by 2 − ρ and lowers the other to ρ; ρ = 0 is the plain half-sample, 0 < ρ < 1 Fay's. Linear statistics have the
 * variance of the design; others depend a little on the Hadamard matrix.
 */
export function balanced(design: Design, rho: number, mse: boolean): Replicates {
  if (!(rho >= 0 && rho < 1)) throw new Error(`Fay's rho must be at least 0 and below 1, not ${rho}`);
  const psus = psusOf(design);
  const strata = psus.first.length - 1;
  const odd = [...design.strata.keys()].filter((h) => psus.first[h + 1]! - psus.first[h]! !== 2);
  if (odd.length > 0) {
    const codes = odd.map((h) => design.strata[h]!);
    throw designFault('lonelyPsu', `${odd.length} strata do not have two PSUs: ${codes.slice(0, 10).join(', ')}`, {
      strata: codes,
      count: odd.length,
    });
  }
  const stratum = strataOf(psus);
  const signs = hadamard(strata);
  const weights = signs.map((row) =>
    design.weight.map((w, k) => {
      const psu = psus.ofRow[k]!;
      const h = stratum[psu]!;
      // The first column is constant: strata use the others, which balance.
      const sign = row[h + 1]! * (psu === psus.first[h]! ? 1 : -1);
      return w * (sign > 0 ? 2 - rho : rho);
    }),
  );
  const scale = 1 / (weights.length * (1 - rho) * (1 - rho));
  return { weights, scale, rscales: new Float64Array(weights.length).fill(1), mse, df: strata };
}
