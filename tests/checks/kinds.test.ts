import { describe, expect, test } from 'vitest';
import type { CheckRemark } from '../../src/checks/check.ts';
import { checkKinds } from '../../src/checks/registry.ts';
import { isFault } from '../../src/fault.ts';
import type { Dataset } from '../../src/table/table.ts';
import type { Rows } from './made.ts';
import { found, madeCheck, madeData, madeForm, madeSpecs, whySkipped } from './made.ts';

const { form, names } = madeForm();
const context = { form, names, place: 'schemas/checks.json › test' };

function made(kind: string, params: unknown, extra = {}): (data: Dataset) => readonly CheckRemark[] {
  const check = madeCheck(kind, params, { ...context, ...extra });
  return (data) => found(check, data);
}

const told = (remarks: readonly CheckRemark[]) =>
  remarks.map(({ key, field, value, message, level }) => [level === 'note' ? 'note' : key, field, value, message]);

type Case = readonly [
  name: string,
  kind: string,
  params: object,
  main: Rows,
  members: Rows,
  expected: readonly (readonly string[])[],
];

const whole = { age: 30, works: 'no' };
const cases: readonly Case[] = [
  ['types: nothing to say of an empty dataset', 'types', {}, [], [], []],
  [
    'types: text in numbers and dates, in rosters too; a blank is fine',
    'types',
    {},
    [{ age: '12 ans', works: 'yes', since: '31/12/2020' }, { age: '' }],
    [{ m_age: 'two' }],
    [
      ['k1', 'age', '12 ans', '"12 ans" is not a whole number: declare how the source writes it, or correct the cell'],
      [
        'k1',
        'since',
        '31/12/2020',
        '"31/12/2020" is not a date (YYYY-MM-DD): declare how the source writes it, or correct the cell',
      ],
      [
        'row/member[1]',
        'm_age',
        'two',
        '"two" is not a whole number: declare how the source writes it, or correct the cell',
      ],
    ],
  ],
  [
    'required: asked and blank; not where it was not asked',
    'required',
    {},
    [{ works: 'no' }, { age: 20, works: 'yes' }],
    [{}],
    [
      ['k1', 'age', '', 'has no answer, although the form requires one: "We need the age"'],
      ['k2', 'income', '', 'has no answer, although the form requires one'],
      ['row/member[1]', 'm_age', '', 'has no answer, although the form requires one'],
    ],
  ],
  ['required: text that could not be typed is an answer', 'required', {}, [{ age: 'x', works: 'no' }], [], []],
  [
    'choices: in the list',
    'choices',
    {},
    [{ works: 'yes', needs: 'food water', order: 'water food none' }, {}],
    [],
    [],
  ],
  [
    'choices: foreign answers, foreign options',
    'choices',
    {},
    [{ works: 'yess' }, { works: 'maybe' }, { needs: 'food fuel' }, { order: 'x y' }],
    [{ m_age: 4, m_school: 'Yes' }],
    [
      ['k1', 'works', 'yess', `"yess" is not in the list 'yes_no' of the form (yes, no, dk); is 'yes' meant?`],
      ['k2', 'works', 'maybe', `"maybe" is not in the list 'yes_no' of the form (yes, no, dk)`],
      ['k3', 'needs', 'food fuel', `"fuel" is not in the list 'need' of the form (food, water, none)`],
      ['k4', 'order', 'x y', `"x", "y" are not in the list 'need' of the form (food, water, none)`],
      [
        'row/member[1]',
        'm_school',
        'Yes',
        `"Yes" is not in the list 'yes_no' of the form (yes, no, dk); is 'yes' meant?`,
      ],
    ],
  ],
  [
    'choices: not offered by the filter, and another message for it',
    'choices',
    {},
    [
      { region: 'north', town: 'bebe' },
      { region: 'north', town: 'aba' },
      { town: 'aba' },
      { region: 'south', town: 'zed' },
    ],
    [],
    [
      ['k4', 'town', 'zed', `"zed" is not in the list 'town' of the form (aba, bebe)`],
      ['k1', 'town', 'bebe', '"bebe" was not offered, given the other answers (choice filter region = ${region})'],
      ['k3', 'town', 'aba', '"aba" was not offered, given the other answers (choice filter region = ${region})'],
    ],
  ],
  [
    'constraints: limits are inside; outside, the message names the limit',
    'constraints',
    {},
    [
      { age: 18 },
      { age: 40 },
      { age: 41 },
      { age: 17 },
      { works: 'yes', income: 0 },
      { needs: 'food none' },
      { age: '' },
      { age: 'x' },
    ],
    [{ m_age: -1 }],
    [
      ['k3', 'age', '41', '41 is over 40, the highest allowed by the form: "From 18 to 40"'],
      ['k4', 'age', '17', '17 is under 18, the lowest allowed by the form: "From 18 to 40"'],
      ['k5', 'income', '0', '0 is not over 0, as it must be by the form'],
      [
        'k6',
        'needs',
        'food none',
        `food none does not meet the form's constraint not(selected(., 'none') and count-selected(.) > 1): "None stands alone"`,
      ],
      ['row/member[1]', 'm_age', '-1', '-1 is under 0, the lowest allowed by the form'],
    ],
  ],
  [
    'relevance: answered though not asked, by its own condition or its group',
    'relevance',
    {},
    [{ works: 'no', income: 5 }, { works: 'yes', income: 5 }, { income: 5 }],
    [
      { m_age: 18, m_school: 'no' },
      { m_age: 17, m_school: 'no' },
    ],
    [
      ['k1', 'income', '5', "is answered, although the question was not to be asked: ${works} = 'yes' is not so"],
      ['k3', 'income', '5', "is answered, although the question was not to be asked: ${works} = 'yes' is not so"],
      [
        'row/member[1]',
        'm_school',
        'no',
        'is answered, although the question was not to be asked: ${m_age} < 18 is not so',
      ],
    ],
  ],
  [
    'duplicates: by given fields, all copies, with the other and what differs',
    'duplicates',
    { fields: ['name', 'age'] },
    [
      { name: 'A', ...whole },
      { name: 'B', ...whole },
      { name: 'A', age: 30, works: 'yes', income: 3 },
      { name: 'A', age: 31 },
      {},
      {},
    ],
    [],
    [
      [
        'k1',
        '',
        'A | 30',
        'name, age (A, 30) are the same as of k3; 2 other answers differ of 8: works (no / yes), income (nothing / 3)',
      ],
      [
        'k3',
        '',
        'A | 30',
        'name, age (A, 30) are the same as of k1; 2 other answers differ of 8: works (yes / no), income (3 / nothing)',
      ],
    ],
  ],
  [
    'duplicates: by all questions, metadata left out; three copies; hardly an answer is none',
    'duplicates',
    {},
    [
      { start: '2024-01-01T08:00', ...whole, name: 'A' },
      { start: '2024-01-01T09:00', ...whole, name: 'A' },
      { start: '2024-01-01T10:00', ...whole, name: 'A' },
      { ...whole, name: 'A', age: 31 },
      { works: 'no' },
      { works: 'no' },
      {},
      {},
    ],
    [],
    [
      ['k1', '', '', 'all answers are the same as of k2 and of 1 more'],
      ['k2', '', '', 'all answers are the same as of k1 and of 1 more'],
      ['k3', '', '', 'all answers are the same as of k1 and of 1 more'],
    ],
  ],
  [
    'duplicates: in a roster, of one field',
    'duplicates',
    { fields: ['m_age'] },
    [{}],
    [{ m_age: 4 }, { m_age: 5 }, { m_age: 4 }, {}, {}],
    [
      ['row/member[1]', 'm_age', '4', 'm_age (4) is the same as of row/member[3]; 0 other answers differ of 1'],
      ['row/member[3]', 'm_age', '4', 'm_age (4) is the same as of row/member[1]; 0 other answers differ of 1'],
    ],
  ],
  [
    'duration: the limits are inside; too short, too long, negative; without a moment not judged',
    'duration',
    { minimum: 25, maximum: 90 },
    [
      { start: '2024-01-01T08:00:00Z', end: '2024-01-01T08:25:00Z' },
      { start: '2024-01-01T08:00:00Z', end: '2024-01-01T09:30:00Z' },
      { start: '2024-01-01T08:00:00Z', end: '2024-01-01T08:24:57Z' },
      { start: '2024-01-01T08:00:00Z', end: '2024-01-02T08:00:00Z' },
      { start: '2024-01-01T08:00:00+01:00', end: '2024-01-01T06:59:00Z' },
      { start: '2024-01-01T08:00:00Z' },
    ],
    [],
    [
      [
        'k3',
        '',
        '24.9',
        'took 24.9 minutes (from 2024-01-01T08:00:00Z to 2024-01-01T08:24:57Z), under 25, the least expected',
      ],
      [
        'k4',
        '',
        '1440',
        'took 1440 minutes (from 2024-01-01T08:00:00Z to 2024-01-02T08:00:00Z), over 90, the most expected',
      ],
      [
        'k5',
        '',
        '-1',
        'took -1 minutes (from 2024-01-01T08:00:00+01:00 to 2024-01-01T06:59:00Z), which ends before it starts',
      ],
    ],
  ],
  [
    'suspectCodes: numbers and choices, one remark a field and code',
    'suspectCodes',
    {},
    [{ age: 99 }, { age: -88 }, { age: 99 }, { works: 'dk' }, { name: '99' }, { age: 98 }],
    [{ m_age: 888 }],
    [
      [
        '',
        'age',
        '-88',
        "-88 stands once and is not declared as don't know or refused: declare it, or leave the field out of this check if it is an answer",
      ],
      [
        '',
        'age',
        '99',
        "99 stands 2 times and is not declared as don't know or refused: declare it, or leave the field out of this check if it is an answer",
      ],
      [
        '',
        'works',
        'dk',
        "dk stands once and is not declared as don't know or refused: declare it, or leave the field out of this check if it is an answer",
      ],
      [
        '',
        'm_age',
        '888',
        "888 stands once and is not declared as don't know or refused: declare it, or leave the field out of this check if it is an answer",
      ],
    ],
  ],
  [
    'suspectCodes: own codes in named fields, text among them',
    'suspectCodes',
    { codes: [77, 'x'], fields: ['age', 'name'] },
    [{ age: 77, works: 'dk' }, { name: 'x' }, { age: 99 }],
    [{ m_age: 77 }],
    [
      [
        '',
        'name',
        'x',
        "x stands once and is not declared as don't know or refused: declare it, or leave the field out of this check if it is an answer",
      ],
      [
        '',
        'age',
        '77',
        "77 stands once and is not declared as don't know or refused: declare it, or leave the field out of this check if it is an answer",
      ],
    ],
  ],
  [
    'empty: asked of somebody, answered by nobody; not where nobody was asked',
    'empty',
    {},
    [{ name: 'A', age: 1, works: 'no', region: 'north', needs: 'food', order: 'food' }, { wakes: '07:00' }],
    [],
    [['', 'town', '', 'nobody answered, although 2 rows were asked']],
  ],
  [
    'rule: true makes a remark, false none, unknown is counted',
    'rule',
    {
      when: "${age} < 20 and ${works} = 'yes'",
      fields: ['age', 'works'],
      message: { fr: 'Trop jeune', en: 'too young to work' },
    },
    [{ age: 19, works: 'yes' }, { age: 20, works: 'yes' }, { works: 'yes' }, { works: 'no' }],
    [],
    [
      ['k1', 'age', '19', 'too young to work (age = 19, works = yes)'],
      ['note', 'age', '', 'not evaluated for 1 row: an answer that the rule reads is not known'],
    ],
  ],
  [
    'rule: of a roster, with a field of the interview',
    'rule',
    { table: 'member', when: '${m_age} > ${age}', fields: ['m_age', 'age'], message: { fr: 'plus âgé' } },
    [{ age: 30 }, { age: 50 }],
    [
      { m_age: 31, parent: 0 },
      { m_age: 31, parent: 1 },
    ],
    [['row/member[1]', 'm_age', '31', 'plus âgé (m_age = 31, age = 30)']],
  ],
  [
    'range: limits are inside; blank, not typed and not asked are not judged',
    'range',
    { field: 'age', min: 18, max: 40 },
    [{ age: 18 }, { age: 40 }, { age: 41 }, { age: 17 }, {}, { age: 'x' }],
    [],
    [
      ['k3', 'age', '41', '41 is over 40, the highest expected'],
      ['k4', 'age', '17', '17 is under 18, the lowest expected'],
    ],
  ],
  [
    'range: of a date and of a time',
    'range',
    { field: 'since', min: '2020-01-01' },
    [
      { works: 'yes', since: '2019-12-31' },
      { works: 'yes', since: '2020-01-01' },
    ],
    [],
    [['k1', 'since', '2019-12-31', '2019-12-31 is under 2020-01-01, the lowest expected']],
  ],
  ['range: a time at its limit', 'range', { field: 'wakes', max: '08:00' }, [{ wakes: '08:00' }], [], []],
  [
    'range: a limit that another answer gives; not known where that is blank',
    'range',
    { field: 'm_age', max: '${age} - 12' },
    [{ age: 30 }, {}],
    [
      { m_age: 18, parent: 0 },
      { m_age: 19, parent: 0 },
      { m_age: 3, parent: 1 },
    ],
    [
      ['row/member[2]', 'm_age', '19', '19 is over 18, the highest expected (${age} - 12)'],
      ['note', 'm_age', '', 'not evaluated for 1 row: a limit is not known'],
    ],
  ],
];

