import { Zip, ZipDeflate } from 'fflate';
import { roundedNumber } from './number.ts';
import { sheetNames } from './sheetNames.ts';

/** What stands in a cell of a sheet of data: a text, a number, a day (days since 1970-01-01), or nothing. */
export type DataCell = string | number | { readonly day: number } | null;

/** A sheet of data: a header, then rows of its length. */
export interface DataSheet {
  readonly name: string;
  readonly header: readonly string[];
  /** Widths of the columns in characters; 14 where none is given. */
  readonly widths?: readonly number[];
  readonly rows: Iterable<readonly DataCell[]>;
  /** True where texts are long and break inside their cells. */
  readonly wrapped?: boolean;
}

/** What a workbook of data says of itself, and which way its sheets read. */
export interface DataWorkbookOptions {
  readonly title: string;
  readonly creator: string;
  /** Date of the publication, as 2026-11-23. */
  readonly date: string;
  readonly direction: 'ltr' | 'rtl';
}

/** Excel's longest text, and the day that its serials count from. */
const LONGEST_TEXT = 32_767;
const SERIAL_OF_1970 = 25_569;
const BLOCK = 1 << 18;
const [HEAD, DAY, WRAPPED] = [1, 2, 3];

/**
 * A workbook (.xlsx) of plain tables, in one pass over their rows: a header that stays in sight and can be filtered by, numbers as
 * numbers, days as days, every other cell as text whatever it starts with. The same sheets give the same bytes. For tables of 100,000
 * rows; workbooks that are to be read as a page are `workbook.ts`'s.
 */
export function writeDataWorkbook(sheets: readonly DataSheet[], options: DataWorkbookOptions): Uint8Array {
  const names = sheetNames(sheets.map(({ name }) => name));
  const parts: Uint8Array[] = [];
  const zip = new Zip((error, part) => {
    if (error) throw error;
    parts.push(part);
  });
  const add = (path: string, blocks: Iterable<string>) => {
    const file = new ZipDeflate(path, { level: 1 });
    // Local time is what a zip keeps: the same in every zone.
    file.mtime = new Date(1980, 0, 1);
    zip.add(file);
    for (const block of blocks) file.push(encoder.encode(block));
    file.push(new Uint8Array(0), true);
  };
  const strings = new Map<string, number>();
  for (const [place, sheet] of sheets.entries())
    add(`xl/worksheets/sheet${place + 1}.xml`, sheetXml(sheet, options.direction, strings));
  add('xl/sharedStrings.xml', stringsXml(strings));
  for (const [path, xml] of fixedParts(names, options)) add(path, [xml]);
  zip.end();
  return joined(parts);
}

const encoder = new TextEncoder();

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function* sheetXml(
  { header, widths = [], rows, wrapped = false }: DataSheet,
  direction: 'ltr' | 'rtl',
  strings: Map<string, number>,
): Generator<string> {
  const letters = header.map((_, column) => columnLetters(column));
  const place = (text: string): number => {
    const known = strings.get(text);
    if (known !== undefined) return known;
    strings.set(text, strings.size);
    return strings.size - 1;
  };
  const cell = (value: DataCell, column: number, row: number, style: number): string => {
    if (value === null || value === '') return '';
    const at = `<c r="${letters[column]}${row}"`;
    if (typeof value === 'string') return `${at}${style === 0 ? '' : ` s="${style}"`} t="s"><v>${place(value)}</v></c>`;
    if (typeof value === 'number')
      return `${at}${style === 0 ? '' : ` s="${style}"`}><v>${roundedNumber(value)}</v></c>`;
    return `${at} s="${DAY}"><v>${value.day + SERIAL_OF_1970}</v></c>`;
  };
  const line = (values: readonly DataCell[], row: number, style: number): string => {
    let xml = `<row r="${row}">`;
    for (let column = 0; column < letters.length; column += 1) xml += cell(values[column] ?? null, column, row, style);
    return `${xml}</row>`;
  };
  const [first, last] = [letters[0] ?? 'A', letters.at(-1) ?? 'A'];
  yield `${XML}<worksheet xmlns="${MAIN_NAMES}"><sheetViews><sheetView workbookViewId="0"${direction === 'rtl' ? ' rightToLeft="1"' : ''}><pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/></sheetView></sheetViews><cols>${header
    .map(
      (_, column) => `<col min="${column + 1}" max="${column + 1}" width="${widths[column] ?? 14}" customWidth="1"/>`,
    )
    .join('')}</cols><sheetData>${line(header, 1, HEAD)}`;
  let block = '';
  let row = 1;
  for (const values of rows) {
    row += 1;
    block += line(values, row, wrapped ? WRAPPED : 0);
    if (block.length < BLOCK) continue;
    yield block;
    block = '';
  }
  yield `${block}</sheetData><autoFilter ref="${first}1:${last}${row}"/></worksheet>`;
}

