import { betaQuantile } from '../../src/survey/distributions/beta.ts';
import { normalQuantile } from '../../src/survey/distributions/normal.ts';

/** A made-up population: villages of people, with what is true of them. */
export interface Population {
  /** Stratum and first person of each village; village v has people first[v] … first[v + 1] − 1. */
  readonly stratum: Int32Array;
  readonly first: Int32Array;
  /** 1 for those who have the thing whose share is estimated. */
  readonly has: Uint8Array;
  /** Income: log-normal, skewed as incomes are. */
  readonly income: Float64Array;
  /** What chances of selection follow where they are unequal. */
  readonly size: Float64Array;
  /** A number that explains part of income: the regressor of the model. */
  readonly land: Float64Array;
}

/** How a population is made: the share who have it, and how alike people of one village are (intra-class correlation). */
export interface Making {
  readonly villages: number;
  readonly strata: number;
  readonly share: number;
  readonly icc: number;
}

/** Makes a population from a stream of uniform numbers. Villages have 40 to 160 people; strata differ in share and income. */
export function makePopulation({ villages, strata, share, icc }: Making, random: () => number): Population {
  const first = new Int32Array(villages + 1);
  for (let v = 0; v < villages; v++) first[v + 1] = first[v]! + 40 + Math.floor(random() * 121);
  const people = first[villages]!;
  const stratum = Int32Array.from({ length: villages }, (_, v) => Math.floor((v * strata) / villages));
  const has = new Uint8Array(people);
  const income = new Float64Array(people);
  const size = new Float64Array(people);
  const land = new Float64Array(people);
  const normal = () => normalQuantile(0.5e-9 + random() * (1 - 1e-9));
  for (let v = 0; v < villages; v++) {
    const lift = strata === 1 ? 0 : stratum[v]! / (strata - 1) - 0.5;
    const p = Math.min(0.95, share * (1 + 0.6 * lift));
    const here =
      icc === 0 ? p : betaQuantile(0.5e-9 + random() * (1 - 1e-9), (p * (1 - icc)) / icc, ((1 - p) * (1 - icc)) / icc);
    const village = normal();
    const fields = normal();
    for (let i = first[v]!; i < first[v + 1]!; i++) {
      land[i] = Math.sqrt(0.5) * (fields + normal());
      has[i] = random() < here ? 1 : 0;
      const z = Math.sqrt(icc) * village + Math.sqrt(1 - icc) * normal();
      income[i] = 100 * Math.exp(0.7 * z + 0.5 * lift + 0.2 * land[i]!);
      size[i] = Math.exp(0.6 * normal() + 0.5 * z + 0.3 * has[i]!);
    }
  }
  return { stratum, first, has, income, size, land };
}
