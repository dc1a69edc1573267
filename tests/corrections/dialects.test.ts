import { existsSync, readFileSync } from 'node:fs';
import XLSX from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { clean } from '../../src/corrections/clean.ts';
import type { DecisionSheet } from '../../src/corrections/decisions/logs.ts';
import { readLogs } from '../../src/corrections/decisions/logs.ts';
import { changeAt } from '../../src/table/change.ts';
import { madeData, madeForm, madeSpecs } from '../checks/made.ts';

const { form, names } = madeForm([
  ['integer', 'hhid', 'Household'],
  ['text', 'needs_other', 'Which?'],
]);
const specs = madeSpecs(form, names);
const data = madeData(
  form,
  names,
  [
    { key: 'a1', name: 'Ama', age: 12, hhid: 101, needs: 'food other', needs_other: 'Clean  Water' },
    { key: 'b2', age: 99, hhid: 102, needs: 'other', needs_other: 'water please' },
    { key: 'c3', age: 99, hhid: 102, works: 'no', needs_other: 'shelter' },
  ],
  [{ key: 'a1/member[1]', m_age: 5, parent: 0 }],
  specs,
);

function run(sheets: readonly DecisionSheet[], several = false) {
  const { decisions, changes } = clean(data, specs, [], sheets, form, several);
  return {
    decisions,
    told: decisions.map(({ dialect, outcome, why }) => [dialect, outcome, why]),
    set: Array.from({ length: changes.rows }, (_, row) => changeAt(changes, row)).map(
      ({ key, field, from, to, action }) =>
        action === 'set' ? `${key} ${field}: ${from} → ${to}` : `${key} ${action}`,
    ),
  };
}

const sheet = (name: string, ...rows: readonly (readonly string[])[]): DecisionSheet => ({
  path: `${name}.xlsx`,
  name,
  rows,
});

describe('IPA corrections: value is the old one', () => {
  const HEADER = ['date', 'hhid', 'variable', 'label', 'value', 'newvalue', 'action', 'comments'];
  const lines = (...rows: readonly (readonly string[])[]) => run([sheet('other issues', HEADER, ...rows)]);

  test('replace, drop and okay, by an id of the study', () => {
    const { told, set, decisions } = lines(
      ['2017-10-28', '101', 'age', 'Age', '12', '21', 'replace', 'entry error'],
      ['2017-10-28', '101', 'name', '', 'Ama', '', 'okay', ''],
      ['2017-10-28', '101', '', '', '', '', 'drop', 'a minor'],
    );
    expect(told).toEqual([
      ['ipa', 'applied', ''],
      ['ipa', 'silences', ''],
      ['ipa', 'applied', ''],
    ]);
    expect(set).toEqual(['a1 age: 12 → 21', 'a1 drop_row', 'a1/member[1] drop_row']);
    expect(decisions[0]).toMatchObject({ key: 'a1', at: '2017-10-28', oldValue: '12', newValue: '21' });
  });

  test('the old and the new value are not mistaken for each other', () => {
    expect(lines(['', '101', 'age', '', '21', '12', 'replace', '']).told).toEqual([['ipa', 'already', '']]);
    expect(lines(['', '101', 'age', '', '21', '13', 'replace', '']).told).toEqual([
      ['ipa', 'refused', "the cell holds '12', not '21' as the log says"],
    ]);
  });

  test('an id that two interviews have names neither, one that none has makes the log another survey’s', () => {
    expect(
      lines(['', '102', 'age', '', '99', '30', 'replace', ''], ['', '101', 'age', '', '12', '', 'okay', '']).told[0],
    ).toEqual(['ipa', 'refused', "2 interviews have the hhid '102'; give the key of one"]);
    expect(() => lines(['', '555', 'age', '', '99', '30', 'replace', ''])).toThrow(/none of its 1 keys is in the data/);
  });

  test('an unknown action, and a replacement by nothing', () => {
    expect(
      lines(['', '101', 'age', '', '12', '1', 'swap', ''], ['', '101', 'age', '', '12', '', 'replace', '']).told,
    ).toEqual([
      ['ipa', 'refused', "unknown action 'swap'; write replace, drop or okay"],
      ['ipa', 'applied', ''],
    ]);
  });

  test('a column of keys goes before an id', () => {
    const { set } = run([
      sheet(
        'duplicates',
        ['date', 'key', 'variable', 'value', 'newvalue', 'action'],
        ['', 'uuid:c3', 'hhid', '102', '103', 'replace'],
      ),
    ]);
    expect(set).toEqual(['c3 hhid: 102 → 103']);
  });
});

