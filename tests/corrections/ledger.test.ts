import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clean } from '../../src/corrections/clean.ts';
import type { Mend } from '../../src/corrections/correction.ts';
import { applyChanges } from '../../src/corrections/ledger.ts';
import { isFault } from '../../src/fault.ts';
import type { Change } from '../../src/table/change.ts';
import { changeAt, changesOf } from '../../src/table/change.ts';
import { isCodes } from '../../src/table/column.ts';
import { rowsByKey } from '../../src/table/rows.ts';
import { STATE_NAMES } from '../../src/table/states.ts';
import type { Dataset } from '../../src/table/table.ts';
import { keyAt } from '../../src/table/table.ts';
import { storedText } from '../../src/table/text.ts';
import { madeData, madeForm, madeSpecs } from '../checks/made.ts';

const { form, names } = madeForm();
const specs = madeSpecs(form, names, { age: ['99'] });
const data = madeData(form, names, [{ age: 1, works: 'yes' }, { age: 'x' }, {}], [{ m_age: 2, parent: 1 }], specs);

const change = (more: Partial<Change>): Change => ({
  changeId: 'c1',
  table: 'main',
  key: 'k1',
  field: 'age',
  from: '1',
  fromState: 'answered',
  to: '2',
  toState: 'answered',
  action: 'set',
  rule: 'r',
  decisionId: '',
  reason: '',
  by: '',
  at: '',
  source: '',
  sourceRow: '',
  ...more,
});

/** Every cell with its state, by table, key and field. */
function cells(of: Dataset): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const table of of.tables.values())
    for (let row = 0; row < table.rows; row += 1) {
      const up = table.parent?.rows[row];
      const parent =
        up === undefined || table.parent === undefined ? '' : keyAt(of.tables.get(table.parent.parent)!, up);
      found.set(`${table.name} ${keyAt(table, row)}`, parent);
      for (const column of table.columns.values())
        found.set(
          `${table.name} ${keyAt(table, row)} ${column.name}`,
          `${storedText(column, row)} ${STATE_NAMES[column.states[row] ?? 0]}`,
        );
    }
  return found;
}

describe('a change is refused, never forced', () => {
  const refused: readonly (readonly [string, Partial<Change>, RegExp])[] = [
    [
      'another value',
      { from: '3' },
      /the ledger, change c1 \(main, k1, age\): the cell holds '1' \(answered\), not '3' \(answered\)/,
    ],
    ['another state', { fromState: 'dontKnow' }, /not '1' \(dontKnow\)/],
    ['a cell that is not empty', { from: '', fromState: 'blank' }, /holds '1'/],
    ['no such row', { key: 'k9' }, /has no row 'k9'/],
    ['no such table', { table: 'x' }, /no table 'x'/],
    ['no such field', { field: 'x' }, /no field 'x'/],
    ['a result that it would not have', { to: '2.0' }, /'2.0' would become '2' \(answered\)/],
    ['a state that it would not have', { to: '99' }, /would become '99' \(dontKnow\), not answered/],
    ['another action', { action: 'add_row' }, /'add_row' is not known/],
    [
      'a row without its roster rows',
      { action: 'drop_row', key: 'k2', field: '' },
      /removes the row that 'row\/member\[1\]' of the table 'member' belongs to/,
    ],
  ];
  test.each(refused)('%s', (_name, more, message) => {
    const before = cells(data);
    try {
      applyChanges(data, changesOf([change(more)]), specs);
    } catch (error) {
      expect(isFault(error)).toBe(true);
      expect((error as Error).message).toMatch(message);
      expect(cells(data)).toEqual(before);
      return;
    }
    expect.unreachable();
  });

  test('a change of a row that was removed before', () => {
    const drops = [change({ action: 'drop_row', field: '' }), change({})];
    expect(() => applyChanges(data, changesOf(drops), specs)).toThrow(/has no row 'k1'/);
  });
});

test('no changes give the same tables', () => {
  expect(cells(applyChanges(data, changesOf([]), specs))).toEqual(cells(data));
});

test('several changes of one cell, one after the other; which empty state a cell has does not matter', () => {
  const chain = [
    change({}),
    change({ from: '2', to: '', toState: 'removed' }),
    change({ from: '', fromState: 'blank', to: '7' }),
    change({ key: 'k3', from: '', fromState: 'notAsked', to: 'x', toState: 'invalid' }),
  ];
  const after = cells(applyChanges(data, changesOf(chain), specs));
  expect([after.get('main k1 age'), after.get('main k3 age')]).toEqual(['7 answered', 'x invalid']);
});

test('rows are found by key, also after some are gone', () => {
  const without = applyChanges(data, changesOf([change({ action: 'drop_row', field: '' })]), specs);
  expect([...rowsByKey(without.tables.get('main')!)]).toEqual([
    ['k2', 0],
    ['k3', 1],
  ]);
});

