import type { DomainPart, Stat } from '../table/estimate.ts';
import { cancel } from './fingerprint.ts';

/** A quantity in one domain. */
export interface Amount {
  readonly domain: readonly DomainPart[];
  /** Its place among the quantities. */
  readonly place: number;
  readonly amount: number;
}

/** One quantity through all domains: a base, a numerator, or of a ratio the total above, the total below and the ratio itself. */
export interface Track {
  readonly family: string;
  readonly of: 'base' | 'numerator' | 'above' | 'below' | 'ratio';
  readonly table: string;
  readonly indicator: string;
  readonly stat: Stat;
  /** The base that it belongs to. */
  readonly base: string;
  /** Of its rows (`fingerprint.ts`); none of a ratio itself. */
  readonly fingerprint: number;
  readonly in: ReadonlyMap<string, Amount>;
}

type Terms = readonly (readonly [place: number, times: number])[];

/**
 * Equations among the quantities of each domain that readers can set up from what the tables are, besides those of the levels:
 * - two quantities that add up the same rows are one (the share with don't know as no counts whom the share among those who know counts;
 *   the base of one table is who is in the share of another; the total below a ratio is the base of another table);
 * - a base that is another base and a third together, or a share of it and another base;
 * - two shares whose difference is the difference of their bases (don't know as yes, and as no);
 * - a ratio is the total above over the total below, and parts of one total add up to it.
 *
 * They are true of the rows, and therefore in every domain. Numbers that are equal by chance, as counts of few people often are, say nothing: who
 * does not see the hidden one cannot know that it is the same.
 */
export function relationsAmong(tracks: readonly Track[]): readonly Terms[] {
  const found: Terms[] = [];
  const counted = tracks.filter(({ of }) => of !== 'ratio');
  const bases = counted.filter(({ of }) => of === 'base');
  const say = (parts: readonly (readonly [Track, number])[]) => found.push(...everywhere(parts));
  // The same rows.
  for (const alike of sealed(counted).values())
    for (const [at, one] of alike.entries())
      for (const other of alike.slice(at + 1))
        if (one.table === other.table && !apart(one, other))
          say([
            [one, 1],
            [other, -1],
          ]);
  // Bases that make up another one.
  const byTotal = sealed(bases);
  const shares = counted.filter(({ of, stat }) => of === 'numerator' && stat === 'share');
  for (const whole of bases) {
    const parts = [...bases.filter((base) => base !== whole), ...shares.filter(({ base }) => base === whole.family)];
    for (const part of parts) {
      if (part.table !== whole.table || part.fingerprint === 0) continue;
      for (const rest of byTotal.get(Math.fround(whole.fingerprint - part.fingerprint)) ?? []) {
        const others = rest.table === whole.table && rest !== part && rest !== whole;
        if (!others || (part.of === 'base' && part.family > rest.family)) continue;
        say([
          [whole, 1],
          [part, -1],
          [rest, -1],
        ]);
      }
    }
  }
  // Shares of one indicator on two bases.
  for (const one of shares)
    for (const other of shares) {
      if (one.indicator !== other.indicator || one.base >= other.base) continue;
      const [a, b] = [one, other].map(({ base }) => bases.find(({ family }) => family === base));
      if (a !== undefined && b !== undefined)
        say([
          [one, 1],
          [other, -1],
          [a, -1],
          [b, 1],
        ]);
    }
  for (const ratio of tracks.filter(({ of }) => of === 'ratio')) found.push(...ofRatio(ratio, tracks));
  return [...found, ...partsOfRatios(tracks)];
}

/** Two that need no equation: one quantity already; a gap, which is one of its sides only where the other is nobody; everybody of a base. */
function apart(one: Track, other: Track): boolean {
  if (one.stat === 'difference' || other.stat === 'difference') return true;
  if (one.family === other.base || other.family === one.base) return true;
  return one.of === 'numerator' && other.of === 'numerator' && one.base === other.base && one.stat === other.stat;
}

/** Tracks whose fingerprints may be the same, by what rounding leaves of them. */
function sealed(tracks: readonly Track[]): ReadonlyMap<number, readonly Track[]> {
  const found = new Map<number, Track[]>();
  for (const track of tracks) {
    if (!Number.isFinite(track.fingerprint) || track.fingerprint === 0) continue;
    const seal = Math.fround(track.fingerprint);
    const own = found.get(seal) ?? [];
    found.set(seal, own);
    own.push(track);
  }
  return found;
}

/** The equation Σ times × track = 0 in each domain that all the tracks have, where it holds row by row; none where it does not. */
function everywhere(parts: readonly (readonly [Track, number])[]): readonly Terms[] {
  if (!cancel(parts.map(([{ fingerprint }, times]) => [fingerprint, times]))) return [];
  const terms: Terms[] = [];
  for (const name of parts[0]?.[0].in.keys() ?? []) {
    const here = parts.map(([track, times]) => [track.in.get(name)?.place ?? -1, times] as const);
    if (here.every(([place]) => place >= 0)) terms.push(here);
  }
  return terms;
}

/** above − value × below − (how far the ratio is from its value) = 0: with two of the three a reader has the third. */
function ofRatio(ratio: Track, tracks: readonly Track[]): readonly Terms[] {
  const name = ratio.family.slice(0, -1);
  const above = tracks.find(({ family }) => family === `${name}#`);
  const below = tracks.find(({ family }) => family === `${name}/`);
  return [...ratio.in].flatMap(([domain, { place }]): readonly Terms[] => {
    const [top, bottom] = [above?.in.get(domain), below?.in.get(domain)];
    if (top === undefined || bottom === undefined || bottom.amount === 0) return [];
    return [
      [
        [top.place, 1],
        [bottom.place, -top.amount / bottom.amount],
        [place, -1],
      ],
    ];
  });
}

/** Ratios of one indicator over the same total whose totals above add up to it: the parts of a whole. */
function partsOfRatios(tracks: readonly Track[]): readonly Terms[] {
  const found: Terms[] = [];
  const above = tracks.filter(({ of }) => of === 'above');
  const below = new Map(tracks.filter(({ of }) => of === 'below').map((track) => [track.family.slice(0, -1), track]));
  const whole = (track: Track) => below.get(track.family.slice(0, -1));
  const groups = new Map<string, Track[]>();
  for (const track of above) {
    const under = whole(track);
    if (under === undefined) continue;
    const name = `${track.table}|${track.indicator}|${Math.fround(under.fingerprint)}`;
    groups.set(name, [...(groups.get(name) ?? []), track]);
  }
  for (const group of groups.values()) {
    const under = group[0] && whole(group[0]);
    if (under === undefined || group.length < 2) continue;
    found.push(...everywhere([...group.map((track) => [track, 1] as const), [under, -1] as const]));
  }
  return found;
}
