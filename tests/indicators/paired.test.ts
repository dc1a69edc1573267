import { describe, expect, test } from 'vitest';
import { paired } from '../../src/indicators/paired.ts';
import { index } from '../../src/indicators/score.ts';
import { contextOf, dataOf, estimated, names } from './made.ts';

const sides = [
  { id: 'works', label: { en: 'works' } },
  { id: 'votes', label: { en: 'votes' } },
] as const;
const entry = {
  list: 'needs',
  sides: [...sides] as [(typeof sides)[0], (typeof sides)[1]],
  pairs: [{ item: 'food', values: ["${work} = 'yes'", "${vote} = 'yes'"] as [string, string] }],
};

describe('paired', () => {
  const made = paired.make(entry, contextOf());

  test.each<[name: string, work: string, vote: string, shares: (number | null)[], n: number]>([
    ['all known', 'yes yes no no', 'yes no no no', [0.5, 0.25, -0.25], 4],
    ['a pair counts where both are known', 'yes dk no no', 'yes no no ref', [0.5, 0.5, 0], 2],
    ['all the same', 'yes yes', 'yes yes', [1, 1, 0], 2],
    ['nobody', '_ _', 'yes no', [null, null, null], 0],
  ])('%s', (_, work, vote, shares, n) => {
    const estimates = estimated(made, dataOf({ work, vote }));
    expect(estimates.map(({ key }) => key)).toEqual(['X/share:food.works', 'X/share:food.votes', 'X/difference:food']);
    expect(estimates.map(({ value }) => value)).toEqual(shares);
    expect(estimates.map((each) => each.n)).toEqual([n, n, n]);
  });

  test('the error of the difference knows that the people are the same', () => {
    const [a, b, difference] = estimated(made, dataOf({ work: 'yes yes no no', vote: 'yes yes no no' }));
    expect([a?.se === 0, b?.se === 0, difference?.se]).toEqual([false, false, 0]);
  });

  test.each([
    ['an unknown list', { ...entry, list: 'need' }, "unknown choice list 'need'; did you mean 'needs'?"],
    [
      'an item that the list lacks',
      { ...entry, pairs: [{ ...entry.pairs[0]!, item: 'fod' }] },
      "has no choice 'fod'; did you mean 'food'?",
    ],
  ])('%s is a fault', (_, wrong, message) => {
    expect(() => paired.make(wrong, contextOf())).toThrow(message);
  });
});

describe('index', () => {
  const score = new Map(names.fields).set('score', { name: 'score', type: 'decimal', table: 'main', options: null });
  const context = { ...contextOf(), names: { ...names, fields: score } };

  test('the mean of a score', () => {
    const data = dataOf({ age: '1 2 3' });
    data.tables.get('main')!.columns as Map<string, unknown>;
    const values = Float64Array.from([0.2, 0.4, Number.NaN]);
    const columns = new Map(data.tables.get('main')!.columns).set('score', {
      name: 'score',
      type: 'decimal',
      values,
      states: Uint8Array.from([0, 0, 5]),
      raw: new Map(),
    });
    const main = { ...data.tables.get('main')!, columns };
    const [made] = estimated(index.make({ field: 'score' }, context), { tables: new Map([['main', main]]) });
    expect(made).toMatchObject({ key: 'X', stat: 'mean', n: 2, refused: 1 });
    expect(made?.value).toBeCloseTo(0.3, 12);
  });

  test.each([
    ['age', "'age' is a question of the form, no score"],
    ['scor', "unknown field 'scor'; did you mean 'score'?"],
    ['work', "'work' is a select_one question"],
  ])('%s is a fault', (field, message) => {
    expect(() => index.make({ field }, context)).toThrow(message);
  });
});
