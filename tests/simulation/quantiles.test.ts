import { expect, test } from 'vitest';
import type { DrawCase } from '../../src/simulation/profile.ts';
import { choiceAt, numberAt } from '../../src/simulation/quantiles.ts';

const open = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

test.each<[string, DrawCase, number, number, typeof open, number]>([
  ['the middle of a normal', { normal: { mean: 38, sd: 7 } }, 0.5, Number.NaN, open, 38],
  ['a normal around a value', { normal: { mean: 1, sd: 7 } }, 0.5, 10, open, 11],
  ['a normal cut on both sides', { normal: { mean: 0, sd: 1 } }, 1, Number.NaN, { low: -1, high: 1 }, 1],
  ['the middle of a lognormal', { lognormal: { median: 1500, sigma: 0.6 } }, 0.5, Number.NaN, open, 1500],
  ['a lognormal times a value', { lognormal: { median: 2, sigma: 0.6 } }, 0.5, 10, open, 20],
  ['the low end of a triangle', { triangular: { low: 2, mode: 4.5, high: 9 } }, 0, Number.NaN, open, 2],
  ['the top of a triangle', { triangular: { low: 2, mode: 4.5, high: 9 } }, 2.5 / 7, Number.NaN, open, 4.5],
  ['a share of zeros', { lognormal: { median: 5, sigma: 1 }, zero: 88 }, 0.87, Number.NaN, open, 0],
  ['the middle above the zeros', { lognormal: { median: 5, sigma: 1 }, zero: 50 }, 0.75, Number.NaN, open, 5],
  ['steps', { uniform: { low: 0, high: 100 }, step: 50 }, 0.6, Number.NaN, open, 50],
  ['a value alone, within its bounds', { value: 'x' }, 0.3, 12, { low: 0, high: 9 }, 9],
])('%s', (_, draw, share, value, bounds, expected) => {
  expect(numberAt(draw, share, value, bounds)).toBeCloseTo(expected, 6);
});

test.each([
  [0, 'a'],
  [0.29, 'a'],
  [0.31, 'b'],
  [0.999, 'b'],
])('at %d of the weights stands %s', (share, expected) => {
  expect(
    choiceAt(
      [
        ['a', 3],
        ['none', 0],
        ['b', 7],
      ],
      share,
    ),
  ).toBe(expected);
});

test('of no weights nothing is chosen', () => {
  expect(choiceAt([], 0.5)).toBe('');
  expect(choiceAt([['a', 0]], 0.5)).toBe('');
});
