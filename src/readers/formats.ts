import { fault } from '../fault.ts';
import type { Source } from '../table/source.ts';
import { wholeSource } from '../table/source.ts';
import { readCsv } from './csv.ts';
import { firstBytes } from './firstBytes.ts';
import { readJson } from './json.ts';
import { isOldStata } from './labelled/stataHead.ts';
import { readParquet } from './parquet.ts';
import { readSpreadsheet } from './spreadsheet.ts';
import type { TextSheet } from './textSheet.ts';
import { readZip } from './xlsx.ts';

/** One file format: how its first bytes look, and its reader. */
export interface Format {
  readonly name: string;
  /** True for a file that starts with these bytes (some thousand, fewer where the file is short). */
  recognises(head: Uint8Array): boolean;
  read(source: Source): Promise<readonly TextSheet[]>;
}

/** Formats in the order in which they are tried; files are told by content, since endings lie. Readers with large tables load when they are needed. */
export const FORMATS: readonly Format[] = [
  {
    name: 'ods',
    recognises: (head) =>
      startsWith(head, 'PK\u0003\u0004') &&
      latin(head.subarray(30, 120)).startsWith('mimetypeapplication/vnd.oasis.opendocument.spreadsheet'),
    read: readSpreadsheet,
  },
  // A workbook, or an archive of files in any of these formats.
  { name: 'zip', recognises: (head) => startsWith(head, 'PK'), read: (source) => readZip(source, readByFormat) },
  {
    name: 'xls',
    recognises: (head) => startsWith(head, '\u00d0\u00cf\u0011\u00e0') || startsWith(head, '\u0009\u0008'),
    read: readSpreadsheet,
  },
  {
    name: 'spss',
    recognises: (head) => startsWith(head, '$FL2') || startsWith(head, '$FL3'),
    read: async (source) => (await import('./labelled/spss.ts')).readSpss(source),
  },
  {
    name: 'stata',
    recognises: (head) => startsWith(head, '<stata_dta>') || isOldStata(head),
    read: async (source) => (await import('./labelled/stata.ts')).readStata(source),
  },
  { name: 'json', recognises: (head) => JSON_START.test(start(head)), read: readJson },
  {
    name: 'parquet',
    recognises: (head) => startsWith(head, 'PAR1'),
    read: async (source) => [await readParquet(source)],
  },
  { name: 'csv', recognises: isText, read: async (source) => [await readCsv(source)] },
];

/** What people give for a table and is none that can be read, by how it starts. */
const FOREIGN: readonly { readonly looks: RegExp; readonly is: string; readonly remedy: string }[] = [
  {
    looks: /^<\?xml[\s\S]*mso-application|^<\?xml[\s\S]*urn:schemas-microsoft-com:office:spreadsheet/i,
    is: 'is a workbook in the XML of Excel 2003, whatever its ending',
    remedy: 'Open it in Excel or LibreOffice and save it as .xlsx',
  },
  {
    looks: /^(<!doctype html|<html|<table|<head|<body|<meta)/i,
    is: 'is a web page, whatever its ending: a table that was saved as HTML, or a page to log in that came in place of the export',
    remedy: 'Export again; if it holds the table, open it in Excel or LibreOffice and save it as .xlsx',
  },
  {
    looks: /^<(\?xml|h:html)/i,
    is: 'is an XML file: a form, or one submission, rather than an export',
    remedy: 'Export the data as .xlsx, .csv or .zip',
  },
  { looks: /^%PDF/, is: 'is a PDF', remedy: 'Ask for the table that it was made from' },
  {
    looks: /^(.\u008b|BZh|RDX[23]|RDA[23]|\u00fd7zXZ)/s,
    is: 'is compressed, or holds objects of R (.rds, .RData, .gz, .bz2, .xz)',
    remedy: 'Unpack it, or write its table as CSV',
  },
  {
    looks: /^(Rar!|7z\u00bc\u00af)/,
    is: 'is an archive of another kind than zip',
    remedy: 'Unpack it, and give its files',
  },
];

const HEAD = 4_096;

/** Bytes up to which a file is held while it is read: what a format is told by, its encoding and its header are looked at one by one. */
const HELD = 1 << 20;

function held(source: Source, bytes: Uint8Array): Source {
  return {
    ...source,
    async *chunks() {
      if (bytes.length > 0) yield bytes;
    },
  };
}

/** The tables of text in a file, by the format that its first bytes show. Faults: an empty file, one of no known format. */
export async function readByFormat(file: Source): Promise<readonly TextSheet[]> {
  const source = file.size <= HELD ? held(file, await wholeSource(file)) : file;
  const head = await firstBytes(source, HEAD);
  if (head.length === 0) throw fault(source.path, 'the file is empty', 'Export or download it again');
  const format = FORMATS.find((each) => each.recognises(head));
  if (format !== undefined) return format.read(source);
  if (/(?:^|[\\/])~\$[^\\/]*$/.test(source.path))
    throw fault(
      source.path,
      'is what Excel keeps beside a workbook that is open, not the workbook',
      'Give the file without ~$ before its name',
    );
  const met = FOREIGN.find(({ looks }) => looks.test(start(head)));
  if (met !== undefined) throw fault(source.path, met.is, met.remedy);
  throw fault(
    source.path,
    'is neither a CSV nor a workbook, nor JSON, an archive of these, or an SPSS, Stata or Parquet file',
    'Give a .csv, .tsv, .xlsx, .xls, .ods, .json, .zip, .sav, .zsav, .dta or .parquet; other files can be saved as .xlsx in Excel or LibreOffice',
  );
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 200));
}

function startsWith(head: Uint8Array, magic: string): boolean {
  return latin(head.subarray(0, magic.length)) === magic;
}

/** The first letters of a text, without byte order mark and spaces. */
function start(head: Uint8Array): string {
  return latin(head)
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
}

const JSON_START = /^(?:\{\s*["}]|\[\s*[[{\]])/;

/** Text, by its first bytes: no markup or JSON, and hardly any control characters (NUL is left to the encoding, which may be UTF-16). */
function isText(head: Uint8Array): boolean {
  if (head.length === 0) return true;
  if (isOldStata(head)) return false;
  // Of two bytes for an Arabic letter one is 6, as a control character.
  if (startsWith(head, '\u00ff\u00fe') || startsWith(head, '\u00fe\u00ff')) return true;
  if (/^(<\?xml|<!|<[a-z]+[\s>]|%PDF|\$FL[23]@|PAR1|RDX[23]\n)/i.test(start(head)) || JSON_START.test(start(head)))
    return false;
  let control = 0;
  for (const byte of head)
    if (byte !== 0 && byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13) control += 1;
  return control * 200 <= head.length;
}
