import type { Adjustment, Design } from '../design.ts';
import { calibrated } from './calibrated.ts';
import { levelWeights, type Margin } from './margin.ts';

/** Post-stratified design: weights are multiplied so that each level has its population count. */
export function postStratified(design: Design, margin: Margin): Design {
  const before = design.weight;
  const sums = levelWeights(margin, before);
  const after = before.map((w, row) =>
    w === 0 ? 0 : (w * margin.targets[margin.codes[row]!]!) / sums[margin.codes[row]!]!,
  );
  return calibrated(design, after, levelResiduals(margin, before, after, sums));
}

/** A contribution w y becomes w (y − mean of y in its level). */
function levelResiduals(
  { codes, targets }: Margin,
  before: Float64Array,
  after: Float64Array,
  sums: Float64Array,
): Adjustment {
  return (contribution) => {
    const means = new Float64Array(targets.length);
    for (let row = 0; row < contribution.length; row++) {
      if (after[row] !== 0) means[codes[row]!]! += (contribution[row]! / after[row]!) * before[row]!;
    }
    for (let code = 0; code < means.length; code++) means[code]! /= sums[code]!;
    return contribution.map((value, row) => (after[row] === 0 ? 0 : value - after[row]! * means[codes[row]!]!));
  };
}
