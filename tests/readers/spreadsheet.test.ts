import * as XLSX from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { readSheets } from '../../src/readers/read.ts';
import { sheetRows } from '../../src/readers/textSheet.ts';
import { sourceOf } from './source.ts';

const CELLS: [XLSX.CellObject, string][] = [
  [{ t: 's', v: 'header' }, 'header'],
  [{ t: 'n', v: 45_026, z: 'yyyy-mm-dd' }, '2023-04-10'],
  [{ t: 'n', v: 45_026.5, z: 'yyyy-mm-dd hh:mm' }, '2023-04-10T12:00:00'],
  [{ t: 'n', v: 0.25, z: 'hh:mm:ss' }, '06:00:00'],
  [{ t: 'b', v: true }, 'TRUE'],
  [{ t: 'e', v: 0x2a }, '#N/A'],
  [{ t: 'n', v: 0.1 }, '0.1'],
  [{ t: 's', v: 'é عربي <a&b>' }, 'é عربي <a&b>'],
];

function workbook(bookType: XLSX.BookType): Uint8Array {
  const sheet: XLSX.WorkSheet = { '!ref': `A1:A${CELLS.length + 1}` };
  // Row 2 stays blank.
  for (const [index, [cell]] of CELLS.entries()) sheet[`A${index === 0 ? 1 : index + 2}`] = cell;
  return new Uint8Array(
    XLSX.write({ SheetNames: ['Data'], Sheets: { Data: sheet } }, { type: 'buffer', bookType }) as Buffer,
  );
}

describe('readSheets of other workbooks', () => {
  test.each<XLSX.BookType>(['xls', 'xlsb', 'xlsx'])('%s', async (type) => {
    const sheets = await readSheets(sourceOf(`book.${type}`, workbook(type), 10_000));
    expect(sheets).toHaveLength(1);
    const rows = await sheetRows(sheets[0]!);
    expect(rows.map((row) => row[0] ?? '')).toEqual([CELLS[0]![1], '', ...CELLS.slice(1).map(([, text]) => text)]);
  });

  test('ods', async () => {
    const sheet = XLSX.utils.aoa_to_sheet([
      ['a', 'b'],
      ['x', 2.5],
    ]);
    const bytes = new Uint8Array(
      XLSX.write({ SheetNames: ['Data'], Sheets: { Data: sheet } }, { type: 'buffer', bookType: 'ods' }) as Buffer,
    );
    const sheets = await readSheets(sourceOf('book.ods', bytes, 10_000));
    expect(await sheetRows(sheets[0]!)).toEqual([
      ['a', 'b'],
      ['x', '2.5'],
    ]);
  });

  test('a damaged .xls is a fault', async () => {
    const bytes = workbook('xls').slice(0, 600);
    await expect(readSheets(sourceOf('book.xls', bytes, 10_000))).rejects.toMatchObject({ name: 'Fault' });
  });
});
