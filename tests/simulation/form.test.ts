import { describe, expect, test } from 'vitest';
import { namesOf } from '../../src/expression/names.ts';
import type { Form } from '../../src/form/form.ts';
import { parseForm } from '../../src/form/parse.ts';
import { simulateForm } from '../../src/simulation/form.ts';
import { brokenRules } from './obeyed.ts';

const SURVEY = [
  'type',
  'name',
  'label',
  'relevant',
  'constraint',
  'calculation',
  'choice_filter',
  'required',
  'repeat_count',
];
const CHOICES = ['list_name', 'name', 'label', 'region'];

/** A form from rows of the survey sheet; a missing cell is empty. */
function formOf(rows: readonly (readonly string[])[], choices: readonly (readonly string[])[] = []): Form {
  const full = (row: readonly string[], width: number) => [...row, ...new Array<string>(width - row.length).fill('')];
  return parseForm(
    [
      { name: 'survey', rows: [SURVEY, ...rows.map((row) => full(row, SURVEY.length))] },
      { name: 'choices', rows: [CHOICES, ...choices.map((row) => full(row, CHOICES.length))] },
    ],
    'form',
  ).form;
}

const yesNo = [
  ['yes_no', 'yes', 'Yes'],
  ['yes_no', 'no', 'No'],
];
const places = [
  ['region', 'north', 'North'],
  ['region', 'south', 'South'],
  ['town', 'alba', 'Alba', 'north'],
  ['town', 'brea', 'Brea', 'north'],
  ['town', 'cona', 'Cona', 'south'],
];

const made = (form: Form, seed = 'a', rows = 80) => simulateForm(form, namesOf(form), { seed, rows });

describe('rules of a form are obeyed', () => {
  const q = (type: string, name: string, more: Partial<Record<string, string>> = {}) =>
    SURVEY.map((column) =>
      column === 'type' ? type : column === 'name' ? name : column === 'label' ? name : (more[column] ?? ''),
    );
  const need = { required: 'yes' };
  test.each<[string, readonly (readonly string[])[], readonly (readonly string[])[]]>([
    [
      'skips',
      [q('select_one yes_no', 'works', need), q('integer', 'hours', { ...need, relevant: "${works} = 'yes'" })],
      yesNo,
    ],
    ['bounds', [q('integer', 'age', { ...need, constraint: '. >= 18 and . <= 99' })], []],
    [
      'a bound that another answer sets',
      [
        q('integer', 'size', { ...need, constraint: '. >= 1 and . <= 9' }),
        q('integer', 'children', { ...need, constraint: '. >= 0 and . < ${size}' }),
      ],
      [],
    ],
    ['a single value', [q('integer', 'code', { ...need, constraint: '. = 4711' })], []],
    ['patterns', [q('text', 'code', { ...need, constraint: "regex(., '^[A-Z]{2}[0-9]{2}$')" })], []],
    [
      'a text of a length',
      [q('text', 'phone', { ...need, constraint: "string-length(.) = 10 and regex(., '[0-9]+')" })],
      [],
    ],
    [
      '« none » alone',
      [
        q('select_multiple town', 'towns', {
          ...need,
          constraint: "not(selected(., 'alba') and count-selected(.) > 1)",
        }),
      ],
      places,
    ],
    [
      'at least three options',
      [q('select_multiple town', 'towns', { ...need, constraint: 'count-selected(.) >= 3' })],
      places,
    ],
    [
      'filters',
      [
        q('select_one region', 'region', need),
        q('select_one town', 'town', { ...need, choice_filter: 'region = ${region}' }),
      ],
      places,
    ],
    [
      'a filter that offers nothing',
      [
        q('select_one region', 'region', need),
        q('select_one town', 'town', { ...need, choice_filter: "region = 'west'" }),
      ],
      places,
    ],
    ['calculations', [q('integer', 'a', need), q('calculate', 'twice', { calculation: '${a} * 2' })], []],
    [
      'a date up to the interview',
      [q('today', 'today'), q('date', 'back', { ...need, constraint: '. <= today()' })],
      [],
    ],
    [
      'repeats with a count',
      [
        q('integer', 'n', { ...need, constraint: '. >= 0 and . <= 4' }),
        q('begin_repeat', 'trip', { repeat_count: '${n}' }),
        q('integer', 'months', { ...need, constraint: '. > 0 and . <= 12' }),
        q('end_repeat', ''),
        q('calculate', 'total', { calculation: 'sum(${months})' }),
      ],
      [],
    ],
    [
      'a question that reads a later one',
      [q('integer', 'first', { ...need, relevant: "${later} = 'yes'" }), q('select_one yes_no', 'later', need)],
      yesNo,
    ],
    [
      'groups that are not asked',
      [
        q('select_one yes_no', 'ok', need),
        q('begin_group', 'g', { relevant: "${ok} = 'yes'" }),
        q('text', 'word', need),
        q('end_group', ''),
      ],
      yesNo,
    ],
    [
      'places, times, files and ranks',
      [
        q('geopoint', 'p', need),
        q('geoshape', 's', need),
        q('time', 't', need),
        q('dateTime', 'd', need),
        q('image', 'i', need),
        q('rank town', 'r', need),
      ],
      places,
    ],
    ['no question at all', [q('note', 'hello')], []],
  ])('%s', (_, rows, choices) => {
    const form = formOf(rows, choices);
    expect(brokenRules(form, made(form))).toEqual([]);
  });
});

