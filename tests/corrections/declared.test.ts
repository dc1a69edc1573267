import { describe, expect, test } from 'vitest';
import { clean } from '../../src/corrections/clean.ts';
import type { DecisionSheet } from '../../src/corrections/decisions/logs.ts';
import { applyChanges } from '../../src/corrections/ledger.ts';
import { correctionKinds } from '../../src/corrections/registry.ts';
import { isFault } from '../../src/fault.ts';
import { changeAt } from '../../src/table/change.ts';
import { STATE_NAMES } from '../../src/table/states.ts';
import { cleanText } from '../../src/table/text.ts';
import type { Rows } from '../checks/made.ts';
import { madeData, madeForm, madeSpecs } from '../checks/made.ts';

const made = madeForm([
  ['text', 'needs_text', 'Which?'],
  ['text', 'works_text', 'Which?'],
  ['calculate', 'twice', ''],
]);
// The small form has no column for calculations: two that read one another, the second first.
const form = {
  ...made.form,
  fields: made.form.fields.map((field) =>
    field.name === 'double'
      ? { ...field, calculation: '${age} * 2' }
      : field.name === 'twice'
        ? { ...field, calculation: '${double} * 2' }
        : field,
  ),
};
const parameters = new Map<string, number | null>([
  ['rate', 10.5],
  ['unset', null],
]);
const names = { ...made.names, parameters };
const specs = madeSpecs(form, names, { age: ['99'] });

const place = 'schemas/corrections.json › test';
function job(kind: string, params: object) {
  const entry = correctionKinds[kind];
  if (entry === undefined) throw new Error(kind);
  return entry.make(entry.params.parse(params) as never, { form, names, place });
}

function cleaned(kind: string, params: object, main: Rows, members: Rows = [], sheets: readonly DecisionSheet[] = []) {
  const raw = madeData(form, names, main, members, specs);
  const rule = { id: 'r', reason: 'because', afterDecisions: sheets.length > 0, correct: job(kind, params) };
  const result = clean(raw, specs, [rule], sheets, form);
  return {
    ...result,
    rows: Array.from({ length: result.changes.rows }, (_, row) => changeAt(result.changes, row)),
  };
}

