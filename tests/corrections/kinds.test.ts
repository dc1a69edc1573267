import { expect, test } from 'vitest';
import { clean } from '../../src/corrections/clean.ts';
import type { Correction } from '../../src/corrections/correction.ts';
import { correctionKinds } from '../../src/corrections/registry.ts';
import { tidied } from '../../src/corrections/trim.ts';
import { isFault } from '../../src/fault.ts';
import { changeAt } from '../../src/table/change.ts';
import { keyAt } from '../../src/table/table.ts';
import type { Rows } from '../checks/made.ts';
import { madeData, madeForm, madeSpecs } from '../checks/made.ts';

const { form, names } = madeForm();
const specs = madeSpecs(form, names, { age: ['99'] });
const context = { form, names, place: 'schemas/corrections.json › test' };

function made(kind: string, params: unknown): Correction {
  const entry = correctionKinds[kind];
  if (entry === undefined) throw new Error(kind);
  return entry.make(entry.params.parse(params) as never, context);
}

type Case = readonly [
  name: string,
  kind: string,
  params: object,
  main: Rows,
  members: Rows,
  expected: readonly (readonly string[])[],
];
const cases: readonly Case[] = [
  ['trim: nothing to do', 'trim', {}, [], [], []],
  [
    'trim: white space and zero-width characters, in text questions only',
    'trim',
    {},
    [
      { name: 'Ama\u00a0\n Bo' },
      { name: 'Ama Bo' },
      { name: '' },
      { name: 'A\u200bma' },
      { name: '\u200b' },
      { needs: 'food  water' },
    ],
    [],
    [
      ['k1', 'name', 'Ama\u00a0\n Bo', 'answered', 'Ama Bo', 'answered'],
      ['k4', 'name', 'A\u200bma', 'answered', 'Ama', 'answered'],
      ['k5', 'name', '\u200b', 'answered', '', 'removed'],
    ],
  ],
  [
    'setBlank: where it holds, not where it is unknown, and never an empty cell',
    'setBlank',
    { when: "${age} > 40 or ${works} = 'no'", fields: ['age', 'income'] },
    [{ age: 41 }, { age: 40 }, { works: 'no' }, {}, { age: 'x', works: 'no', income: 3 }, { age: 99, works: 'no' }],
    [],
    [
      ['k1', 'age', '41', 'answered', '', 'removed'],
      ['k5', 'age', 'x', 'invalid', '', 'removed'],
      ['k6', 'age', '99', 'dontKnow', '', 'removed'],
      ['k5', 'income', '3', 'answered', '', 'removed'],
    ],
  ],
  [
    'setBlank: in a roster, by the interview',
    'setBlank',
    { when: "${works} = 'no'", fields: ['m_age'] },
    [{ works: 'no' }, { works: 'yes' }],
    [{ m_age: 3, parent: 0 }, { m_age: 4, parent: 1 }, { parent: 0 }],
    [['row/member[1]', 'm_age', '3', 'answered', '', 'removed']],
  ],
  [
    'recode: a choice, a text that could not be typed, and nothing else',
    'recode',
    { field: 'age', from: '12 ans', to: 12 },
    [{ age: '12 ans' }, { age: 12 }, { age: '12 an' }, {}],
    [],
    [['k1', 'age', '12 ans', 'invalid', '12', 'answered']],
  ],
  [
    'recode: an option among others, once',
    'recode',
    { field: 'needs', from: 'fuel', to: 'food' },
    [{ needs: 'fuel' }, { needs: 'water fuel food' }, { needs: 'food fuel water' }, { needs: 'water' }, {}],
    [],
    [
      ['k1', 'needs', 'fuel', 'answered', 'food', 'answered'],
      ['k2', 'needs', 'water fuel food', 'answered', 'water food', 'answered'],
      ['k3', 'needs', 'food fuel water', 'answered', 'food water', 'answered'],
    ],
  ],
  [
    'recode: to nothing, and in a roster',
    'recode',
    { field: 'm_school', from: 'no', to: '' },
    [{}],
    [{ m_school: 'no' }, { m_school: 'yes' }],
    [['row/member[1]', 'm_school', 'no', 'answered', '', 'removed']],
  ],
  [
    'recode: a date',
    'recode',
    { field: 'since', from: '31/12/2020', to: '2020-12-31' },
    [{ since: '31/12/2020' }],
    [],
    [['k1', 'since', '31/12/2020', 'invalid', '2020-12-31', 'answered']],
  ],
];

