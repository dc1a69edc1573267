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

function csvCell(value: CsvValue, delimiter: string, decimal: string): string {
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
  const { delimiter = ',', decimal = '.' } = options;
  const line = values.map((value) => csvCell(value, delimiter, decimal)).join(delimiter);
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