/** kind, params, rows of main, rows of the roster, then key, field, from → to (state unless answered), and what the reason adds. */
type Case = readonly [
  name: string,
  kind: string,
  params: object,
  main: Rows,
  members: Rows,
  expected: readonly string[],
];
const cases: readonly Case[] = [
  ['digits: none', 'digits', {}, [], [], []],
  [
    'digits: of any script, where nothing could be read; text questions keep theirs',
    'digits',
    {},
    [
      { age: '٣٩' },
      { income: '٣٫٥', works: 'yes' },
      { age: '٣٩ سنة' },
      { age: 39 },
      {},
      { name: '٣' },
      { since: '۲۰۲۳-۰۴-۱۰', works: 'yes' },
    ],
    [{ m_age: '٧' }],
    ['k1 age: ٣٩ → 39', 'k2 income: ٣٫٥ → 3.5', 'k7 since: ۲۰۲۳-۰۴-۱۰ → 2023-04-10', 'row/member[1] m_age: ٧ → 7'],
  ],
  ['digits: of the fields named', 'digits', { fields: ['age'] }, [{ age: '٣٩', income: '٣' }], [], ['k1 age: ٣٩ → 39']],
  [
    'numberFormat: a decimal comma; what was a number stays',
    'numberFormat',
    { decimal: ',' },
    [
      { income: '3,5' },
      { income: '3.5' },
      { age: '3,5' },
      { age: '4,0' },
      { income: '1,200,300' },
      { income: ',' },
      {},
    ],
    [],
    ['k4 age: 4,0 → 4', 'k1 income: 3,5 → 3.5'],
  ],
  [
    'numberFormat: thousands apart by any kind of space',
    'numberFormat',
    { thousands: ' ', decimal: ',' },
    [{ income: '1\u202f200' }, { income: '12 00' }, { income: '1 200 300,25' }],
    [],
    ['k1 income: 1\u202f200 → 1200', 'k3 income: 1 200 300,25 → 1200300.25'],
  ],
  [
    'dateOrder: day first, and only what is a day',
    'dateOrder',
    { order: 'dmy' },
    [
      { since: '05/06/2026' },
      { since: '31.12.2020' },
      { since: '06/31/2026' },
      { since: '2026-06-05' },
      { since: 'mai' },
      {},
    ],
    [],
    ['k1 since: 05/06/2026 → 2026-06-05', 'k2 since: 31.12.2020 → 2020-12-31'],
  ],
  [
    'dateOrder: month first',
    'dateOrder',
    { order: 'mdy' },
    [{ since: '05/06/2026' }],
    [],
    ['k1 since: 05/06/2026 → 2026-05-06'],
  ],
  [
    'recodeOther: by mapping and by label, in any case; an unknown text, and one without « other », stay',
    'recodeOther',
    { field: 'needs', text: 'needs_text', other: 'none', mapping: { 'Du pain': 'food' } },
    [
      { needs: 'none', needs_text: ' WATER ' },
      { needs: 'water none', needs_text: 'du  pain.' },
      { needs: 'none', needs_text: 'shelter' },
      { needs: 'food', needs_text: 'water' },
      { needs: 'none' },
      { needs_text: 'water' },
      { needs: 'water none', needs_text: 'Water' },
    ],
    [],
    [
      'k1 needs: none → water',
      'k1 needs_text: WATER → (removed)',
      'k2 needs: water none → water food',
      'k2 needs_text: du  pain. → (removed)',
      'k7 needs: water none → water',
      'k7 needs_text: Water → (removed)',
    ],
  ],
  [
    'recodeOther: a select_one, the text kept, labels not looked at',
    'recodeOther',
    { field: 'works', text: 'works_text', other: 'dk', labels: false, keepText: true, mapping: { oui: 'yes' } },
    [
      { works: 'dk', works_text: 'Oui' },
      { works: 'dk', works_text: 'No' },
    ],
    [],
    ['k1 works: dk → yes'],
  ],
  [
    'unit: by a parameter, rounded; not where the condition is unknown, and never a missing answer',
    'unit',
    { field: 'income', when: "${income} < 100 and ${works} = 'yes'", factor: "param('rate')" },
    [
      { income: 10.333, works: 'yes' },
      { income: 100, works: 'yes' },
      { income: 10 },
      { works: 'yes' },
      { income: 'x', works: 'yes' },
    ],
    [],
    ['k1 income: 10.333 → 108.5 [× 10.5]'],
  ],
  [
    'unit: of whole numbers, by a number; 99 says nothing',
    'unit',
    { field: 'age', when: '${age} > 150', factor: 0.01 },
    [{ age: 3900 }, { age: 99 }, { age: 3951 }],
    [],
    ['k1 age: 3900 → 39 [× 0.01]', 'k3 age: 3951 → 40 [× 0.01]'],
  ],
  [
    'recompute: a calculation, and one that reads it',
    'recompute',
    {},
    [{ age: 20, double: 40, twice: 80 }, { age: 21, double: 40, twice: 80 }, { age: 22, double: 44, twice: 80 }, {}],
    [],
    ['k2 double: 40 → 42', 'k3 twice: 80 → 88', 'k2 twice: 80 → 84'],
  ],
  [
    'keepDuplicate: the most complete, then the first; text but for its case',
    'keepDuplicate',
    { fields: ['name'], keep: 'mostComplete' },
    [{ name: 'Ama' }, { name: 'ama ', age: 3 }, { name: 'Bo' }, {}, {}, { name: 'Bo' }],
    [{ m_age: 1, parent: 0 }],
    [
      'k1 drop_row [kept: k2 (mostComplete)]',
      'row/member[1] drop_row [kept: k2 (mostComplete)]',
      'k6 drop_row [kept: k3 (mostComplete)]',
    ],
  ],
  [
    'keepDuplicate: the latest, by the end of the interview; an unknown end comes before all',
    'keepDuplicate',
    { fields: ['name', 'age'], keep: 'latest', when: '${age} > 1' },
    [
      { name: 'A', age: 2, end: '2024-01-02T10:00:00Z' },
      { name: 'A', age: 2, end: '2024-01-03T10:00:00Z' },
      { name: 'A', age: 2 },
      { name: 'A', age: 3, end: '2024-01-04T10:00:00Z' },
      { name: 'A', age: 1, end: '2024-01-04T10:00:00Z' },
      { name: 'A', age: 1 },
    ],
    [],
    ['k1 drop_row [kept: k2 (latest)]', 'k3 drop_row [kept: k2 (latest)]'],
  ],
  [
    'impute: median by class, in classes with enough donors',
    'impute',
    { field: 'age', method: 'median', by: ['works'], fewest: 2 },
    [
      { age: 20, works: 'yes' },
      { age: 30, works: 'yes' },
      { works: 'yes' },
      { age: 40, works: 'no' },
      { works: 'no' },
      {},
      { age: 99, works: 'yes' },
    ],
    [],
    ['k3 age:  → 20 (imputed) [imputed: median by works]'],
  ],
  [
    'impute: mode, of what was refused or unreadable too',
    'impute',
    { field: 'works', method: 'mode', fewest: 1, when: '${age} > 18' },
    [{ works: 'no', age: 20 }, { works: 'no', age: 2 }, { works: 'yes', age: 30 }, { age: 40 }, { age: 3 }, {}],
    [],
    ['k4 works:  → no (imputed) [imputed: mode]'],
  ],
  [
    'impute: constant by group',
    'impute',
    { field: 'age', method: 'constant', by: ['works'], values: { yes: 30 }, states: ['dontKnow', 'invalid'] },
    [{ works: 'yes', age: 99 }, { works: 'yes', age: 'x' }, { works: 'no', age: 99 }, { works: 'yes' }],
    [],
    ['k1 age: 99 → 30 (imputed) [imputed: constant by works]', 'k2 age: x → 30 (imputed) [imputed: constant by works]'],
  ],
  [
    'impute: never a question that was not asked',
    'impute',
    { field: 'income', method: 'constant', value: 5 },
    [{ works: 'no' }, { works: 'yes' }],
    [],
    ['k2 income:  → 5 (imputed) [imputed: constant]'],
  ],
  ['impute: nobody to take from', 'impute', { field: 'age', method: 'hotDeck' }, [{}, {}], [], []],
];

