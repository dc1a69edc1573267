import { z } from 'zod';
import type { Estimate } from '../../table/estimate.ts';
import { markOf } from '../words/marks.ts';
import type { Words } from '../words/words.ts';
import { readingOf } from './readings.ts';

/** What a paired indicator says of one item: its two sides and the second minus the first. */
export interface Pair {
  readonly item: string;
  readonly sides: readonly [Estimate, Estimate];
  readonly difference: Estimate | undefined;
}

/** Which side a figure shows first. The difference is the second minus the first all the same. */
export const secondFirst = z.boolean().default(false);

/** Both of something in the order in which a figure shows them. */
export function shownOrder<T>([first, second]: readonly [T, T], turned: boolean): readonly [T, T] {
  return turned ? [second, first] : [first, second];
}

/** The pairs of an indicator among everybody in its base, in the order in which they come, and the names of its two sides. */
export function pairsOf(
  indicator: string,
  estimates: readonly Estimate[],
): { readonly pairs: readonly Pair[]; readonly sides: readonly [string, string] } {
  const own = estimates.filter((each) => each.indicator === indicator && each.domain.length === 0);
  const differences = new Map(own.filter(({ stat }) => stat === 'difference').map((each) => [each.item, each]));
  const pairs = [...differences.keys()].flatMap((item): readonly Pair[] => {
    const [first, second] = own.filter((each) => each.stat !== 'difference' && each.item.startsWith(`${item}.`));
    return first === undefined || second === undefined
      ? []
      : [{ item, sides: [first, second], difference: differences.get(item) }];
  });
  const side = (which: 0 | 1) => {
    const [pair] = pairs;
    return pair === undefined ? '' : pair.sides[which].item.slice(pair.item.length);
  };
  return { pairs, sides: [side(0), side(1)] };
}

/** « +3,2 pt » with its mark, or the mark that stands in its place; '' where a pair has no difference. */
export function differenceText({ difference }: Pair, words: Words): string {
  if (difference === undefined) return '';
  const { text, value } = readingOf(difference, '', words);
  if (value === undefined) return markOf(difference);
  // The sign says which side is larger, and keeps its place in a line from right to left.
  return value > 0 ? `${words.direction === 'rtl' ? '\u200e+' : '+'}${text}` : text;
}

/** Both sides and differences of an indicator, each called by its item. */
export function labelledPairs(
  indicator: string,
  drawn: readonly Estimate[],
  words: Words,
): readonly { readonly label: string; readonly estimate: Estimate }[] {
  return drawn.map((estimate) => {
    const title = words.item(indicator, estimate.item);
    const difference = estimate.stat === 'difference';
    return {
      estimate,
      label: difference ? words.phrase('itemOf', { title, item: words.phrase('difference') }) : title,
    };
  });
}
