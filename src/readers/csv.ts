import Papa from 'papaparse';
import { fault } from '../fault.ts';
import type { Source } from '../table/source.ts';
import { type Delimiter, sniffDelimiter, statedDelimiter } from './delimiter.ts';
import { decoded, detectEncoding, type Encoding, type EncodingName } from './encoding.ts';
import { type Lines, quoted, stem, type TextSheet, textSheet } from './textSheet.ts';

/** A CSV file as a sheet, and how it was read. */
export interface CsvSheet extends TextSheet {
  readonly delimiter: Delimiter;
  readonly encoding: Encoding;
}

/** What the study states about a CSV; what it leaves out is found from the file itself. */
export interface CsvOptions {
  readonly delimiter?: Delimiter;
  readonly encoding?: EncodingName;
}

/** Characters from which the delimiter is told. */
const SNIFFED = 1 << 18;
/** Characters that one row may have. Past it, a quote was opened and never closed. */
const LONGEST_ROW = 1 << 23;

/**
 * A CSV in any of four delimiters and five encodings, read as a stream: memory holds one batch. Line breaks inside quotes stay, as LF.
 * Faults: an empty file, a quote that is never closed or stands inside a quoted cell, a row longer than the header.
 */
export async function readCsv(source: Source, options: CsvOptions = {}): Promise<CsvSheet> {
  const encoding: Encoding =
    options.encoding === undefined
      ? await detectEncoding(source)
      : { name: options.encoding, why: 'is stated by the configuration', nuls: 0 };
  const start = await startOf(source, encoding.name);
  const delimiter = options.delimiter ?? sniffDelimiter(start.text, start.whole);
  const skip = statedDelimiter(start.text) === null ? 0 : 1;
  const lines = () => csvLines(source, encoding.name, delimiter, skip);
  const origin = { name: stem(source.path), path: source.path, workbook: false };
  const apart = delimiter === '\t' ? 'tabs' : `'${delimiter}'`;
  const how = `CSV with ${apart}, ${encoding.name} (${encoding.why})`;
  const sheet = await textSheet(origin, lines, { delimiter, encoding, how });
  if (sheet.headerRow === 0) {
    throw fault(source.path, 'the file is empty', 'A CSV needs a header row with the names of its columns');
  }
  return sheet;
}

/** A CSV of moderate size as text: its first row, and those behind it, which are taken apart when they are asked for. */
export interface CsvText {
  readonly header: readonly string[];
  rows(): readonly (readonly string[])[];
}

/** Reads the text of a CSV: what is kept at hand, and mostly not needed. Faults: as of `readCsv`, those of rows in `rows()`. */
export async function readCsvText(source: Source): Promise<CsvText> {
  const { name } = await detectEncoding(source);
  let text = '';
  for await (const piece of decoded(source, name)) text += piece;
  const delimiter = sniffDelimiter(text.slice(0, SNIFFED), text.length <= SNIFFED);
  const skip = statedDelimiter(text) === null ? 0 : 1;
  const parsed = (from: string, preview: number): readonly string[][] => {
    const { data, errors } = new Papa.Parser({ delimiter, newline: '\n', preview }).parse(from, 0, false);
    const rows = data as string[][];
    const [error] = errors as { code: string; row: number }[];
    if (error !== undefined) throw badQuote(source.path, error.row + 1, error.code, rows[error.row]);
    return withoutEnd(rows).slice(skip);
  };
  return { header: parsed(text.slice(0, SNIFFED), skip + 1)[0] ?? [], rows: () => parsed(text, 0).slice(1) };
}

async function startOf(source: Source, encoding: EncodingName): Promise<{ text: string; whole: boolean }> {
  let text = '';
  for await (const piece of decoded(source, encoding)) {
    text += piece;
    if (text.length >= SNIFFED) return { text: text.slice(0, SNIFFED), whole: false };
  }
  return { text, whole: true };
}

/** Every row of the file; the first `skip` rows (a `sep=` line) come as blank ones, so that the others keep their numbers. */
async function* csvLines(
  source: Source,
  encoding: EncodingName,
  delimiter: string,
  skip: number,
): Lines & AsyncGenerator {
  let text = '';
  let done = 0;
  const parsed = (last: boolean): string[][] => {
    const { data, errors, meta } = new Papa.Parser({ delimiter, newline: '\n' }).parse(text, 0, !last);
    const rows = data as string[][];
    const error = (errors as { code: string; row: number }[]).find((each) => last || each.row < rows.length);
    if (error !== undefined) throw badQuote(source.path, done + error.row + 1, error.code, rows[error.row]);
    text = last ? '' : text.slice(meta.cursor);
    const whole = last ? withoutEnd(rows) : rows;
    for (let row = done; row < skip; row += 1) whole[row - done] = [];
    done += whole.length;
    return whole;
  };
  for await (const piece of decoded(source, encoding)) {
    text += piece;
    if (!piece.includes('\n')) {
      if (text.length > LONGEST_ROW) throw badQuote(source.path, done + 1, 'MissingQuotes', undefined);
      continue;
    }
    const rows = parsed(false);
    if (rows.length > 0) yield rows;
    if (text.length > LONGEST_ROW) throw badQuote(source.path, done + 1, 'MissingQuotes', undefined);
  }
  const rest = parsed(true);
  if (rest.length > 0) yield rest;
}

/** A file that ends in a line break has no further row. */
function withoutEnd(rows: string[][]): string[][] {
  return rows.at(-1)?.length === 1 && rows.at(-1)?.[0] === '' ? rows.slice(0, -1) : rows;
}

function badQuote(path: string, row: number, code: string, cells: readonly string[] | undefined) {
  const key = cells?.find((cell) => cell !== '');
  const place = `${path}, row ${row}${key === undefined ? '' : ` (${quoted(key)})`}`;
  return code === 'MissingQuotes'
    ? fault(place, 'a quote is opened and never closed', 'Close it, or double a quote that belongs to the answer: ""')
    : fault(place, 'a quote stands inside a quoted cell', 'Double the quotes that belong to an answer: ""');
}
