import fc from 'fast-check';
import { type Design, type DesignSpec, design } from '../../src/survey/design.ts';
import { type Linear, ratio, total } from '../../src/survey/linear.ts';

/** R's fpc data: two strata of five and three PSUs. */
export const fpc = {
  strata: Int32Array.of(1, 1, 1, 1, 1, 2, 2, 2),
  psu: Int32Array.of(1, 2, 3, 4, 5, 1, 2, 3),
  weight: Float64Array.of(3, 3, 3, 3, 3, 4, 4, 4),
  population: Float64Array.of(15, 15, 15, 15, 15, 12, 12, 12),
  x: Float64Array.of(2.8, 4.1, 6.8, 6.8, 9.2, 3.7, 6.6, 4.2),
};

/** The mean of the known values of y. */
export function mean(made: Design, y: Float64Array): Linear {
  return ratio(
    total(made, y),
    total(
      made,
      y.map((value) => (Number.isNaN(value) ? value : 1)),
    ),
  );
}

/** A design of random strata of at least two PSUs, with a variable, a 0/1 and a domain. */
export interface Sample {
  readonly spec: DesignSpec;
  readonly y: Float64Array;
  readonly flag: Float64Array;
  readonly domain: Int32Array;
}

const row = fc.record({
  weight: fc.double({ min: 0.1, max: 50, noNaN: true }),
  y: fc.double({ min: -1000, max: 1000, noNaN: true }),
  flag: fc.boolean(),
  domain: fc.boolean(),
});
const psu = fc.array(row, { minLength: 1, maxLength: 4 });
const stratum = fc.array(psu, { minLength: 2, maxLength: 5 });

/** Random stratified two-stage samples for the laws. */
export const samples: fc.Arbitrary<Sample> = fc.array(stratum, { minLength: 1, maxLength: 4 }).map((strata) => {
  const rows = strata.flatMap((psus, h) => psus.flatMap((people, i) => people.map((person) => ({ ...person, h, i }))));
  return {
    spec: {
      rows: rows.length,
      strata: Int32Array.from(rows, ({ h }) => h),
      stages: [{ units: Int32Array.from(rows, ({ i }) => i) }],
      weights: Float64Array.from(rows, ({ weight }) => weight),
      nested: true,
    },
    y: Float64Array.from(rows, ({ y }) => y),
    flag: Float64Array.from(rows, ({ flag }) => Number(flag)),
    domain: Int32Array.from(rows, ({ domain }) => Number(domain)),
  };
});

export const made = ({ spec }: Sample): Design => design(spec);

/** Whether two numbers agree to nine digits, or both are nothing beside `scale`. */
export const near = (a: number, b: number, scale = 1): boolean =>
  Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), scale * 1e-3);