test.each(cases)('%s', (_name, kind, params, main, members, expected) => {
  const { data, changes, rows, decisions } = cleaned(kind, params, main, members);
  const told = rows.map(({ key, field, from, to, toState, action, reason }) => {
    const added = reason === 'because' ? '' : ` [${reason.replace('because; ', '')}]`;
    const state = toState === 'answered' || action !== 'set' ? '' : ` (${toState})`;
    return action === 'set'
      ? `${key} ${field}: ${from} →${to === '' ? '' : ` ${to}`}${state}${added}`
      : `${key} ${action}${added}`;
  });
  expect(told).toEqual(expected);
  for (const row of rows) expect(row).toMatchObject({ rule: 'r', decisionId: '' });
  expect(decisions).toEqual([]);
  // Raw and ledger give clean again, imputed marks too.
  const raw = madeData(form, names, main, members, specs);
  expect(cellsOf(applyChanges(raw, changes, specs))).toEqual(cellsOf(data));
});

function cellsOf(data: ReturnType<typeof madeData>): readonly string[] {
  return [...data.tables.values()].flatMap((table) =>
    [...table.columns.values()].map(
      (column) =>
        `${column.name}: ${Array.from({ length: table.rows }, (_, row) => `${cleanText(column, row)}/${STATE_NAMES[column.states[row] as 0]}`).join(', ')}`,
    ),
  );
}

describe('impute: hotDeck', () => {
  const people = Array.from({ length: 40 }, (_, row) =>
    row % 4 === 0 ? { works: row % 8 === 0 ? 'yes' : 'no' } : { works: row % 8 < 4 ? 'yes' : 'no', age: row },
  );
  const run = (seed: number, main: Rows = people) =>
    cleaned('impute', { field: 'age', method: 'hotDeck', by: ['works'], seed }, main).rows.map(
      ({ key, to }) => `${key}=${to}`,
    );

  test('each gets the answer of someone of its class, the same for the same seed', () => {
    const first = run(1);
    expect(first).toHaveLength(10);
    for (const each of first) {
      const [, key, to] = /k(\d+)=(\d+)/.exec(each) ?? [];
      expect(people[Number(to)]?.works).toBe(people[Number(key) - 1]?.works);
    }
    expect(run(1)).toEqual(first);
    expect(run(2)).not.toEqual(first);
  });
});