describe('IPA recoding of « other »', () => {
  const HEADER = ['parent', 'child', 'match_type', 'match_text', 'recode_from', 'recode_to', 'new_label'];
  const recode = (rows: readonly (readonly string[])[], several = false) =>
    run([sheet('recode', HEADER, ...rows)], several);

  test('one interview: the choice is set and the text goes into the ledger', () => {
    const { told, set } = recode([['needs', 'needs_other', 'exact', 'clean water', 'other', 'water', '']]);
    expect(told).toEqual([['ipa recode', 'applied', '2 cells changed']]);
    expect(set).toEqual(['a1 needs: food other → food water', 'a1 needs_other: Clean  Water → ']);
  });

  test('several interviews: only where the study lets one decision change several', () => {
    const rows = [['needs', 'needs_other', 'contains', 'water', 'other', 'water', '']];
    expect(recode(rows).told[0]?.[2]).toMatch(/would change 2 rows.*"several": true/);
    expect(recode(rows, true).set).toEqual([
      'a1 needs: food other → food water',
      'a1 needs_other: Clean  Water → ',
      'b2 needs: other → water',
      'b2 needs_other: water please → ',
    ]);
  });

  test('a text that nobody wrote, an unknown match, a choice that is none, a question that is not there', () => {
    expect(
      recode([
        ['needs', 'needs_other', 'exact', 'bread', 'other', 'food', ''],
        ['needs', 'needs_other', 'like', 'bread', 'other', 'food', ''],
        ['needs', 'needs_other', 'exact', 'clean water', 'other', 'watr', ''],
        ['need', 'needs_other', 'exact', 'clean water', 'other', 'water', ''],
        ['needs', 'needs_other', 'exact', '', 'other', 'water', ''],
      ]).told.map(([, outcome, why]) => `${outcome}: ${why}`),
    ).toEqual([
      "refused: no interview has such a text in 'needs_other' and 'other' in 'needs'",
      "refused: unknown match_type 'like'; write exact, contains, begins with or ends with",
      "refused: 'watr' is no choice of 'needs'; is 'water' meant?",
      "refused: the table main has no question 'need'; did you mean 'needs'?",
      'refused: there is no match_text',
    ]);
  });
});

