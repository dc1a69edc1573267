import { isEmptyState } from '../expression/run.ts';
import { fault } from '../fault.ts';
import type { ColumnSpec } from '../table/builder.ts';
import type { Change, Changes } from '../table/change.ts';
import { changeAt } from '../table/change.ts';
import type { Column } from '../table/column.ts';
import type { Place } from '../table/rows.ts';
import { rowsBelow, rowsByKey, withoutRows } from '../table/rows.ts';
import { shortId } from '../table/sha.ts';
import { IMPUTED, STATE_NAMES } from '../table/states.ts';
import type { Dataset, Table } from '../table/table.ts';
import { keyAt } from '../table/table.ts';
import type { Cell } from './cell.ts';
import { cellAt, imputedCell, sameCell, setCells, typedCell } from './cell.ts';
import type { Mend } from './correction.ts';

/** How each column of each table is stored: table → field → spec. */
export type Specs = ReadonlyMap<string, ReadonlyMap<string, ColumnSpec>>;

/** Who or what made a change, and why: the columns of the ledger that say nothing of the cell. */
export type Stamp = Pick<Change, 'rule' | 'decisionId' | 'reason' | 'by' | 'at' | 'source' | 'sourceRow'>;

/** The stamp of a rule of the study. */
export function ruleStamp(rule: string, reason: string): Stamp {
  return { rule, decisionId: '', reason, by: '', at: '', source: '', sourceRow: '' };
}

/** A new content for one cell. */
export function setChange(table: string, key: string, field: string, from: Cell, to: Cell, stamp: Stamp): Change {
  const [fromState, toState] = [STATE_NAMES[from.state], STATE_NAMES[to.state]];
  return identified({ table, key, field, from: from.text, fromState, to: to.text, toState, action: 'set', ...stamp });
}

/** The removal of a row and of every roster row below it, unless removed before. */
export function dropChanges(
  data: Dataset,
  place: Place,
  stamp: Stamp,
  gone: ReadonlySet<string> = new Set(),
): readonly Change[] {
  const keys = [place, ...rowsBelow(data, place)].map(({ table, row }) => ({
    table,
    key: keyAt(tableOf(data, table), row),
  }));
  return keys
    .filter(({ table, key }) => !gone.has(rowId(table, key)))
    .map(({ table, key }) =>
      identified({ table, key, field: '', from: '', fromState: '', to: '', toState: '', action: 'drop_row', ...stamp }),
    );
}

/** One text that names a row of a dataset. */
export function rowId(table: string, key: string): string {
  return `${table}\u001f${key}`;
}

function identified(change: Omit<Change, 'changeId'>): Change {
  const { table, key, field, from, fromState, to, toState, action, rule, decisionId } = change;
  return { changeId: shortId(table, key, field, from, fromState, to, toState, action, rule, decisionId), ...change };
}

/**
 * What mends change, with what each cell holds now. A mend that changes nothing makes no change, nor does one of a row that a mend
 * before it removes; of several mends of one cell the first counts.
 */
export function changesOfMends(
  data: Dataset,
  mends: readonly Mend[],
  rule: string,
  reason: string,
  specs: Specs,
): readonly Change[] {
  const changes: Change[] = [];
  const gone = new Set<string>();
  const mended = new Set<string>();
  for (const mend of mends) {
    const table = tableOf(data, mend.table);
    const row = rowsByKey(table).get(mend.key);
    if (row === undefined)
      throw new Error(`the rule ${rule} mends ${mend.key}, which is not in the table ${mend.table}`);
    const stamp = ruleStamp(rule, [reason, mend.reason].filter((part) => part !== '').join('; '));
    if (mend.action === 'drop_row') {
      const drops = dropChanges(data, { table: mend.table, row }, stamp, gone);
      for (const { table: name, key } of drops) gone.add(rowId(name, key));
      changes.push(...drops);
      continue;
    }
    const cell = `${rowId(mend.table, mend.key)}\u001f${mend.field}`;
    if (mended.has(cell) || gone.has(rowId(mend.table, mend.key))) continue;
    mended.add(cell);
    const column = table.columns.get(mend.field);
    const spec = specs.get(mend.table)?.get(mend.field);
    if (column === undefined || spec === undefined)
      throw new Error(`the rule ${rule} mends the field ${mend.field}, which the data have not`);
    const from = cellAt(column, row);
    const to = mend.imputed === true ? imputedCell(spec, mend.to) : typedCell(spec, mend.to);
    if (!sameCell(from, to)) changes.push(setChange(mend.table, mend.key, mend.field, from, to, stamp));
  }
  return changes;
}

/**
 * The dataset with a ledger's changes made, in order: raw + changes = clean. A change whose row is not there, whose `from` is not what
 * the cell holds, or whose `to` would not become what it says, is a fault: it is never forced. The dataset given is left as it is.
 */