function columnLetters(column: number): string {
  let [letters, left] = ['', column + 1];
  while (left > 0) {
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
    left = Math.floor((left - 1) / 26);
  }
  return letters;
}

function* stringsXml(strings: ReadonlyMap<string, number>): Generator<string> {
  let block = `${XML}<sst xmlns="${MAIN_NAMES}" uniqueCount="${strings.size}">`;
  for (const text of strings.keys()) {
    block += `<si><t xml:space="preserve">${escaped(text)}</t></si>`;
    if (block.length < BLOCK) continue;
    yield block;
    block = '';
  }
  yield `${block}</sst>`;
}

/** Text as a workbook can hold it: XML forbids most control characters, and a cell ends at 32,767. */
function escaped(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])/g, '')
      .slice(0, LONGEST_TEXT)
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN_NAMES = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The parts of the package that do not hold data. */
function fixedParts(
  names: readonly string[],
  { title, creator, date }: DataWorkbookOptions,
): readonly (readonly [string, string])[] {
  const sheets = names.map((name, place) => ({ name: escaped(name), number: place + 1 }));
  const link = (id: number, type: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${type}" Target="${target}"/>`;
  const links = (inner: string) => `${XML}<Relationships xmlns="${PACKAGE}/relationships">${inner}</Relationships>`;
  const part = (path: string, type: string) => `<Override PartName="${path}" ContentType="${type}"/>`;
  return [
    [
      '[Content_Types].xml',
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part('/xl/workbook.xml', `${TYPES}.sheet.main+xml`)}${sheets.map(({ number }) => part(`/xl/worksheets/sheet${number}.xml`, `${TYPES}.worksheet+xml`)).join('')}${part('/xl/styles.xml', `${TYPES}.styles+xml`)}${part('/xl/sharedStrings.xml', `${TYPES}.sharedStrings+xml`)}${part('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml')}</Types>`,
    ],
    [
      '_rels/.rels',
      links(
        link(1, `${OFFICE}/officeDocument`, 'xl/workbook.xml') +
          link(2, `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'),
      ),
    ],
    [
      'docProps/core.xml',
      `${XML}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(creator)}</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${date}T00:00:00Z</dcterms:created></cp:coreProperties>`,
    ],
    [
      'xl/workbook.xml',
      `${XML}<workbook xmlns="${MAIN_NAMES}" xmlns:r="${OFFICE}"><sheets>${sheets.map(({ name, number }) => `<sheet name="${name}" sheetId="${number}" r:id="rId${number}"/>`).join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      links(
        sheets.map(({ number }) => link(number, `${OFFICE}/worksheet`, `worksheets/sheet${number}.xml`)).join('') +
          link(sheets.length + 1, `${OFFICE}/styles`, 'styles.xml') +
          link(sheets.length + 2, `${OFFICE}/sharedStrings`, 'sharedStrings.xml'),
      ),
    ],
    ['xl/styles.xml', STYLES],
  ];
}

/** 0 plain, 1 header, 2 a day, 3 long text. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN_NAMES}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF1F3A5F"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf xfId="0"/><xf xfId="0" fontId="1" fillId="2" applyFont="1" applyFill="1"><alignment vertical="top"/></xf><xf xfId="0" numFmtId="164" applyNumberFormat="1"/><xf xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`;
