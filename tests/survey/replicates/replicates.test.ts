import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { degrees } from '../../../src/survey/degrees.ts';
import { design } from '../../../src/survey/design.ts';
import { total } from '../../../src/survey/linear.ts';
import { uniform } from '../../../src/survey/random.ts';
import { balanced } from '../../../src/survey/replicates/balanced.ts';
import { bootstrap } from '../../../src/survey/replicates/bootstrap.ts';
import { hadamard } from '../../../src/survey/replicates/hadamard.ts';
import { jackknife } from '../../../src/survey/replicates/jackknife.ts';
import {
  givenReplicates,
  rankOf,
  replicated,
  successiveDifference,
} from '../../../src/survey/replicates/replicates.ts';
import { meanOfWeights, ratioOf, totalOf } from '../../../src/survey/replicates/weighted.ts';
import { standardError } from '../../../src/survey/variance.ts';
import { made, mean, near, samples } from '../samples.ts';

describe('jackknife', () => {
  test('of a total is linearisation', () => {
    const law = fc.property(samples, fc.boolean(), (sample, mse) => {
      const d = made(sample);
      const replicates = jackknife(d, mse);
      const { value, se } = replicated(replicates, d.weight, totalOf(sample.y));
      const linear = total(d, sample.y);
      return (
        near(value, linear.value, 1e4) && near(se, standardError(d, linear), 1e4) && replicates.df === degrees(d).df
      );
    });
    fc.assert(law, { numRuns: 100, seed: 5 });
  });

  test('uses the finite population correction', () => {
    const y = Float64Array.of(1, 2, 3, 4);
    const d = design({ rows: 4, stages: [{ population: new Float64Array(4).fill(8) }] });
    expect(replicated(jackknife(d, false), d.weight, totalOf(y)).se).toBeCloseTo(standardError(d, total(d, y)), 10);
  });

  test('looks past the second stage', () => {
    const d = design({
      rows: 8,
      stages: [
        { units: Int32Array.of(1, 1, 2, 2, 3, 3, 4, 4), population: new Float64Array(8).fill(40) },
        { units: Int32Array.of(1, 2, 1, 2, 1, 2, 1, 2), population: new Float64Array(8).fill(9) },
      ],
    });
    expect(jackknife(d, false).weights).toHaveLength(4);
  });
});

describe('Hadamard matrices', () => {
  test.each([1, 3, 4, 7, 8, 11, 12, 15, 19, 23, 27, 30, 43])('for %i strata', (strata) => {
    const rows = hadamard(strata);
    expect(rows.length).toBeGreaterThan(strata);
    for (let a = 0; a < rows.length; a++) {
      expect(rows[a]![0]).toBe(1);
      for (let b = 0; b < rows.length; b++) {
        const product = rows.reduce((sum, row) => sum + row[a]! * row[b]!, 0);
        expect(product).toBe(a === b ? rows.length : 0);
      }
    }
  });
});

describe('balanced replication', () => {
  const strata = Int32Array.of(1, 1, 2, 2, 3, 3, 3);
  const stages = [{ units: Int32Array.of(1, 2, 1, 2, 1, 2, 2) }];
  const y = Float64Array.of(4, 7, 1, 3, 8, 2, 5);
  const d = design({ rows: 7, strata, stages, nested: true, weights: Float64Array.of(1, 2, 3, 1, 2, 3, 1) });

  test.each([0, 0.3, 0.5])('of a total is linearisation: rho %d', (rho) => {
    expect(replicated(balanced(d, rho, false), d.weight, totalOf(y)).se).toBeCloseTo(standardError(d, total(d, y)), 10);
  });

  test('refuses strata that are not pairs, and a rho out of range', () => {
    const three = design({ rows: 5, strata: Int32Array.of(1, 1, 6, 6, 6) });
    expect(() => balanced(three, 0, false)).toThrow(/1 strata do not have two PSUs: 6/);
    expect(() => balanced(d, 1, false)).toThrow(/rho/);
  });
});

describe('bootstrap', () => {
  const rows = 60;
  const y = Float64Array.from({ length: rows }, (_, k) => (k * 37) % 23);
  const d = design({
    rows,
    strata: Int32Array.from(y, (_, k) => k % 3),
    weights: Float64Array.from(y, (_, k) => 1 + (k % 4)),
  });

  test('comes near linearisation and is the same for the same seed', () => {
    const { se } = replicated(bootstrap(d, 2000, 17, false), d.weight, meanOfWeights(y));
    expect(se / standardError(d, mean(d, y))).toBeGreaterThan(0.93);
    expect(se / standardError(d, mean(d, y))).toBeLessThan(1.07);
    const weights = (seed: number) => [...bootstrap(d, 2, seed, false).weights[1]!];
    expect(weights(17)).toEqual(weights(17));
    expect(weights(17)).not.toEqual(weights(18));
  });

  test('every replicate keeps the sum of equal weights in each stratum', () => {
    const equal = design({ rows: 6, strata: Int32Array.of(1, 1, 1, 2, 2, 2) });
    for (const weight of bootstrap(equal, 20, 1, true).weights) {
      expect(weight.subarray(0, 3).reduce((a, b) => a + b, 0)).toBeCloseTo(3, 12);
    }
  });
});

describe('given replicates', () => {
  const weights = [Float64Array.of(1, 2, 1), Float64Array.of(2, 1, 1), Float64Array.of(3, 3, 2)];

  test('degrees of freedom are the rank less one', () => {
    expect(rankOf(weights)).toBe(2);
    expect(givenReplicates(weights, 1, new Float64Array(3).fill(1), true).df).toBe(1);
  });

  test('successive difference: 4 / R about the full estimate', () => {
    const replicates = successiveDifference(weights);
    const { value, se } = replicated(replicates, Float64Array.of(1, 1, 1), totalOf(Float64Array.of(1, 0, 0)));
    expect(value).toBe(1);
    expect(se).toBeCloseTo(Math.sqrt((4 / 3) * (0 + 1 + 4)), 12);
  });

  test('a replicate without a value is left out; none with a value has no error', () => {
    const y = Float64Array.of(1, Number.NaN, 3);
    const only = [Float64Array.of(1, 1, 0), Float64Array.of(0, 1, 1), Float64Array.of(0, 1, 0)];
    const replicates = givenReplicates(only, 1, new Float64Array(3).fill(1), false);
    expect(replicated(replicates, Float64Array.of(1, 1, 1), meanOfWeights(y)).se).toBeCloseTo(Math.SQRT2, 12);
    const nobody = meanOfWeights(new Float64Array(3).fill(Number.NaN));
    expect(replicated(replicates, Float64Array.of(1, 1, 1), nobody)).toEqual({ value: Number.NaN, se: Number.NaN });
  });

  test('scales must fit', () => {
    expect(() => givenReplicates(weights, 1, new Float64Array(2), true)).toThrow(/3 replicate weights with 2 scales/);
  });

  test('a ratio leaves out rows that lack either', () => {
    expect(
      ratioOf(Float64Array.of(2, Number.NaN, 4), Float64Array.of(1, 1, Number.NaN))(Float64Array.of(1, 1, 1)),
    ).toBe(2);
  });
});

test('the stream of random numbers is fixed', () => {
  const random = uniform(42);
  // Mulberry32 of seed 42.
  expect([random(), random(), random()]).toEqual([0.6011037519201636, 0.44829055899754167, 0.8524657934904099]);
});
