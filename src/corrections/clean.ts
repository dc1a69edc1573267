import type { Form } from '../form/form.ts';
import type { Change, Changes } from '../table/change.ts';
import { changesOf } from '../table/change.ts';
import type { Dataset } from '../table/table.ts';
import type { Correction } from './correction.ts';
import type { DecisionSheet } from './decisions/logs.ts';
import type { Decision } from './decisions.ts';
import { decide } from './decisions.ts';
import type { Specs } from './ledger.ts';
import { applyAll, changesOfMends, rowId } from './ledger.ts';

/** A rule of the study: what it is called, why it is there, and what it does. */
export interface Rule {
  readonly id: string;
  readonly reason: string;
  readonly correct: Correction;
}

/**
 * Cleans a dataset: the rules in their order, each on what the one before made, then people's decisions. `changes` lead from the data
 * given to those returned (`applyChanges`). Which empty cells were asked is not looked at: states of empty cells are the caller's to
 * derive again. With the form, headers of logs may carry the names of groups; `several` lets one decision change several rows.
 */
export function clean(
  data: Dataset,
  specs: Specs,
  rules: readonly Rule[],
  sheets: readonly DecisionSheet[],
  form: Form | null = null,
  several = false,
): { readonly data: Dataset; readonly changes: Changes; readonly decisions: readonly Decision[] } {
  const ledger: Change[] = [];
  const dropped = new Map<string, string>();
  let cleaned = data;
  const make = (changes: readonly Change[]) => {
    for (const change of changes) {
      ledger.push(change);
      if (change.action === 'drop_row') dropped.set(rowId(change.table, change.key), change.rule);
    }
    cleaned = applyAll(cleaned, changes, specs);
  };
  for (const { id, reason, correct } of rules) make(changesOfMends(cleaned, correct(cleaned), id, reason, specs));
  const { changes, decisions } = decide(sheets, { data: cleaned, specs, dropped, form, several });
  make(changes);
  return { data: cleaned, changes: changesOf(ledger), decisions };
}