test.each(cases)('%s', (_name, kind, params, main, members, expected) => {
  expect(told(made(kind, params)(madeData(form, names, main, members)))).toEqual(expected);
});

/** Parameters with which each kind that needs some is tried on a dataset without rows. */
const least: Readonly<Record<string, object>> = {
  enumerators: { enumerator: 'name' },
  paradata: { minimum: 1 },
  backCheck: { fields: [{ field: 'age', again: 'double' }] },
  sample: { by: 'region', consent: "${works} = 'yes'" },
  formVersion: { field: 'name' },
  range: { field: 'age', min: 1 },
  rule: { when: '${age} > 1', fields: ['age'], message: { en: 'x' } },
};

/** What the form there gives no occasion for, or the data. */
const idle: Readonly<Record<string, string>> = {
  repeatCount: 'the form counts no repeat',
  calculation: 'the data have no column that the form alone calculates',
  paradata: 'no audit log was read: add the files to the sources of pipeline.config.json',
  gps: 'the form has no question of type geopoint',
  otherSpecify: 'no question in the data has a text behind a choice « other »',
};

test.each(Object.keys(checkKinds))('%s holds on a dataset without rows, or says why it is skipped', (kind) => {
  const check = madeCheck(kind, least[kind] ?? {}, context);
  const empty = madeData(form, names, []);
  if (idle[kind] === undefined) expect(told(found(check, empty))).toEqual([]);
  else expect(whySkipped(check, empty)).toBe(idle[kind]);
});

