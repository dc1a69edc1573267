import type { Disk } from '../stages/disk.ts';
import type { Study } from '../study/study.ts';
import type { Change } from '../table/change.ts';
import { shortId } from '../table/sha.ts';
import { STATE_NAMES } from '../table/states.ts';
import type { Dataset } from '../table/table.ts';
import { keyAt } from '../table/table.ts';
import { storedText } from '../table/text.ts';
import type { Proving } from './proof.ts';
import type { PublishedRow } from './published.ts';
import { rowsWanted } from './published.ts';

/** `data-clean/changes.csv`. */
export const LEDGER_PATH = 'data-clean/changes.csv';

/** A row of the ledger as published, with its number in the file. */
export interface LedgerRow extends Change {
  readonly row: number;
}

/** What a cell holds, by its names in files. */
export interface Held {
  readonly text: string;
  readonly state: string;
}

/** What the ledger makes of a dataset: the cells that it sets and the rows that it takes out, by table. */
export interface Replayed {
  /** By table, column and row of the data as received. */
  readonly set: ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<number, Held>>>;
  /** Rows taken out, by table, each with the row of the ledger that says so. */
  readonly gone: ReadonlyMap<string, ReadonlyMap<number, number>>;
}

/** The ledger's rows as published. */
export function ledgerRows(rows: readonly PublishedRow[]): readonly LedgerRow[] {
  return rows.map(({ row, cells }) => ledgerRow((column) => cells[column] ?? '', row));
}

/** The rows of the ledger that are wanted, in its order; none where there is no ledger. */
export async function ledgerOf(
  study: Study,
  disk: Disk,
  wanted: (action: string, field: string) => boolean,
): Promise<readonly LedgerRow[]> {
  return rowsWanted(disk, study, LEDGER_PATH, (text) => wanted(text('action'), text('field')), ledgerRow);
}

function ledgerRow(text: (column: string) => string, row: number): LedgerRow {
  return {
    row,
    changeId: text('change_id'),
    table: text('table'),
    key: text('key'),
    field: text('field'),
    from: text('from'),
    fromState: text('from_state'),
    to: text('to'),
    toState: text('to_state'),
    action: text('action'),
    rule: text('rule'),
    decisionId: text('decision_id'),
    reason: text('reason'),
    by: text('by'),
    at: text('at'),
    source: text('source'),
    sourceRow: text('source_row'),
  };
}

/** Tells each row of a ledger whose content has another name than it bears. */
export function misnamed(ledger: readonly LedgerRow[], proof: Proving): void {
  for (const change of ledger) {
    const id = idOf(change);
    if (change.changeId !== id)
      proof.differ(
        LEDGER_PATH,
        change.row,
        cellName(change),
        `its change_id is ${change.changeId}, but its content has ${id}`,
      );
  }
}

/** States that a cell without an answer may have: the ledger does not tell them apart. */
const EMPTY: ReadonlySet<string> = new Set(['notAsked', 'blank', 'removed']);

/**
 * Replays a ledger on the data as received, one row after the other, and tells each row that does not fit what is there. Written apart
 * from the stage that makes the ledger, so that one can be held against the other.
 */
export function replayLedger(raw: Dataset, ledger: readonly LedgerRow[], proof: Proving): Replayed {
  const rows = new Map<string, Map<string, number>>();
  for (const table of raw.tables.values()) {
    const own = new Map<string, number>();
    for (let row = 0; row < table.rows; row += 1) own.set(keyAt(table, row), row);
    rows.set(table.name, own);
  }
  const set = new Map<string, Map<string, Map<number, Held>>>();
  const gone = new Map<string, Map<number, number>>();
  for (const change of ledger) {
    const { table, key, field } = change;
    const wrong = (message: string) => proof.differ(LEDGER_PATH, change.row, cellName(change), message);
    proof.look();
    const row = rows.get(table)?.get(key);
    if (row === undefined) {
      wrong('the data as received have no such row');
      continue;
    }
    if (gone.get(table)?.has(row) === true) {
      wrong(`its row was taken out by row ${gone.get(table)?.get(row)} of the ledger`);
      continue;
    }
    if (change.action === 'drop_row') {
      const own = gone.get(table) ?? new Map<number, number>();
      gone.set(table, own.set(row, change.row));
      continue;
    }
    const column = raw.tables.get(table)?.columns.get(field);
    if (change.action !== 'set' || column === undefined) {
      wrong(
        change.action === 'set' ? `the data have no column '${field}'` : `the action '${change.action}' is not known`,
      );
      continue;
    }
    const columns = set.get(table) ?? new Map<string, Map<number, Held>>();
    const cells = columns.get(field) ?? new Map<number, Held>();
    const before = cells.get(row) ?? { text: storedText(column, row), state: STATE_NAMES[column.states[row] as 0] };
    if (!(EMPTY.has(before.state) && EMPTY.has(change.fromState) && change.from === '') && !isSame(before, change))
      wrong(
        `says that the cell held ${shown(change.from, change.fromState)}, but it held ${shown(before.text, before.state)}`,
      );
    if (change.from === change.to && change.fromState === change.toState) wrong('changes nothing');
    if (!(STATE_NAMES as readonly string[]).includes(change.toState)) wrong(`there is no state '${change.toState}'`);
    cells.set(row, { text: change.to, state: change.toState });
    set.set(table, columns.set(field, cells));
  }
  for (const table of raw.tables.values()) {
    const above = table.parent === undefined ? undefined : gone.get(table.parent.parent);
    if (above === undefined) continue;
    for (const [row, parent] of table.parent?.rows.entries() ?? []) {
      const because = above.get(parent);
      if (because !== undefined && gone.get(table.name)?.has(row) !== true)
        proof.differ(LEDGER_PATH, because, keyAt(table, row), `takes out a row, but not ${keyAt(table, row)} below it`);
    }
  }
  return { set, gone };
}

function isSame(held: Held, change: Change): boolean {
  return held.text === change.from && held.state === change.fromState;
}

function idOf({ table, key, field, from, fromState, to, toState, action, rule, decisionId }: Change): string {
  return shortId(table, key, field, from, fromState, to, toState, action, rule, decisionId);
}

/** A cell as the audit names it. */
export function cellName({ table, key, field }: Pick<Change, 'table' | 'key' | 'field'>): string {
  return [table, key, field].filter((part) => part !== '').join(' › ');
}

/** What a cell holds, for messages: « '7' », or its state where that says more. */
export function shown(text: string, state: string): string {
  if (text === '') return state === 'answered' ? "''" : state;
  return state === 'answered' || state === '' ? `'${text}'` : `'${text}' (${state})`;
}
