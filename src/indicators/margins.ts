import type { DomainPart } from '../table/estimate.ts';
import type { Computed } from './estimate.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Standing } from './indicator.ts';
import type { Equation } from './recover.ts';
import type { Amount, Track } from './relations.ts';
import { relationsAmong } from './relations.ts';
import { ADDITIVE, wholesOf } from './wholes.ts';

/** A quantity that published estimates tell: the weighted numerator or the base of one domain. */
export interface Quantity {
  /** Places of the estimates that tell it, among those given; of a base, all that rest on it. None tells the totals of a ratio. */
  readonly estimates: readonly number[];
  readonly base: boolean;
  /** True of a difference or ratio, which is told by its sides. */
  readonly derived: boolean;
  /** True of a ratio. */
  readonly ratio: boolean;
  /** Nobody is in it, which readers may know. */
  readonly empty: boolean;
  /** The number itself; of a ratio, how far it is from what it is: 0. */
  readonly amount: number;
  /** People that it counts: in the base, or in the share. */
  readonly size: number;
  /** People of the domain, whatever the question: the same level is the small one in every table. */
  readonly domain: number;
}

/** All that the margins of the published tables say of each other. */
export interface Margins {
  readonly quantities: readonly Quantity[];
  /** For each estimate the place of its numerator, or -1, and that of its base, or -1. */
  readonly numerators: Int32Array;
  readonly bases: Int32Array;
  readonly equations: readonly Equation[];
}

/**
 * The equations that readers can set up: levels of a breakdown add up to their total (bases, weighted and not, and numerators alike; crossed
 * levels to both of their margins), and what `relations.ts` finds among the numbers of one domain. Bases and numerators that are the same rows
 * in several indicators are one quantity. Where people are in no level of a breakdown the levels are held to add up all the same: that
 * protects more, never less.
 */
export function marginsOf(estimates: readonly Computed[]): Margins {
  const quantities: (Omit<Quantity, 'estimates'> & { estimates: number[] })[] = [];
  const places = new Map<string, number>();
  const numerators = new Int32Array(estimates.length).fill(-1);
  const bases = new Int32Array(estimates.length).fill(-1);
  const baseName = baseNames(estimates);
  const sizes = domainSizes(estimates);
  const tracks = new Map<string, MutableTrack>();
  const wholes = new Map(
    estimates.flatMap((one) =>
      one.domain.length === 0 && one.behind !== undefined ? [[named(one), one] as const] : [],
    ),
  );
  const numeratorName = new Map<string, string>();
  const known = new Map<string, string>();
  for (const [name, one] of wholes) {
    // The same column, under whatever name.
    const { standing, fingerprints } = one.behind!;
    const seal = `${baseName.get(standing)}|${one.stat}|${fingerprints?.above}|${fingerprints?.below}`;
    const same = fingerprints === null || one.value === null || one.se === 0 ? name : (known.get(seal) ?? name);
    known.set(seal, same);
    numeratorName.set(name, same);
  }
  const quantity = (
    { family, of, indicator, base, fingerprint }: Omit<Track, 'table' | 'stat' | 'in'>,
    one: Computed,
    amount: number,
    at: number,
  ): number => {
    const domain = domainName(one.domain);
    const name = `${family}|${domain}`;
    const place = places.get(name) ?? quantities.length;
    if (place === quantities.length) {
      places.set(name, place);
      const derived = of === 'ratio' || (of === 'numerator' && one.stat === 'difference');
      const size = of === 'base' ? one.behind!.people : (one.behind!.holders ?? one.behind!.people);
      const people = sizes.get(`${one.table}|${domain}`) ?? 0;
      quantities.push({
        estimates: [],
        base: of === 'base',
        derived,
        ratio: of === 'ratio',
        empty: isEmpty(one),
        amount,
        size,
        domain: people,
      });
      const track = tracks.get(family) ?? {
        family,
        of,
        indicator,
        base,
        fingerprint,
        table: one.table,
        stat: one.stat,
        in: new Map(),
      };
      tracks.set(family, track);
      track.in.set(domain, { domain: one.domain, place, amount });
    }
    if (at >= 0) quantities[place]!.estimates.push(at);
    return place;
  };
  for (const [at, one] of estimates.entries()) {
    if (one.behind === undefined || one.why === 'parameter') continue;
    const { below, standing, fingerprints } = one.behind;
    const base = baseName.get(standing) ?? '';
    const { indicator } = one;
    const everyone = fingerprintOf(standing);
    bases[at] = quantity(
      { family: base, of: 'base', indicator, base, fingerprint: everyone },
      one,
      one.weighted ?? 0,
      at,
    );
    if (fingerprints === null) continue;
    const name = numeratorName.get(named(one)) ?? named(one);
    const over = one.stat === 'total' ? 1 : ((one.stat === 'ratio' ? below : one.weighted) ?? 0);
    const amount = (one.value ?? 0) * over;
    const above = (of: 'numerator' | 'above', place: number) =>
      quantity({ family: `${name}#`, of, indicator, base, fingerprint: fingerprints.above }, one, amount, place);
    if (ADDITIVE.has(one.stat)) numerators[at] = above('numerator', at);
    if (one.stat !== 'ratio') continue;
    above('above', -1);
    const under = fingerprints.below;
    quantity({ family: `${name}/`, of: 'below', indicator, base, fingerprint: under }, one, below ?? 0, -1);
    numerators[at] = quantity(
      { family: `${name}%`, of: 'ratio', indicator, base, fingerprint: Number.NaN },
      one,
      0,
      at,
    );
  }
  const equations: Equation[] = [];
  const say = (terms: readonly (readonly [number, number])[]) => {
    const sum = new Map<number, number>();
    for (const [place, times] of terms) sum.set(place, (sum.get(place) ?? 0) + times);
    const left = [...sum].filter(([, times]) => times !== 0);
    if (left.length > 1) equations.push({ terms: left });
  };
  for (const { of, family, in: domains } of tracks.values())
    if (of !== 'ratio')
      levelsAddUp(family, new Map([...domains].map(([name, { domain }]) => [name, domain])), places, say);
  for (const whole of wholesOf([...wholes.values()], baseName)) {
    const parts = whole.parts.map((one) => numeratorName.get(named(one)) ?? named(one));
    for (const domain of tracks.get(whole.base)?.in.keys() ?? []) {
      const terms = parts.map((name, part) => [places.get(`${name}#|${domain}`) ?? -1, whole.times[part]!] as const);
      const base = places.get(`${whole.base}|${domain}`) ?? -1;
      if (terms.every(([place]) => place >= 0)) say(whole.ofBase ? [...terms, [base, -1]] : terms);
    }
  }
  for (const terms of relationsAmong([...tracks.values()])) say(terms);
  return { quantities, numerators, bases, equations };
}

