import { describe, expect, test } from 'vitest';
import { compile } from '../../src/expression/compile.ts';
import { namesOf } from '../../src/expression/names.ts';
import type { Derived } from '../../src/indicators/derive.ts';
import { derive } from '../../src/indicators/derive.ts';
import { storedText } from '../../src/table/text.ts';
import { dataOf, form, names, tableOf } from './made.ts';

type Made = Partial<Omit<Derived, 'expression' | 'base'>> & { readonly base?: string };

function variable(name: string, text: string, { base, ...more }: Made = {}, known = names): Derived {
  const table = more.table ?? 'main';
  const of = (written: string) => compile(written, known, { place: name, table });
  return {
    name,
    table,
    type: 'integer',
    levels: null,
    expression: of(text),
    base: base === undefined ? null : of(base),
    ...more,
  };
}

/** Value and state of each row, as `value/state`. */
function cells(data: ReturnType<typeof derive>, name: string, table = 'main'): readonly string[] {
  const column = data.tables.get(table)?.columns.get(name);
  if (column === undefined) throw new Error(`no column ${name}`);
  return Array.from(column.states, (state, row) => `${storedText(column, row)}/${state}`);
}

describe('states of a derived variable', () => {
  // 0 answered, 1 imputed, 2 not asked, 3 blank, 4 don't know, 5 refused, 6 removed, 7 invalid
  test.each<[name: string, text: string, cells: string, expected: string]>([
    ['each state of what it reads', '${age} + 1', '30 i:31 NA _ -98 -99 x:9 douze', '31/0 32/1 /2 /3 /4 /5 /6 /7'],
    ['a condition on not asked is false', 'if(${age} > 5, 1, 0)', '9 NA _', '1/0 0/0 /3'],
    ['a known branch needs no more', 'coalesce(${age}, 7)', '9 _ -99', '9/0 7/0 7/0'],
    ['the text that is none is not asked where a field was not asked', "if(${age} > 5, 1, '')", '9 3 NA', '1/0 /3 /2'],
    ['division by zero is blank', '10 div ${age}', '5 0', '2/0 /3'],
    ['nobody', '${age}', '', ''],
  ])('%s', (_, text, given, expected) => {
    const data = derive(dataOf({ age: given }), [variable('v', text, { type: 'decimal' })]);
    expect(cells(data, 'v').join(' ')).toBe(expected);
  });

  test('of several reasons the first of refused, don’t know, removed, invalid, blank', () => {
    const data = dataOf({ age: '-98 _ x:1 douze', income: '-99 -98 _ _' });
    expect(cells(derive(data, [variable('v', '${age} + ${income}')]), 'v')).toEqual(['/5', '/4', '/6', '/7']);
  });

  test('a false base is not asked, an unknown one has its reason', () => {
    const data = dataOf({ age: '30 30 30', work: 'yes no ref' });
    expect(cells(derive(data, [variable('v', '${age}', { base: "${work} = 'yes'" })]), 'v')).toEqual([
      '30/0',
      '/2',
      '/5',
    ]);
  });
});

describe('levels', () => {
  const band = { type: 'one', levels: ['young', 'old'] } as const;

  test('have the order that is declared', () => {
    const data = derive(dataOf({ age: '70 20 _' }), [variable('v', "if(${age} < 35, 'young', 'old')", band)]);
    expect(data.tables.get('main')?.columns.get('v')).toMatchObject({
      answers: ['', 'young', 'old'],
      options: ['young', 'old'],
    });
    expect(cells(data, 'v')).toEqual(['old/0', 'young/0', '/3']);
  });

  test('a text that is no level is invalid and kept', () => {
    const data = derive(dataOf({ age: '70 20' }), [variable('v', "if(${age} < 35, 'yuong', 'old')", band)]);
    expect(cells(data, 'v')).toEqual(['old/0', 'yuong/7']);
  });
});

describe('rosters', () => {
  const known = namesOf(form, [
    { name: 'grown', type: 'integer', table: 'member', options: null, flag: true },
    { name: 'any_grown', type: 'integer', table: 'main', options: null, flag: true },
  ]);
  const variables = [
    variable('grown', 'if(${member_age} >= 18, 1, 0)', { table: 'member' }, known),
    variable('any_grown', 'max(${member/grown})', {}, known),
    variable('sum_age', 'sum(${member/member_age})', {}, known),
  ];
  const data = dataOf({ age: '1 2 3 4' }, tableOf('member', { member_age: '20 -99 5 -98 7' }, [0, 0, 1, 1, 2]));

  test('flags of a roster: one known yes decides', () => {
    expect(cells(derive(data, variables), 'any_grown')).toEqual(['1/0', '/4', '0/0', '/2']);
  });

  test('why a sum is unknown is told by the rows below', () => {
    expect(cells(derive(data, variables), 'sum_age')).toEqual(['/5', '/4', '7/0', '0/0']);
  });

  test('the answers stay as they are', () => {
    const made = derive(data, variables);
    expect(data.tables.get('main')?.columns.has('any_grown')).toBe(false);
    expect(made.tables.get('main')?.columns.get('age')).toBe(data.tables.get('main')?.columns.get('age'));
  });
});
