import { describe, expect, test } from 'vitest';
import { aligned, decimalsFor, shown, shownP } from '../../src/estimating/figures.ts';

describe('digits for people', () => {
  test.each([
    [662.2873, 9.4089, 1, '662.3'],
    [3687177.5, 114641.7, 0, '3687178'],
    [0.368743, 0.01432, 3, '0.369'],
    [0.7137552, 0, 4, '0.7138'],
    [0.7137552, 1e-17, 4, '0.7138'],
    [0, 0, 0, '0'],
    [5, Number.NaN, 3, '5.000'],
    [1e-8, 1e-9, 10, '0.0000000100'],
  ])('%d ± %d has %i decimals', (value, se, decimals, text) => {
    expect(decimalsFor(value, se)).toBe(decimals);
    expect(shown(value, decimals)).toBe(text);
  });

  test('no number is a dash, and no zero is negative', () => {
    expect([shown(null, 2), shown(Number.NaN, 2), shown(-0.001, 2)]).toEqual(['–', '–', '0.00']);
  });

  test.each([
    [0, '<0.0001'],
    [0.00009, '<0.0001'],
    [0.04999, '0.0500'],
    [1, '1.0000'],
    [null, '–'],
  ])('p of %s', (p, text) => {
    expect(shownP(p)).toBe(text);
  });

  test('columns are aligned', () => {
    expect(
      aligned(
        [
          ['a', 'n'],
          ['été', '10'],
          ['x', '5'],
        ],
        new Set([1]),
      ),
    ).toEqual(['a     n', 'été  10', 'x     5']);
    expect(aligned([], new Set())).toEqual([]);
  });
});
