import { expect, test } from 'vitest';
import { classes } from '../../src/indicators/classes.ts';
import { contextOf, dataOf, estimated } from './made.ts';

const made = (edges: readonly number[], age: string) =>
  estimated(classes.make({ value: '${age}', edges: [...edges] }, contextOf()), dataOf({ age }));

test.each<[name: string, age: string, shares: readonly (number | null)[], n: number]>([
  ['a number on an edge is in the class that begins there, the last edge in the last', '0 10 20', [1 / 3, 2 / 3], 3],
  ['outside of the edges it stays in the base', '5 15 99 -1', [1 / 4, 1 / 4], 4],
  ['unknown answers are in no base', '5 _ -98 x 15', [1 / 2, 1 / 2], 2],
  ['imputed counts', '5 i:5', [1, 0], 2],
  ['nobody', '_ -99', [null, null], 0],
])('%s', (_, age, shares, n) => {
  const all = made([0, 10, 20], age);
  expect(all.map(({ item }) => item)).toEqual(['0..10', '10..20']);
  expect(all.map(({ value }) => value)).toEqual(
    shares.map((share) => (share === null ? null : expect.closeTo(share, 12))),
  );
  expect(all.map((each) => each.n)).toEqual([n, n]);
});

test('edges that do not rise are a fault with their place', () => {
  expect(() => made([0, 10, 10], '5')).toThrow(/› edges: 10 does not come after 10/);
});
