import { fault } from '../../fault.ts';
import { shortId } from '../../table/sha.ts';
import type { Cells, Dialect, Id, Written } from './dialects/dialect.ts';
import { normal } from './dialects/dialect.ts';
import { IMPACT_COLUMNS } from './dialects/impact.ts';
import { decisionDialects } from './dialects/registry.ts';

/** A sheet of a file of decisions as text: a header row, then rows; blank rows may stand anywhere. */
export interface DecisionSheet {
  /** As messages and the ledger are to name the file. */
  readonly path: string;
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

/** One line of a log: what it says, and where it stands. */
export interface Line extends Written {
  readonly decisionId: string;
  /** The file; with the sheet where several of its sheets are logs. */
  readonly source: string;
  readonly sheet: string;
  /** Row in the sheet, from 1. */
  readonly sourceRow: number;
  readonly dialect: string;
}

/** A log: its sheet, and its lines in order. */
export interface Log {
  readonly path: string;
  readonly sheet: string;
  readonly lines: readonly Line[];
}

const CLEANING = ['key', 'question', 'changeType', 'newValue'] as const;

/**
 * Reads the logs among sheets, file by file, in whatever dialect each is. Sheets with nothing of a decision (a read-me, the checked
 * data) are passed over; a file without any log, and a sheet with rows that is half a log, are faults that name the columns it lacks.
 * `ids` are the questions by which an interview may be named where a log has no column of keys.
 */
export function readLogs(sheets: readonly DecisionSheet[], ids: ReadonlySet<string> = new Set()): readonly Log[] {
  const files = new Map<string, DecisionSheet[]>();
  for (const sheet of sheets) files.set(sheet.path, [...(files.get(sheet.path) ?? []), sheet]);
  return [...files].flatMap(([path, own]) => {
    const only = own.filter((sheet) => dialectOf(sheet)?.alone === true);
    const meant = only.length > 0 ? only : own;
    const several = meant.filter((sheet) => dialectOf(sheet) !== undefined).length > 1;
    const logs = meant.flatMap((sheet) => readLog(sheet, several ? `${path}, sheet ${sheet.name}` : path, ids) ?? []);
    if (logs.length > 0) return logs;
    const headers = own.map(
      ({ name, rows }) => `'${name}': ${(rows.find(filled) ?? []).filter((cell) => cell !== '').join(', ') || 'empty'}`,
    );
    throw fault(
      path,
      `is no log of decisions: no sheet has the columns ${CLEANING.map(spelt).join(', ')}; found ${headers.join('; ')}`,
      `A cleaning log has ${CLEANING.map(spelt).join(', ')}; a deletion log ${spelt('key')} and ${spelt('changeType')}, or a sheet called deletion_log; other logs that are read: docs/decisions-and-corrections.md`,
    );
  });
}

function dialectOf(sheet: DecisionSheet): Dialect | undefined {
  const header = (sheet.rows.find(filled) ?? []).map(normal);
  return decisionDialects.find((each) => each.recognises(header, sheet.name));
}

/** `source` is what the file is called in each of its lines. */
function readLog(sheet: DecisionSheet, source: string, ids: ReadonlySet<string>): Log | null {
  const headerAt = sheet.rows.findIndex(filled);
  const written = sheet.rows[headerAt] ?? [];
  const header = written.map(normal);
  const dialect = dialectOf(sheet);
  const rows = sheet.rows.flatMap((row, at) => (at <= headerAt || !filled(row) ? [] : [{ row, sourceRow: at + 1 }]));
  if (dialect === undefined) {
    if (rows.length > 0) refuseHalf(sheet, header);
    return null;
  }
  const idsAt = written.flatMap((name, at) =>
    ids.has(name.trim()) && dialect.columns?.includes(header[at] ?? '') !== true ? [{ field: name.trim(), at }] : [],
  );
  const lines = rows.flatMap(({ row, sourceRow }) => {
    const cells = cellsOf(sheet, header, row);
    if (dialect.undecided?.(cells) === true) return [];
    const named = idsAt.map(({ field, at }) => ({ field, text: (row[at] ?? '').trim() }));
    return [{ ...lineOf(sheet, row, sourceRow, dialect, cells, named), source }];
  });
  return { path: sheet.path, sheet: sheet.name, lines };
}

/** A sheet with some but not all columns of a cleaning log was meant to be one. */
function refuseHalf({ path, name }: DecisionSheet, header: readonly string[]): void {
  const has = (role: (typeof CLEANING)[number]) => IMPACT_COLUMNS[role].some((alias) => header.includes(alias));
  if (!CLEANING.some((role) => role !== 'key' && has(role))) return;
  throw fault(
    `${path}, sheet '${name}'`,
    `looks like a log of decisions, but has no column ${CLEANING.filter((role) => !has(role))
      .map(spelt)
      .join(', ')}`,
    'Name its columns so, or move the sheet out of the folder of decisions',
  );
}

function filled(row: readonly string[]): boolean {
  return row.some((cell) => cell.trim() !== '');
}

/** A row by its headers; a fault where a header that is read stands twice. */
function cellsOf({ path, name }: DecisionSheet, header: readonly string[], row: readonly string[]): Cells {
  const has = (...aliases: readonly string[]) => aliases.some((alias) => header.includes(alias));
  return {
    has,
    of(...aliases) {
      const alias = aliases.find((each) => header.includes(each));
      if (alias === undefined) return '';
      const at = header.indexOf(alias);
      if (at !== header.lastIndexOf(alias))
        throw fault(`${path}, sheet '${name}'`, `has two columns '${alias}'`, 'Leave one of them out');
      return (row[at] ?? '').trim();
    },
  };
}

function lineOf(
  sheet: DecisionSheet,
  row: readonly string[],
  sourceRow: number,
  dialect: Dialect,
  cells: Cells,
  ids: readonly Id[],
): Line {
  const decisionId = shortId(
    ...row.slice(0, row.findLastIndex((text) => text.trim() !== '') + 1).map((text) => text.trim()),
  );
  const said = dialect.read(cells, ids);
  const wrong = said.wrong || formulaIn(said);
  return { ...said, wrong, decisionId, source: sheet.path, sheet: sheet.name, sourceRow, dialect: dialect.name };
}

/** Errors that a spreadsheet shows in the place of a value. */
const ERRORS = /^#(?:REF!|N\/A|NAME\?|VALUE!|DIV\/0!|NULL!|NUM!)$/;

/** What stands in a cell of a line that is no value but a formula, or what became of one; '' where all are values. */
function formulaIn({ key, question, oldValue, newValue }: Written): string {
  const found = [key, question, oldValue, newValue].find((text) => /^=[^=\s]/.test(text) || ERRORS.test(text));
  return found === undefined
    ? ''
    : `'${found}' is a formula${found.startsWith('=') ? ' without a value' : '’s error'}; write the value itself (in Excel: copy, paste values)`;
}

/** The usual spelling of a role's column. */
function spelt(role: (typeof CLEANING)[number]): string {
  return role === 'key' ? 'uuid' : (IMPACT_COLUMNS[role][0] ?? role);
}
