import { describe, expect, test } from 'vitest';
import { clean } from '../../src/corrections/clean.ts';
import type { DecisionSheet } from '../../src/corrections/decisions/logs.ts';
import { correctionKinds } from '../../src/corrections/registry.ts';
import { changeAt } from '../../src/table/change.ts';
import { keyAt } from '../../src/table/table.ts';
import { cleanText } from '../../src/table/text.ts';
import { madeData, madeForm, madeSpecs } from '../checks/made.ts';

const { form, names } = madeForm();
const specs = madeSpecs(form, names, { age: ['99'] });
const data = madeData(
  form,
  names,
  [
    {
      key: 'a1',
      name: 'Ama',
      age: 12,
      works: 'yes',
      income: 2,
      since: '2023-04-10',
      needs: 'food water',
      start: '2024-01-01T08:00:30.5Z',
    },
    { key: 'b2', age: '12 ans', works: 'no', order: 'food water', wakes: '07:30' },
    { key: 'c3', age: 99, since: '45026', town: 'abA', needs: 'food  water' },
    { key: 'twin', age: 20 },
    { key: 'twin~2', age: 21 },
  ],
  [
    { key: 'a1/member[1]', m_age: 5, parent: 0 },
    { key: 'a1/member[2]', m_age: 6, parent: 0 },
    { key: 'twin/member[1]', m_age: 7, parent: 3 },
  ],
  specs,
);

const HEADER = ['uuid', 'question', 'change_type', 'old_value', 'new_value'];
const log = (...rows: readonly (readonly string[])[]): DecisionSheet => ({
  path: 'log.csv',
  name: 'log',
  rows: [HEADER, ...rows],
});

function run(sheets: readonly DecisionSheet[], rules: Parameters<typeof clean>[2] = []) {
  const result = clean(data, specs, rules, sheets, form);
  return { ...result, rows: Array.from({ length: result.changes.rows }, (_, row) => changeAt(result.changes, row)) };
}

