import { expect, test } from 'vitest';
import { multiple } from '../../src/indicators/multiple.ts';
import { contextOf, dataOf, estimated, measureOf, sampleOf } from './made.ts';

const needs = multiple.make({ field: 'needs' }, contextOf());

test('the share that names each option, among those who answered', () => {
  const data = dataOf({ needs: 'food food+cash cash+food _ dk NA ref' });
  const all = estimated(needs, data).map(({ item, value, n, blank, dontKnow, refused, notAsked }) => [
    item,
    value,
    n,
    blank,
    dontKnow,
    refused,
    notAsked,
  ]);
  expect(all).toEqual([
    ['food', 1, 3, 1, 1, 1, 1],
    ['cash', expect.closeTo(2 / 3, 12), 3, 1, 1, 1, 1],
    ['job', 0, 3, 1, 1, 1, 1],
  ]);
});

test('foreign options follow; don’t know among others is no item', () => {
  const measures = needs(sampleOf(dataOf({ needs: 'water food+dk food+water' })));
  expect(measures.map(({ item }) => item)).toEqual(['food', 'cash', 'job', 'water']);
  expect(measureOf(measures, 'water')).toMatchObject({
    numerator: Uint8Array.from([1, 0, 1]),
    denominator: null,
  });
});

test.each<[name: string, cells: string, values: (number | null)[]]>([
  ['nobody answered', '_ NA dk', [null, null, null]],
  ['everybody gave all', 'food+cash+job job+cash+food', [1, 1, 1]],
])('%s', (_, cells, values) => {
  expect(estimated(needs, dataOf({ needs: cells })).map(({ value }) => value)).toEqual(values);
});

test('no column, no measure; another type is a fault', () => {
  expect(needs(sampleOf(dataOf({ age: '1' })))).toEqual([]);
  expect(() => multiple.make({ field: 'work' }, contextOf())).toThrow(
    "'work' is a select_one question; this kind needs a select_multiple question",
  );
});