test('duplicates give the key of the other copy', () => {
  const remarks = made('duplicates', { fields: ['name'] })(
    madeData(form, names, [{ name: 'A' }, { name: 'A' }, { name: 'A' }]),
  );
  expect(remarks.map(({ key, otherKey }) => [key, otherKey])).toEqual([
    ['k1', 'k2'],
    ['k2', 'k1'],
    ['k3', 'k1'],
  ]);
});

describe('declared codes', () => {
  const specs = madeSpecs(form, names, { age: ['99'], works: ['dk'], needs: ['none'] });
  const main = [{ age: 99, works: 'dk', needs: 'none' }, { needs: 'food none' }];
  const data = madeData(form, names, main, [], specs);

  test('are not suspect, also beside other options', () => {
    expect(made('suspectCodes', {})(data)).toEqual([]);
    expect(made('suspectCodes', { codes: ['none'] })(data)).toEqual([]);
  });

  test('of the context are not suspect', () => {
    const missing = new Map([
      ['age', new Set(['99'])],
      ['needs', new Set(['none'])],
    ]);
    const beside = madeData(form, names, [{ needs: 'food none' }]);
    expect(made('suspectCodes', { codes: ['none'] }, { missing })(beside)).toEqual([]);
    expect(made('suspectCodes', { codes: ['none'] })(beside)).toHaveLength(1);
  });

  test('break no constraint and are an answer', () => {
    expect(made('constraints', {})(data).filter(({ field }) => field === 'age')).toEqual([]);
    expect(made('required', {})(data).filter(({ key }) => key === 'k1')).toEqual([]);
  });
});