/** uuid, question, change_type, old, new → outcome, why, and the change from → to. */
type Case = readonly [line: readonly string[], outcome: string, why: RegExp | '', change?: readonly string[]];
const cases: readonly Case[] = [
  [['a1', 'age', 'change_response', '12', '13'], 'applied', '', ['age', '12', '13']],
  [['uuid:a1', 'age', 'Change_Response ', '12.0', ' 13.0 '], 'applied', '', ['age', '12', '13']],
  [['a1', 'age', 'change_response', '', '13'], 'applied', /no old value/, ['age', '12', '13']],
  [['a1', 'age', 'change_response', '12', '99'], 'applied', '', ['age', '12', '99']],
  [['a1', 'age', 'change_response', '11', '13'], 'refused', /the cell holds '12', not '11' as the log says/],
  [['a1', 'age', 'change_response', 'NA', '13'], 'refused', /the cell holds '12', not 'NA'/],
  [['a1', 'age', 'change_response', '11', '12'], 'already', ''],
  [['a1', 'age', 'change_response', '12', 'thirteen'], 'refused', /'thirteen' is not a whole number/],
  [['a1', 'age', 'change_response', '12', '12.5'], 'refused', /'12.5' is not a whole number/],
  [['a1', 'age', 'change_response', '12', ''], 'refused', /no new value.*blank_response/],
  [['a1', 'age', 'change_response', '12', 'NA'], 'refused', /no new value/],
  [['a1', 'age', 'blank_response', '12', ''], 'applied', '', ['age', '12', '']],
  [['c3', 'works', 'blank_response', 'NA', ''], 'already', ''],
  [['c3', 'works', 'change_response', 'NA', 'yes'], 'applied', '', ['works', '', 'yes']],
  [['c3', 'works', 'change_response', '', 'yes'], 'applied', '', ['works', '', 'yes']],
  [['c3', 'works', 'change_response', 'no', 'yes'], 'refused', /the cell holds nothing, not 'no'/],
  [['c3', 'works', 'change_response', '', 'yess'], 'refused', /'yess' is no choice of 'works'; is 'yes' meant/],
  [['c3', 'age', 'change_response', '99', '30'], 'applied', '', ['age', '99', '30']],
  [['b2', 'age', 'change_response', '12 ans', '12'], 'applied', '', ['age', '12 ans', '12']],
  [['c3', 'since', 'change_response', '45026', '2023-04-10'], 'applied', '', ['since', '45026', '2023-04-10']],
  [['c3', 'town', 'change_response', 'abA', 'aba'], 'applied', '', ['town', 'abA', 'aba']],
  [['c3', 'needs/water', 'change_response', '1', '0'], 'applied', '', ['needs', 'food  water', 'food']],
  [['a1', 'income', 'change_response', '2', '2.0'], 'already', ''],
  [['a1', 'name', 'change_response', 'Ama', 'Ama'], 'already', ''],
  [['a1', 'income', 'change_response', '2.0', '2.5'], 'applied', '', ['income', '2', '2.5']],
  [['a1', 'since', 'change_response', '45026', '2023-04-11'], 'applied', '', ['since', '2023-04-10', '2023-04-11']],
  [
    ['a1', 'since', 'change_response', '2023-04-10T00:00:00', '45027'],
    'applied',
    '',
    ['since', '2023-04-10', '2023-04-11'],
  ],
  [['a1', 'since', 'change_response', '10/04/2023', '2023-04-11'], 'refused', /the cell holds '2023-04-10'/],
  [
    ['a1', 'start', 'change_response', '2024-01-01T09:00:30+01:00', '2024-01-01T08:00:00Z'],
    'applied',
    '',
    ['start', '2024-01-01T08:00:30.500Z', '2024-01-01T08:00:00Z'],
  ],
  [['b2', 'wakes', 'change_response', '07:30', '08:00'], 'applied', '', ['wakes', '07:30:00', '08:00:00']],
  [['a1', 'name', 'change_response', 'Ama', 'Awa'], 'applied', '', ['name', 'Ama', 'Awa']],
  [['a1', 'name', 'change_response', 'ama', 'Awa'], 'refused', /the cell holds 'Ama'/],
  [['a1', 'needs', 'change_response', 'water food', 'none'], 'applied', '', ['needs', 'food water', 'none']],
  [['a1', 'needs', 'change_response', 'food water', 'water food'], 'already', ''],
  [
    ['b2', 'order', 'change_response', 'food water', 'water food'],
    'applied',
    '',
    ['order', 'food water', 'water food'],
  ],
  [['a1', 'needs', 'change_response', 'food water', 'food fuel'], 'refused', /'fuel' is no choice of 'needs'/],
  [['a1', 'needs/water', 'change_response', 'TRUE', 'FALSE'], 'applied', '', ['needs', 'food water', 'food']],
  [['a1', 'needs.none', 'change_response', '0', '1'], 'applied', '', ['needs', 'food water', 'food water none']],
  [['b2', 'needs/food', 'change_response', 'NA', '1'], 'applied', '', ['needs', '', 'food']],
  [['b2', 'needs/food', 'change_response', '0', '1'], 'applied', '', ['needs', '', 'food']],
  [['b2', 'needs/food', 'change_response', '', '0'], 'already', ''],
  [['a1', 'needs/food', 'blank_response', '1', ''], 'applied', '', ['needs', 'food water', 'water']],
  [['a1', 'needs/food', 'change_response', '0', '0'], 'refused', /the cell holds '1', not '0'/],
  [['a1', 'needs/food', 'change_response', '1', 'no'], 'refused', /'no' is not 1 or 0/],
  [['a1', 'needs/fuel', 'change_response', '0', '1'], 'refused', /no question 'needs\/fuel'/],
  [['a1', 'work/income', 'change_response', '2', '3'], 'applied', '', ['income', '2', '3']],
  [['a1', 'other/income', 'change_response', '2', '3'], 'refused', /no question 'other\/income'/],
  [['a1', 'Age', 'change_response', '12', '13'], 'refused', /no question 'Age'; did you mean 'age'/],
  [['a1', '', 'change_response', '12', '13'], 'refused', /names no question/],
  [['a1', 'age', '', '12', '13'], 'refused', /not decided yet/],
  [['a1', 'age', 'fix', '12', '13'], 'refused', /unknown change_type 'fix'/],
  [['a1', 'age', 'no_action', '12', ''], 'silences', ''],
  [['a1', 'age', 'Okay', '', ''], 'silences', /no old value/],
  [['a1', '', 'no_action', '', ''], 'silences', ''],
  [['a1', 'age', 'no_change', '11', ''], 'refused', /the cell holds '12'/],
  [['all', 'age', 'no_action', '', ''], 'silences', /said of the whole column/],
  [['all_data', 'age', 'change_response', '', '3'], 'refused', /would change 5 rows: write one line for each/],
  [['all', 'age', 'change_response', '12', '13'], 'applied', '', ['age', '12', '13']],
  [['all', 'age', 'change_response', '77', '13'], 'already', /no cell holds that value/],
  [['all', '', 'remove_survey', '', ''], 'refused', /would remove every interview/],
  [
    ['c3', 'works', 'change_response', '', 'Yes'],
    'refused',
    /'Yes' is the label of a choice of 'works'; write its code 'yes'/,
  ],
  [
    ['a1', 'name', 'change_response', 'Ama', '=B2'],
    'refused',
    /'=B2' is a formula without a value; write the value itself/,
  ],
  [['a1', 'name', 'change_response', 'Ama', '#REF!'], 'refused', /'#REF!' is a formula’s error/],
  [['', 'age', 'change_response', '', '3'], 'refused', /names no interview/],
  [['A1', 'age', 'change_response', '12', '13'], 'refused', /no row has the key 'A1'/],
  [
    ['twin', 'age', 'change_response', '20', '30'],
    'refused',
    /several interviews came with the uuid 'twin'; write 'twin~1'/,
  ],
  [['twin~1', 'age', 'change_response', '20', '30'], 'applied', '', ['age', '20', '30']],
  [['twin~2', 'age', 'change_response', '21', '30'], 'applied', '', ['age', '21', '30']],
  [['twin~1/member[1]', 'm_age', 'change_response', '7', '8'], 'applied', '', ['m_age', '7', '8']],
  [['twin/member[1]', 'm_age', 'change_response', '7', '8'], 'refused', /several interviews/],
  [['a1/member[2]', 'm_age', 'change_response', '6', '7'], 'applied', '', ['m_age', '6', '7']],
  [['a1/member[3]', 'm_age', 'change_response', '6', '7'], 'refused', /no row has the key/],
  [['a1', 'm_age', 'change_response', '6', '7'], 'refused', /the table main has no question 'm_age'/],
  [['a1/member[1]', '', 'remove_survey', '', ''], 'refused', /is a row of the roster member; name the table/],
];

