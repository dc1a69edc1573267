import { degrees } from '../survey/degrees.ts';
import type { Design } from '../survey/design.ts';
import type { Linear, Room } from '../survey/linear.ts';
import { totalsBy } from '../survey/linear.ts';
import { hasValue } from '../table/states.ts';
import type { Breakdown } from './domains.ts';
import type { Standing } from './indicator.ts';
import { OUTSIDE } from './indicator.ts';

/** Who counts in each level of a breakdown. Measures of one question share it. */
export interface Base {
  readonly levels: number;
  /** The level of each row that counts; -1 for the others. */
  readonly counted: Int32Array;
  /** Rows of each level by state, eight a level. */
  readonly states: Int32Array;
  /** Rows that count, those of them of positive weight, their weight, and the people that they are. */
  readonly known: Float64Array;
  readonly weighing: Float64Array;
  readonly weight: Float64Array;
  readonly people: Float64Array;
}

/** Base, weighted denominator, and the PSUs and degrees of freedom of each level. */
export interface Denominator extends Base {
  readonly below: readonly Linear[];
  readonly psus: readonly number[];
  readonly df: readonly number[];
}

/**
 * Who counts in each level, in one sweep of the rows. `interviews` has the interview of each row of a roster (-1: of none). `counted` of one
 * call after another may be in the same `room`.
 */
export function baseOf(
  { weight: weights }: Design,
  standing: Standing,
  breakdown: Breakdown,
  interviews: Int32Array | null,
  room: Int32Array = new Int32Array(standing.length),
): Base {
  const { codes, domains } = breakdown;
  const levels = domains.length;
  const counted = room.fill(-1);
  const states = new Int32Array(8 * levels);
  const known = new Float64Array(levels);
  const weighing = new Float64Array(levels);
  const weight = new Float64Array(levels);
  for (let row = 0; row < codes.length; row += 1) {
    const level = codes[row]!;
    const state = standing[row]!;
    if (level < 0 || state === OUTSIDE) continue;
    states[8 * level + state]! += 1;
    if (!hasValue(state)) continue;
    counted[row] = level;
    known[level]! += 1;
    weight[level]! += weights[row]!;
    if (weights[row]! > 0) weighing[level]! += 1;
  }
  const people = interviews === null ? known : peopleIn(counted, interviews, levels, null, 1);
  return { levels, counted, states, known, weighing, weight, people };
}

/** A base with its denominator, whose sums are in `room` where it is given. */
export function denominatorOf(design: Design, base: Base, denominator: Float64Array, room?: Room): Denominator {
  const below = totalsBy(design, denominator, base.counted, base.levels, room);
  const found = below.map(({ present }) => degrees(design, present));
  return { ...base, below, psus: found.map(({ psus }) => psus), df: found.map(({ df }) => df) };
}

/** Rows of each level that count and are in a share. */
export function rowsIn({ counted, levels }: Base, ofShare: Float64Array): Float64Array {
  const rows = new Float64Array(levels);
  for (let row = 0; row < counted.length; row += 1)
    if (ofShare[row]! > 0 && counted[row]! >= 0) rows[counted[row]!]! += 1;
  return rows;
}

/** People of each level with a row that counts and is in a share (`side` 1) or outside it (0); of any share where `ofShare` is null. */
export function peopleIn(
  counted: Int32Array,
  interviews: Int32Array,
  levels: number,
  ofShare: Float64Array | null,
  side: 0 | 1,
): Float64Array {
  const people = new Float64Array(levels);
  const seen = new Set<number>();
  for (let row = 0; row < counted.length; row += 1) {
    const level = counted[row]!;
    if (level < 0 || (ofShare !== null && (ofShare[row]! > 0 ? 1 : 0) !== side)) continue;
    const person = interviews[row]! * levels + level;
    if (seen.has(person)) continue;
    seen.add(person);
    people[level]! += 1;
  }
  return people;
}
