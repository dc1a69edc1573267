import { describe, expect, test } from 'vitest';
import { degrees } from '../../src/survey/degrees.ts';
import { design, type LonelyPsu } from '../../src/survey/design.ts';
import { total } from '../../src/survey/linear.ts';
import { standardError, variance } from '../../src/survey/variance.ts';
import { mean } from './samples.ts';

// Stratum 1 has PSUs 1 and 3 with totals 2 and 6; stratum 2 has one PSU of total 5.
const y = Float64Array.of(2, 6, 5);
const withLonely = (lonelyPsu: LonelyPsu, lonelyInDomains = false) =>
  design({ rows: 3, strata: Int32Array.of(1, 1, 2), lonelyPsu, lonelyInDomains });

describe('lonely PSUs', () => {
  // By hand: stratum 1 gives 2 · (2² + 2²) = 16.
  test.each<[LonelyPsu, number]>([
    ['remove', 16],
    ['certainty', 16],
    ['adjust', 16 + 25],
    ['average', 16 * 2],
  ])('%s', (policy, expected) => {
    const made = withLonely(policy);
    expect(variance(made, total(made, y))).toBeCloseTo(expected, 12);
  });

  // The domain has only the first PSU of stratum 1: pulls 2, 0 and, in stratum 2, 5.
  test.each<[LonelyPsu, boolean, number]>([
    ['adjust', false, 2 * 2 + 25],
    ['adjust', true, 2 * 4 + 25],
    ['remove', true, 4],
    ['average', false, 4 * 2],
  ])('in a domain: %s, applied in domains %s', (policy, inDomains, expected) => {
    const made = withLonely(policy, inDomains);
    const inside = total(made, Float64Array.of(2, Number.NaN, 5));
    expect(variance(made, inside)).toBeCloseTo(expected, 12);
  });

  test('average without any stratum to average is not a number', () => {
    const made = withLonely('average', true);
    expect(variance(made, total(made, Float64Array.of(2, Number.NaN, 5)))).toBeNaN();
    expect(standardError(made, total(made, Float64Array.of(2, Number.NaN, 5)))).toBeNaN();
  });

  test('average counts only strata with rows in the domain', () => {
    const made = withLonely('average');
    expect(variance(made, total(made, Float64Array.of(2, 6, Number.NaN)))).toBeCloseTo(16, 12);
  });
});

describe('domains', () => {
  const made = design({ rows: 6, strata: Int32Array.of(1, 1, 1, 2, 2, 2) });
  const inside = Float64Array.of(1, 2, Number.NaN, Number.NaN, Number.NaN, Number.NaN);

  test('absent units count as zeros', () => {
    // pulls 1, 2, 0: 3/2 · (0² + 1² + 1²) = 3
    expect(variance(made, total(made, inside))).toBeCloseTo(3, 12);
  });

  test('degrees of freedom of the design and of the domain', () => {
    expect(degrees(made)).toEqual({ psus: 6, strata: 2, df: 4 });
    expect(degrees(made, total(made, inside).present)).toEqual({ psus: 2, strata: 1, df: 1 });
  });

  test('nobody: no value, no degrees', () => {
    const nobody = mean(made, new Float64Array(6).fill(Number.NaN));
    expect(nobody.value).toBeNaN();
    expect(standardError(made, nobody)).toBeNaN();
    expect(degrees(made, nobody.present)).toEqual({ psus: 0, strata: 0, df: 0 });
  });

  test('rows of weight 0 leave the degrees of freedom', () => {
    const weights = Float64Array.of(1, 1, 0, 1, 0, 0);
    expect(degrees(design({ rows: 6, strata: Int32Array.of(1, 1, 1, 2, 2, 2), weights }))).toMatchObject({
      psus: 3,
      strata: 2,
      df: 1,
    });
  });
});
