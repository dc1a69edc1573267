import type { Design } from './design.ts';
import { fromRows, type Linear } from './linear.ts';
import { orderByValue } from './rows.ts';

/**
 * The Gini coefficient Σᵢ Σⱼ wᵢ wⱼ |yᵢ − yⱼ| / (2 N Y) of the known values of `y`, with its linearisation: a row's
 * influence is Σⱼ wⱼ |y − yⱼ| / (N Y) − G (1 / N + y / Y) (Langel and Tillé 2013). NaN where Y <= 0.
 */
export function gini(design: Design, y: Float64Array): Linear {
  const { weight } = design;
  const rows = orderByValue(y);
  let people = 0;
  let sum = 0;
  for (const row of rows) {
    people += weight[row]!;
    sum += weight[row]! * y[row]!;
  }
  const distance = new Float64Array(y.length);
  let atMost = 0;
  let sumAtMost = 0;
  for (let from = 0; from < rows.length; ) {
    let to = from;
    while (to < rows.length && y[rows[to]!] === y[rows[from]!]) {
      atMost += weight[rows[to]!]!;
      sumAtMost += weight[rows[to]!]! * y[rows[to]!]!;
      to += 1;
    }
    const value = y[rows[from]!]!;
    for (let i = from; i < to; i++) distance[rows[i]!] = value * (2 * atMost - people) + sum - 2 * sumAtMost;
    from = to;
  }
  let twice = 0;
  for (const row of rows) twice += weight[row]! * distance[row]!;
  const value = sum > 0 ? twice / (2 * people * sum) : Number.NaN;
  const contribution = new Float64Array(y.length);
  for (const row of rows) {
    const influence = distance[row]! / (people * sum) - value * (1 / people + y[row]! / sum);
    contribution[row] = weight[row]! * influence;
  }
  return fromRows(design, value, contribution, (row) => !Number.isNaN(y[row]!));
}