test.each(cases)('%s', (_name, kind, params, main, members, expected) => {
  const data = madeData(form, names, main, members, specs);
  const { changes } = clean(data, specs, [{ id: 'r', reason: 'because', correct: made(kind, params) }], []);
  const rows = Array.from({ length: changes.rows }, (_, row) => changeAt(changes, row));
  expect(
    rows.map(({ key, field, from, fromState, to, toState }) => [key, field, from, fromState, to, toState]),
  ).toEqual(expected);
  for (const change of rows)
    expect(change).toMatchObject({
      action: 'set',
      rule: 'r',
      reason: 'because',
      decisionId: '',
      by: '',
      at: '',
      source: '',
    });
});

test('drop takes the rows below along, and logs each', () => {
  const data = madeData(
    form,
    names,
    [{ name: 'test', age: 1 }, { name: 'Ama' }, { age: 3 }],
    [
      { m_age: 1, parent: 1 },
      { m_age: 2, parent: 0 },
      { m_age: 3, parent: 2 },
      { m_age: 4, parent: 0 },
    ],
    specs,
  );
  const { data: cleaned, changes } = clean(
    data,
    specs,
    [{ id: 'tests', reason: 'test interviews', correct: made('drop', { when: "${name} = 'test'" }) }],
    [],
  );
  const rows = Array.from({ length: changes.rows }, (_, row) => changeAt(changes, row));
  expect(rows.map(({ table, key, action }) => [table, key, action])).toEqual([
    ['main', 'k1', 'drop_row'],
    ['member', 'row/member[2]', 'drop_row'],
    ['member', 'row/member[4]', 'drop_row'],
  ]);
  const [main, member] = [cleaned.tables.get('main')!, cleaned.tables.get('member')!];
  expect([main.rows, keyAt(main, 0), keyAt(main, 1)]).toEqual([2, 'k2', 'k3']);
  expect([member.rows, keyAt(member, 0), keyAt(member, 1)]).toEqual([2, 'row/member[1]', 'row/member[3]']);
  expect([...member.parent!.rows]).toEqual([0, 1]);
});

test.each([
  ['', ''],
  [' a  b ', 'a b'],
  ['\u2003a\u202fb\ufeff', 'a b'],
  ['می\u200cخواهم', 'می\u200cخواهم'],
  ['a \u200d', 'a'],
  ['e\u0301', '\u00e9'],
  ['\u0623\u0654', '\u0623\u0654'],
])('%j tidied is %j', (text, expected) => {
  expect(tidied(text)).toBe(expected);
});

const faults: readonly (readonly [string, object, RegExp])[] = [
  ['trim', { fields: ['age'] }, /'age' is of type integer, not text/],
  ['trim', { fields: ['nam'] }, /unknown field 'nam'; did you mean 'name'/],
  ['recode', { field: 'works', from: 'x', to: 'yess' }, /'yess' is no choice of 'works'; is 'yes' meant/],
  ['recode', { field: 'age', from: 'x', to: 'y' }, /'y' is not a whole number/],
  ['recode', { field: 'age', from: '', to: '1' }, /is empty/],
  ['setBlank', { when: '${age} > 1', fields: ['age', 'm_age'] }, /'m_age' to member/],
  ['setBlank', { when: "pulldata('a', 'b', 'c', 'd') = 1", fields: ['age'] }, /cannot be evaluated here/],
  ['drop', { when: '${agge} > 1' }, /unknown field 'agge'/],
  ['drop', { when: '1', table: 'mainn' }, /unknown table 'mainn'/],
];
test.each(faults)('a fault when %s is made of %j', (kind, params, message) => {
  try {
    made(kind, params);
  } catch (error) {
    expect(isFault(error)).toBe(true);
    expect((error as Error).message).toMatch(message);
    return;
  }
  expect.unreachable();
});
