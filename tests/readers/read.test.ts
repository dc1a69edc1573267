import { expect, test } from 'vitest';
import { readSheets } from '../../src/readers/read.ts';
import { sourceOf } from './source.ts';
import { textCell, workbookBytes } from './workbookBytes.ts';

test.each<[string, string, string | Uint8Array, string]>([
  ['an empty file', 'x.xlsx', '', 'x.xlsx: the file is empty. Export or download it again'],
  ['a PDF', 'x.csv', '%PDF-1.7 …', 'x.csv: is a PDF'],
  ['a web page named .xls', 'x.xls', '<html><table>', 'x.xls: is a web page, whatever its ending'],
  [
    'the XML of Excel 2003',
    'x.xls',
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>',
    'XML of Excel 2003',
  ],
  ['a form as XML', 'x.xml', '<?xml version="1.0"?><h:html>', 'is an XML file: a form, or one submission'],
  ['objects of R', 'x.rds', new Uint8Array([31, 139, 8, 0, 0]), 'x.rds: is compressed, or holds objects of R'],
  ['what Excel keeps of an open workbook', 'a/~$x.xlsx', '\u0004Ana \u0000 ', 'is what Excel keeps beside a workbook'],
  ['GeoJSON', 'x.geojson', '{"type": "FeatureCollection"}', 'is JSON, but no list of submissions'],
  ['an SPSS file', 'x.sav', '$FL2@(#) SPSS DATA FILE', 'the file is cut off or damaged'],
  ['a Stata file that is cut off', 'x.csv', '\u0072\u0002\u0001\u0000a', 'x.csv, header: the file is cut off'],
  ['a very old Stata file', 'x.csv', '\u0069\u0002\u0001\u0000a', 'is a Stata file of format 105, which is not read'],
  [
    'bytes that are no text',
    'x.csv',
    Uint8Array.from({ length: 500 }, (_, i) => (i * 37) % 32),
    'is neither a CSV nor a workbook',
  ],
  ['a workbook of blank sheets', 'x.xlsx', workbookBytes({}), 'x.xlsx: no table in it has any text'],
])('readSheets refuses %s', async (_, path, content, message) => {
  await expect(readSheets(sourceOf(path, content, 1_000))).rejects.toThrow(message);
});

test.each<[string, string, string | Uint8Array, boolean]>([
  ['a CSV named .xlsx', 'x.xlsx', 'a,b\n1,2\n', false],
  [
    'a workbook named .csv',
    'x.csv',
    workbookBytes({ rows: `<row r="1">${textCell('A1', 'a')}${textCell('B1', 'b')}</row>` }),
    true,
  ],
  ['a CSV of one letter a chunk', 'x.csv', 'a,b', false],
  ['a text of Excel in UTF-16', 'x.txt', Buffer.from(`\ufeffa\tb\nالرباط\tالدار البيضاء\n`, 'utf16le'), false],
])('readSheets tells by content: %s', async (_, path, content, workbook) => {
  const sheets = await readSheets(sourceOf(path, content, 1));
  expect(sheets.map((sheet) => [sheet.header, sheet.workbook])).toEqual([[['a', 'b'], workbook]]);
});
