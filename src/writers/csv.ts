import { formatNumber } from './number.ts';

/** A cell of a CSV file; null is an empty cell. */
export type CsvValue = string | number | null;

/** How a CSV file is written; a comma, a decimal point and no byte order mark unless said. */
export interface CsvOptions {
  readonly delimiter?: ',' | ';' | '\t';
  /** A decimal comma needs a delimiter that is no comma, or every number is quoted. */
  readonly decimal?: '.' | ',';
  /** Byte order mark, by which Excel knows UTF-8. */
  readonly mark?: boolean;
}

/** Lines are gathered into blocks of about so many characters. */
const BLOCK = 1 << 16;

function csvCell(value: CsvValue, { delimiter = ',', decimal = '.' }: CsvOptions): string {
  if (value === null) return '';
  const text = typeof value === 'string' ? value : formatNumber(value).replace('.', decimal);
  return /["\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * One line of a CSV file with its line end (CRLF, as RFC 4180 has it). Text is written as it is, even where it starts with = + - or @:
 * these files are for programs, and a changed answer would be a wrong one. Who opens one in a spreadsheet imports its columns as text;
 * the workbook is the file to open there.
 */
export function csvLine(values: readonly CsvValue[], options: CsvOptions = {}): string {
  const { delimiter = ',' } = options;
  const line = values.map((value) => csvCell(value, options)).join(delimiter);
  // A single empty cell would read as a blank line, which readers skip.
  return line === '' && values.length === 1 ? '""\r\n' : `${line}\r\n`;
}

/** A CSV file in blocks of text, header first; rows are taken one at a time, so that a large table never stands in memory as text. */
export function* writeCsv(
  header: readonly string[],
  rows: Iterable<readonly CsvValue[]>,
  options: CsvOptions = {},
): Generator<string> {
  let block = (options.mark === true ? '\ufeff' : '') + csvLine(header, options);
  for (const row of rows) {
    if (row.length !== header.length) throw new Error(`a row of ${row.length} cells under ${header.length} columns`);
    block += csvLine(row, options);
    if (block.length >= BLOCK) {
      yield block;
      block = '';
    }
  }
  if (block !== '') yield block;
}

/** Texts of a column that are kept, so that a value that comes again is not written out again. */
const KEPT = 4096;

/** Bytes are gathered in room for so many, and twice that when it is full. */
const ROOM = 1 << 16;

/**
 * A CSV file of columns, each a function from row to cell: the bytes of `writeCsv`, in a fraction of its time where values
 * come again. At least two columns.
 */
export function csvOfColumns(
  header: readonly string[],
  rows: number,
  columns: readonly ((row: number) => CsvValue)[],
  options: CsvOptions = {},
): Uint8Array {
  const encoder = new TextEncoder();
  const delimiter = (options.delimiter ?? ',').charCodeAt(0);
  const known = columns.map(() => new Map<CsvValue, Uint8Array>());
  const begin = encoder.encode((options.mark === true ? '\ufeff' : '') + csvLine(header, options));
  let bytes = new Uint8Array(begin.length + ROOM);
  bytes.set(begin);
  let end = begin.length;
  for (let row = 0; row < rows; row += 1) {
    for (let k = 0; k < columns.length; k += 1) {
      const value = columns[k]!(row);
      let text = known[k]!.get(value);
      if (text === undefined) {
        text = encoder.encode(csvCell(value, options));
        if (known[k]!.size < KEPT) known[k]!.set(value, text);
      }
      if (end + text.length + 2 > bytes.length) {
        const larger = new Uint8Array(2 * bytes.length + text.length);
        larger.set(bytes);
        bytes = larger;
      }
      if (k > 0) bytes[end++] = delimiter;
      // Most texts are of a few bytes, for which a call takes longer than the bytes.
      for (let i = 0; i < text.length; i += 1) bytes[end++] = text[i]!;
    }
    bytes[end++] = 13;
    bytes[end++] = 10;
  }
  return bytes.slice(0, end);
}