const filled = cases.map(([line, outcome, why, change = []]) => [line, outcome, why, change] as const);
test.each(filled)('%j is %s %s %j', (line, outcome, why, change) => {
  // A second line keeps a log of strange keys from being refused as a whole.
  const { decisions, rows, data: cleaned } = run([log([...line], ['b2', 'name', 'no_action', '', ''])]);
  const [decision] = decisions;
  expect(decision).toMatchObject({ outcome, sourceRow: 2, source: 'log.csv', dialect: 'impact' });
  if (why === '') expect(decision?.why).toBe('');
  else expect(decision?.why).toMatch(why);
  expect(rows.map(({ field, from, to }) => [field, from, to])).toEqual(change.length === 0 ? [] : [change]);
  expect(decision?.changeIds).toEqual(rows.map(({ changeId }) => changeId));
  if (change.length === 0) expect(snapshot(cleaned)).toEqual(snapshot(data));
  else expect(rows[0]).toMatchObject({ decisionId: decision?.decisionId, rule: '', source: 'log.csv', sourceRow: '2' });
});

function snapshot(of: typeof data): readonly string[] {
  return [...of.tables.values()].flatMap((table) =>
    Array.from({ length: table.rows }, (_, row) =>
      [
        keyAt(table, row),
        ...[...table.columns.values()].map((column) => `${cleanText(column, row)}/${column.states[row]}`),
      ].join('|'),
    ),
  );
}

