import { z } from 'zod';
import type { Estimate } from '../../table/estimate.ts';

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
