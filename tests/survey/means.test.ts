import fc from 'fast-check';
import { expect, test } from 'vitest';
import { design } from '../../src/survey/design.ts';
import { ratio, totalsBy } from '../../src/survey/linear.ts';
import { meanOf, meansBy } from '../../src/survey/means.ts';
import { momentsBy } from '../../src/survey/moments.ts';
import { standardError } from '../../src/survey/variance.ts';
import { made, near, samples } from './samples.ts';

test('one pass gives what totals, ratio and moments give', () => {
  const law = fc.property(samples, (sample) => {
    const d = made(sample);
    const y = sample.y.map((value, row) => (row % 5 === 4 ? Number.NaN : value));
    const base = totalsBy(
      d,
      y.map((value) => (Number.isNaN(value) ? value : 1)),
      sample.domain,
      2,
    );
    const sums = totalsBy(d, y, sample.domain, 2);
    const spreads = momentsBy(d, y, sample.domain, 2);
    return meansBy(d, y, sample.domain, 2).every(({ mean, moments }, level) => {
      const slow = ratio(sums[level]!, base[level]!);
      const spread = spreads[level]!;
      if (moments.rows === 0) return Number.isNaN(mean.value) && Number.isNaN(slow.value);
      return (
        near(mean.value, slow.value, 1000) &&
        near(standardError(d, mean), standardError(d, slow), 1000) &&
        moments.rows === spread.rows &&
        near(moments.weight, spread.weight) &&
        (moments.rows < 2 || near(moments.spread, spread.spread, 1e6)) &&
        mean.present.join() === slow.present.join()
      );
    });
  });
  fc.assert(law, { numRuns: 150, seed: 11 });
});

test.each<[string, number[], number[], number]>([
  ['all', [2, 4, 6], [1, 1, 2], 4.5],
  ['a missing value', [2, Number.NaN, 6], [1, 1, 1], 4],
  ['a zero weight', [2, 4, 600], [1, 1, 0], 3],
  ['nobody', [Number.NaN, Number.NaN, Number.NaN], [1, 1, 1], Number.NaN],
])('mean: %s', (_, y, weights, expected) => {
  const d = design({ rows: 3, weights: Float64Array.from(weights) });
  expect(meanOf(d, Float64Array.from(y)).mean.value).toBe(expected);
});

test('shares of 0 and 1 are exact and have no error', () => {
  const d = design({ rows: 3, weights: Float64Array.of(0.1, 0.7, 0.3) });
  for (const share of [0, 1]) {
    const { mean } = meanOf(d, new Float64Array(3).fill(share));
    expect([mean.value, standardError(d, mean)]).toEqual([share, 0]);
  }
});
