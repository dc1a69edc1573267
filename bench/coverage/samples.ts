import type { DesignSpec } from '../../src/survey/design.ts';
import type { Population } from './populations.ts';

/** A drawn sample: its people and how they were drawn. */
export interface Sample {
  readonly people: Int32Array;
  readonly spec: DesignSpec;
}

export type Draw = (population: Population, random: () => number) => Sample;

/** n people, each with the same chance. */
export const simple =
  (n: number): Draw =>
  ({ has }, random) => ({
    people: Int32Array.from({ length: n }, () => Math.floor(random() * has.length)),
    spec: { rows: n, weights: new Float64Array(n).fill(has.length / n) },
  });

/** n people of every stratum, however many live there; weights carry the difference. */
export const stratified =
  (n: number, sizes: readonly number[]): Draw =>
  (population, random) => {
    const { stratum, first } = population;
    const people: number[] = [];
    const strata: number[] = [];
    const weights: number[] = [];
    for (const [h, factor] of sizes.entries()) {
      const from = first[stratum.indexOf(h)]!;
      const to = first[stratum.lastIndexOf(h) + 1]!;
      const take = Math.round(n * factor);
      for (let k = 0; k < take; k++) {
        people.push(from + Math.floor(random() * (to - from)));
        strata.push(h);
        weights.push((to - from) / take);
      }
    }
    return {
      people: Int32Array.from(people),
      spec: { rows: people.length, strata: Int32Array.from(strata), weights: Float64Array.from(weights) },
    };
  };

/** In every stratum some villages with chances in proportion to their people, in each as many people. */
export const clustered =
  (strata: number, villages: number, each: number): Draw =>
  ({ stratum, first }, random) => {
    const rows = strata * villages * each;
    const people = new Int32Array(rows);
    const codes = new Int32Array(rows);
    const units = new Int32Array(rows);
    const weights = new Float64Array(rows);
    let row = 0;
    for (let h = 0; h < strata; h++) {
      const low = stratum.indexOf(h);
      const high = stratum.lastIndexOf(h) + 1;
      const whole = first[high]! - first[low]!;
      for (let k = 0; k < villages; k++) {
        // The village of a person drawn at random has a chance in proportion to its people.
        const person = first[low]! + Math.floor(random() * whole);
        const village = villageOf(first, person);
        for (let i = 0; i < each; i++) {
          people[row] = first[village]! + Math.floor(random() * (first[village + 1]! - first[village]!));
          codes[row] = h;
          units[row] = h * villages + k;
          weights[row] = whole / (villages * each);
          row += 1;
        }
      }
    }
    return { people, spec: { rows, strata: codes, stages: [{ units }], weights } };
  };

/** n people with chances in proportion to their size: weights differ, and go with what is asked. */
export const bySize =
  (n: number): Draw =>
  (population, random) => {
    const cumulated = cumulatedSizes(population);
    const whole = cumulated.at(-1)!;
    const people = Int32Array.from({ length: n }, () => placeOf(cumulated, random() * whole));
    return {
      people,
      spec: { rows: n, weights: Float64Array.from(people, (person) => whole / (n * population.size[person]!)) },
    };
  };

const cumulatedOf = new WeakMap<Population, Float64Array>();

function cumulatedSizes(population: Population): Float64Array {
  const known = cumulatedOf.get(population);
  if (known !== undefined) return known;
  let sum = 0;
  const made = population.size.map((size) => {
    sum += size;
    return sum;
  });
  cumulatedOf.set(population, made);
  return made;
}

/** The first place whose cumulated size is above a number. */
function placeOf(cumulated: Float64Array, at: number): number {
  let low = 0;
  let high = cumulated.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cumulated[middle]! > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

function villageOf(first: Int32Array, person: number): number {
  let low = 0;
  let high = first.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (first[middle]! <= person) low = middle;
    else high = middle - 1;
  }
  return low;
}
