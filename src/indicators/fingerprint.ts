import { hasValue } from '../table/states.ts';
import type { CountedMeasure, Standing } from './indicator.ts';

/** The fingerprints of what a number is made of: the total above, and of a ratio the total below. */
export interface Fingerprints {
  readonly above: number;
  readonly below: number;
}

/** Random numbers of this many bits add up exactly over millions of rows. */
const BITS = 30;

/** Relative difference that rounding may leave between two sums over the same rows. */
const ROUNDING = 1e-10;

/**
 * Of what each row adds to a number: Σ a random number of the row × what it adds. Row by row A = B + C where the fingerprints say so, and then
 * also in every domain and under any weights; sums that are merely the same number have different ones. Random linear sketches are Freivalds'
 * test of an identity (1977); two different numbers have the same in less than one case of a million. Null of a quantile, which adds nothing up.
 * The same rows give the same in every run.
 */
export function fingerprintsOf(measure: CountedMeasure): Fingerprints | null {
  if (!('numerator' in measure)) return null;
  const known = found.get(measure);
  if (known !== undefined) return known;
  const { stat, standing, numerator, denominator } = measure;
  const made = {
    above: sumOver(standing, numerator),
    below: stat === 'ratio' ? sumOver(standing, denominator) : fingerprintOf(standing),
  };
  found.set(measure, made);
  return made;
}

const found = new WeakMap<CountedMeasure, Fingerprints>();

/** That of a base: each row that counts adds 1. */
export function fingerprintOf(standing: Standing): number {
  const known = ofBases.get(standing) ?? sumOver(standing, null);
  ofBases.set(standing, known);
  return known;
}

const ofBases = new WeakMap<Standing, number>();

/** Σ times × fingerprint is zero, but for rounding. */
export function cancel(terms: readonly (readonly [fingerprint: number, times: number])[]): boolean {
  let [sum, size] = [0, 0];
  for (const [fingerprint, times] of terms) {
    sum += times * fingerprint;
    size += Math.abs(times * fingerprint);
  }
  return Math.abs(sum) <= ROUNDING * size;
}

function sumOver(standing: Standing, values: Float64Array | Uint8Array | null): number {
  const random = randomOfRows(standing.length);
  let sum = 0;
  for (let row = 0; row < standing.length; row += 1)
    if (hasValue(standing[row]!)) sum += values === null ? random[row]! : random[row]! * values[row]!;
  return sum;
}

let rows = new Float64Array(0);

/** A number for each row, by the finaliser of MurmurHash3. */
function randomOfRows(count: number): Float64Array {
  if (rows.length >= count) return rows;
  rows = Float64Array.from({ length: Math.max(count, 2 * rows.length) }, (_, row) => {
    let hash = row + 1;
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return 1 + ((hash ^ (hash >>> 16)) >>> (32 - BITS));
  });
  return rows;
}
