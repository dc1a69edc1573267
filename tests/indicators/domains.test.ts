import { describe, expect, test } from 'vitest';
import { breakdownOf, everybody } from '../../src/indicators/domains.ts';
import { columnOf, tableOf } from './made.ts';

const sex = columnOf('sex', ['m', 'f', '', 'f']);
const area = columnOf('area', ['r', 'r', 'u', 'u']);

test('everybody is one level', () => {
  expect(everybody(3)).toEqual({ codes: new Int32Array(3), domains: [[]] });
  expect(everybody(0)).toEqual({ codes: new Int32Array(0), domains: [[]] });
});

describe('breakdownOf', () => {
  test('levels that occur, in form order; no answer is in no level', () => {
    expect(breakdownOf([sex], null, 4)).toEqual({
      codes: Int32Array.from([1, 0, -1, 0]),
      domains: [[{ field: 'sex', level: 'f' }], [{ field: 'sex', level: 'm' }]],
    });
  });

  test.each<[name: string, cells: string[], codes: number[], levels: string[]]>([
    ['don’t know, removed and not asked are no levels', ['f', 'dk', 'x:m', 'NA'], [0, -1, -1, -1], ['f']],
    ['an imputed answer is one', ['i:m', 'f'], [1, 0], ['f', 'm']],
    ['a foreign answer comes last', ['other', 'm'], [1, 0], ['m', 'other']],
    ['nobody answered', ['', ''], [-1, -1], []],
    ['no rows', [], [], []],
  ])('%s', (_, cells, codes, levels) => {
    const made = breakdownOf([columnOf('sex', cells)], null, cells.length);
    expect([...made.codes]).toEqual(codes);
    expect(made.domains.map(([part]) => part?.level)).toEqual(levels);
  });

  test('two columns crossed: every pair, the first varying slowest', () => {
    const { codes, domains } = breakdownOf([sex, area], null, 4);
    expect([...codes]).toEqual([3, 1, -1, 0]);
    expect(domains.map((parts) => parts.map(({ level }) => level).join('/'))).toEqual(['f/u', 'f/r', 'm/u', 'm/r']);
  });

  test('a text column: levels by first appearance', () => {
    const { codes, domains } = breakdownOf([columnOf('stratum', ['b', 'a', 'b'])], null, 3);
    expect([...codes]).toEqual([0, 1, 0]);
    expect(domains).toEqual([[{ field: 'stratum', level: 'b' }], [{ field: 'stratum', level: 'a' }]]);
  });

  test('a column of the interview seen from a roster; an orphan is in no level', () => {
    const { codes } = breakdownOf([sex], Int32Array.from([0, 0, 3, -1, 2]), 5);
    expect([...codes]).toEqual([1, 1, 0, -1, -1]);
  });

  test('no column is everybody', () => {
    expect(breakdownOf([], null, 2)).toEqual(everybody(2));
  });

  test('a number is our mistake: the study was checked', () => {
    const age = tableOf('main', { age: '1' }).columns.get('age')!;
    expect(() => breakdownOf([age], null, 1)).toThrow('a breakdown by integer');
  });
});
