import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { sheetRows } from '../../src/readers/textSheet.ts';
import { readXlsx } from '../../src/readers/xlsx.ts';
import { rowsOf, sourceOf } from './source.ts';
import { type Parts, textCell, workbookBytes } from './workbookBytes.ts';

async function gridOf(parts: Parts): Promise<string[][]> {
  return sheetRows((await readXlsx(sourceOf('b.xlsx', workbookBytes(parts), 1_000)))[0]!);
}

describe('readXlsx reads a cell with', () => {
  const strings =
    '<si><t>plain</t></si><si><r><rPr><b/></rPr><t>rich</t></r><r><t xml:space="preserve"> text</t></r></si><si/><si><t>漢</t><rPh sb="0" eb="1"><t>かん</t></rPh></si><si><t>a&lt;b&amp;c &#233;&#x1F600;</t></si><si><t>x_x000D_\ny_x005F_</t></si><si><t><![CDATA[<raw> & ]]></t></si>';
  test.each([
    ['a shared string', '<c r="A1" t="s"><v>0</v></c>', 'plain'],
    ['rich text', '<c r="A1" t="s"><v>1</v></c>', 'rich text'],
    ['an empty shared string', '<c r="A1" t="s"><v>2</v></c>', undefined],
    ['a phonetic guide', '<c r="A1" t="s"><v>3</v></c>', '漢'],
    ['entities', '<c r="A1" t="s"><v>4</v></c>', 'a<b&c é😀'],
    ['line breaks and escapes', '<c r="A1" t="s"><v>5</v></c>', 'x\ny_'],
    ['CDATA', '<c r="A1" t="s"><v>6</v></c>', '<raw> & '],
    ['inline text', textCell('A1', 'in &quot;line&quot;'), 'in "line"'],
    ['a whole number', '<c r="A1"><v>42</v></c>', '42'],
    ['a number written with 17 digits', '<c r="A1"><v>1.1000000000000001</v></c>', '1.1'],
    ['a large number', '<c r="A1"><v>1.23456789012345E+17</v></c>', '123456789012345000'],
    ['a small number', '<c r="A1"><v>0.0000001</v></c>', '1e-7'],
    ['minus nought', '<c r="A1"><v>-0</v></c>', '0'],
    ['TRUE', '<c r="A1" t="b"><v>1</v></c>', 'TRUE'],
    ['FALSE', '<c r="A1" t="b"><v>0</v></c>', 'FALSE'],
    ['an error', '<c r="A1" t="e"><v>#N/A</v></c>', '#N/A'],
    ['a formula of a number', '<c r="A1"><f>1+&lt;v&gt;</f><v>3</v></c>', '3'],
    ['a formula of a text', '<c r="A1" t="str"><f>A2</f><v>te&amp;xt</v></c>', 'te&xt'],
    ['a formula without a value', '<c r="A1"><f>A2</f></c>', '=A2'],
    ['a day', '<c r="A1" s="1"><v>45026</v></c>', '2023-04-10'],
    ['a moment', '<c r="A1" s="2"><v>45026.5</v></c>', '2023-04-10T12:00:00'],
    ['a time', '<c r="A1" s="3"><v>0.25</v></c>', '06:00:00'],
    ['a duration', '<c r="A1" s="4"><v>1.5</v></c>', '1.5'],
    ['a number whose format only speaks of days', '<c r="A1" s="5"><v>12</v></c>', '12'],
    ['an ISO date of its own type', '<c r="A1" t="d"><v>2023-04-10</v></c>', '2023-04-10'],
    ['a style and nothing else', '<c r="A1" s="1"/>', undefined],
    ['a style that does not exist', '<c r="A1" s="99"><v>45026</v></c>', '45026'],
  ])('%s', async (_, cell, text) => {
    expect((await gridOf({ strings, rows: `<row r="1">${cell}</row>` }))[0]?.[0]).toBe(text);
  });

  test('a day of the 1904 system', async () => {
    expect(await gridOf({ date1904: true, rows: '<row r="1"><c r="A1" s="1"><v>43564</v></c></row>' })).toEqual([
      ['2023-04-10'],
    ]);
  });
});

