import XLSX from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { readSheets } from '../../src/readers/read.ts';
import { sheetRows } from '../../src/readers/textSheet.ts';
import type { DataSheet } from '../../src/writers/dataWorkbook.ts';
import { writeDataWorkbook } from '../../src/writers/dataWorkbook.ts';

const options = { title: 'T & co', creator: 'tests', date: '2026-01-02', direction: 'ltr' } as const;
const sheets: readonly DataSheet[] = [
  {
    name: 'codes',
    header: ['_key', 'n', 'day', 'text'],
    rows: [
      ['a', 1, { day: 20_000 }, '=1+1'],
      ['b', 0.1 + 0.2, null, 'x<y & "z"\nline two'],
      ['c', null, { day: -1 }, ''],
      ['d', -2, null, 'a\u0001b\u{1F600}'],
    ],
  },
  { name: 'empty', header: ['only'], rows: [] },
];

async function read(bytes: Uint8Array) {
  const source = {
    path: 'made.xlsx',
    size: bytes.length,
    async *chunks() {
      yield bytes;
    },
  };
  return Promise.all((await readSheets(source)).map(async (sheet) => [sheet.name, await sheetRows(sheet)] as const));
}

describe('a workbook of data', () => {
  test('reads back, by our reader and by another', async () => {
    const bytes = writeDataWorkbook(sheets, options);
    const rows = [
      ['_key', 'n', 'day', 'text'],
      ['a', '1', '2024-10-04', '=1+1'],
      ['b', '0.3', '', 'x<y & "z"\nline two'],
      ['c', '', '1969-12-31'],
      ['d', '-2', '', 'ab😀'],
    ];
    expect(await read(bytes)).toEqual([
      ['codes', rows],
      ['empty', [['only']]],
    ]);
    const book = XLSX.read(bytes, { cellDates: true, UTC: true });
    expect(book.SheetNames).toEqual(['codes', 'empty']);
    const cell = (place: string) => (book.Sheets.codes as XLSX.WorkSheet)[place] as XLSX.CellObject;
    expect(cell('D2')).toMatchObject({ t: 's', v: '=1+1' });
    expect(cell('D2').f).toBeUndefined();
    expect(cell('B2')).toMatchObject({ t: 'n', v: 1 });
    expect(cell('C2').t).toBe('d');
    expect(book.Props?.Title).toBe('T & co');
  });

  test('the same sheets give the same bytes', () => {
    expect(Buffer.from(writeDataWorkbook(sheets, options)).equals(writeDataWorkbook(sheets, options))).toBe(true);
  });

  test('many columns and rows have their places', async () => {
    const header = Array.from({ length: 800 }, (_, column) => `c${column}`);
    const rows = Array.from({ length: 30 }, (_, row) =>
      header.map((_, column) => (column % 7 === 0 ? row * 1000 + column : null)),
    );
    const [[, back = []] = []] = await read(writeDataWorkbook([{ name: 's', header, rows }], options));
    expect(back).toHaveLength(31);
    expect(back[30]?.[798]).toBe('29798');
  });
});
