import { describe, expect, test } from 'vitest';
import { distribution } from '../../src/indicators/distribution.ts';
import { contextOf, dataOf, estimated, measureOf, sampleOf } from './made.ts';

const work = distribution.make({ field: 'work' }, contextOf());

function items(cells: string): readonly string[] {
  return work(sampleOf(dataOf({ work: cells }))).map(({ item }) => item);
}

describe('items', () => {
  test.each<[name: string, cells: string, items: string[]]>([
    ['choices in form order, also those that nobody gave', 'no no', ['yes', 'no']],
    ['foreign answers after them', 'maybe yes', ['yes', 'no', 'maybe']],
    ['no row at all', '', ['yes', 'no']],
    ['don’t know and refused are none', 'dk ref yes', ['yes', 'no']],
    ['a foreign answer of a row that does not count', 'yes x:maybe', ['yes', 'no']],
  ])('%s', (_, cells, expected) => {
    expect(items(cells)).toEqual(expected);
  });

  test('a question without a column has none', () => {
    expect(work(sampleOf(dataOf({ age: '1' })))).toEqual([]);
  });
});

describe('shares', () => {
  test('of those who answered, whatever kept the others out', () => {
    const measures = work(sampleOf(dataOf({ work: 'yes no yes NA _ dk ref x:yes i:no' })));
    const yes = measureOf(measures, 'yes');
    expect(yes).toMatchObject({
      stat: 'share',
      standing: Uint8Array.from([0, 0, 0, 2, 3, 4, 5, 6, 1]),
      numerator: Uint8Array.from([1, 0, 1, 0, 0, 0, 0, 0, 0]),
      denominator: null,
    });
    expect(measureOf(measures, 'no')).toMatchObject({ numerator: Uint8Array.from([0, 1, 0, 0, 0, 0, 0, 0, 1]) });
  });

  test('their estimates add up to one, and count who is left out', () => {
    const data = dataOf({ work: 'yes no yes NA _ dk ref x:yes i:no yes' });
    const [yes, no] = estimated(work, data, { eligible: [1, 1, 1, 1, 1, 1, 1, 1, 1, 0] });
    expect(yes).toMatchObject({ key: 'X:yes', value: 0.5, n: 4, weighted: 4, units: 4 });
    expect(yes).toMatchObject({
      notAsked: 1,
      blank: 1,
      dontKnow: 1,
      refused: 1,
      removed: 1,
      invalid: 0,
      imputed: 1,
      quality: 'good',
    });
    expect(no).toMatchObject({ key: 'X:no', value: 0.5, n: 4 });
  });

  test('a base', () => {
    const base = distribution.make({ field: 'work', base: '${age} >= 18' }, contextOf());
    const [yes] = estimated(base, dataOf({ work: 'yes no yes no', age: '17 18 40 _' }));
    expect(yes).toMatchObject({ value: 0.5, n: 2, notAsked: 1, blank: 1 });
  });
});

describe('faults', () => {
  test.each<[name: string, params: { field: string; base?: string }, message: RegExp]>([
    ['an unknown field', { field: 'wrok' }, /X › field: unknown field 'wrok'; did you mean 'work'\?/],
    ['a number', { field: 'age' }, /'age' is a whole number; this kind needs a select_one question/],
    [
      'another table',
      { field: 'member_sex' },
      /'member_sex' belongs to the table member, the entry to main\. Say "table": "member"/,
    ],
    ['a base that does not compile', { field: 'work', base: '${nobody} = 1' }, /X › base/],
  ])('%s', (_, params, message) => {
    expect(() => distribution.make(params, contextOf())).toThrow(message);
  });

  test.each([{}, { field: '' }, { field: 'work', feild: 1 }, { field: 'work', base: '' }])(
    '%j does not fit',
    (params) => {
      expect(distribution.params.safeParse(params).success).toBe(false);
    },
  );
});
