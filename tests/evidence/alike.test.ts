import fc from 'fast-check';
import { expect, test } from 'vitest';
import { surelyAlike } from '../../src/evidence/compare/alike.ts';
import type { RowsOfTable } from '../../src/evidence/compare/rows.ts';
import { rowChanges } from '../../src/evidence/compare/rows.ts';
import type { ColumnSpec } from '../../src/table/builder.ts';
import { columnBuilder } from '../../src/table/builder.ts';
import type { Column, FieldType } from '../../src/table/column.ts';
import { cleanText } from '../../src/table/text.ts';

const CELLS: Readonly<Record<string, readonly string[]>> = {
  integer: ['', '1', '2', '-99', 'x', 'NSP'],
  decimal: ['', '1.5', '1.50', '0', '-0', '-99'],
  date: ['', '2024-05-01', '2024-05-02', 'soon'],
  dateTime: ['', '2024-05-01T09:00:00+01:00', '2024-05-01T08:00:00Z', '2024-05-01T09:00:00'],
  one: ['', 'a', 'b', 'other one', '-99'],
  many: ['', 'a', 'a b', 'b a'],
  text: ['', 'a', 'A', 'b'],
};

function built(type: string, cells: readonly string[]): Column {
  const spec: ColumnSpec = {
    name: 'x',
    type: type as FieldType,
    options: type === 'one' || type === 'many' ? ['a', 'b'] : null,
    dontKnow: new Set(['-99', 'NSP']),
    refused: new Set(),
    timeZone: 'Africa/Casablanca',
  };
  const builder = columnBuilder(spec);
  for (const cell of cells) builder.append(cell);
  return builder.finish();
}

const columns = fc.constantFrom(...Object.keys(CELLS)).chain((type) => {
  const cells = fc.array(fc.constantFrom(...(CELLS[type] ?? [])), { minLength: 1, maxLength: 12 });
  return fc.tuple(fc.constant(type), cells, cells);
});

test('cells that surely are alike show the same text; the same cells of a column are alike, but for those that could not be typed', () => {
  fc.assert(
    fc.property(columns, ([type, first, second]) => {
      const [a, b] = [built(type, first), built(type, second)];
      const alike = surelyAlike(a, b);
      for (let row = 0; row < first.length; row += 1)
        for (let other = 0; other < second.length; other += 1)
          if (alike(row, other)) expect(cleanText(a, row)).toBe(cleanText(b, other));
      const own = surelyAlike(a, a);
      for (let row = 0; row < first.length; row += 1) expect(own(row, row)).toBe(!a.raw.has(row));
    }),
  );
});

const table = (
  column: Column,
  keys: readonly string[],
  keysMark: string,
  mark: string,
): ReadonlyMap<string, RowsOfTable> =>
  new Map([
    [
      'main',
      {
        rows: keys.length,
        keys: () => keys,
        keysMark,
        columns: new Map([['x', mark]]),
        cells: async () => new Map([['x', { stored: column, text: (row: number) => cleanText(column, row) }]]),
      },
    ],
  ]);

test('rows with one list of keys are compared place by place as they are by key', async () => {
  await fc.assert(
    fc.asyncProperty(columns, async ([type, first, second]) => {
      const length = Math.min(first.length, second.length);
      const keys = Array.from({ length }, (_, row) => `k${row}`);
      const [a, b] = [built(type, first.slice(0, length)), built(type, second.slice(0, length))];
      const [placed, keyed] = [
        await rowChanges(table(a, keys, 'same', '1'), table(b, keys, 'same', '2')),
        await rowChanges(table(a, keys, '', ''), table(b, keys, '', '')),
      ];
      expect(placed).toEqual(keyed);
      const differ = keys.filter((_, row) => cleanText(a, row) !== cleanText(b, row));
      expect(placed[0]?.changed.list.map(({ key }) => key) ?? []).toEqual(differ);
    }),
  );
});

test('columns with one mark are not opened, whatever they hold', async () => {
  const [a, b] = [built('integer', ['1']), built('integer', ['2'])];
  expect(await rowChanges(table(a, ['k'], 'same', '1'), table(b, ['k'], 'same', '1'))).toEqual([]);
});