describe('laws over random edits', () => {
  const texts: Readonly<Record<string, fc.Arbitrary<string>>> = {
    age: fc.constantFrom('', '1', '2.0', '99', 'x y', '-7', '1e3'),
    income: fc.constantFrom('', '0.1', '1000000.25', 'many'),
    since: fc.constantFrom('', '2024-02-29', '2023-02-29', '1969-12-31'),
    start: fc.constantFrom('', '2024-01-01T08:00:00Z', '2024-01-01T08:00:00.250+05:30', 'now'),
    wakes: fc.constantFrom('', '07:00', '23:59:59.5', '25:00'),
    works: fc.constantFrom('', 'yes', 'no', 'perhaps'),
    needs: fc.constantFrom('', 'food', 'water food', 'none x'),
    order: fc.constantFrom('', 'food water', 'water food'),
    name: fc.constantFrom('', 'Ama', ' Bo ', '__proto__', 'é\u00a0è'),
    m_age: fc.constantFrom('', '3', 'x'),
    m_school: fc.constantFrom('', 'yes', 'z'),
  };
  const record = (...fields: readonly string[]) =>
    fc.record(Object.fromEntries(fields.map((field) => [field, texts[field]!])));
  const mainRow = record('age', 'income', 'since', 'start', 'wakes', 'works', 'needs', 'order', 'name');
  const memberRow = fc.tuple(record('m_age', 'm_school'), fc.nat(2)).map(([row, parent]) => ({ ...row, parent }));
  const datasets = fc
    .tuple(fc.array(mainRow, { minLength: 3, maxLength: 5 }), fc.array(memberRow, { maxLength: 5 }))
    .map(([main, member]) => madeData(form, names, main, member, specs));
  const edit = fc.oneof(
    ...Object.entries(texts).map(([field, text]) =>
      fc.record({ field: fc.constant(field), row: fc.nat(4), to: text, drop: fc.constant(false) }),
    ),
    fc.record({ field: fc.constantFrom('age', 'm_age'), row: fc.nat(4), to: fc.constant(''), drop: fc.constant(true) }),
  );
  const mendsOf = (of: Dataset, edits: readonly { field: string; row: number; to: string; drop: boolean }[]): Mend[] =>
    edits.flatMap(({ field, row, to, drop }) => {
      const table = of.tables.get(field.startsWith('m_') ? 'member' : 'main')!;
      if (row >= table.rows) return [];
      return [
        {
          table: table.name,
          key: keyAt(table, row),
          field: drop ? '' : field,
          action: drop ? 'drop_row' : 'set',
          to,
          reason: '',
        } as const,
      ];
    });

  test('raw + changes = clean; the ledger tells what the tables hold; raw stays as it is', () => {
    fc.assert(
      fc.property(datasets, fc.array(fc.array(edit, { maxLength: 8 }), { maxLength: 3 }), (raw, passes) => {
        const before = cells(raw);
        const rules = passes.map((edits, pass) => ({
          id: `r${pass}`,
          reason: 'random',
          correct: (now: Dataset) => mendsOf(now, edits),
        }));
        const { data: cleaned, changes } = clean(raw, specs, rules, []);
        expect(cells(raw)).toEqual(before);
        expect(cells(applyChanges(raw, changes, specs))).toEqual(cells(cleaned));

        // The ledger alone, replayed as text, gives the clean cells.
        const ids = Array.from({ length: changes.rows }, (_, row) => changeAt(changes, row).changeId);
        expect(new Set(ids).size).toBe(ids.length);
        const told = new Map(before);
        for (let row = 0; row < changes.rows; row += 1) {
          const { table, key, field, from, fromState, to, toState, action } = changeAt(changes, row);
          if (action === 'drop_row') {
            for (const cell of [...told.keys()])
              if (cell === `${table} ${key}` || cell.startsWith(`${table} ${key} `)) told.delete(cell);
            continue;
          }
          expect(told.get(`${table} ${key} ${field}`)).toBe(`${from} ${fromState}`);
          told.set(`${table} ${key} ${field}`, `${to} ${toState}`);
        }
        expect(cells(cleaned)).toEqual(told);
        for (const table of cleaned.tables.values())
          for (const column of table.columns.values()) {
            expect(column.states.length).toBe(table.rows);
            if (isCodes(column)) expect([...column.values].every((code) => code < column.answers.length)).toBe(true);
          }
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  test('decisions: every refused one leaves the data as they were, every applied one stands in the ledger', () => {
    const line = fc.record({
      key: fc.constantFrom('k1', 'k2', 'k3', 'k9', 'all', 'row/member[1]'),
      field: fc.constantFrom('age', 'needs', 'needs/food', 'needs/none', 'works', 'm_age', 'agge', 'since'),
      action: fc.constantFrom('change_response', 'blank_response', 'remove_survey', 'no_action', 'what'),
      old: fc.constantFrom('', 'NA', '1', '0', 'food', 'yes', '45351'),
      to: fc.constantFrom('', '1', '0', '2', 'yes', 'food none', '2024-01-31'),
    });
    fc.assert(
      fc.property(datasets, fc.array(line, { maxLength: 8 }), (raw, lines) => {
        const sheet = {
          path: 'l.csv',
          name: 'l',
          rows: [
            ['uuid', 'question', 'change_type', 'old_value', 'new_value'],
            ...lines.map(({ key, field, action, old, to }) => [key, field, action, old, to]),
            ['k1', 'name', 'no_action', '', ''],
          ],
        };
        const { data: cleaned, changes, decisions } = clean(raw, specs, [], [sheet]);
        expect(decisions).toHaveLength(lines.length + 1);
        expect(cells(applyChanges(raw, changes, specs))).toEqual(cells(cleaned));
        const ids = decisions.flatMap(({ outcome, changeIds, why }) => {
          if (outcome !== 'applied') expect(changeIds).toEqual([]);
          if (outcome === 'refused') expect(why).not.toBe('');
          return changeIds;
        });
        const written = Array.from({ length: changes.rows }, (_, row) => changeAt(changes, row).changeId);
        expect(ids.toSorted()).toEqual(written.toSorted());
        if (ids.length === 0) expect(cells(cleaned)).toEqual(cells(raw));
      }),
      { numRuns: 300, seed: 11 },
    );
  });
});
