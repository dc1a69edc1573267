import type { ColumnSpec } from '../table/builder.ts';
import type { Writing } from '../table/writing.ts';
import { canonical, isSerial } from '../table/writing.ts';
import type { SheetCount } from './intake.ts';
import type { PlacedSheet } from './sheets.ts';

/** The platform's columns that are kept, under one name whatever the platform calls them. */
export const SUBMITTED = '_submission_time';
export const VERSION = '__version__';

/** For each kept column that a sheet has: what gives its text from a row, in the one writing that typing knows. */
export function cellReaders(
  placed: PlacedSheet,
  specs: ReadonlyMap<string, ColumnSpec>,
  writing: Writing,
  count: SheetCount,
): ReadonlyMap<string, (row: readonly string[]) => string> {
  const readers = new Map<string, (row: readonly string[]) => string>();
  for (const [at, name] of keptNames(placed).entries()) {
    const spec = specs.get(name);
    // Of two columns with one name the first counts; the second is reported with the columns.
    if (spec === undefined || readers.has(name)) continue;
    const bring = canonical(spec.type, writing);
    const counted = writing.serials && (spec.type === 'date' || spec.type === 'dateTime');
    readers.set(name, (row) => {
      const text = (row[at] ?? '').trim();
      if (counted && isSerial(text)) count.serials += 1;
      return bring === null || text === '' ? text : bring(text);
    });
  }
  return readers;
}

/** The name under which each column of a sheet is kept; '' for one that is not. */
function keptNames({ sheet, dialect, meanings }: PlacedSheet): readonly string[] {
  return meanings.map((meaning, at) => {
    if (meaning.kind === 'field') return meaning.field.name;
    if (meaning.kind === 'extra') return meaning.name;
    const header = (sheet.header[at] ?? '').trim().toLowerCase();
    if (dialect.submitted.includes(header)) return SUBMITTED;
    return dialect.version.includes(header) ? VERSION : '';
  });
}
