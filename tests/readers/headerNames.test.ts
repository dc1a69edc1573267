import { expect, test } from 'vitest';
import { readCsv } from '../../src/readers/csv.ts';
import { duplicateHeaders, looseCells } from '../../src/readers/headerNames.ts';
import { readXlsx } from '../../src/readers/xlsx.ts';
import { rowsOf, sourceOf } from './source.ts';
import { textCell, workbookBytes } from './workbookBytes.ts';

test.each<[string, string[], { name: string; columns: number[] }[]]>([
  ['none', ['a', 'b'], []],
  [
    'two pairs, in order',
    ['b', 'a', 'a', 'b', 'b'],
    [
      { name: 'b', columns: [1, 4, 5] },
      { name: 'a', columns: [2, 3] },
    ],
  ],
  ['outer spaces do not count, case does', ['a', 'a ', 'A'], [{ name: 'a', columns: [1, 2] }]],
  ['blank names', ['', '', ' '], []],
  ['__proto__', ['__proto__', '__proto__'], [{ name: '__proto__', columns: [1, 2] }]],
])('duplicate headers: %s', (_, header, found) => {
  expect(duplicateHeaders({ header })).toEqual(found);
});

test('cells under no header are found, and rows() of a workbook leaves those to the right of it out', async () => {
  const rows = `<row r="1">${textCell('A1', 'a')}${textCell('C1', 'c')}</row><row r="2">${textCell('A2', '1')}${textCell('B2', 'x')}${textCell('E2', 'y')}</row>`;
  const sheet = (await readXlsx(sourceOf('b.xlsx', workbookBytes({ rows }), 1_000)))[0]!;
  expect(await looseCells(sheet)).toEqual({ count: 2, row: 2, column: 2, value: 'x' });
  expect(await rowsOf(sheet)).toEqual([['1', 'x', '']]);
});

test('a sheet without loose cells', async () => {
  expect(await looseCells(await readCsv(sourceOf('x.csv', 'a,b\n1,2\n3\n')))).toBeNull();
});
