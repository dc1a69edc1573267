import { fault } from '../../fault.ts';
import { shortId } from '../../table/sha.ts';
import type { Action, Dialect, Role } from './dialects.ts';
import { decisionDialects, normal } from './dialects.ts';

/** A sheet of a file of decisions as text: a header row, then rows; blank rows may stand anywhere. */
export interface DecisionSheet {
  /** As messages and the ledger are to name the file. */
  readonly path: string;
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}

/** One line of a log, its cells by what they are for; '' where the log has no such column. */
export interface Line extends Readonly<Record<Exclude<Role, 'changeType'>, string>> {
  readonly decisionId: string;
  readonly source: string;
  readonly sheet: string;
  /** Row in the sheet, from 1. */
  readonly sourceRow: number;
  readonly dialect: string;
  /** What is asked for, or the word as written where it is not known. */
  readonly action: string;
  readonly known: Action | null;
}

/** A log: its sheet, and its lines in order. */
export interface Log {
  readonly path: string;
  readonly sheet: string;
  readonly lines: readonly Line[];
}

const CLEANING: readonly Role[] = ['key', 'question', 'changeType', 'newValue'];

/**
 * Reads the logs among sheets, file by file. Sheets without a key or anything of a decision (a read-me, the checked data) are passed
 * over; a file without any log, and a sheet that is half a log, are faults that name the columns it lacks.
 */
export function readLogs(sheets: readonly DecisionSheet[]): readonly Log[] {
  const files = new Map<string, DecisionSheet[]>();
  for (const sheet of sheets) files.set(sheet.path, [...(files.get(sheet.path) ?? []), sheet]);
  return [...files].flatMap(([path, own]) => {
    const logs = own.flatMap((sheet) => readLog(sheet) ?? []);
    if (logs.length > 0) return logs;
    const headers = own.map(
      ({ name, rows }) => `'${name}': ${(rows.find(filled) ?? []).filter((cell) => cell !== '').join(', ') || 'empty'}`,
    );
    throw fault(
      path,
      `is no log of decisions: no sheet has the columns ${CLEANING.map(spelt).join(', ')}; found ${headers.join('; ')}`,
      `A cleaning log has ${CLEANING.map(spelt).join(', ')}; a deletion log ${spelt('key')} and ${spelt('changeType')}, or a sheet called deletion_log`,
    );
  });
}

function readLog(sheet: DecisionSheet): Log | null {
  const headerAt = sheet.rows.findIndex(filled);
  const header = (sheet.rows[headerAt] ?? []).map(normal);
  for (const dialect of decisionDialects) {
    const places = placesOf(sheet, header, dialect);
    const signs = CLEANING.filter((role) => role !== 'key' && places.has(role));
    const deletion = places.has('key') && !places.has('question') && isDeletion(sheet.name, places);
    if (signs.length === 0 && !deletion) continue;
    const lacking = CLEANING.filter((role) => !places.has(role));
    if (lacking.length > 0 && !deletion)
      throw fault(
        `${sheet.path}, sheet '${sheet.name}'`,
        `looks like a log of decisions, but has no column ${lacking.map(spelt).join(', ')}`,
        'Name its columns so, or move the sheet out of the folder of decisions',
      );
    const lines = sheet.rows.flatMap((row, at) =>
      at <= headerAt || !filled(row) ? [] : [lineOf(sheet, row, at + 1, places, dialect, deletion)],
    );
    return { path: sheet.path, sheet: sheet.name, lines };
  }
  return null;
}

function filled(row: readonly string[]): boolean {
  return row.some((cell) => cell.trim() !== '');
}

function isDeletion(name: string, places: ReadonlyMap<Role, number>): boolean {
  return places.has('changeType') ? !places.has('newValue') : /delet|remov/i.test(name);
}

/** The column of each role; a fault where a name that is needed stands twice. */
function placesOf(
  { path, name }: DecisionSheet,
  header: readonly string[],
  dialect: Dialect,
): ReadonlyMap<Role, number> {
  const places = new Map<Role, number>();
  for (const [role, aliases] of Object.entries(dialect.columns) as [Role, readonly string[]][]) {
    const alias = aliases.find((each) => header.includes(each));
    if (alias === undefined) continue;
    if (header.indexOf(alias) !== header.lastIndexOf(alias))
      throw fault(`${path}, sheet '${name}'`, `has two columns '${alias}'`, 'Leave one of them out');
    places.set(role, header.indexOf(alias));
  }
  return places;
}

function lineOf(
  sheet: DecisionSheet,
  row: readonly string[],
  sourceRow: number,
  places: ReadonlyMap<Role, number>,
  dialect: Dialect,
  deletion: boolean,
): Line {
  const cell = (role: Role) => (row[places.get(role) ?? -1] ?? '').trim();
  const word = places.has('changeType') || !deletion ? cell('changeType') : 'remove_survey';
  const known = dialect.actions.get(normal(word)) ?? null;
  return {
    decisionId: shortId(
      ...row.slice(0, row.findLastIndex((text) => text.trim() !== '') + 1).map((text) => text.trim()),
    ),
    source: sheet.path,
    sheet: sheet.name,
    sourceRow,
    dialect: dialect.name,
    action: known ?? word,
    known,
    key: cell('key'),
    question: cell('question'),
    newValue: cell('newValue'),
    oldValue: cell('oldValue'),
    table: cell('table'),
    issue: cell('issue'),
    reason: cell('reason'),
    by: cell('by'),
    at: cell('at'),
  };
}

/** The usual spelling of a role's column. */
function spelt(role: Role): string {
  return role === 'key' ? 'uuid' : role.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
