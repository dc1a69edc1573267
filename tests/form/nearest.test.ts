import { expect, test } from 'vitest';
import { didYouMean, editDistance, nearest } from '../../src/form/nearest.ts';

test.each([
  ['', '', 0],
  ['', 'abc', 3],
  ['abc', '', 3],
  ['age', 'age', 0],
  ['age', 'aeg', 1],
  ['kitten', 'sitting', 3],
  ['ca', 'abc', 3],
])('from %s to %s', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
  expect(editDistance(b, a)).toBe(distance);
});

test.each<[string, string[], string | null]>([
  ['sp_ma_asdd', ['sex', 'sp_ma_asd', 'sp_ma'], 'sp_ma_asd'],
  ['Age', ['age'], 'age'],
  ['aeg', ['sex', 'age'], 'age'],
  ['x', ['abc', 'defg'], null],
  ['q', ['p', 'r'], 'p'],
  ['age', [], null],
  ['a'.repeat(200), ['a'.repeat(200)], null],
])('nearest to %s', (name, names, found) => {
  expect(nearest(name, names)).toBe(found);
});

test('didYouMean is silent where nothing is near', () => {
  expect(didYouMean('aeg', ['age'])).toBe("; did you mean 'age'?");
  expect(didYouMean('income', ['age'])).toBe('');
});