test('a rule after decisions sees what they changed, and leaves alone what they set', () => {
  const log: DecisionSheet = {
    path: 'log.csv',
    name: 'log',
    rows: [
      ['uuid', 'question', 'change_type', 'old_value', 'new_value'],
      ['k1', 'age', 'change_response', '20', '30'],
      ['k2', 'age', 'change_response', '20', '30'],
      ['k2', 'double', 'change_response', '40', '61'],
    ],
  };
  const main = [
    { age: 20, double: 40, twice: 80 },
    { age: 20, double: 40, twice: 80 },
  ];
  const { rows } = cleaned('recompute', { fields: ['double'] }, main, [], [log]);
  expect(rows.map(({ key, field, to, rule }) => `${rule || 'decided'} ${key} ${field} ${to}`)).toEqual([
    'decided k1 age 30',
    'decided k2 age 30',
    'decided k2 double 61',
    'r k1 double 60',
  ]);
});

const faults: readonly (readonly [string, object, RegExp])[] = [
  ['digits', { fields: ['name'] }, /'name' is of type text, not integer or decimal/],
  ['digits', { fields: ['agee'] }, /unknown field 'agee'; did you mean 'age'/],
  ['numberFormat', {}, /this is how numbers are read anyway/],
  ['numberFormat', { decimal: ',', thousands: ',' }, /stands for the decimals already/],
  ['dateOrder', { order: 'dmy', fields: ['age'] }, /'age' is of type integer, not date or dateTime/],
  ['recodeOther', { field: 'age', text: 'needs_text' }, /a question with choices is expected/],
  ['recodeOther', { field: 'needs', text: 'needs_text' }, /'other' is no choice of 'needs'/],
  [
    'recodeOther',
    { field: 'needs', text: 'needs_text', other: 'none', mapping: { x: 'watr' } },
    /'watr' is no choice of 'needs'; did you mean 'water'/,
  ],
  ['recodeOther', { field: 'needs', text: 'age', other: 'none' }, /'age' is of type integer, not text/],
  ['recodeOther', { field: 'm_school', text: 'needs_text', other: 'no' }, /belongs to the table main/],
  ['unit', { field: 'name', when: '1', factor: 2 }, /not a number/],
  ['unit', { field: 'income', when: '1', factor: "param('unset')" }, /the parameter 'unset' has no value/],
  ['unit', { field: 'income', when: '${agee} = 1', factor: 2 }, /unknown field 'agee'/],
  ['recompute', { fields: ['age'] }, /'age' is not calculated by the form/],
  ['keepDuplicate', { fields: ['name', 'm_age'], keep: 'latest' }, /'m_age' to member/],
  ['keepDuplicate', { fields: ['name'], keep: 'latest', by: 'works' }, /a date, moment or number of main is expected/],
  ['keepDuplicate', { fields: ['m_age'], keep: 'latest' }, /a date, moment or number of member is expected/],
  ['impute', { field: 'works', method: 'median' }, /has no median/],
  ['impute', { field: 'income', method: 'mode' }, /whose mode says nothing/],
  ['impute', { field: 'age', method: 'constant' }, /needs either value or values/],
  ['impute', { field: 'age', method: 'constant', value: 'x' }, /'x' is not a whole number/],
  ['impute', { field: 'age', method: 'constant', values: { yes: 1 } }, /by the answer to one question/],
  ['impute', { field: 'age', method: 'mode', value: 1 }, /is for the method constant/],
  ['impute', { field: 'age', method: 'mode', by: ['m_age'] }, /'m_age' to member/],
];
test.each(faults)('a fault when %s is made of %j', (kind, params, message) => {
  try {
    job(kind, params);
  } catch (error) {
    expect(isFault(error)).toBe(true);
    expect((error as Error).message).toMatch(message);
    return;
  }
  expect.unreachable();
});
