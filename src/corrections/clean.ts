import type { Form } from '../form/form.ts';
import type { Change, Changes } from '../table/change.ts';
import { changesOf } from '../table/change.ts';
import type { Dataset } from '../table/table.ts';
import type { Correction, Mend } from './correction.ts';
import type { DecisionSheet } from './decisions/logs.ts';
import type { Decision } from './decisions.ts';
import { decide } from './decisions.ts';
import type { Specs } from './ledger.ts';
import { applyAll, changesOfMends, rowId } from './ledger.ts';

/** A rule of the study: what it is called, why it is there, and what it does. */
export interface Rule {
  readonly id: string;
  readonly reason: string;
  /** True for a rule that is read after people's decisions; what they set it leaves alone. */
  readonly afterDecisions?: boolean;
  readonly correct: Correction;
}

/**
 * Cleans a dataset: the rules in their order, each on what the one before made, then people's decisions, then the rules that come after. `changes` lead from the data
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
  const follow = ({ id, reason, correct }: Rule, but: (mend: Mend) => boolean) =>
    make(changesOfMends(cleaned, correct(cleaned).filter(but), id, reason, specs));
  for (const rule of rules) if (rule.afterDecisions !== true) follow(rule, () => true);
  const { changes, decisions } = decide(sheets, { data: cleaned, specs, dropped, form, several });
  make(changes);
  const decided = new Set(changes.map(({ table, key, field }) => cellId(table, key, field)));
  for (const rule of rules)
    if (rule.afterDecisions === true)
      follow(rule, ({ table, key, field }) => field === '' || !decided.has(cellId(table, key, field)));
  return { data: cleaned, changes: changesOf(ledger), decisions };
}

function cellId(table: string, key: string, field: string): string {
  return `${rowId(table, key)}\u001f${field}`;
}
