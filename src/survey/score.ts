/** Where a test of «the share below this value is p» stops rejecting: two of the values themselves. */
export interface ScoreBounds {
  readonly low: number;
  readonly high: number;
  /** Shares at or below the two values. */
  readonly below: readonly [number, number];
}

/** The share at or below the first `count` rows of a sorted domain, and its standard error. */
export type ShareOfFirst = (count: number) => { readonly value: number; readonly se: number };

/**
 * The interval of a quantile by inverting the score test (Francisco and Fuller 1991): the values θ at which
 * (p − F(θ)) / se(F(θ)), F the weighted share at or below θ, is within ± t. It is a step function of θ that jumps at the
 * values, so both ends are values: the first that is not rejected, and the one at which rejection begins again. `sorted`
 * are the values in ascending order. Found by halving, which takes one crossing where the test is not monotone.
 */
export function scoreBounds(sorted: ArrayLike<number>, share: number, t: number, of: ShareOfFirst): ScoreBounds {
  const low = firstAtMost(sorted, share, t, of);
  const high = firstAtMost(sorted, share, -t, of);
  return { low: sorted[low - 1]!, high: sorted[high - 1]!, below: [of(low).value, of(high).value] };
}

/** The score at the value of the last of the first `count` rows: falling from +∞ to −∞. */
export function score(share: number, { value, se }: { readonly value: number; readonly se: number }): number {
  return (share - value) / se;
}

/** How many rows are at or below the first value whose score is at most `limit`; at the last value it always is. */
function firstAtMost(sorted: ArrayLike<number>, share: number, limit: number, of: ShareOfFirst): number {
  let from = 0;
  let to = sorted.length - 1;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (score(share, of(withTies(sorted, middle))) <= limit) to = middle;
    else from = middle + 1;
  }
  return withTies(sorted, from);
}

/** The number of rows up to the last that equals row `at`. */
function withTies(sorted: ArrayLike<number>, at: number): number {
  let end = at + 1;
  while (end < sorted.length && sorted[end] === sorted[at]) end += 1;
  return end;
}
