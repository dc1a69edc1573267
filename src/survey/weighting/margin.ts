import type { Codes } from '../rows.ts';
import { weightingFault } from './weightingfault.ts';

/** A variable with the population count of each of its levels: code k has `targets[k]` people. */
export interface Margin {
  readonly codes: Codes;
  readonly targets: Float64Array;
}

/** The weight of each level. Refuses rows without a level, levels without rows and rows of a level without target. */
export function levelWeights({ codes, targets }: Margin, weight: Float64Array, margin = 0): Float64Array {
  const sums = new Float64Array(targets.length);
  for (let row = 0; row < weight.length; row++) {
    if (weight[row] === 0) continue;
    const code = codes[row]!;
    if (!(code >= 0 && code < targets.length)) {
      throw weightingFault('codeMissing', `row ${row} has no level of margin ${margin + 1}`, [row], margin);
    }
    sums[code]! += weight[row]!;
  }
  const lost = [...targets.keys()].filter((code) => targets[code]! > 0 && sums[code] === 0);
  if (lost.length > 0) {
    throw weightingFault(
      'targetWithoutRows',
      `levels ${lost.join(', ')} of margin ${margin + 1} have no rows`,
      lost,
      margin,
    );
  }
  const extra = [...targets.keys()].filter((code) => !(targets[code]! > 0) && sums[code]! > 0);
  if (extra.length > 0) {
    throw weightingFault(
      'cellWithoutTarget',
      `levels ${extra.join(', ')} of margin ${margin + 1} have no target`,
      extra,
      margin,
    );
  }
  return sums;
}
