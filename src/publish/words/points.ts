import type { Words } from './words.ts';

/**
 * True for a difference of percentages, which is no percentage: the gap of a pair, a change between waves, an average difference in
 * probability. Readers are told it in percentage points.
 */
export function isInPoints({ stat, unit }: { readonly stat: string; readonly unit: string }): boolean {
  return stat === 'marginalEffect' || (stat === 'difference' && unit === '%');
}

/** What stands behind a number of percentage points: « pp ». */
export const pointsUnit = (words: Words): string => words.phrase('points', { n: '' });

/** A difference of two shares in percentage points: 0.123 is « 12.3 pp ». */
export function pointsText(x: number, words: Words): string {
  return words.phrase('points', { n: words.number(100 * x, 'decimal1') });
}
