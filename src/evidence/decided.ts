import type { DecisionSheet } from '../corrections/decisions/logs.ts';
import { readLogs } from '../corrections/decisions/logs.ts';
import type { Decision, Outcome } from '../corrections/decisions.ts';
import { isFault } from '../fault.ts';
import type { LedgerRow } from './ledger.ts';
import { cellName, LEDGER_PATH } from './ledger.ts';
import type { Proof } from './proof.ts';
import { proving } from './proof.ts';
import type { PublishedRow } from './published.ts';

/** `reports/decisions.csv`. */
export const DECISIONS_PATH = 'reports/decisions.csv';

const OUTCOMES: ReadonlySet<string> = new Set<Outcome>(['applied', 'already', 'refused', 'silences']);

/** The published account of decisions, as values. */
export function decisionsIn(rows: readonly PublishedRow[]): readonly (Decision & { readonly row: number })[] {
  return rows.map(({ row, cells }) => ({
    row,
    decisionId: cells.decision_id ?? '',
    source: cells.source ?? '',
    sourceRow: Number(cells.source_row),
    dialect: cells.dialect ?? '',
    table: cells.table ?? '',
    key: cells.key ?? '',
    field: cells.field ?? '',
    action: cells.action ?? '',
    oldValue: cells.old_value ?? '',
    newValue: cells.new_value ?? '',
    outcome: (cells.outcome ?? '') as Outcome,
    why: cells.why ?? '',
    changeIds: (cells.change_ids ?? '').split(' ').filter((id) => id !== ''),
    by: cells.by ?? '',
    at: cells.at ?? '',
    check: cells.check ?? '',
    finding: cells.finding ?? '',
  }));
}

/**
 * Every line of every log has one outcome, an outcome has its line, and the ledger and the account of decisions name each other. `sheets`
 * is null where the logs are not at hand; `ids` are the columns of interviews, by which a log may name them.
 */
export function decisionsProof(
  sheets: readonly DecisionSheet[] | null,
  ids: ReadonlySet<string>,
  decisions: readonly (Decision & { readonly row: number })[],
  ledger: readonly LedgerRow[],
  rules: ReadonlySet<string>,
): Proof {
  const proof = proving(
    'decisions',
    'every decision of people is accounted for, and every change has its rule or decision',
    'decisions',
  );
  const differ = (decision: Decision & { readonly row: number }, message: string) =>
    proof.differ(DECISIONS_PATH, decision.row, cellName(decision), message);
  const place = (source: string, row: number, id: string) => `${source}\u001f${row}\u001f${id}`;
  const accounted = new Map(
    decisions.map((decision) => [place(decision.source, decision.sourceRow, decision.decisionId), decision]),
  );
  const seen = new Set<string>();
  if (sheets === null) proof.lack('the logs of decisions are not here');
  else
    try {
      for (const line of readLogs(sheets, ids).flatMap(({ lines }) => lines)) {
        proof.look();
        const at = place(line.source, line.sourceRow, line.decisionId);
        const decision = accounted.get(at);
        seen.add(at);
        if (decision === undefined) {
          proof.differ(
            line.source,
            line.sourceRow,
            cellName({ table: line.table, key: line.key, field: line.question }),
            `${DECISIONS_PATH} has no outcome for it`,
          );
          continue;
        }
        for (const part of ['action', 'oldValue', 'newValue', 'by', 'at'] as const)
          if (decision[part] !== line[part])
            differ(decision, `has ${part} '${decision[part]}', and the log has '${line[part]}'`);
      }
      for (const [at, decision] of accounted)
        if (!seen.has(at)) differ(decision, `is no line of ${decision.source || 'any log'}`);
    } catch (error) {
      if (!isFault(error)) throw error;
      proof.differ('data-raw/decisions', 0, '', error.message);
    }
  const changes = new Map<string, LedgerRow>(
    ledger.map((change) => [`${change.decisionId}\u001f${change.changeId}`, change]),
  );
  const named = new Set<string>();
  for (const decision of decisions) {
    const { outcome, why, changeIds, decisionId } = decision;
    if (!OUTCOMES.has(outcome)) differ(decision, `there is no outcome '${outcome}'`);
    if (outcome === 'refused' && why === '') differ(decision, 'is refused, and nothing says why');
    if (outcome === 'applied' && changeIds.length === 0) differ(decision, 'is applied, and names no change');
    if (outcome !== 'applied' && changeIds.length > 0) differ(decision, `is ${outcome}, and names changes`);
    for (const id of changeIds) {
      const change = changes.get(`${decisionId}\u001f${id}`);
      named.add(`${decisionId}\u001f${id}`);
      if (change === undefined) {
        differ(decision, `names the change ${id}, which the ledger does not have`);
        continue;
      }
      const said = { by: decision.by, at: decision.at, source: decision.source, sourceRow: String(decision.sourceRow) };
      for (const [part, text] of Object.entries(said))
        if (change[part as 'by'] !== text)
          proof.differ(
            LEDGER_PATH,
            change.row,
            cellName(change),
            `has ${part} '${change[part as 'by']}', and its decision '${text}'`,
          );
    }
  }
  for (const change of ledger) {
    const wrong = (message: string) => proof.differ(LEDGER_PATH, change.row, cellName(change), message);
    if (change.rule === '' && change.decisionId === '') wrong('has neither rule nor decision');
    if (change.rule !== '' && !rules.has(change.rule))
      wrong(`has the rule '${change.rule}', which schemas/corrections.json does not have`);
    if (change.decisionId !== '' && !named.has(`${change.decisionId}\u001f${change.changeId}`))
      wrong(`is by the decision ${change.decisionId}, which does not name it`);
  }
  return proof.done();
}
