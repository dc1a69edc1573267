import { fault } from '../fault.ts';
import { type DateKind, serialText } from './serial.ts';
import { BATCH_CELLS, BATCH_ROWS } from './textSheet.ts';
import { attribute, refuseDoctype, xmlText } from './xml.ts';

/** What the cells of a sheet refer to. */
export interface CellContext {
  readonly strings: readonly string[];
  readonly dates: readonly DateKind[];
  readonly date1904: boolean;
  /** File and sheet, for messages. */
  readonly place: string;
}

/** Excel's own limits. */
const LAST_COLUMN = 16_384;
const LAST_ROW = 1_048_576;
/** Text of a part without an end of row or string, past which it is not a sheet. */
const LONGEST = 1 << 28;
const NONE: readonly string[] = [];

/** Rows of a sheet's XML, given in pieces, from row 1 on: rows that the file leaves out come as empty ones. */
export async function* sheetXmlRows(
  pieces: AsyncIterable<string>,
  context: CellContext,
): AsyncGenerator<(readonly string[])[]> {
  const { place } = context;
  let batch: (readonly string[])[] = [];
  let cells = 0;
  let done = 0;
  for await (const { xml, prefix } of wholeElements(pieces, 'row', place)) {
    for (const { number, row } of rowsIn(xml, prefix, done, context)) {
      if (number <= done)
        throw fault(
          place,
          `row ${number} comes twice or out of order`,
          'Save the workbook again in Excel or LibreOffice',
        );
      for (; done < number; done += 1) {
        batch.push(done === number - 1 ? row : NONE);
        cells += done === number - 1 ? row.length : 0;
        if (batch.length < BATCH_ROWS && cells < BATCH_CELLS) continue;
        yield batch;
        batch = [];
        cells = 0;
      }
    }
  }
  if (batch.length > 0) yield batch;
}

/** Shared strings in order, from their part in pieces. */
export async function sharedStrings(pieces: AsyncIterable<string>, place: string): Promise<string[]> {
  const strings: string[] = [];
  for await (const { xml, prefix } of wholeElements(pieces, 'si', place)) {
    const open = `<${prefix}si`;
    const close = `</${prefix}si>`;
    for (let at = xml.indexOf(open); at !== -1; at = xml.indexOf(open, at)) {
      const tagEnd = xml.indexOf('>', at);
      if (tagEnd === -1) break;
      const next = xml.charCodeAt(at + open.length);
      at = tagEnd + 1;
      if (!endsName(next)) continue;
      if (xml[tagEnd - 1] === '/') {
        strings.push('');
        continue;
      }
      const end = xml.indexOf(close, at);
      strings.push(richText(end === -1 ? xml.slice(at) : xml.slice(at, end), prefix, place));
      if (end === -1) break;
      at = end;
    }
  }
  return strings;
}

/** Cuts a part after the last closing tag of `name` in each piece, so that no such element is ever split. */
async function* wholeElements(
  pieces: AsyncIterable<string>,
  name: string,
  place: string,
): AsyncGenerator<{ xml: string; prefix: string }> {
  let rest = '';
  let prefix: string | null = null;
  for await (const piece of pieces) {
    rest += piece;
    if (prefix === null) {
      const root = /<(?![?!])(?:([\w.-]+):)?[\w.-]+[\s/>]/.exec(rest);
      if (root === null) continue;
      refuseDoctype(rest.slice(0, root.index), place);
      prefix = root[1] === undefined ? '' : `${root[1]}:`;
    }
    const close = `</${prefix}${name}>`;
    const end = rest.lastIndexOf(close);
    if (end === -1) {
      if (rest.length > LONGEST)
        throw fault(place, `no </${name}> in ${LONGEST >> 20} MB: this is not a sheet of Excel's`);
      continue;
    }
    yield { xml: rest.slice(0, end + close.length), prefix };
    rest = rest.slice(end + close.length);
  }
  refuseDoctype(rest.slice(0, 10_000), place);
  yield { xml: rest, prefix: prefix ?? '' };
}

function endsName(code: number): boolean {
  return code === 32 || code === 62 || code === 47 || code === 10 || code === 13 || code === 9;
}

