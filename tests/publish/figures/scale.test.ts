import { describe, expect, test } from 'vitest';
import { scaleOver, tickFormat } from '../../../src/publish/figures/scale.ts';

describe('scaleOver', () => {
  test.each<[string, number[], boolean, number, number, number[]]>([
    ['shares', [0.35, 0.613], true, 0, 0.613, [0, 0.2, 0.4, 0.6]],
    ['to the end', [0.2, 1], true, 0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    ['far from zero', [2673, 3385], false, 2600, 3385, [2600, 2800, 3000, 3200]],
    ['far from zero, but zero is asked for', [0.7, 0.8], true, 0, 0.8, [0, 0.2, 0.4, 0.6, 0.8]],
    ['about zero', [-3, 7], false, -4, 7, [-4, -2, 0, 2, 4, 6]],
    ['negative and far', [-90, -80], false, -90, -80, [-90, -88, -86, -84, -82, -80]],
    ['only zero', [0], true, 0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    ['one number', [5], false, 0, 5, [0, 1, 2, 3, 4, 5]],
    ['tiny', [0.00012, 0.0003], false, 0, 0.0003, [0, 0.0001, 0.0002, 0.0003]],
  ])('%s', (_what, numbers, zero, low, high, ticks) => {
    const scale = scaleOver(numbers, 5, zero);
    expect(scale).toEqual({ low, high, ticks });
  });
});

describe('tickFormat', () => {
  test.each([
    [[0, 20, 40], 'count'],
    [[0, 0.5, 1], 'decimal1'],
    [[0.25, 0.5], 'decimal2'],
    [[0.0001], 'decimal3'],
    [[], 'count'],
  ] as const)('%j: %s', (ticks, format) => {
    expect(tickFormat({ low: 0, high: 1, ticks })).toBe(format);
  });
});
