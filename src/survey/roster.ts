import type { Adjustment, Design } from './design.ts';

/**
 * The design of rows that hang on the rows of another: members on their household. `parent` gives each row's parent row, -1
 * for none, which weighs nothing. Rows carry the weight and the unit of their parent. Behind them stand the parents
 * themselves with weight 0, so that every sampled unit is in the design, and a calibration of the parents leaves its
 * residual where it arises: at the parent, whether or not anything hangs on it. Columns may be as long as `parent`.
 */
export function rosterDesign(design: Design, parent: Int32Array): Design {
  const rows = parent.length + design.rows;
  const unit = new Int32Array(rows);
  const weight = new Float64Array(rows);
  for (const [row, above] of parent.entries()) {
    unit[row] = above < 0 ? 0 : design.unit[above]!;
    weight[row] = above < 0 ? 0 : design.weight[above]!;
  }
  unit.set(design.unit, parent.length);
  const present = new Uint8Array(design.units);
  for (let row = 0; row < rows; row++) present[unit[row]!]! |= weight[row]! > 0 ? 2 : 1;
  const adjustments = design.adjustments.length === 0 ? [] : [atParents(design, parent)];
  return { ...design, rows, unit, weight, present, adjustments };
}

function atParents({ adjustments, rows }: Design, parent: Int32Array): Adjustment {
  return (contribution) => {
    let sums = new Float64Array(rows);
    for (const [row, above] of parent.entries()) if (above >= 0) sums[above]! += contribution[row]!;
    for (const adjust of adjustments) sums = Float64Array.from(adjust(sums));
    const left = new Float64Array(parent.length + rows);
    left.set(sums, parent.length);
    return left;
  };
}
