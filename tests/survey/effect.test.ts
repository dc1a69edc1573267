import { expect, test } from 'vitest';
import { design } from '../../src/survey/design.ts';
import { designEffect, designEffectOfTotal } from '../../src/survey/effect.ts';
import { total } from '../../src/survey/linear.ts';
import { moments, momentsBy } from '../../src/survey/moments.ts';
import { variance } from '../../src/survey/variance.ts';
import { mean } from './samples.ts';

const y = Float64Array.of(3, 8, 1, 9, 4, 4);
const population = new Float64Array(6).fill(60);

test('a simple random sample has effect 1', () => {
  const made = design({ rows: 6, stages: [{ population }] });
  const of = moments(made, y);
  expect(designEffect(variance(made, mean(made, y)), of, 'withoutReplacement')).toBeCloseTo(1, 12);
  expect(designEffect(variance(made, mean(made, y)), of, 'withReplacement')).toBeCloseTo(0.9, 12);
  expect(designEffectOfTotal(variance(made, total(made, y)), of, 'withoutReplacement')).toBeCloseTo(1, 12);
});

test('weights below 1 in sum have no effect without replacement', () => {
  const made = design({ rows: 6, weights: new Float64Array(6).fill(0.5) });
  expect(designEffect(1, moments(made, y), 'withoutReplacement')).toBeNull();
});

test('no spread, no effect', () => {
  const made = design({ rows: 6, stages: [{ population }] });
  expect(designEffect(0, moments(made, new Float64Array(6).fill(2)), 'withReplacement')).toBeNull();
});

test('moments of levels, missing values and zero weights', () => {
  const made = design({ rows: 6, weights: Float64Array.of(1, 1, 2, 0, 1, 1) });
  const values = Float64Array.of(1, 3, 5, 7, Number.NaN, 9);
  const codes = Int32Array.of(0, 0, 0, 0, 0, -1);
  const [some, none] = momentsBy(made, values, codes, 2);
  // mean (1 + 3 + 10) / 4; Σ w d² = 6.25 + 0.25 + 2 · 2.25 = 11; 11 / 4 · 3 / 2
  expect(some).toEqual({ rows: 4, weighing: 3, weight: 4, mean: 3.5, spread: 4.125 });
  expect(none).toEqual({ rows: 0, weighing: 0, weight: 0, mean: Number.NaN, spread: Number.NaN });
});
