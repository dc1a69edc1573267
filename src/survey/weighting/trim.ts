import { weightingFault } from './weightingfault.ts';

/**
 * Cuts weights to [lower, upper] and gives what is cut off in equal parts to the others, again until all are inside
 * (R's trimWeights, strict). The sum stays. Weights of 0 stay 0. Refuses limits that cannot hold the sum.
 */
export function trimmed(weight: Float64Array, lower: number, upper: number): Float64Array {
  let current = weight;
  for (let round = 0; round < 1000; round++) {
    const outside = (w: number): boolean => w !== 0 && (w < lower || w > upper);
    if (!current.some(outside)) return current;
    const cut = current.map((w) => (w === 0 ? 0 : Math.min(upper, Math.max(lower, w))));
    let excess = 0;
    let others = 0;
    for (let row = 0; row < cut.length; row++) {
      excess += current[row]! - cut[row]!;
      if (current[row] !== 0 && !outside(current[row]!)) others += 1;
    }
    if (others === 0) break;
    const share = excess / others;
    current = cut.map((w, row) => (current[row] === 0 || outside(current[row]!) ? w : w + share));
  }
  throw weightingFault('bounds', `weights cannot all be between ${lower} and ${upper} with the same sum`);
}
