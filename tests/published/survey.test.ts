import { describe, expect, test } from 'vitest';
import { degrees } from '../../src/survey/degrees.ts';
import { design } from '../../src/survey/design.ts';
import { interval } from '../../src/survey/interval.ts';
import { times, total } from '../../src/survey/linear.ts';
import { clopperPearson, wilson } from '../../src/survey/proportion.ts';
import { standardError, variance } from '../../src/survey/variance.ts';
import { fpc, mean } from '../survey/samples.ts';

// R survey 4.1, tests/fpc.R and tests/domain.Rout.save, data(fpc).
describe('the fpc data of R survey', () => {
  const plain = { rows: 8, strata: fpc.strata, weights: fpc.weight, nested: true };
  const without = design({ ...plain, stages: [{ units: fpc.psu }] });
  const corrected = design({ ...plain, stages: [{ units: fpc.psu, population: fpc.population }] });

  test('mean and its error with replacement', () => {
    const average = mean(without, fpc.x);
    expect(average.value).toBeCloseTo(5.448148, 6);
    expect(standardError(without, average)).toBeCloseTo(0.741268, 6);
  });

  test('finite population correction', () => {
    expect(standardError(corrected, mean(corrected, fpc.x))).toBeCloseTo(0.616041, 6);
  });

  test('mean of a domain', () => {
    const average = mean(
      without,
      fpc.x.map((x) => (x > 4 ? x : Number.NaN)),
    );
    expect(average.value).toBeCloseTo(6.195, 6);
    expect(standardError(without, average)).toBeCloseTo(0.7555129, 7);
  });

  test('degrees of freedom and interval', () => {
    expect(degrees(without)).toEqual({ psus: 8, strata: 2, df: 6 });
    const average = mean(without, fpc.x);
    const { low, high } = interval(average.value, standardError(without, average), 6, 0.95);
    // t(0.975, 6) = 2.446912
    expect(low).toBeCloseTo(5.448148 - 2.446912 * 0.741268, 5);
    expect(high).toBeCloseTo(5.448148 + 2.446912 * 0.741268, 5);
  });
});

// Cochran, Sampling Techniques (1977): v(ȳ) = (1 − f) s² / n by hand: y = 1 … 5 of 50, s² = 2.5.
test('a simple random sample by hand', () => {
  const y = Float64Array.of(1, 2, 3, 4, 5);
  const made = design({ rows: 5, stages: [{ population: new Float64Array(5).fill(50) }] });
  expect([...made.weight]).toEqual([10, 10, 10, 10, 10]);
  expect(mean(made, y).value).toBe(3);
  expect(variance(made, mean(made, y))).toBeCloseTo(0.9 * 0.5, 12);
  expect(variance(made, total(made, y))).toBeCloseTo(2500 * 0.9 * 0.5, 9);
});

// Two stages by hand: 2 of 4 PSUs, 2 of 3 SSUs in each. Totals of PSUs 12 and 36 (weights 3):
// stage 1: (1 − ½) · 2 · Σ (t − 48)² … with expanded totals 36 and 108; stage 2: ½ · (1 − ⅔) · 2 · Σ dev².
test('two stages by hand', () => {
  const made = design({
    rows: 4,
    stages: [
      { units: Int32Array.of(1, 1, 2, 2), population: new Float64Array(4).fill(4) },
      { units: Int32Array.of(1, 2, 1, 2), population: new Float64Array(4).fill(3) },
    ],
  });
  const sum = total(made, Float64Array.of(4, 8, 10, 26));
  expect(sum.value).toBe(144);
  // pulls 12, 24, 30, 78; PSUs 36, 108. Stage 1: ½ · 2 · 2 · 36² = 2592; stage 2: ½ · ⅓ · 2 · (2 · 6² + 2 · 24²) = 408.
  expect(variance(made, sum)).toBeCloseTo(2592 + 408, 9);
  expect(variance(made, times(sum, 2))).toBeCloseTo(4 * 3000, 9);
});

// Clopper and Pearson 1934 and Wilson 1927, as R's binom.test and prop.test(correct = FALSE) give them.
test.each([
  [0, 10, [0, 0.308497107818761], [0, 0.277532799862889]],
  [10, 10, [0.691502892181239, 1], [0.722467200137111, 1]],
])('%i of %i', (successes, n, exact, score) => {
  const [low, high] = clopperPearson(successes, n, 0.95);
  expect([low, high].map((x, k) => Math.abs(x - exact[k]!) < 1e-12)).toEqual([true, true]);
  const bounds = wilson(successes / n, n, 1.959963984540054);
  expect(bounds.map((x, k) => Math.abs(x - score[k]!) < 1e-12)).toEqual([true, true]);
});