test('rows of a repeat are as many as its count says', () => {
  const form = formOf([
    ['integer', 'n', 'n', '', '. >= 0 and . <= 3', '', '', 'yes'],
    ['begin_repeat', 'trip', '', '', '', '', '', '', '${n}'],
    ['integer', 'months', 'm', '', '', '', '', 'yes'],
    ['end_repeat'],
  ]);
  const { data, texts, keys } = made(form);
  const trips = data.tables.get('trip');
  const counts = texts('main', 'n').map(Number);
  expect(trips?.rows).toBe(counts.reduce((sum, count) => sum + count, 0));
  for (const [row, count] of counts.entries())
    expect([...(trips?.parent?.rows ?? [])].filter((parent) => parent === row)).toHaveLength(count);
  expect(keys('trip')[0]).toMatch(/^[0-9a-f-]{36}\/trip\[1\]$/);
});

test.each([
  ['. > 5 and . < 3', '', "'x' was found that satisfies '. > 5 and . < 3' (20 of 20 rows"],
  ['. > ${y} and . < ${y}', '', 'y = '],
])('contradictory constraints are named: %s', (constraint, _, message) => {
  const form = formOf([
    ['integer', 'y', 'y', '', '', '', '', 'yes'],
    ['integer', 'x', 'x', '', constraint, '', '', 'yes'],
  ]);
  expect(() => made(form, 'a', 20)).toThrow(message);
  expect(() => made(form, 'a', 20)).toThrow('survey row 3 › constraint');
});

test('the same seed gives the same answers, another seed others; a further question changes nothing', () => {
  const rows = [
    ['select_one region', 'region', 'r', '', '', '', '', 'yes'],
    ['integer', 'age', 'a', '', '. >= 18 and . <= 99', '', '', 'yes'],
  ];
  const [short, long] = [formOf(rows, places), formOf([...rows, ['text', 'more', 'm']], places)];
  const ages = (form: Form, seed: string) => made(form, seed).texts('main', 'age');
  expect(ages(short, 'a')).toEqual(ages(short, 'a'));
  expect(ages(short, 'a')).not.toEqual(ages(short, 'b'));
  expect(ages(short, 'a')).toEqual(ages(long, 'a'));
});

test('answers that are given stay; no rows are no rows', () => {
  const form = formOf([['integer', 'age', 'a', '', '. >= 18', '', '', 'yes']]);
  const given = () => '44';
  expect(simulateForm(form, namesOf(form), { seed: 'a', rows: 2, given }).texts('main', 'age')).toEqual(['44', '44']);
  expect(made(form, 'a', 0).texts('main', 'age')).toEqual([]);
});

test('pulldata reads the files that are handed over', () => {
  const form = formOf([
    ['text', 'code', 'c', '', '', '', '', 'yes'],
    ['calculate', 'sex', '', '', '', "pulldata('frame','sex','code',${code})"],
    ['calculate', 'rate', '', '', '', "number(pulldata('parameters','value','name','fx'))"],
  ]);
  const files = new Map([
    [
      'frame',
      new Map([
        ['code', ['1', '2']],
        ['sex', ['female', 'male']],
      ]),
    ],
    [
      'parameters',
      new Map([
        ['name', ['fx']],
        ['value', ['10.8']],
      ]),
    ],
  ]);
  const given = (name: string, _table: string, row: number) => (name === 'code' ? ['2', '9'][row] : undefined);
  const { texts } = simulateForm(form, namesOf(form), { seed: 'a', rows: 2, files, given });
  expect(texts('main', 'sex')).toEqual(['male', '']);
  expect(texts('main', 'rate')).toEqual(['10.8', '10.8']);
});
