import { clean as applyAll } from '../corrections/clean.ts';
import type { DecisionSheet } from '../corrections/decisions/logs.ts';
import type { Decision } from '../corrections/decisions.ts';
import type { Intake } from '../readers/intake.ts';
import { repeatedIn, replacedIn, unreadableIn } from '../readers/intake.ts';
import { readSheets } from '../readers/read.ts';
import { sheetRows } from '../readers/textSheet.ts';
import { ledgerReason } from '../study/reason.ts';
import type { Study } from '../study/study.ts';
import type { Changes } from '../table/change.ts';
import { changeAt } from '../table/change.ts';
import type { CheckOutcome, Finding } from '../table/finding.ts';
import type { Paradata } from '../table/paradata.ts';
import type { Dataset } from '../table/table.ts';
import { MAIN, mainTable } from '../table/table.ts';
import type { CleanAccount } from './artifacts.ts';
import {
  accountFile,
  changesTable,
  checksTable,
  cleanData,
  cleanFindings,
  cleanOutcomes,
  decisionsTable,
  findingsTable,
  intakeFile,
  paradataFile,
  rawData,
  rawFindings,
} from './artifacts.ts';
import { baselineFile } from './baseline.ts';
import type { Checked } from './checked.ts';
import { countNew, sharedUuids } from './checked.ts';
import { MOST_ROWS } from './cleanTables.ts';
import { emptyStatesAfter } from './empty.ts';
import { countByCheck, countOpen, newlyAskedFindings, runChecks, settle, silence, tallyOf } from './findings.ts';
import { reviewFile } from './review.ts';
import { specsOf } from './specs.ts';
import type { Given } from './stage.ts';
import { stage } from './stage.ts';
import { trailFile, trailOf } from './trail.ts';
import { validationFile } from './validationPage.ts';

/** The decisions that people took, as sheets of text. */
export const decisionFiles: Given<readonly DecisionSheet[]> = {
  name: 'decisions',
  files: (study) => study.decisions,
  async decode(sources, study) {
    const sheets: DecisionSheet[] = [];
    for (const source of sources)
      for (const sheet of await readSheets(source))
        sheets.push({
          path: source.path.slice(study.root.length + 1).replaceAll('\\', '/'),
          name: sheet.name,
          rows: await sheetRows(sheet),
        });
    return sheets;
  },
};

/** Makes the declared corrections and the decisions of people, keeps the ledger, and checks what came of it. */
export const clean = stage({
  name: 'clean',
  summary: 'apply corrections and decisions, keep the ledger, check again',
  reads: {
    raw: rawData,
    intake: intakeFile,
    paradata: paradataFile,
    rawFindings,
    decisionFiles,
    baseline: baselineFile,
  },
  writes: {
    clean: cleanData,
    changes: changesTable,
    decisions: decisionsTable,
    findings: cleanFindings,
    table: findingsTable,
    outcomes: cleanOutcomes,
    checks: checksTable,
    review: reviewFile,
    page: validationFile,
    account: accountFile,
    trail: trailFile,
  },
  declarations: ['form', 'sources', 'missing', 'checks', 'corrections', 'words', 'publication'],
  run({ raw, intake, paradata, rawFindings: before, decisionFiles: sheets, baseline }, study) {
    const { data, changes, decisions } = corrected(study, raw, sheets);
    const made = cleaned(study, { raw, intake, paradata, before, corrected: data, changes, decisions });
    const review: Checked = {
      phase: 'clean',
      data: made.clean,
      paradata,
      findings: made.findings,
      outcomes: made.outcomes,
      baseline,
      shared: sharedUuids(raw),
      date: intake.lastSubmission,
    };
    return {
      ...made,
      changes,
      decisions,
      trail: trailOf(study, raw, changes, decisions),
      table: made.findings,
      checks: made.outcomes,
      review,
      page: review,
    };
  },
  tally: ({ clean, findings, outcomes, review, account }) => ({
    open: countOpen(findings),
    ...countNew(review),
    checks: countByCheck(findings),
    ...tallyOf(outcomes),
    kept: account.kept,
    excluded: account.excluded,
    changed: account.changed,
    decisions: account.decisions,
    large: [...clean.tables.values()].filter(({ rows }) => rows > MOST_ROWS).map(({ name }) => name),
  }),
});

/** The rules of a study and the decisions of people on its data. */
export function corrected(study: Study, raw: Dataset, sheets: readonly DecisionSheet[]): ReturnType<typeof applyAll> {
  const rules = study.corrections.map((rule) => ({ ...rule, reason: ledgerReason(rule.reason) }));
  return applyAll(raw, specsOf(study), rules, sheets, study.form, study.config.decisions.several);
}

/** Corrected data, and what they were made from. */
export interface Corrected {
  readonly raw: Dataset;
  readonly intake: Intake;
  readonly paradata: Paradata;
  /** Findings on the raw data. */
  readonly before: readonly Finding[];
  readonly corrected: Dataset;
  readonly changes: Changes;
  readonly decisions: readonly Decision[];
}

/** What follows from corrected data: the states of their empty cells, what the checks say now, and the account of cases. */
export function cleaned(
  study: Study,
  { raw, intake, paradata, before, corrected, changes, decisions }: Corrected,
): {
  readonly clean: Dataset;
  readonly findings: readonly Finding[];
  readonly outcomes: readonly CheckOutcome[];
  readonly account: CleanAccount;
} {
  const clean = emptyStatesAfter(study, raw, corrected);
  const { findings: found, outcomes } = runChecks(study, clean, 'clean', paradata);
  const after = [...found, ...newlyAskedFindings(study, corrected, clean, paradata)];
  const findings = silence(settle(before, after, changes), decisions, new Set(study.checks.map(({ id }) => id)));
  const account: CleanAccount = {
    received: intake.received,
    repeated: repeatedIn(intake),
    replaced: replacedIn(intake),
    unreadable: unreadableIn(intake),
    ...(intake.erased === undefined ? {} : { erased: intake.erased }),
    kept: mainTable(clean).rows,
    excluded: excludedBy(changes, new Map(study.corrections.map(({ id, reason }) => [id, ledgerReason(reason)]))),
    changed: cellsChanged(changes),
    decisions: countOutcomes(decisions.map(({ outcome }) => outcome)),
  };
  return { clean, findings, outcomes, account };
}

/** Interviews that cleaning left out, by reason: that of the rule's entry, or of the decision. */
function excludedBy(changes: Changes, rules: ReadonlyMap<string, string>): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (let row = 0; row < changes.rows; row += 1) {
    const { table, action, reason, rule } = changeAt(changes, row);
    if (action !== 'drop_row' || table !== MAIN) continue;
    const why = (rule === '' ? reason : rules.get(rule)) || rule || 'no reason given';
    counts.set(why, (counts.get(why) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function cellsChanged(changes: Changes): number {
  let count = 0;
  for (let row = 0; row < changes.rows; row += 1) if (changeAt(changes, row).action === 'set') count += 1;
  return count;
}

function countOutcomes(outcomes: readonly Decision['outcome'][]): CleanAccount['decisions'] {
  const counts = { applied: 0, already: 0, refused: 0, silences: 0 };
  for (const outcome of outcomes) counts[outcome] += 1;
  return counts;
}