export function applyChanges(data: Dataset, changes: Changes, specs: Specs): Dataset {
  return applyAll(data, rowsOf(changes), specs);
}

function* rowsOf(changes: Changes): Iterable<Change> {
  for (let row = 0; row < changes.rows; row += 1) yield changeAt(changes, row);
}

/** The edits of one column, gathered so that it is copied once. */
interface Edited {
  readonly column: Column;
  readonly spec: ColumnSpec;
  readonly cells: Map<number, Cell>;
}

/** The same as `applyChanges`, for changes that are not in a table yet. */
export function applyAll(data: Dataset, changes: Iterable<Change>, specs: Specs): Dataset {
  const edited = new Map<string, Map<string, Edited>>();
  const dropped = new Map<string, Set<number>>();
  for (const change of changes) {
    const table = data.tables.get(change.table);
    if (table === undefined) throw refused(change, `there is no table '${change.table}'`);
    const row = rowsByKey(table).get(change.key);
    if (row === undefined || dropped.get(table.name)?.has(row))
      throw refused(change, `the table '${table.name}' has no row '${change.key}'`);
    if (change.action === 'drop_row') {
      const rows = dropped.get(table.name) ?? new Set();
      dropped.set(table.name, rows.add(row));
    } else if (change.action === 'set') {
      const columns = edited.get(table.name) ?? new Map<string, Edited>();
      edited.set(table.name, columns);
      const edit = columns.get(change.field) ?? editedOf(table, change, specs);
      columns.set(change.field, edit);
      setOne(edit, row, change);
    } else throw refused(change, `the action '${change.action}' is not known here`);
  }
  const tables = new Map(data.tables);
  for (const [name, columns] of edited) {
    const table = tableOf(data, name);
    const all = new Map(table.columns);
    for (const [field, { column, spec, cells }] of columns)
      all.set(
        field,
        setCells(column, spec, new Map([...cells].map(([row, { text }]) => [row, text])), imputedRows(cells)),
      );
    tables.set(name, { ...table, columns: all });
  }
  return dropped.size === 0 ? { tables } : withoutRows({ tables }, complete(data, dropped));
}

function imputedRows(cells: ReadonlyMap<number, Cell>): ReadonlySet<number> {
  return new Set([...cells].filter(([, { state }]) => state === IMPUTED).map(([row]) => row));
}

function editedOf(table: Table, change: Change, specs: Specs): Edited {
  const column = table.columns.get(change.field);
  const spec = specs.get(table.name)?.get(change.field);
  if (column === undefined || spec === undefined)
    throw refused(change, `the table '${table.name}' has no field '${change.field}'`);
  return { column, spec, cells: new Map() };
}

function setOne({ column, spec, cells }: Edited, row: number, change: Change): void {
  const held = cells.get(row) ?? cellAt(column, row);
  const empty = isEmptyState(held.state) && EMPTY_NAMES.has(change.fromState);
  if (!(empty || (held.text === change.from && STATE_NAMES[held.state] === change.fromState)))
    throw refused(
      change,
      `the cell holds '${held.text}' (${STATE_NAMES[held.state]}), not '${change.from}' (${change.fromState})`,
    );
  const to = change.toState === STATE_NAMES[IMPUTED] ? imputedCell(spec, change.to) : typedCell(spec, change.to);
  if (to.text !== change.to || STATE_NAMES[to.state] !== change.toState)
    throw refused(change, `'${change.to}' would become '${to.text}' (${STATE_NAMES[to.state]}), not ${change.toState}`);
  cells.set(row, to);
}

const EMPTY_NAMES: ReadonlySet<string> = new Set(['notAsked', 'blank', 'removed']);

/** Holds that no roster row stays behind without its parent. */
function complete(
  data: Dataset,
  dropped: ReadonlyMap<string, ReadonlySet<number>>,
): ReadonlyMap<string, ReadonlySet<number>> {
  for (const table of data.tables.values()) {
    const gone = table.parent === undefined ? undefined : dropped.get(table.parent.parent);
    if (gone === undefined) continue;
    for (const [row, parent] of table.parent?.rows.entries() ?? [])
      if (gone.has(parent) && !dropped.get(table.name)?.has(row))
        throw fault(
          'the ledger',
          `removes the row that '${keyAt(table, row)}' of the table '${table.name}' belongs to, but not that row itself`,
        );
  }
  return dropped;
}

function refused({ changeId, table, key, field }: Change, why: string): Error {
  return fault(
    `the ledger, change ${changeId} (${[table, key, field].filter((part) => part !== '').join(', ')})`,
    why,
    'Changes are only made to the data that they were taken on: run the pipeline again from ingest',
  );
}

function tableOf(data: Dataset, name: string): Table {
  const table = data.tables.get(name);
  if (table === undefined) throw new Error(`a dataset without the table ${name}`);
  return table;
}
