import type { Design } from '../survey/design.ts';
import { addToCells, type Domains, degreesIn, domainsOf, totalsIn } from '../survey/domains.ts';
import { newRoom, type Room } from '../table/room.ts';
import { ANSWERED, hasValue, IMPUTED } from '../table/states.ts';
import type { Breakdown } from './domains.ts';
import type { Standing } from './indicator.ts';
import { OUTSIDE } from './indicator.ts';

/** Breakdowns that are tabulated together, their levels as domains of the design. */
export interface Tabulation {
  readonly breakdowns: readonly Breakdown[];
  readonly domains: Domains;
  /** The interview of each row of a roster (−1: of none); null where rows are interviews. */
  readonly interviews: Int32Array | null;
  /** For sums that no estimate keeps. */
  readonly room: Room;
}

/** Who counts in each domain. Measures of one question share it. */
export interface Base {
  readonly tabulation: Tabulation;
  readonly standing: Standing;
  /** Places in the order of the domains' rows of those that count. */
  readonly places: Int32Array;
  /** Rows of each domain by state, eight a domain. */
  readonly states: Int32Array;
  /** Rows that count, those of them of positive weight, their weight, and the people that they are. */
  readonly known: Float64Array;
  readonly weighing: Float64Array;
  readonly weight: Float64Array;
  readonly people: Float64Array;
  /** The weight of each cell as its first sum, and the PSUs and degrees of freedom of each domain. */
  readonly weights: Float64Array;
  readonly psus: Float64Array;
  readonly df: Float64Array;
}

/** Tabulates by some breakdowns. */
export function tabulationOf(
  design: Design,
  breakdowns: readonly Breakdown[],
  interviews: Int32Array | null,
): Tabulation {
  const levels = breakdowns.map(({ codes, domains }) => ({ codes, levels: domains.length }));
  return { breakdowns, domains: domainsOf(design, levels, interviews), interviews, room: newRoom() };
}

/** Who counts in each domain, in one sweep of the rows; cells and places are lent of the tabulation's room. */
export function baseOf(design: Design, standing: Standing, tabulation: Tabulation): Base {
  const { domains, interviews, room } = tabulation;
  const { breakdowns, count, rows, cell, domain } = domains;
  const { weight: weights } = design;
  const states = new Int32Array(8 * count);
  const unweighted = new Int32Array(count);
  const sums = room.doubles(2 * domain.length);
  const places = room.ints(rows.length);
  let counted = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    const state = standing[row]!;
    if (state === OUTSIDE) continue;
    const from = i * breakdowns;
    const to = from + breakdowns;
    if (state !== ANSWERED)
      for (let at = from; at < to; at += 1) if (cell[at]! >= 0) states[8 * domain[cell[at]!]! + state]! += 1;
    if (!hasValue(state)) continue;
    places[counted++] = i;
    const w = weights[row]!;
    addToCells(domains, i, w, 1, sums);
    if (w > 0) continue;
    for (let at = from; at < to; at += 1) if (cell[at]! >= 0) unweighted[domain[cell[at]!]!]! += 1;
  }
  const known = totalsIn(domains, sums, 1);
  for (let d = 0; d < count; d += 1) states[8 * d + ANSWERED] = known[d]! - states[8 * d + IMPUTED]!;
  const base = {
    ...{ tabulation, standing, places: places.subarray(0, counted), states, known, weights: sums },
    ...{ weighing: known.map((all, d) => all - unweighted[d]!), weight: totalsIn(domains, sums, 0) },
    ...degreesIn(domains, sums),
  };
  return { ...base, people: interviews === null ? known : peopleIn(base, interviews, null, 1) };
}

/** People of each domain with a row that counts and is in a share (`side` 1) or outside it (0); of any share where `ofShare` is null. */
export function peopleIn(
  { tabulation: { domains }, places }: Pick<Base, 'tabulation' | 'places'>,
  interviews: Int32Array,
  ofShare: Float64Array | Uint8Array | null,
  side: 0 | 1,
): Float64Array {
  const { breakdowns, count, rows, cell, domain } = domains;
  const people = new Float64Array(count);
  // Rows of an interview stand together.
  const last = new Int32Array(count).fill(-2);
  for (const i of places) {
    const row = rows[i]!;
    if (ofShare !== null && (ofShare[row]! > 0 ? 1 : 0) !== side) continue;
    for (let at = i * breakdowns, end = at + breakdowns; at < end; at += 1) {
      const d = cell[at]! < 0 ? -1 : domain[cell[at]!]!;
      if (d < 0 || last[d] === interviews[row]) continue;
      last[d] = interviews[row]!;
      people[d]! += 1;
    }
  }
  return people;
}

/** The level of a breakdown in which each row counts; −1 for the others. */
export function countedIn({ codes }: Breakdown, standing: Standing): Int32Array {
  const counted = new Int32Array(codes.length).fill(-1);
  for (let row = 0; row < codes.length; row += 1) if (hasValue(standing[row]!)) counted[row] = codes[row]!;
  return counted;
}
