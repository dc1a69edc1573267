import { describe, expect, test } from 'vitest';
import { published, withoutParameter } from '../../src/indicators/hide.ts';
import { proportion } from '../../src/indicators/proportion.ts';
import { contextOf, dataOf, estimated, names } from './made.ts';

const poor = proportion.make(
  { value: "${income} < param('line')" },
  { ...contextOf(), names: { ...names, parameters: new Map([['line', null]]) } },
);

describe('a parameter without a value', () => {
  test('makes nobody poor and nobody not poor', () => {
    const [made] = estimated(poor, dataOf({ income: '1 2 3 4 5 6' }));
    expect(made).toMatchObject({ value: null, n: 0, blank: 6 });
  });

  test.each(['1 2 3 4 5 6', '1 2', ''])('is why there is no number, whatever n is (%s)', (income) => {
    const made = estimated(poor, dataOf({ income })).map(withoutParameter);
    for (const estimate of published(made, { minimum: 5, precision: null, secondary: true }))
      expect(estimate).toMatchObject({
        value: null,
        low: null,
        high: null,
        se: null,
        quality: 'notEstimable',
        why: 'parameter',
      });
    expect(made).toHaveLength(income === '' ? 0 : 1);
  });
});
