import { adjustP } from '../survey/classical/multiplicity.ts';
import type { Computed } from './estimate.ts';

/** The tested differences of one indicator with q-values: Benjamini and Hochberg over its items, in each domain apart. */
export function adjusted(estimates: readonly Computed[]): readonly Computed[] {
  const families = new Map<string, number[]>();
  for (const [at, { stat, p, q, domain }] of estimates.entries()) {
    if (stat !== 'difference' || p === null || q !== null) continue;
    const key = JSON.stringify(domain);
    families.set(key, [...(families.get(key) ?? []), at]);
  }
  const found = new Map<number, number | null>();
  for (const places of families.values()) {
    const q = adjustP(
      places.map((at) => estimates[at]?.p ?? null),
      'BH',
    );
    for (const [place, at] of places.entries()) found.set(at, q[place] ?? null);
  }
  return estimates.map((estimate, at) => (found.has(at) ? { ...estimate, q: found.get(at) ?? null } : estimate));
}
