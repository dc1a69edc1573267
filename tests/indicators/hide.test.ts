import { describe, expect, test } from 'vitest';
import { caseCounts } from '../../src/indicators/cases.ts';
import type { Computed } from '../../src/indicators/estimate.ts';
import { published, suppressed } from '../../src/indicators/hide.ts';
import { proportion } from '../../src/indicators/proportion.ts';
import type { PublicationRules } from '../../src/indicators/quality.ts';
import { contextOf, dataOf, estimated } from './made.ts';

const rulesOf = (minimum: number): PublicationRules => ({ minimum, precision: null, secondary: true });

function share(age: string): Computed {
  const [made] = estimated(proportion.make({ value: '${age} >= 18' }, contextOf()), dataOf({ age }));
  if (made === undefined) throw new Error('no estimate');
  return made;
}

describe('published', () => {
  test.each<[name: string, age: string, quality: string]>([
    ['one under the minimum', '18 18 18 18', 'suppressed'],
    ['the minimum', '18 18 18 18 18', 'good'],
    ['fewer on either side of the share', '18 17 18 17 18', 'suppressed'],
    ['rows that are not known do not count', '18 17 18 17 _ -98', 'suppressed'],
    ['nobody', '_ _', 'suppressed'],
  ])('%s', (_, age, quality) => {
    expect(published([share(age)], rulesOf(5))[0]?.quality).toBe(quality);
  });

  test('a minimum of 1 hides nobody who answered', () => {
    expect(published([share('18 17')], rulesOf(1))[0]).toMatchObject({ quality: 'good', value: 0.5 });
  });

  test('counts of cases are never hidden', () => {
    const counts = caseCounts([], dataOf({ age: '1' }), { received: 1, repeated: 0, excluded: {} }, false);
    expect(published(counts, rulesOf(100))).toEqual(counts);
  });

  test('nothing in, nothing out', () => {
    expect(published([], rulesOf(5))).toEqual([]);
  });
});

test('every number of a suppressed estimate is null, whatever fields it has', () => {
  const before = share('18 17 18 17 _ -98');
  const after = suppressed(before, 'n');
  expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
  expect(Object.values(after).filter((value) => typeof value === 'number')).toEqual([]);
  expect(after).toMatchObject({
    key: 'X',
    indicator: 'X',
    stat: 'share',
    quality: 'suppressed',
    why: 'n',
    method: '',
    domain: [],
  });
  expect(before.n).toBe(4);
});