describe('what cannot be evaluated is said', () => {
  const strange = madeForm([
    [
      'text',
      'code',
      'Code',
      "pulldata('frame', 'x', 'y', ${name}) = 'a'",
      'yes',
      "pulldata('frame', 'x', 'y', .) = 'a'",
    ],
  ]);
  const other = { form: strange.form, names: strange.names };
  const data = madeData(strange.form, strange.names, [
    { name: 'A', code: 'c', age: 20, works: 'no' },
    { age: 20, works: 'no' },
  ]);
  test.each(['relevance', 'constraints', 'required'])('%s', (kind) => {
    const remarks = made(kind, {}, other)(data);
    expect(remarks).toHaveLength(1);
    expect(remarks[0]).toMatchObject({ key: '', field: 'code', level: 'note' });
    expect(remarks[0]?.message).toMatch(/^not evaluated for 1 row: .*pulldata/);
  });

  test('a column that the data have not', () => {
    const main = data.tables.get('main')!;
    const columns = new Map([...main.columns].filter(([name]) => name !== 'age' && name !== 'end'));
    const without = { tables: new Map(data.tables).set('main', { ...main, columns }) };
    const why = (kind: string, params: object) => whySkipped(madeCheck(kind, params, context), without);
    expect(why('range', { field: 'age', max: 3 })).toBe("the data have no 'age'");
    expect(why('duration', { minimum: 3 })).toBe("the data have no 'end'");
    expect(why('duplicates', { fields: ['age'] })).toBe("the data have no 'age'");
    expect(why('rule', { when: '${age} > 1', fields: ['age'], message: { en: 'x' } })).toBe("the data have no 'age'");
    const said = made('rule', { when: '${age} > 1', fields: ['name'], message: { en: 'x' } })(without);
    expect(said.map(({ level, message }) => [level, message])).toEqual([
      ['note', 'not evaluated for 2 rows: an answer that the rule reads is not known'],
    ]);
  });
});