describe('lines together', () => {
  const outcomes = (...rows: readonly (readonly string[])[]) => {
    const result = run([log(...rows)]);
    return {
      ...result,
      told: result.decisions.map(({ outcome }) => outcome),
      set: result.rows.map(({ field, from, to }) => `${field}: ${from} → ${to}`),
    };
  };

  test('two new values for one cell: both refused, each naming the other', () => {
    const { decisions, set } = outcomes(
      ['a1', 'age', 'change_response', '12', '13'],
      ['a1', 'age', 'blank_response', '12', ''],
    );
    expect(set).toEqual([]);
    expect(decisions.map(({ why }) => why)).toEqual([
      "contradicts log.csv row 3 (''): two decisions on one cell; leave one of them out",
      "contradicts log.csv row 2 ('13'): two decisions on one cell; leave one of them out",
    ]);
  });

  test('the same value twice: applied, then already', () => {
    const { told, set } = outcomes(
      ['a1', 'age', 'change_response', '12', '13'],
      ['a1', 'age', 'change_response', '12', '13.0'],
    );
    expect(told).toEqual(['applied', 'already']);
    expect(set).toEqual(['age: 12 → 13']);
  });

  test('a value that does not fit contradicts all the same', () => {
    const { told } = outcomes(
      ['a1', 'age', 'change_response', '12', '13'],
      ['a1', 'age', 'change_response', '12', 'abc'],
    );
    expect(told).toEqual(['refused', 'refused']);
  });

  test('what is already so is contradicted by a change', () => {
    const { told } = outcomes(
      ['a1', 'age', 'change_response', '12', '12'],
      ['a1', 'age', 'change_response', '12', '13'],
    );
    expect(told).toEqual(['refused', 'refused']);
  });

  test('options of one answer, one after the other', () => {
    const { told, set } = outcomes(
      ['a1', 'needs/none', 'change_response', '0', '1'],
      ['a1', 'needs/food', 'change_response', '1', '0'],
      ['a1', 'needs/water', 'change_response', '1', '0'],
    );
    expect(told).toEqual(['applied', 'applied', 'applied']);
    expect(set).toEqual([
      'needs: food water → food water none',
      'needs: food water none → water none',
      'needs: water none → none',
    ]);
  });

  test('all options 0: the answer is removed', () => {
    const { set, rows } = outcomes(
      ['a1', 'needs/food', 'change_response', '1', '0'],
      ['a1', 'needs/water', 'change_response', '1', '0'],
    );
    expect(set.at(-1)).toBe('needs: water → ');
    expect(rows.at(-1)?.toState).toBe('removed');
  });

  test('an option and the whole answer that agree, and that do not', () => {
    const agree = outcomes(
      ['a1', 'needs', 'change_response', 'food water', 'food'],
      ['a1', 'needs/water', 'change_response', '1', '0'],
    );
    expect(agree.told).toEqual(['applied', 'already']);
    const not = outcomes(
      ['a1', 'needs', 'change_response', 'food water', 'food'],
      ['a1', 'needs/water', 'change_response', '1', '1'],
    );
    expect(not.told).toEqual(['refused', 'refused']);
  });

  test('a removal comes after changes, with its roster rows; once', () => {
    const {
      told,
      rows,
      data: cleaned,
    } = outcomes(
      ['a1', '', 'remove_survey', '', ''],
      ['a1', 'age', 'change_response', '12', '13'],
      ['a1', '', 'remove_survey', '', ''],
    );
    expect(told).toEqual(['applied', 'applied', 'already']);
    expect(rows.map(({ action, key }) => [action, key])).toEqual([
      ['set', 'a1'],
      ['drop_row', 'a1'],
      ['drop_row', 'a1/member[1]'],
      ['drop_row', 'a1/member[2]'],
    ]);
    expect([cleaned.tables.get('main')?.rows, cleaned.tables.get('member')?.rows]).toEqual([4, 1]);
    expect([...(cleaned.tables.get('member')?.parent?.rows ?? [])]).toEqual([2]);
  });

  test('a row that a rule removed: its removal is already done, a change is refused', () => {
    const entry = correctionKinds.drop;
    const correct = entry!.make(entry!.params.parse({ when: '${age} = 12' }) as never, { form, names, place: 'c' });
    const { decisions } = run(
      [
        log(
          ['a1', '', 'remove_survey', '', ''],
          ['a1', 'age', 'blank_response', '', ''],
          ['a1', 'age', 'no_action', '', ''],
          ['b2', 'name', 'no_action', '', ''],
        ),
      ],
      [{ id: 'young', reason: '', correct }],
    );
    expect(decisions.map(({ outcome, why }) => [outcome, why])).toEqual([
      ['already', "removed by the rule 'young'"],
      ['refused', "the row was removed by the rule 'young'"],
      ['already', "removed by the rule 'young'"],
      ['silences', ''],
    ]);
  });
});

