import { describe, expect, test } from 'vitest';
import { compile } from '../../src/expression/compile.ts';
import { texts } from '../../src/expression/evaluate.ts';
import { isFault } from '../../src/fault.ts';
import { survey } from './dataset.ts';

/** Interview 0: three children; 1: two of one age; 2: one whose age is not known; 3: none. */
const { data, names } = survey({
  main: { shape: { which: 'integer', town: 'text' }, cells: { which: [2, 1, 1, 1], town: ['a', 'b', 'c', 'd'] } },
  kid: {
    parent: 'main',
    rows: [0, 0, 0, 1, 1, 2],
    shape: { age: 'integer', name: 'text', spot: 'geopoint' },
    cells: {
      age: [4, 9, 7, 5, 5, 'DK'],
      name: ['Bo', 'Cy', 'Di', 'Ed', 'Fa', 'Gil'],
      spot: ['0 0', '0 1', '0 2', '0 0', '0 0', '0 0'],
    },
  },
});

function shown(text: string, table = 'main'): readonly string[] {
  const found = texts(compile(text, names, { place: 'test', table }), data, 'analysis');
  return [...found.codes].map((code, row) =>
    found.unknown[row] ? '?' : found.notAsked[row] ? 'NA' : (found.texts[code] ?? ''),
  );
}

describe('places of rows', () => {
  test.each([
    // A result of '' is not asked where nothing was asked of a roster, else unknown.
    ['${kid}[2]/name', ['Cy', 'Fa', '?', 'NA']],
    ['/data/kid[1]/name', ['Bo', 'Ed', 'Gil', 'NA']],
    ['${kid}[position() = ${which}]/name', ['Cy', 'Ed', 'Gil', 'NA']],
    ['${kid}[last()]/name', ['Di', 'Fa', 'Gil', 'NA']],
    ['${kid}[last() - 1]/name', ['Cy', 'Ed', '?', 'NA']],
    ['${kid}[age > 5]/name', ['Cy', '?', '?', 'NA']],
    ["${kid}[name = 'Di']/age + 1", ['8', '?', '?', 'NA']],
    ['count(${kid}[position() < 3])', ['2', '2', '1', '0']],
    ['sum(${kid/age}[index() > 1])', ['16', '5', '0', '0']],
  ])('%s', (text, expected) => {
    expect(shown(text)).toEqual(expected);
  });

  test('of a roster seen from itself, all brothers are meant', () => {
    expect(shown('${kid}[last()]/name', 'kid')).toEqual(['Di', 'Di', 'Di', 'Fa', 'Fa', 'Gil']);
  });

  test('a field alone in brackets is refused: it is no place and no condition', () => {
    const fault = (): unknown => compile('${kid}[age]/name', names, { place: 'test', table: 'main' });
    expect(fault).toThrow('a field alone in brackets is no condition; compare it: [age = …]');
    try {
      fault();
    } catch (error) {
      expect(isFault(error)).toBe(true);
    }
  });

  test('behind other brackets places are not counted anew, and it says so', () => {
    const expression = compile('${kid}[age > 5][1]/name', names, { place: 'test', table: 'main' });
    expect(expression.notEvaluated).toBe('places of rows are counted in the first brackets only');
  });
});

describe('ranks, joins and lines', () => {
  test.each([
    ['rank-index(1, ${age})', ['3', '?', '?', '999']],
    ['rank-index(${which}, ${kid/age})', ['1', '?', '?', '999']],
    ['rank-index(4, ${age})', ['999', '999', '999', '999']],
    ['rank-index-if(1, ${age}, ${age} > 4)', ['999', '?', '?', '999']],
    ['rank-index-if(2, ${age}, ${age} > 4)', ['1', '?', '999', '999']],
    ["join-if('-', ${name}, ${age} > 4)", ['Cy-Di', 'Ed-Fa', '?', 'NA']],
    ["join(' ', ${kid}[age = 5]/name)", ['?', 'Ed Fa', '?', 'NA']],
    ['round(distance(${spot}) div 1000)', ['223', '0', '0', '0']],
  ])('%s', (text, expected) => {
    expect(shown(text)).toEqual(expected);
  });
});
