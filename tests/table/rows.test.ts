import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ColumnSpec } from '../../src/table/builder.ts';
import { columnBuilder } from '../../src/table/builder.ts';
import type { Column } from '../../src/table/column.ts';
import { pack } from '../../src/table/column.ts';
import { familiesOf, rowOfKey, rowsByKey, rowsOfKeys, withoutRows, withRowsBelow } from '../../src/table/rows.ts';
import type { Dataset, Table } from '../../src/table/table.ts';
import { keyAt } from '../../src/table/table.ts';
import { storedText } from '../../src/table/text.ts';

const tableOf = (name: string, keys: readonly string[]): Table => ({
  name,
  rows: keys.length,
  keys: pack(keys),
  columns: new Map([
    [
      'n',
      {
        name: 'n',
        type: 'integer',
        values: Float64Array.from(keys.keys()),
        states: new Uint8Array(keys.length),
        raw: new Map(),
      },
    ],
    ['note', { name: 'note', type: 'text', packed: pack(keys), states: new Uint8Array(keys.length), raw: new Map() }],
  ]),
});

/** Interviews with as many members as each is given, in an order of their own. */
function survey(members: readonly number[]): Dataset {
  const owners = members.flatMap((count, row) => Array.from({ length: count }, () => row)).reverse();
  const roster = tableOf(
    'member',
    owners.map((owner, at) => `k${owner}/member[${at}]`),
  );
  return {
    tables: new Map([
      [
        'main',
        tableOf(
          'main',
          members.map((_, row) => `k${row}`),
        ),
      ],
      ['member', { ...roster, parent: { parent: 'main', rows: Int32Array.from(owners) } }],
    ]),
  };
}

describe('the rows of keys', () => {
  test.each<[string, readonly string[], string, number]>([
    ['one of several', ['a', 'b', 'c'], 'b', 1],
    ['a part of another key is none', ['abc', 'bcd'], 'bc', -1],
    ['that which lies across two keys is none', ['ab', 'cd'], 'bc', -1],
    ['behind one that holds it', ['aab', 'ab'], 'ab', 1],
    ['letters of two bytes', ['é', 'è'], 'è', 1],
    ['nothing', ['a', ''], '', -1],
    ['of an empty table', [], 'a', -1],
  ])('%s', (_, keys, key, row) => {
    expect(rowOfKey(tableOf('main', keys), key)).toBe(row);
    expect(rowsOfKeys(tableOf('main', keys), new Set([key])).get(key) ?? -1).toBe(
      key === '' && keys.includes('') ? keys.indexOf('') : row,
    );
  });

  test('are those of an index of all keys', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom('a', 'b', 'é') })),
        fc.array(fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom('a', 'b', 'é') })),
        (keys, asked) => {
          const index = rowsByKey(tableOf('main', keys));
          const table = tableOf('main', keys);
          const some = rowsOfKeys(table, new Set(asked));
          for (const key of asked) {
            expect(rowOfKey(table, key)).toBe(index.get(key) ?? -1);
            expect(some.get(key)).toBe(index.get(key));
          }
        },
      ),
      { seed: 1 },
    );
  });
});

test('some interviews with what hangs below them are what is left without the others', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3), { minLength: 1, maxLength: 8 }), fc.array(fc.nat(7)), (members, chosen) => {
      const data = survey(members);
      const rows = new Set(chosen.filter((row) => row < members.length));
      const others = new Set([...members.keys()].filter((row) => !rows.has(row)));
      const [some, rest] = [familiesOf(data, rows), withoutRows(data, withRowsBelow(data, 'main', others))];
      expect(some).toEqual(rest);
      const [main, member] = [some.tables.get('main'), some.tables.get('member')];
      expect(main?.rows).toBe(rows.size);
      for (let row = 0; row < (member?.rows ?? 0); row += 1)
        expect(keyAt(member as Table, row)).toMatch(`${keyAt(main as Table, member?.parent?.rows[row] ?? -1)}/`);
    }),
    { seed: 1 },
  );
});

test('of a long table without some rows every other row keeps its key, number, code, moment and state', () => {
  const cells = (type: ColumnSpec['type'], text: (row: number) => string) => {
    const spec = {
      name: type,
      type,
      options: null,
      dontKnow: new Set<string>(),
      refused: new Set<string>(),
      timeZone: 'UTC',
    };
    const builder = columnBuilder(spec);
    for (let row = 0; row < 90; row += 1) builder.append(text(row));
    return builder.finish();
  };
  const day = (row: number) => `2024-05-${String(1 + (row % 28)).padStart(2, '0')}`;
  const columns = [
    cells('integer', (row) => (row % 7 === 0 ? '' : String(row))),
    cells('text', (row) => `t${row % 5}`),
    cells('dateTime', (row) => `${day(row)}T09:00:00+0${row % 3}:00`),
  ];
  const main: Table = {
    name: 'main',
    rows: 90,
    keys: pack(Array.from({ length: 90 }, (_, row) => `k${row}`)),
    columns: new Map(columns.map((column) => [column.name, column])),
  };
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(89), { maxLength: 12 }), (left) => {
      const gone = new Set(left);
      const found = withoutRows({ tables: new Map([['main', main]]) }, new Map([['main', gone]])).tables.get(
        'main',
      ) as Table;
      const kept = Array.from({ length: 90 }, (_, row) => row).filter((row) => !gone.has(row));
      expect(found.rows).toBe(kept.length);
      for (const [place, row] of kept.entries()) {
        expect(keyAt(found, place)).toBe(`k${row}`);
        for (const column of columns) {
          const own = found.columns.get(column.name) as Column;
          expect([storedText(own, place), own.states[place]]).toEqual([storedText(column, row), column.states[row]]);
        }
      }
    }),
    { seed: 1 },
  );
});