describe('logs', () => {
  test('columns in any order, other spellings, blank rows, who and when and why', () => {
    const rows = [
      [],
      [
        'new.value',
        'Issue',
        'questions',
        'X_uuid',
        'old.value',
        'change type',
        'decided_by',
        'decided_at',
        'comment',
        'enumerator',
      ],
      ['', '', ''],
      ['13', 'too young', 'age', 'a1', '12', 'change_response', 'AB', '2024-02-01', 'called back', 'E7'],
    ];
    const { decisions, rows: changes } = run([{ path: 'd/log.xlsx', name: 'cleaning_log', rows }]);
    expect(decisions).toHaveLength(1);
    expect(decisions[0]).toMatchObject({
      outcome: 'applied',
      sourceRow: 4,
      by: 'AB',
      at: '2024-02-01',
      key: 'a1',
      field: 'age',
      table: 'main',
    });
    expect(changes[0]).toMatchObject({
      reason: 'called back',
      by: 'AB',
      at: '2024-02-01',
      source: 'd/log.xlsx',
      sourceRow: '4',
    });
  });

  test('the id of a decision is of its line alone', () => {
    const line = ['a1', 'age', 'change_response', '12', '13'];
    const ids = [log(line), { ...log(['b2', 'age', '', '', ''], [...line, '', '']), path: 'other.csv' }].map(
      (sheet) => run([sheet]).decisions.at(-1)?.decisionId,
    );
    expect(ids[0]).toMatch(/^[0-9a-f]{12}$/);
    expect(ids[1]).toBe(ids[0]);
  });

  test('a deletion log, by its column or by its name', () => {
    const byColumn: DecisionSheet = {
      path: 'x.csv',
      name: 'x',
      rows: [
        ['uuid', 'change_type', 'comment'],
        ['a1', 'remove_survey', 'test'],
      ],
    };
    const byName: DecisionSheet = {
      path: 'y.xlsx',
      name: 'deletion_log',
      rows: [
        ['uuid', 'comment'],
        ['a1', 'test'],
      ],
    };
    for (const sheet of [byColumn, byName]) {
      const { decisions, rows } = run([sheet]);
      expect(decisions.map(({ outcome, action, field }) => [outcome, action, field])).toEqual([
        ['applied', 'remove_survey', ''],
      ]);
      expect(rows.map(({ key, reason }) => [key, reason])).toEqual([
        ['a1', 'test'],
        ['a1/member[1]', 'test'],
        ['a1/member[2]', 'test'],
      ]);
    }
  });

  test('roster rows with their table', () => {
    const rows = [
      [...HEADER, 'table'],
      ['a1/member[1]', '', 'remove_survey', '', '', 'member'],
      ['a1', 'm_age', 'change_response', '5', '6', 'member'],
      ['a1', 'age', 'no_action', '', '', 'members'],
    ];
    const { decisions } = run([{ path: 'x.csv', name: 'x', rows }]);
    expect(decisions.map(({ outcome, why }) => [outcome, why])).toEqual([
      ['applied', ''],
      ['refused', "no row has the key 'a1'; a row of member is named by its parent and its place: <uuid>/member[1]"],
      ['refused', "there is no table 'members'; did you mean 'member'?"],
    ]);
  });

  test('sheets of a workbook that are no logs are passed over', () => {
    const checked: DecisionSheet = {
      path: 'log.csv',
      name: 'checked_dataset',
      rows: [
        ['uuid', 'age'],
        ['a1', '12'],
      ],
    };
    const readme: DecisionSheet = {
      path: 'log.csv',
      name: 'readme',
      rows: [
        ['change_type_validation', 'description'],
        ['no_action', 'x'],
      ],
    };
    expect(
      run([checked, log(['a1', 'age', 'no_action', '', '']), readme, { path: 'log.csv', name: 'empty', rows: [] }])
        .decisions,
    ).toHaveLength(1);
  });

  const wrong: readonly (readonly [string, DecisionSheet, RegExp])[] = [
    [
      'no log at all',
      {
        path: 'x.csv',
        name: 'x',
        rows: [
          ['uuid', 'age'],
          ['a1', '12'],
        ],
      },
      /x\.csv: is no log of decisions: no sheet has the columns uuid, question, change_type, new_value; found 'x': uuid, age/,
    ],
    ['an empty file', { path: 'x.csv', name: 'x', rows: [] }, /'x': empty/],
    [
      'half a log',
      {
        path: 'x.csv',
        name: 'x',
        rows: [
          ['uuid', 'question', 'new_value'],
          ['a1', 'age', '1'],
        ],
      },
      /sheet 'x': looks like a log of decisions, but has no column change_type/,
    ],
    [
      'a column twice',
      {
        path: 'x.csv',
        name: 'x',
        rows: [
          [...HEADER, 'New.Value'],
          ['a1', 'age', '1'],
        ],
      },
      /two columns 'new_value'/,
    ],
    [
      'another survey',
      log(
        ['zz', 'age', 'change_response', '1', '2'],
        ['all', 'age', 'no_action', '', ''],
        ['yy', '', 'remove_survey', '', ''],
      ),
      /none of its 2 keys is in the data \(the first: 'zz'\)/,
    ],
  ];
  test.each(wrong)('a fault: %s', (_name, sheet, message) => {
    expect(() => run([sheet])).toThrow(message);
  });

  test('nothing decided is nothing done', () => {
    expect(run([]).decisions).toEqual([]);
    expect(run([log()]).changes.rows).toBe(0);
    expect(run([log(['all', 'age', 'no_action', '', ''])]).decisions).toHaveLength(1);
  });
});
