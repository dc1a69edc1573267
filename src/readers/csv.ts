import { fault } from '../fault.ts';
import type { Source } from '../table/source.ts';
import { wholeSource } from '../table/source.ts';
import { cellsOf, type Row } from '../table/textRow.ts';
import { csvScanner } from './csvRows.ts';
import { type Delimiter, sniffDelimiter, statedDelimiter } from './delimiter.ts';
import { decoded, detectEncoding, type Encoding, type EncodingName, wholeDecoder } from './encoding.ts';
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

/** Reads a CSV that is kept at hand and mostly not needed. Faults: as of `readCsv`, those of rows in `rows()`. */
export async function readCsvText(source: Source): Promise<CsvText> {
  const held = source.now === undefined ? await wholeSource(source) : null;
  const bytes = () => held ?? source.now?.() ?? new Uint8Array(0);
  const { name } = await detectEncoding(source);
  const start = await startOf(source, name);
  const skip = statedDelimiter(start.text) === null ? 0 : 1;
  const scan = csvScanner(sniffDelimiter(start.text, start.whole));
  const parsed = (text: string, most?: number): readonly Row[] => {
    const { rows, bad } = scan(text, true, most);
    if (bad !== null) throw badQuote(source.path, bad.row + 1, bad.why, rows[bad.row]);
    return rows.slice(skip);
  };
  const [header = []] = parsed(start.text, skip + 1);
  const decode = await wholeDecoder(name);
  return { header: cellsOf(header), rows: () => parsed(decode(bytes())).slice(1).map(cellsOf) };
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
  const scan = csvScanner(delimiter);
  let text = '';
  let done = 0;
  const parsed = (last: boolean): readonly Row[] => {
    const { rows, end, bad } = scan(text, last);
    if (bad !== null) throw badQuote(source.path, done + bad.row + 1, bad.why, rows[bad.row]);
    text = text.slice(end);
    const batch = done < skip ? rows.map((row, at) => (done + at < skip ? [] : row)) : rows;
    done += rows.length;
    return batch;
  };
  let enough = 0;
  for await (const piece of decoded(source, encoding)) {
    text += piece;
    if (text.length < enough && text.length <= LONGEST_ROW) continue;
    const rows = parsed(false);
    // What has no end yet is read again when there is twice as much of it: not once for each piece.
    enough = rows.length > 0 ? 0 : text.length * 2;
    if (rows.length > 0) yield rows;
    if (text.length > LONGEST_ROW) throw badQuote(source.path, done + 1, 'open', undefined);
  }
  const rest = parsed(true);
  if (rest.length > 0) yield rest;
}

function badQuote(path: string, number: number, why: 'open' | 'inside', row: Row | undefined) {
  const key = row === undefined ? undefined : cellsOf(row).find((cell) => cell !== '');
  const place = `${path}, row ${number}${key === undefined ? '' : ` (${quoted(key)})`}`;
  return why === 'open'
    ? fault(place, 'a quote is opened and never closed', 'Close it, or double a quote that belongs to the answer: ""')
    : fault(place, 'a quote stands inside a quoted cell', 'Double the quotes that belong to an answer: ""');
}