type MutableTrack = Omit<Track, 'in'> & { readonly in: Map<string, Amount> };

/** Nobody is in the base, and nobody's missing answer stands beside it: at most people who were not asked. */
function isEmpty({ n, blank, dontKnow, refused, removed, invalid }: Computed): boolean {
  return [n, blank, dontKnow, refused, removed, invalid].every((count) => count === 0);
}

function domainName(domain: readonly DomainPart[]): string {
  return domain.length === 0 ? '' : JSON.stringify(domain.map(({ field, level }) => [field, level]));
}

function named({ indicator, stat, item }: Computed): string {
  return JSON.stringify([indicator, stat, item]);
}

/** A name for each set of rows that estimates rest on: equal rows have one, whichever indicator they belong to. */
function baseNames(estimates: readonly Computed[]): ReadonlyMap<Standing, string> {
  const names = new Map<Standing, string>();
  const alike = new Map<string, { readonly standing: Standing; readonly name: string }[]>();
  for (const { behind, table } of estimates) {
    if (behind === undefined || names.has(behind.standing)) continue;
    const seal = `${table} ${fingerprintOf(behind.standing)}`;
    const those = alike.get(seal) ?? [];
    const same = those.find(({ standing }) => equal(standing, behind.standing));
    const name = same?.name ?? `base ${names.size} of ${table}`;
    names.set(behind.standing, name);
    if (same === undefined) alike.set(seal, [...those, { standing: behind.standing, name }]);
  }
  return names;
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/** People of each domain of each table, at most, over all that is asked of them. */
function domainSizes(estimates: readonly Computed[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const { table, domain, behind } of estimates) {
    const name = `${table}|${domainName(domain)}`;
    sizes.set(name, Math.max(sizes.get(name) ?? 0, behind?.people ?? 0));
  }
  return sizes;
}

/** Σ levels = the domain without the breakdown's field; Σ of all crossed levels = everybody, where no margin between is published. */
function levelsAddUp(
  family: string,
  domains: ReadonlyMap<string, readonly DomainPart[]>,
  places: ReadonlyMap<string, number>,
  say: (terms: readonly (readonly [number, number])[]) => void,
): void {
  const place = (name: string) => places.get(`${family}|${name}`) ?? -1;
  const sums = new Map<string, number[]>();
  for (const [name, domain] of domains) {
    if (domain.length === 0) continue;
    const fields = domain.map(({ field }) => field);
    const margins = domain
      .map(({ field }) => ({ field, margin: domainName(domain.filter((part) => part.field !== field)) }))
      .filter(({ margin }) => domains.has(margin));
    const into = margins.length > 0 ? margins : domains.has('') ? [{ field: fields.join('\u001f'), margin: '' }] : [];
    for (const { field, margin } of into) {
      const key = JSON.stringify([margin, field, fields]);
      const levels = sums.get(key) ?? [place(margin)];
      levels.push(place(name));
      sums.set(key, levels);
    }
  }
  for (const [total = -1, ...levels] of sums.values())
    say([[total, -1], ...levels.map((level) => [level, 1] as const)]);
}