function* rowsIn(
  xml: string,
  prefix: string,
  before: number,
  context: CellContext,
): Generator<{ number: number; row: readonly string[] }> {
  const rowTag = `${prefix}row`;
  const cellTag = `${prefix}c`;
  const cellEnd = `</${prefix}c>`;
  let number = before;
  let row: string[] | null = null;
  let column = 0;
  for (let at = xml.indexOf('<'); at !== -1; at = xml.indexOf('<', at)) {
    at += 1;
    if (xml.startsWith(cellTag, at) && endsName(xml.charCodeAt(at + cellTag.length)) && row !== null) {
      const tagEnd = xml.indexOf('>', at);
      if (tagEnd === -1) break;
      const tag = xml.slice(at, tagEnd);
      column = columnOf(attribute(tag, 'r'), column);
      if (column > LAST_COLUMN)
        throw fault(context.place, `row ${number} has a cell past column ${LAST_COLUMN}`, 'Save the workbook again');
      at = tagEnd;
      if (xml[tagEnd - 1] === '/') continue;
      const end = xml.indexOf(cellEnd, tagEnd);
      if (end === -1) break;
      const value = cellText(tag, xml.slice(tagEnd + 1, end), prefix, context);
      at = end + 1;
      if (value === '') continue;
      while (row.length < column - 1) row.push('');
      row[column - 1] = value;
    } else if (xml.startsWith(rowTag, at) && endsName(xml.charCodeAt(at + rowTag.length))) {
      if (row !== null) yield { number, row };
      const tagEnd = xml.indexOf('>', at);
      if (tagEnd === -1) return;
      const stated = attribute(xml.slice(at, tagEnd), 'r');
      number = stated === '' ? number + 1 : Number(stated);
      if (!(number >= 1 && number <= LAST_ROW))
        throw fault(
          context.place,
          `has a row numbered '${stated === '' ? number : stated}'`,
          'Save the workbook again',
        );
      row = [];
      column = 0;
      at = tagEnd;
    }
  }
  if (row !== null) yield { number, row };
}

/** Number of the column that a reference such as `AB12` names, 1 for A; the one after `before` where the cell has no reference. */
function columnOf(reference: string, before: number): number {
  let column = 0;
  for (let at = 0; at < reference.length && at < 4; at += 1) {
    const letter = reference.charCodeAt(at) & ~32;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column === 0 ? before + 1 : column;
}

function cellText(tag: string, content: string, prefix: string, context: CellContext): string {
  const type = attribute(tag, 't');
  if (type === 'inlineStr') return richText(content, prefix, context.place);
  const raw = inner(content, `${prefix}v`);
  if (raw === '') return uncalculated(content, prefix, context.place);
  switch (type) {
    case 's':
      return sharedString(raw, context);
    case 'b':
      return raw === '1' || raw === 'true' ? 'TRUE' : 'FALSE';
    case 'str':
      return excelText(xmlText(raw, context.place));
    case 'e':
    case 'd':
      return xmlText(raw, context.place);
    default:
      return numberText(raw, context.dates[Number(attribute(tag, 's'))] ?? 'none', context.date1904);
  }
}

/** A formula that no program has calculated, as it is written; '' for a cell that is empty, or whose formula gives nothing. */
function uncalculated(content: string, prefix: string, place: string): string {
  const formula = content.includes(`<${prefix}v`) ? '' : inner(content, `${prefix}f`);
  return formula === '' ? '' : `=${xmlText(formula, place)}`;
}

function sharedString(raw: string, { strings, place }: CellContext): string {
  const text = strings[Number(raw)];
  if (text === undefined)
    throw fault(
      place,
      `a cell refers to text ${raw}, and the workbook has ${strings.length}`,
      'The file is damaged: export it again',
    );
  return text;
}

/** A number in its shortest form, or as a date where its format shows one. */
function numberText(raw: string, kind: DateKind, date1904: boolean): string {
  const number = Number(raw);
  if (!Number.isFinite(number) || raw.trim() === '') return raw;
  return kind === 'none' ? String(number) : serialText(number, kind, date1904);
}

/** What stands between `<name …>` and `</name>`; '' where there is none. */
function inner(content: string, name: string): string {
  const from = content.indexOf(`<${name}`);
  if (from === -1) return '';
  const open = content.indexOf('>', from) + 1;
  const close = content.indexOf(`</${name}>`, open);
  return close === -1 ? '' : content.slice(open, close);
}

/** The text of a shared or inline string: all its runs, without the phonetic guide of East Asian texts. */
function richText(content: string, prefix: string, place: string): string {
  const spoken = `${prefix}rPh`;
  const runs = content.includes(`<${spoken}`)
    ? content.replace(new RegExp(`<${spoken}[ >][\\s\\S]*?</${spoken}>`, 'g'), '')
    : content;
  const open = `<${prefix}t`;
  const close = `</${prefix}t>`;
  let text = '';
  for (let at = runs.indexOf(open); at !== -1; at = runs.indexOf(open, at)) {
    const named = endsName(runs.charCodeAt(at + open.length));
    const tagEnd = runs.indexOf('>', at);
    if (tagEnd === -1) break;
    at = tagEnd;
    if (!named || runs[tagEnd - 1] === '/') continue;
    const end = runs.indexOf(close, tagEnd);
    if (end === -1) break;
    text += xmlText(runs.slice(tagEnd + 1, end), place);
    at = end;
  }
  return excelText(text);
}

/** Excel writes characters that XML cannot hold as `_x000D_`; line breaks come out as LF. */
function excelText(text: string): string {
  const plain = text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
  return plain.includes('\r') ? plain.replace(/\r+\n|\r/g, '\n') : plain;
}
