import type { Psus } from '../psus.ts';

/** PSUs joined into fewer, for resampling: the group of each, and the groups as PSUs of their strata. */
export interface JoinedPsus {
  readonly group: Int32Array;
  readonly groups: Omit<Psus, 'ofRow'>;
}

/**
 * Joins PSUs where there are more than `most`, so that the work of resampling does not grow with the sample: each stratum keeps groups in
 * proportion to its PSUs, at least two, its i-th PSU in group i mod groups. Groups of PSUs drawn independently are independent draws of their
 * stratum too (Wolter 2007, section 2.2); what is lost is degrees of freedom, of which `most` leaves plenty.
 */
export function joinedPsus({ count, first, correction }: Psus, most: number): JoinedPsus {
  const group = Int32Array.from({ length: count }, (_, u) => u);
  if (count <= most) return { group, groups: { count, first, correction } };
  const starts = new Int32Array(first.length);
  for (let h = 0; h < first.length - 1; h++) {
    const [from, n] = [first[h]!, first[h + 1]! - first[h]!];
    const kept = Math.min(n, Math.max(2, Math.floor((n * most) / count)));
    for (let i = 0; i < n; i++) group[from + i] = starts[h]! + (i % kept);
    starts[h + 1] = starts[h]! + kept;
  }
  return { group, groups: { count: starts.at(-1)!, first: starts, correction } };
}
