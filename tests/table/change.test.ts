import { expect, test } from 'vitest';
import type { Change } from '../../src/table/change.ts';
import { CHANGE_FIELDS, changeAt, changesOf } from '../../src/table/change.ts';
import { keyAt } from '../../src/table/table.ts';

const change: Change = {
  changeId: '0123456789ab',
  table: 'main',
  key: 'k1',
  field: 'age',
  from: '190',
  fromState: 'answered',
  to: '19',
  toState: 'answered',
  action: 'set',
  rule: 'typing-error',
  decisionId: '',
  reason: 'un zéro de trop',
  by: '',
  at: '',
  source: 'schemas/corrections.json',
  sourceRow: '3',
};

test.each<[name: string, rows: Change[]]>([
  ['none', []],
  ['one', [change]],
  [
    'several',
    [
      change,
      { ...change, changeId: 'b', key: '__proto__', to: '', toState: 'removed' },
      { ...change, changeId: 'c', from: '' },
    ],
  ],
  [
    'more than a byte of keys',
    Array.from({ length: 300 }, (_, row) => ({ ...change, changeId: `id${row}`, key: `k${row}` })),
  ],
])('a ledger of %s comes back as it went in', (_, rows) => {
  const changes = changesOf(rows);
  expect(changes.rows).toBe(rows.length);
  expect([...changes.columns.keys()]).toEqual([...CHANGE_FIELDS]);
  expect(rows.map((_row, place) => changeAt(changes, place))).toEqual(rows);
  expect(rows.map((_row, place) => keyAt(changes, place))).toEqual(rows.map(({ changeId }) => changeId));
});

test('a row that is not there is empty', () => {
  expect(Object.values(changeAt(changesOf([change]), 7)).join('')).toBe('');
});