describe('iecorrect: value is the NEW one', () => {
  test('numeric and string, by key or id', () => {
    const { told, set } = run([
      sheet(
        'numeric',
        ['hhid', 'varname', 'value', 'valuecurrent', 'initials', 'notes'],
        ['101', 'age', '21', '12', 'AB', 'called'],
      ),
      sheet('string', ['key', 'varname', 'value', 'valuecurrent'], ['a1', 'name', 'Awa', 'Ama']),
    ]);
    expect(told).toEqual([
      ['iecorrect', 'applied', ''],
      ['iecorrect', 'applied', ''],
    ]);
    expect(set).toEqual(['a1 age: 12 → 21', 'a1 name: Ama → Awa']);
  });

  test('a star is every interview with the current value, if the study lets it', () => {
    const star = sheet('numeric', ['hhid', 'varname', 'value', 'valuecurrent'], ['*', 'age', '', '99']);
    expect(run([star]).told[0]?.[2]).toMatch(/would change 2 rows/);
    expect(run([star], true).told).toEqual([['iecorrect', 'applied', '2 cells changed']]);
    expect(run([star], true).set).toEqual(['b2 age: 99 → ', 'c3 age: 99 → ']);
  });

  describe('other: a text gives a choice', () => {
    const HEADER = ['strvar', 'strvaluecurrent', 'strvalue', 'catvar', 'catvalue', 'initials', 'notes'];
    const other = (rows: readonly (readonly string[])[], several = false) =>
      run([sheet('other', HEADER, ...rows)], several);

    test('the text stays, or becomes strvalue; case counts, as in Stata', () => {
      const { told, set, decisions } = other([
        ['needs_other', 'water please', '', 'works', 'yes', 'AB', 'called'],
        ['needs_other', 'shelter', 'a roof', 'works', 'yes', 'CD', ''],
        ['needs_other', 'Water please', '', 'works', 'yes', 'AB', ''],
      ]);
      expect(told).toEqual([
        ['iecorrect', 'applied', ''],
        ['iecorrect', 'applied', '2 cells changed'],
        ['iecorrect', 'refused', "no interview has such a text in 'needs_other'"],
      ]);
      expect(set).toEqual(['b2 works:  → yes', 'c3 works: no → yes', 'c3 needs_other: shelter → a roof']);
      expect(decisions.map(({ by }) => by)).toEqual(['AB', 'CD', 'AB']);
    });

    test('no text, no choice, one that is none, a question that is not there', () => {
      expect(
        other([
          ['needs_other', '', '', 'needs', 'water', '', ''],
          ['needs_other', 'shelter', '', 'works', '', '', ''],
          ['needs_other', 'shelter', '', 'works', 'maybe', '', ''],
          ['need_other', 'shelter', '', 'works', 'yes', '', ''],
        ]).told.map(([, outcome, why]) => `${outcome}: ${why}`),
      ).toEqual([
        'refused: there is no strvaluecurrent: write the text whose interviews get the choice',
        'refused: there is no catvalue: write the code of the choice',
        expect.stringMatching(/^refused: 'maybe' is no choice of 'works'/),
        expect.stringMatching(/^refused: .*'need_other'/),
      ]);
    });
  });

  test('drop', () => {
    const { set } = run([sheet('drop', ['hhid', 'n_obs', 'initials', 'notes'], ['101', '1', 'AB', 'test'])]);
    expect(set).toEqual(['a1 drop_row', 'a1/member[1] drop_row']);
  });

  test.each<[string, readonly (readonly string[])[], boolean, readonly string[]]>([
    ['a star in valuecurrent is whatever the cell holds', [['101', '*', 'age', '21', '*']], false, ['a1 age: 12 → 21']],
    ['of several ids all must hold', [['102', 'shelter', 'age', '30', '99']], false, ['c3 age: 99 → 30']],
    ['a star stands for any value of one id', [['*', 'shelter', 'age', '30', '99']], false, ['c3 age: 99 → 30']],
    [
      'ids that no one interview has together',
      [
        ['101', 'shelter', 'age', '30', '99'],
        ['101', '*', 'age', '21', '12'],
      ],
      false,
      ["refused: no interview has the hhid '101' and the needs_other 'shelter'", 'a1 age: 12 → 21'],
    ],
    [
      'ids that two interviews have',
      [['102', '*', 'age', '30', '99']],
      true,
      ["refused: 2 interviews have the hhid '102'; give the key of one"],
    ],
    [
      'an id that is left empty',
      [['', 'shelter', 'age', '30', '99']],
      true,
      ["refused: the id 'hhid' is empty: fill it, or write * for whatever it is"],
    ],
    [
      'nothing that says which',
      [
        ['*', '*', 'age', '30', '*'],
        ['', '', 'age', '30', ''],
      ],
      true,
      [
        'refused: names neither an interview nor what its cell holds: fill an id or valuecurrent',
        'refused: names neither an interview nor what its cell holds: fill an id or valuecurrent',
      ],
    ],
  ])('%s', (_, rows, several, expected) => {
    const header = ['hhid', 'needs_other', 'varname', 'value', 'valuecurrent'];
    const { told, set } = run([sheet('numeric', header, ...rows)], several);
    expect([...told.flatMap(([, outcome, why]) => (outcome === 'refused' ? [`refused: ${why}`] : [])), ...set]).toEqual(
      expected,
    );
  });

  test('its own columns are no ids, even where the study asks such a question', () => {
    const own = madeForm([
      ['text', 'notes', 'Notes'],
      ['integer', 'hhid', 'Household'],
    ]);
    const ownSpecs = madeSpecs(own.form, own.names);
    const ownData = madeData(
      own.form,
      own.names,
      [{ key: 'a1', name: 'Ama', age: 12, hhid: 101, notes: 'called' }],
      [],
      ownSpecs,
    );
    const log = sheet(
      'numeric',
      ['notes', 'hhid', 'varname', 'value', 'valuecurrent'],
      ['phoned', '101', 'age', '21', '12'],
    );
    const { decisions } = clean(ownData, ownSpecs, [], [log], own.form, false);
    expect(decisions.map(({ key, outcome }) => [key, outcome])).toEqual([['a1', 'applied']]);
  });

  test('drop with another count than the one interview that an id names', () => {
    const { told } = run([sheet('drop', ['hhid', 'n_obs', 'initials'], ['101', '2', 'AB'], ['101', '1.0', 'AB'])]);
    expect(told).toEqual([
      ['iecorrect', 'refused', 'n_obs says 2: an id names one interview; write one line for each, by its key'],
      ['iecorrect', 'applied', ''],
    ]);
  });
});

