import { isEmptyState } from '../../expression/run.ts';
import type { Form } from '../../form/form.ts';
import { didYouMean } from '../../form/nearest.ts';
import type { ColumnSpec } from '../../table/builder.ts';
import type { Column } from '../../table/column.ts';
import { isCodes } from '../../table/column.ts';
import { rowsByKey } from '../../table/rows.ts';
import { BLANK } from '../../table/states.ts';
import type { Dataset, Table } from '../../table/table.ts';
import { keyAt, mainTable } from '../../table/table.ts';
import { storedText } from '../../table/text.ts';
import type { Specs } from '../ledger.ts';
import { rowId } from '../ledger.ts';
import type { Line } from './logs.ts';
import { meaning } from './meaning.ts';

/** What decisions are held against. */
export interface Ground {
  readonly data: Dataset;
  readonly specs: Specs;
  /** Rows that corrections removed before, by `rowId`; and the rule that did it. */
  readonly dropped: ReadonlyMap<string, string>;
  /** Gives the group names that some exports put before a question's name, and the labels of choices; null where it is not known. */
  readonly form: Form | null;
  /** True where the study lets one decision change several rows. */
  readonly several?: boolean;
}

/** The row that a line names; `gone` is the rule that removed it, '' where it is there. */
export interface RowFound {
  readonly table: Table;
  readonly key: string;
  readonly row: number;
  readonly gone: string;
}

/** The cell that a line names; `option` is '' unless it is the column of one option of a select_multiple. */
export interface CellFound {
  readonly field: string;
  readonly option: string;
  readonly column: Column;
  readonly spec: ColumnSpec;
}

/** Why a line names no row, or not surely one; `foreign` where its key is nowhere in the data. */
export interface RowMissed {
  readonly wrong: string;
  readonly foreign: boolean;
}

/** True for a key that stands for the whole data set. */
export function namesAll(key: string): boolean {
  return /^all(_data)?$/i.test(key);
}

/** Finds the one row with the key of a line, or with its value of a question that identifies interviews. */
export function findRow(line: Line, ground: Ground): RowFound | RowMissed {
  if (line.keyField !== '') return findByField(line, ground);
  const { data, dropped } = ground;
  const written = line.key.replace(/^uuid:/, '');
  const missed = (wrong: string, foreign = false): RowMissed => ({ wrong, foreign });
  if (written === '') return missed('the line names no interview');
  if (line.table !== '' && !data.tables.has(line.table))
    return missed(`there is no table '${line.table}'${didYouMean(line.table, data.tables.keys())}`);
  // Of interviews that came with one uuid the first keeps it, and x~1 says that it is meant; the others are x~2, x~3 …
  const key = written.replace(/~1(?=\/|$)/, '');
  const rowOf = (table: Table, wanted: string): RowFound | null => {
    const row = rowsByKey(table).get(wanted);
    const gone = dropped.get(rowId(table.name, wanted));
    return row === undefined && gone === undefined
      ? null
      : { table, key: wanted, row: row ?? -1, gone: row === undefined ? (gone ?? '') : '' };
  };
  const tables = [...data.tables.values()].filter(({ name }) => line.table === '' || name === line.table);
  const [found, other] = tables.map((table) => rowOf(table, key)).filter((each) => each !== null);
  if (found === undefined) return missed(`no row has the key '${written}'${rosterHint(line, data)}`, true);
  if (other !== undefined)
    return missed(`the key '${written}' is in the tables ${found.table.name} and ${other.table.name}; name one`);
  const root = key.split('/')[0] ?? '';
  if (key === written && rowOf(mainTable(data), `${root}~2`) !== null)
    return missed(
      `several interviews came with the uuid '${root}'; write '${root}~1' for the first, '${root}~2' for the second`,
    );
  return found;
}

/** The one interview with a value of a question, or of several: an id that two interviews share names neither. */
function findByField({ key, keyField, also }: Line, { data, specs }: Ground): RowFound | RowMissed {
  const main = mainTable(data);
  if (key === '') return { wrong: 'the line names no interview', foreign: false };
  let rows = Array.from({ length: main.rows }, (_, row) => row);
  for (const { field, text } of [{ field: keyField, text: key }, ...also]) {
    const [column, spec] = [main.columns.get(field), specs.get(main.name)?.get(field)];
    if (column === undefined || spec === undefined)
      return { wrong: `the data have no column '${field}' to find an interview by; give its key`, foreign: false };
    const wanted = meaning(spec, text);
    rows = rows.filter(
      (row) => !isEmptyState(column.states[row] ?? BLANK) && meaning(spec, storedText(column, row)) === wanted,
    );
  }
  const id = [`the ${keyField} '${key}'`, ...also.map(({ field, text }) => `the ${field} '${text}'`)].join(' and ');
  const [row] = rows;
  if (row === undefined) return { wrong: `no interview has ${id}`, foreign: true };
  if (rows.length > 1) return { wrong: `${rows.length} interviews have ${id}; give the key of one`, foreign: false };
  return { table: main, key: keyAt(main, row), row, gone: '' };
}

function rosterHint(line: Line, data: Dataset): string {
  const roster = data.tables.get(line.table);
  return roster?.parent === undefined
    ? ''
    : `; a row of ${line.table} is named by its parent and its place: <uuid>/${line.table}[1]`;
}

/** Finds the question, or option of a select_multiple, that a line names as a column header does. */
export function findCell(line: Line, table: Table, { specs, form }: Ground): CellFound | string {
  const own = specs.get(table.name) ?? new Map<string, ColumnSpec>();
  const cell = (field: string, option: string): CellFound | null => {
    const [column, spec] = [table.columns.get(field), own.get(field)];
    return column === undefined || spec === undefined ? null : { field, option, column, spec };
  };
  if (line.question === '') return 'the line names no question';
  for (const name of headers(line.question, table.name, form)) {
    const whole = cell(name, '');
    if (whole !== null) return whole;
    for (const separator of name.matchAll(/[./]/g)) {
      const [field, option] = [name.slice(0, separator.index), name.slice(separator.index + 1)];
      const part = cell(field, option);
      if (part?.column.type === 'many' && isOption(part, option)) return part;
    }
  }
  return `the table ${table.name} has no question '${line.question}'${didYouMean(line.question, own.keys())}`;
}

function isOption({ column, spec }: CellFound, option: string): boolean {
  return spec.options?.includes(option) === true || (isCodes(column) && column.options?.includes(option) === true);
}

/** A header, then what stays of it where it begins with the groups of a question of the table. */
function headers(header: string, table: string, form: Form | null): readonly string[] {
  const bare = new Set<string>();
  for (const field of form?.fields ?? []) {
    if (field.table !== table || field.path.length === 0) continue;
    for (const separator of ['/', '-', '.', ':']) {
      const prefix = `${field.path.join(separator)}${separator}`;
      if (header.startsWith(`${prefix}${field.name}`)) bare.add(header.slice(prefix.length));
    }
  }
  return [header, ...bare];
}
