import type { QuantileRule } from '../../src/survey/quantilerule.ts';

/**
 * survey 4.1 reads the second smallest value where a share is below that of the smallest (its `last()` answers 1 for
 * "none"; hf4 then goes on beyond the smallest along the line to the second); ours reads the smallest. Answers R's reading for such a share, null for any other: for the comparison only.
 */
export function surveyEdge(
  x: ArrayLike<number>,
  weight: ArrayLike<number>,
  rule: QuantileRule,
): (share: number) => number | null {
  if (!['math', 'school', 'hf1', 'hf2', 'hf3', 'hf4'].includes(rule)) return () => null;
  const rows = Array.from({ length: x.length }, (_, row) => row).sort((a, b) => x[a]! - x[b]!);
  const whole = rows.reduce((sum, row) => sum + weight[row]!, 0);
  // Only hf3 puts equal values together first.
  const isFirst = (row: number, place: number): boolean => (rule === 'hf3' ? x[row] === x[rows[0]!] : place === 0);
  const first = rows.filter(isFirst);
  const second = rows.find((row, place) => !isFirst(row, place));
  const below = first.reduce((sum, row) => sum + weight[row]!, 0);
  return (share) => {
    if (second === undefined || below <= share * whole) return null;
    // hf4 lies on the line through the two smallest, below both.
    const along = rule === 'hf4' ? (share * whole - below) / weight[second]! : 1;
    return x[rows[0]!]! + (x[second]! - x[rows[0]!]!) * along;
  };
}
