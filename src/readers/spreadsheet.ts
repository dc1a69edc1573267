import type * as XLSX from '@e965/xlsx';
import { fault } from '../fault.ts';
import type { Source } from '../table/source.ts';
import { wholeSource } from '../table/source.ts';
import { formatKind, serialText } from './serial.ts';
import { BATCH_ROWS, type Lines, type TextSheet, textSheet } from './textSheet.ts';
import { refuseDoctype } from './xml.ts';
import { openZip, unzipped } from './zip.ts';

/** The sheets of an .xls or .ods; the whole file is in memory. Faults: a file that is damaged or protected. */
export async function readSpreadsheet(source: Source): Promise<TextSheet[]> {
  return readBinaryWorkbook(await wholeSource(source), source.path);
}

/** The same, from bytes: .xls, .xlsb and .ods. */
export async function readBinaryWorkbook(bytes: Uint8Array, path: string): Promise<TextSheet[]> {
  await checkParts(bytes, path);
  const book = await parsed(bytes, path);
  const date1904 = book.Workbook?.WBProps?.date1904 === true;
  const sheets: TextSheet[] = [];
  for (const name of book.SheetNames) {
    const rows = (book.Sheets[name]?.['!data'] ?? []) as (readonly (XLSX.CellObject | undefined)[] | undefined)[];
    sheets.push(await textSheet({ name, path, workbook: true }, () => sheetLines(rows, date1904), { how: 'workbook' }));
  }
  return sheets;
}

/** Holds the parts of a packed workbook against the limits of zip files before SheetJS unpacks them all. */
async function checkParts(bytes: Uint8Array, path: string): Promise<void> {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return;
  const zip = openZip(bytes, path);
  for (const entry of zip.entries.values()) {
    let first = true;
    for await (const piece of unzipped(zip, entry)) {
      const markup = first && /\.xml$/i.test(entry.name);
      if (markup) refuseDoctype(Buffer.from(piece.subarray(0, 10_000)).toString('latin1'), `${path} › ${entry.name}`);
      first = false;
    }
  }
}

async function parsed(bytes: Uint8Array, path: string): Promise<XLSX.WorkBook> {
  const { read } = await import('@e965/xlsx');
  try {
    return read(bytes, {
      type: 'array',
      dense: true,
      cellNF: true,
      cellFormula: false,
      cellHTML: false,
      cellText: false,
      UTC: true,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw /password|encrypt/i.test(reason)
      ? fault(path, 'is protected by a password', 'Save a copy without password')
      : fault(
          path,
          'is damaged or cut off: it cannot be read as a workbook',
          'Download or export it again; where it opens in Excel or LibreOffice, save it there as .xlsx',
        );
  }
}

async function* sheetLines(
  rows: readonly (readonly (XLSX.CellObject | undefined)[] | undefined)[],
  date1904: boolean,
): Lines & AsyncGenerator {
  for (let from = 0; from < rows.length; from += BATCH_ROWS) {
    // The arrays of SheetJS have holes, which map would keep.
    yield Array.from(rows.slice(from, from + BATCH_ROWS), (row) =>
      Array.from(row ?? [], (cell) => cellText(cell, date1904)),
    );
  }
}

function cellText(cell: XLSX.CellObject | undefined, date1904: boolean): string {
  if (cell === undefined || cell.v === undefined || cell.v === null) return '';
  switch (cell.t) {
    case 'b':
      return cell.v === true ? 'TRUE' : 'FALSE';
    case 'n':
      return serialText(Number(cell.v), formatKind(String(cell.z ?? '')), date1904);
    case 'd':
      return isoText(cell.v);
    case 'e':
      return ERRORS.get(Number(cell.v)) ?? '#VALUE!';
    case 's':
      return String(cell.v).replace(/\r\n?/g, '\n');
    default:
      return '';
  }
}

/** A date that came as a Date in UTC. */
function isoText(value: unknown): string {
  const text = value instanceof Date ? value.toISOString().slice(0, 19) : String(value);
  return text.endsWith('T00:00:00') ? text.slice(0, 10) : text;
}

const ERRORS = new Map([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
  [0x2b, '#GETTING_DATA'],
]);
