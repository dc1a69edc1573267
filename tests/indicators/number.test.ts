import { describe, expect, test } from 'vitest';
import { mean } from '../../src/indicators/mean.ts';
import { median } from '../../src/indicators/median.ts';
import { number } from '../../src/indicators/number.ts';
import { proportion } from '../../src/indicators/proportion.ts';
import { contextOf, dataOf, estimated, sampleOf } from './made.ts';

describe('number', () => {
  const age = number.make({ field: 'age' }, contextOf());

  test('mean with a t interval: s / √n of 1 … 5', () => {
    const [made] = estimated(age, dataOf({ age: '1 2 3 4 5' }));
    expect(made).toMatchObject({
      key: 'X/mean',
      stat: 'mean',
      value: 3,
      n: 5,
      weighted: 5,
      units: 5,
      df: 4,
      method: 't',
      level: 0.95,
    });
    expect(made?.se).toBeCloseTo(Math.sqrt(2.5 / 5), 12);
    expect(made?.low).toBeCloseTo(3 - 2.7764451052 * Math.sqrt(0.5), 9);
    expect(made?.high).toBeCloseTo(3 + 2.7764451052 * Math.sqrt(0.5), 9);
    expect(made?.deff).toBeCloseTo(1, 12);
  });

  test.each<[name: string, cells: string, mean: number | null, median: number | null, n: number]>([
    ['an even number of values: the middle', '1 2 3 10', 4, 2.5, 4],
    ['don’t know, refused and invalid are no numbers', '10 -98 -99 x _ NA 20', 15, 15, 2],
    ['imputed values count', '10 i:20', 15, 15, 2],
    ['one value', '7 _', 7, 7, 1],
    ['zeros are values', '0 0 0', 0, 0, 3],
    ['nobody', '_ -98', null, null, 0],
  ])('%s', (_, cells, meanValue, medianValue, n) => {
    const [first, second] = estimated(age, dataOf({ age: cells }));
    expect([first?.value, second?.value, first?.n, second?.n]).toEqual([meanValue, medianValue, n, n]);
    expect([first?.key, second?.key]).toEqual(['X/mean', 'X/median']);
  });

  test('one value has no interval, and says why', () => {
    const [made] = estimated(age, dataOf({ age: '7 8' }), { eligible: [1, 0] });
    expect(made).toMatchObject({ value: 7, n: 1, units: 1, quality: 'good', why: '' });
    const alone = estimated(age, dataOf({ age: '7' }), { design: { lonelyPsu: 'remove' } });
    expect(alone[0]).toMatchObject({
      value: 7,
      se: null,
      low: null,
      high: null,
      level: null,
      method: '',
      quality: 'notEstimable',
      why: 'df',
    });
  });

  test('no column, no measure; a select is a fault', () => {
    expect(age(sampleOf(dataOf({ work: 'yes' })))).toEqual([]);
    expect(() => number.make({ field: 'work' }, contextOf())).toThrow(
      "'work' is a select_one question; this kind needs a whole number or a number",
    );
  });
});

describe('mean and median of an expression', () => {
  test.each<
    [name: string, value: string, columns: Record<string, string>, mean: number | null, n: number, states: number[]]
  >([
    ['a sum', '${age} + ${income}', { age: '1 2', income: '10 20' }, 16.5, 2, [0, 0, 0, 0]],
    ['unknown where a part is', '${age} + ${income}', { age: '1 2 -98 _', income: '10 _ 1 -99' }, 11, 1, [0, 1, 1, 1]],
    ['not asked where a part is', '${age} * 2', { age: '1 NA 3' }, 4, 2, [1, 0, 0, 0]],
    ['division by zero is unknown', '${income} div ${age}', { age: '0 2', income: '10 10' }, 5, 1, [0, 1, 0, 0]],
  ])('%s', (_, value, columns, expected, n, [notAsked, blank, dontKnow, refused]) => {
    const [made] = estimated(mean.make({ value }, contextOf()), dataOf(columns));
    expect(made).toMatchObject({ key: 'X', stat: 'mean', value: expected, n, notAsked, blank, dontKnow, refused });
    const [middle] = estimated(median.make({ value }, contextOf()), dataOf(columns));
    expect(middle).toMatchObject({ key: 'X', stat: 'median', value: expected, n });
  });

  test('weighted median', () => {
    const [made] = estimated(
      median.make({ value: '${age}' }, contextOf()),
      dataOf({ age: '1 2 3', weight: '1 1 10' }),
      {
        design: { weights: 'weight' },
      },
    );
    expect(made).toMatchObject({ value: 3, n: 3, weighted: 12 });
  });
});

describe('proportion', () => {
  test.each<[name: string, value: string, columns: Record<string, string>, share: number | null, n: number]>([
    ['true, false', '${age} >= 18', { age: '17 18 19 20' }, 0.75, 4],
    ['unknown leaves numerator and denominator', '${age} >= 18', { age: '17 _ -98 20' }, 0.5, 2],
    ['an option', "selected(${needs}, 'cash')", { needs: 'cash food food+cash dk' }, 2 / 3, 3],
    ['nobody known', '${age} >= 18', { age: '_ _' }, null, 0],
  ])('%s', (_, value, columns, share, n) => {
    const [made] = estimated(proportion.make({ value }, contextOf()), dataOf(columns));
    expect(made).toMatchObject({ key: 'X', stat: 'share', value: share, n });
  });

  test.each<[name: string, base: string | undefined, share: number, n: number, notAsked: number]>([
    ['who was not asked counts as no', undefined, 0.25, 4, 0],
    ['unless the base says otherwise', 'asked(${age})', 0.5, 2, 2],
  ])('%s', (_, base, share, n, notAsked) => {
    const made = proportion.make({ value: '${age} >= 18', ...(base === undefined ? {} : { base }) }, contextOf());
    expect(estimated(made, dataOf({ age: '17 18 NA NA' }))).toMatchObject([{ value: share, n, notAsked, blank: 0 }]);
  });
});