const faults: readonly (readonly [string, object, RegExp])[] = [
  ['range', { field: 'agge', min: 1 }, /unknown field 'agge'.*did you mean 'age'/],
  ['range', { field: 'name', min: 1 }, /is of type text; a range needs a number/],
  ['range', { field: 'age', min: 5, max: 4 }, /5 is over the max 4/],
  ['range', { field: 'age', max: '${agee}' }, /unknown field 'agee'/],
  ['range', { field: 'age', max: '${name}' }, /gives text, not a number/],
  ['range', { field: 'since', max: 2020 }, /Write the limit as text/],
  ['range', { field: 'm_age', max: 2, table: 'main' }, /belongs to the table member/],
  ['duplicates', { fields: ['age', 'm_age'] }, /'m_age' belongs to the table member, 'age' to main/],
  ['duration', { start: 'age' }, /'age' is of type integer, not a date and time/],
  ['rule', { when: '${age} >', fields: ['age'], message: { en: 'x' } }, /schemas\/checks\.json › test › when/],
  [
    'rule',
    { table: 'members', when: '1', fields: ['age'], message: { en: 'x' } },
    /unknown table 'members'.*did you mean 'member'/,
  ],
  [
    'rule',
    { when: '${age} > 1', fields: ['m_age'], message: { en: 'x' } },
    /belongs to the table member, the rule to main/,
  ],
];
test.each(faults)('a fault when %s is made of %j', (kind, params, message) => {
  try {
    made(kind, params);
  } catch (error) {
    expect(isFault(error)).toBe(true);
    expect((error as Error).message.replace(/\n/g, ' ')).toMatch(message);
    return;
  }
  expect.unreachable();
});

test.each([
  ['types', { x: 1 }],
  ['range', { field: 'age' }],
  ['duplicates', { fields: [] }],
  ['rule', { when: '1', fields: ['age'], message: {} }],
  ['duration', { minimum: -1 }],
])('parameters of %s that are refused: %j', (kind, params) => {
  expect(checkKinds[kind]?.params.safeParse(params).success).toBe(false);
});