describe('ieduplicates', () => {
  const HEADER = [
    'hhid',
    'dupListID',
    'dateListed',
    'dateFixed',
    'correct',
    'drop',
    'newID',
    'initials',
    'notes',
    'KEY',
    'listofdiffs',
  ];
  const report = (...rows: readonly (readonly string[])[]) => run([sheet('duplicates', HEADER, ...rows)]);

  test('the right one stays, another is dropped or gets another id', () => {
    const { told, set, decisions } = report(
      ['102', '1', '2024-01-01', '2024-01-02', 'yes', '', '', 'AB', 'right', 'uuid:b2', 'age'],
      ['102', '2', '2024-01-01', '2024-01-02', '', '', '103', 'AB', 'typo', 'uuid:c3', 'age'],
      ['101', '3', '', '', '', 'x', '', 'AB', '', 'a1', ''],
    );
    expect(told.map(([, outcome]) => outcome)).toEqual(['silences', 'applied', 'applied']);
    expect(set).toEqual(['c3 hhid: 102 → 103', 'a1 drop_row', 'a1/member[1] drop_row']);
    expect(decisions[1]).toMatchObject({ field: 'hhid', by: 'AB', at: '2024-01-02' });
  });

  test('two answers at once, none, and a report without the submissions’ keys', () => {
    expect(
      report(
        ['102', '1', '', '', 'yes', 'yes', '', '', '', 'b2', ''],
        ['102', '2', '', '', '', '', '', '', '', 'c3', ''],
      ).told,
    ).toEqual([
      ['ieduplicates', 'refused', 'says correct and drop: fill one of correct, drop and newid'],
      ['ieduplicates', 'refused', 'not decided yet: write yes in correct or drop, or an id in newid'],
    ]);
    expect(report(['102', '1', '', '', '', 'maybe', '', '', '', 'b2', '']).told).toEqual([
      ['ieduplicates', 'refused', "'maybe' in drop is neither yes nor no: write yes, or leave it empty"],
    ]);
    expect(report(['102', '1', '', '', 'no', 'y', '', '', '', 'b2', '']).set).toEqual(['b2 drop_row']);
    expect(run([sheet('d', HEADER.slice(0, 9), ['102', '1', '', '', 'yes', '', '', '', ''])]).told[0]?.[2]).toMatch(
      /no column holds the submission's key/,
    );
  });
});

const real = new URL('../../../shared/exports/ipa-surveycto-form/corrections_exercise.xlsm', import.meta.url).pathname;
test.skipIf(!existsSync(real))('a corrections workbook of IPA’s own (skipped without ../shared)', () => {
  const book = XLSX.read(readFileSync(real));
  const sheets = book.SheetNames.map((name) => ({
    path: 'corrections_exercise.xlsm',
    name,
    rows: XLSX.utils
      .sheet_to_json<unknown[]>(book.Sheets[name] as XLSX.WorkSheet, { header: 1, defval: '' })
      .map((row) => row.map(String)),
  }));
  const logs = readLogs(sheets, new Set(['hhid', 'f_hr_age_r1']));
  expect(logs.map((log) => [log.sheet, log.lines.length])).toEqual([
    ['duplicates', 4],
    ['other issues', 10],
    ['template', 0],
  ]);
  expect(logs[0]?.lines[0]).toMatchObject({
    key: 'uuid:5e3ig6ov-k8sg-p5x2-b2fi-9eq19k95k01b',
    keyField: '',
    oldValue: '10101',
    newValue: '10121',
  });
  expect(logs[1]?.lines[0]).toMatchObject({
    key: '13719',
    keyField: 'hhid',
    question: 'f_hr_age_r1',
    known: 'change_response',
  });
  expect(logs[1]?.lines[2]?.known).toBe('no_action');
});
