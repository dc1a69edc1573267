import {
  checksTable,
  findingsTable,
  intakeFile,
  paradataFile,
  rawData,
  rawFindings,
  rawOutcomes,
} from './artifacts.ts';
import { baselineFile } from './baseline.ts';
import type { Checked } from './checked.ts';
import { countNew, sharedUuids } from './checked.ts';
import { countByCheck, countOpen, intakeFindings, runChecks, tallyOf } from './findings.ts';
import { reviewFile } from './review.ts';
import { stage } from './stage.ts';
import { validationFile } from './validationPage.ts';

/** Checks the data as received. */
export const validate = stage({
  name: 'validate',
  summary: 'check the data as received against form and rules',
  reads: { raw: rawData, intake: intakeFile, paradata: paradataFile, baseline: baselineFile },
  writes: {
    findings: rawFindings,
    table: findingsTable,
    outcomes: rawOutcomes,
    checks: checksTable,
    review: reviewFile,
    page: validationFile,
  },
  declarations: ['form', 'sources', 'checks', 'words', 'publication'],
  run({ raw, intake, paradata, baseline }, study) {
    const checked = runChecks(study, raw, 'raw', paradata);
    const findings = [...intakeFindings(study, raw, intake.remarks, paradata), ...checked.findings];
    const { outcomes } = checked;
    const review: Checked = {
      phase: 'raw',
      data: raw,
      paradata,
      findings,
      outcomes,
      baseline,
      shared: sharedUuids(raw),
      date: intake.lastSubmission,
    };
    return { findings, table: findings, outcomes, checks: outcomes, review, page: review };
  },
  tally: ({ findings, outcomes, review }) => ({
    open: countOpen(findings),
    ...countNew(review),
    checks: countByCheck(findings),
    ...tallyOf(outcomes),
  }),
});