describe('readXlsx keeps', () => {
  test('rows and columns in their places: those left out come blank', async () => {
    const rows = `<row r="3">${textCell('B3', 'a')}${textCell('AA3', 'z')}</row><row r="4"/><row r="6">${textCell('B6', '1')}</row>`;
    const grid = await gridOf({ rows });
    expect(grid.map((row) => row.length)).toEqual([0, 0, 27, 0, 0, 2]);
    expect(grid[2]?.[26]).toBe('z');
    const sheet = (await readXlsx(sourceOf('b.xlsx', workbookBytes({ rows }), 1_000)))[0]!;
    expect(sheet).toMatchObject({ name: 'Data', workbook: true, headerRow: 3 });
    expect(await rowsOf(sheet)).toEqual([['', '1']]);
  });

  test('rows and cells without references in order', async () => {
    expect(await gridOf({ rows: '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row>' })).toEqual([
      ['1', '', '3'],
      ['4'],
    ]);
  });

  test('cells under a namespace prefix', async () => {
    const sheet =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>';
    expect(await gridOf({ more: { 'xl/worksheets/sheet1.xml': sheet } })).toEqual([['a']]);
  });

  test('4,500 rows of Cyrillic text across pieces and batches', async () => {
    const rows = Array.from(
      { length: 4_500 },
      (_, i) => `<row r="${i + 1}">${textCell(`A${i + 1}`, `Область ${i}`)}<c r="B${i + 1}"><v>${i}</v></c></row>`,
    );
    const grid = await gridOf({ rows: rows.join('') });
    expect(grid).toHaveLength(4_500);
    expect(grid.every((row, i) => row[0] === `Область ${i}` && row[1] === String(i))).toBe(true);
  });

  test('a header alone, and a workbook with a blank sheet', async () => {
    const [sheet] = await readXlsx(
      sourceOf('b.xlsx', workbookBytes({ rows: `<row r="1">${textCell('A1', 'a')}</row>` }), 1_000),
    );
    expect(sheet?.header).toEqual(['a']);
    expect(await rowsOf(sheet!)).toEqual([]);
    expect((await readXlsx(sourceOf('b.xlsx', workbookBytes({}), 1_000)))[0]).toMatchObject({
      header: [],
      headerRow: 0,
    });
  });
});

describe('readXlsx refuses', () => {
  const good = workbookBytes({ rows: `<row r="1">${textCell('A1', 'a')}</row>` });
  const bomb = zipSync({ 'xl/workbook.xml': [new Uint8Array(100 * 2 ** 20), { level: 9 }] });
  const billion =
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>';
  test.each<[string, Uint8Array, string]>([
    [
      'a file cut off',
      good.subarray(0, good.length - 200),
      'b.xlsx: the zip archive that a workbook is made of is damaged or cut off. Download or export the file again',
    ],
    ['the first bytes of a zip alone', good.subarray(0, 10), 'is damaged or cut off'],
    [
      'a zip without a workbook',
      zipSync({ 'readme.txt': new Uint8Array(3) }),
      'b.xlsx: is a zip archive, but no workbook is in it. Give the .xlsx itself',
    ],
    ['a zip bomb', bomb, 'b.xlsx › xl/workbook.xml: unpacks to over'],
    [
      'entities of its own',
      workbookBytes({ more: { 'xl/worksheets/sheet1.xml': billion } }),
      'declares a document type, which no workbook needs',
    ],
    [
      'an unknown entity',
      workbookBytes({ rows: `<row r="1">${textCell('A1', '&b;')}</row>` }),
      'b.xlsx › Data: holds the XML entity &b;, which is not read',
    ],
    [
      'a text that does not exist',
      workbookBytes({ rows: '<row r="1"><c r="A1" t="s"><v>7</v></c></row>' }),
      'b.xlsx › Data: a cell refers to text 7, and the workbook has 0',
    ],
    [
      'rows out of order',
      workbookBytes({ rows: `<row r="2">${textCell('A2', 'a')}</row><row r="1">${textCell('A1', 'b')}</row>` }),
      'row 1 comes twice or out of order',
    ],
    [
      'a row past the last',
      workbookBytes({ rows: '<row r="99999999"><c r="A1"><v>1</v></c></row>' }),
      "has a row numbered '99999999'",
    ],
    [
      'a column past the last',
      workbookBytes({ rows: '<row r="1"><c r="ZZZ1"><v>1</v></c></row>' }),
      'has a cell past column 16384',
    ],
  ])('%s', async (_, bytes, message) => {
    const read = readXlsx(sourceOf('b.xlsx', bytes, 65_536)).then((sheets) => sheetRows(sheets[0]!));
    await expect(read).rejects.toThrow(message);
    await expect(read).rejects.toMatchObject({ name: 'Fault' });
  });

  test('damage inside a packed part, by its checksum or its packing', async () => {
    const rows = Array.from(
      { length: 500 },
      (_, i) => `<row r="${i + 1}">${textCell(`A${i + 1}`, `answer ${(i * 7919) % 1000}`)}</row>`,
    ).join('');
    const bytes = workbookBytes({ rows });
    const at = Buffer.from(bytes).indexOf('xl/worksheets/sheet1.xml') + 200;
    const broken = bytes.slice();
    broken[at] = broken[at]! ^ 0xff;
    await expect(
      readXlsx(sourceOf('b.xlsx', broken, 65_536)).then((sheets) => sheetRows(sheets[0]!)),
    ).rejects.toMatchObject({ name: 'Fault' });
  });
});
