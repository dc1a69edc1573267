import { STATE_NAMES } from '../table/states.ts';
import type { Dataset } from '../table/table.ts';
import { keyAt } from '../table/table.ts';
import { storedText } from '../table/text.ts';
import { cellName, LEDGER_PATH, type LedgerRow, shown } from './ledger.ts';
import type { Proof, Proving } from './proof.ts';

/** The last change of each cell, and each row taken out, against the clean tables alone: what can be held without the data as received. */
export function visibleProof(clean: Dataset, changes: readonly LedgerRow[], proof: Proving): Proof {
  proof.lack('the exports are not here: what a cell held before its change cannot be seen');
  const rows = new Map<string, number>();
  for (const table of clean.tables.values())
    for (let row = 0; row < table.rows; row += 1) rows.set(`${table.name}\u001f${keyAt(table, row)}`, row);
  const gone = new Set(
    changes.filter(({ action }) => action === 'drop_row').map(({ table, key }) => `${table}\u001f${key}`),
  );
  const last = new Map(changes.map((change) => [cellName(change), change]));
  for (const change of last.values()) {
    const { table, key, field } = change;
    proof.look();
    const id = `${table}\u001f${key}`;
    const row = rows.get(id);
    const wrong = (message: string) => proof.differ(LEDGER_PATH, change.row, cellName(change), message);
    if (gone.has(id)) {
      if (row !== undefined) wrong('the ledger takes the row out, and the clean data have it');
      continue;
    }
    const column = clean.tables.get(table)?.columns.get(field);
    if (row === undefined || column === undefined) {
      wrong('the clean data have no such cell');
      continue;
    }
    const state: string = STATE_NAMES[(column.states[row] ?? 3) as 0];
    const text = state === 'invalid' ? change.to : storedText(column, row);
    const empty = text === '' && change.to === '';
    if (!empty && (text !== change.to || state !== change.toState))
      wrong(`sets ${shown(change.to, change.toState)}, and the clean data have ${shown(text, state)}`);
  }
  return proof.done();
}
