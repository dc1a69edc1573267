import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deprivation, multidimensional } from '../../src/survey/alkire.ts';
import { design } from '../../src/survey/design.ts';
import { gini } from '../../src/survey/gini.ts';
import { minus, ratio, times, total } from '../../src/survey/linear.ts';
import { meanOf } from '../../src/survey/means.ts';
import { shortfall } from '../../src/survey/poverty.ts';
import { smooth } from '../../src/survey/smooth.ts';
import { covarianceOf, deviationOf, varianceOf } from '../../src/survey/spread.ts';
import { standardError } from '../../src/survey/variance.ts';
import { made, near, samples } from './samples.ts';

const none = Number.NaN;
const plain = (rows: number) => design({ rows });

describe('Gini', () => {
  test.each<[string, number[], number]>([
    ['equality', [5, 5, 5], 0],
    ['one has all', [0, 0, 0, 8], 0.75],
    ['one to four', [1, 2, 3, 4], 0.25],
    ['a missing value', [1, none, 2, 3, 4], 0.25],
    ['nothing to share', [0, 0], none],
    ['nobody', [none, none], none],
  ])('%s', (_, y, expected) => {
    const { value } = gini(plain(y.length), Float64Array.from(y));
    if (Number.isNaN(expected)) expect(value).toBeNaN();
    else expect(value).toBeCloseTo(expected, 12);
  });

  test('its pulls are its derivatives by the weights', () => {
    const weights = Float64Array.of(1, 2, 1.5, 3, 1);
    const y = Float64Array.of(3, 1, 4, 1, 5);
    const linear = gini(design({ rows: 5, weights }), y);
    for (let row = 0; row < 5; row++) {
      const at = (change: number): number =>
        gini(design({ rows: 5, weights: weights.map((w, k) => (k === row ? w + change : w)) }), y).value;
      const slope = (at(1e-5) - at(-1e-5)) / 2e-5;
      expect(linear.pull[row]! / weights[row]!).toBeCloseTo(slope, 8);
    }
  });
});

describe('poverty', () => {
  const y = Float64Array.of(50, 100, 80, none, 120);
  test.each<[0 | 1 | 2, number[]]>([
    [0, [1, 0, 1, none, 0]],
    [1, [0.5, 0, 0.2, none, 0]],
    [2, [0.25, 0, 0.04, none, 0]],
  ])('power %i', (power, expected) => {
    expect([...shortfall(y, 100, power)]).toEqual(expected.map((x) => (Number.isNaN(x) ? x : expect.closeTo(x, 12))));
  });
});

describe('Alkire and Foster', () => {
  // Alkire and Foster 2011, section 5: four people, four dimensions, k = 2 of 4: H = ½, A = 3/4, M0 = 3/8.
  const rows = [
    [0, 0, 0, 0],
    [0, 1, 0, 1],
    [1, 1, 1, 1],
    [0, 1, 0, 0],
  ];
  const deprived = [0, 1, 2, 3].map((d) => Float64Array.from(rows, (row) => row[d]!));

  test('the published example', () => {
    const { headcount, intensity, adjusted, parts } = multidimensional(plain(4), deprived, [1, 1, 1, 1], 0.5);
    expect([headcount.value, intensity.value, adjusted.value]).toEqual([0.5, 0.75, 0.375]);
    expect(parts.map(({ value }) => value)).toEqual([1 / 6, 1 / 3, 1 / 6, 1 / 3].map((x) => expect.closeTo(x, 12)));
  });

  test('M0 has the error of H times A', () => {
    const d = plain(4);
    const { headcount, intensity, adjusted } = multidimensional(d, deprived, [1, 1, 1, 1], 0.5);
    const byProduct = smooth(([h, a]) => h! * a!, [headcount, intensity]);
    expect(byProduct.value).toBeCloseTo(adjusted.value, 12);
    expect(standardError(d, byProduct)).toBeCloseTo(standardError(d, adjusted), 10);
  });

  test('three thirds reach a cutoff of 1, an unknown dimension leaves the row out, nobody poor has no intensity', () => {
    const third = [Float64Array.of(1, 1, 0), Float64Array.of(1, none, 0), Float64Array.of(1, 1, 0)];
    const { poor, score } = deprivation(third, [1 / 3, 1 / 3, 1 / 3], 1);
    expect([...poor]).toEqual([1, none, 0]);
    expect(score[1]).toBeNaN();
    const zero = [new Float64Array(3), new Float64Array(3)];
    const measures = multidimensional(plain(3), zero, [1, 1], 0.5);
    expect([measures.headcount.value, measures.adjusted.value]).toEqual([0, 0]);
    expect(measures.intensity.value).toBeNaN();
  });
});

describe('spread', () => {
  test('the sample variance without weights, and its root', () => {
    const y = Float64Array.of(2, 4, 4, 6, none);
    expect(varianceOf(plain(5), y).value).toBeCloseTo(8 / 3, 12);
    expect(deviationOf(plain(5), y).value).toBeCloseTo(Math.sqrt(8 / 3), 12);
  });

  test('covariance uses the rows that know both', () => {
    const x = Float64Array.of(1, 2, 3, none, 100);
    const y = Float64Array.of(2, 4, 6, 8, none);
    expect(covarianceOf(plain(5), x, y).value).toBeCloseTo(2, 12);
  });

  test('one row has none', () => {
    expect(varianceOf(plain(2), Float64Array.of(3, none)).value).toBeNaN();
  });
});

describe('smooth functions', () => {
  test('a ratio, a difference and a logarithm by the delta method', () => {
    const law = fc.property(samples, (sample) => {
      const d = made(sample);
      const a = total(
        d,
        sample.y.map((y) => y + 1500),
      );
      const b = total(
        d,
        sample.y.map(() => 1),
      );
      const byNumbers = smooth(([x, y]) => x! / y!, [a, b]);
      const byRule = ratio(a, b);
      const log = smooth(
        ([x]) => Math.log(x!),
        [a],
        ([x]) => [1 / x!],
      );
      return (
        near(byNumbers.value, byRule.value) &&
        near(standardError(d, byNumbers), standardError(d, byRule), byRule.value) &&
        near(standardError(d, log), standardError(d, times(a, 1 / a.value)), 1) &&
        near(
          standardError(
            d,
            smooth(([x, y]) => x! - y!, [a, b]),
          ),
          standardError(d, minus(a, b)),
          a.value,
        )
      );
    });
    fc.assert(law, { numRuns: 60, seed: 3 });
  });

  test('a mean is what meanOf gives', () => {
    const d = plain(3);
    const y = Float64Array.of(1, 2, 6);
    const mean = smooth(([x, n]) => x! / n!, [total(d, y), total(d, Float64Array.of(1, 1, 1))]);
    expect(standardError(d, mean)).toBeCloseTo(standardError(d, meanOf(d, y).mean), 10);
  });
});
