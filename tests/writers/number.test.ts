import { expect, test } from 'vitest';
import { formatNumber } from '../../src/writers/number.ts';

test.each([
  [0, '0'],
  [-0, '0'],
  [1234567, '1234567'],
  [0.1 + 0.2, '0.3'],
  [2 / 3, '0.666666666667'],
  [1e-7, '1e-7'],
  [1e21, '1e+21'],
  [-12.5, '-12.5'],
])('%s', (x, expected) => {
  expect(formatNumber(x)).toBe(expected);
  expect(formatNumber(Number(expected))).toBe(expected);
});

test.each([Number.NaN, Number.NEGATIVE_INFINITY])('%s throws', (x) => expect(() => formatNumber(x)).toThrow());
