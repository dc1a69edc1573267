import type { Source } from '../table/source.ts';
import { wholeSource } from '../table/source.ts';
import { readArchive } from './archive.ts';
import { sharedStrings, sheetXmlRows } from './sheetXml.ts';
import { readBinaryWorkbook } from './spreadsheet.ts';
import { type TextSheet, textSheet } from './textSheet.ts';
import { readWorkbook, type Workbook } from './workbook.ts';
import { entryKey, openZip, unzippedText, type Zip } from './zip.ts';

/** The sheets of a zip file: of a workbook, or of the exports that it packs, each read by `read`. */
export async function readZip(
  source: Source,
  read: (source: Source) => Promise<readonly TextSheet[]>,
): Promise<readonly TextSheet[]> {
  const bytes = await wholeSource(source);
  const zip = openZip(bytes, source.path);
  return PARTS.some((part) => zip.entries.has(part)) ? workbookSheets(bytes, zip) : readArchive(zip, read);
}

/** Parts that only a workbook has. */
const PARTS = ['[content_types].xml', '_rels/.rels', 'xl/workbook.xml', 'xl/workbook.bin', 'content.xml'];

/**
 * The sheets of an .xlsx or .xlsm, in the order of their tabs. The packed file and its shared strings are in memory, cells are not:
 * `rows()` unpacks a sheet as it is read. Faults: a damaged or protected file, an archive without a workbook, a zip bomb.
 */
export async function readXlsx(source: Source): Promise<TextSheet[]> {
  const bytes = await wholeSource(source);
  return workbookSheets(bytes, openZip(bytes, source.path));
}

async function workbookSheets(bytes: Uint8Array, zip: Zip): Promise<TextSheet[]> {
  // An .xlsb, or an .ods whose writer did not put its type first.
  if (zip.entries.has('xl/workbook.bin') || zip.entries.has('content.xml')) return readBinaryWorkbook(bytes, zip.path);
  const workbook = await readWorkbook(zip);
  const strings = await stringsOf(zip, workbook.strings);
  const sheets: TextSheet[] = [];
  for (const sheet of workbook.sheets) sheets.push(await readSheet(zip, workbook, strings, sheet));
  return sheets;
}

async function stringsOf(zip: Zip, part: string): Promise<readonly string[]> {
  const entry = zip.entries.get(entryKey(part));
  return entry === undefined ? [] : sharedStrings(unzippedText(zip, entry), `${zip.path} › ${entry.name}`);
}

function readSheet(
  zip: Zip,
  workbook: Workbook,
  strings: readonly string[],
  sheet: { name: string; part: string },
): Promise<TextSheet> {
  const context = { strings, dates: workbook.dates, date1904: workbook.date1904, place: `${zip.path} › ${sheet.name}` };
  const entry = zip.entries.get(entryKey(sheet.part));
  const lines = () => sheetXmlRows(entry === undefined ? nothing() : unzippedText(zip, entry), context);
  return textSheet({ name: sheet.name, path: zip.path, workbook: true }, lines, { how: 'xlsx' });
}

async function* nothing(): AsyncGenerator<string> {}
