import type { Estimate } from '../../table/estimate.ts';
import type { Words } from '../words/words.ts';

/** More items than this are a table, not a picture. */
const MOST = 20;

/**
 * The items that a figure draws of some estimates, in the order in which they come: all, or the `most` whose largest share is largest (those
 * without a number last), and then a sentence on how many are left out.
 */
export function largestItems(
  estimates: readonly Estimate[],
  words: Words,
  most = MOST,
): { readonly items: readonly string[]; readonly remarks: readonly string[] } {
  const items = [...new Set(estimates.map(({ item }) => item))];
  if (items.length <= most) return { items, remarks: [] };
  const shares = new Map<string, number>();
  for (const { item, value } of estimates)
    shares.set(item, Math.max(shares.get(item) ?? Number.NEGATIVE_INFINITY, value ?? Number.NEGATIVE_INFINITY));
  const share = (item: string) => shares.get(item) ?? Number.NEGATIVE_INFINITY;
  const kept = new Set([...items].sort((a, b) => (share(a) === share(b) ? 0 : share(b) - share(a))).slice(0, most));
  const counts = { shown: words.number(most, 'count'), n: words.number(items.length - most, 'count') };
  return { items: items.filter((item) => kept.has(item)), remarks: [words.phrase('figureLargest', counts)] };
}
