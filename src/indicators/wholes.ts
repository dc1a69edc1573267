import type { Stat } from '../table/estimate.ts';
import type { Computed } from './estimate.ts';
import { cancel, fingerprintOf } from './fingerprint.ts';
import type { Standing } from './indicator.ts';

/** Statistics whose numerators add up over the levels of a breakdown. */
export const ADDITIVE: ReadonlySet<Stat> = new Set(['share', 'mean', 'index', 'difference', 'total']);

/** Numbers that add up to their base row by row, or cancel each other. */
export interface Whole {
  readonly base: string;
  readonly parts: readonly Computed[];
  readonly times: readonly number[];
  /** True where the parts add up to the base, false where they cancel each other. */
  readonly ofBase: boolean;
}

/** Sums that hold row by row, and therefore in every domain. */
export function wholesOf(wholes: readonly Computed[], baseName: ReadonlyMap<Standing, string>): readonly Whole[] {
  const found: Whole[] = [];
  const groups = grouped(wholes, (one) => `${one.indicator}|${baseName.get(one.behind!.standing)}`);
  for (const group of groups.values()) {
    const { standing } = group[0]!.behind!;
    const base = baseName.get(standing) ?? '';
    const shares = group.filter(({ stat }) => stat === 'share');
    const parts = shares.map((one) => [aboveOf(one), 1] as const);
    if (shares.length > 1 && cancel([...parts, [fingerprintOf(standing), -1]]))
      found.push({ base, parts: shares, times: shares.map(() => 1), ofBase: true });
    for (const gap of group.filter(({ stat }) => stat === 'difference')) {
      const sides = group.filter(
        ({ stat, item }) => stat !== 'difference' && item.startsWith(gap.item) && ADDITIVE.has(stat),
      );
      const [first, second] = sides;
      if (first === undefined || second === undefined || sides.length !== 2) continue;
      const terms = [gap, first, second].map((one, place) => [aboveOf(one), place === 2 ? -1 : 1] as const);
      found.push({
        base,
        parts: cancel(terms) ? [gap, first, second] : [gap, second, first],
        times: [1, 1, -1],
        ofBase: false,
      });
    }
  }
  return [...found, ...complements(wholes, baseName)];
}

function aboveOf({ behind }: Computed): number {
  return behind?.fingerprints?.above ?? Number.NaN;
}

/** Pairs of shares of one base, of whatever indicators, that add up to it. */
function complements(wholes: readonly Computed[], baseName: ReadonlyMap<Standing, string>): readonly Whole[] {
  const shares = wholes.filter(({ stat, value }) => stat === 'share' && value !== null && value > 0 && value < 1);
  return [...grouped(shares, ({ behind }) => baseName.get(behind!.standing) ?? '')].flatMap(([base, group]) => {
    const all = fingerprintOf(group[0]!.behind!.standing);
    const known = new Map<number, Computed[]>();
    return group.flatMap((one): readonly Whole[] => {
      const others = known.get(all - aboveOf(one)) ?? [];
      const own = known.get(aboveOf(one)) ?? [];
      known.set(aboveOf(one), [...own, one]);
      return others.map((other) => ({ base, parts: [other, one], times: [1, 1], ofBase: true }));
    });
  });
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key) ?? [];
    if (group.length === 0) groups.set(key, group);
    group.push(item);
  }
  return groups;
}
