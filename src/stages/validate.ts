import {
  checksTable,
  findingsTable,
  intakeFile,
  paradataFile,
  rawData,
  rawFindings,
  rawOutcomes,
} from './artifacts.ts';
import { countByCheck, countOpen, intakeFindings, runChecks, tallyOf } from './findings.ts';
import { stage } from './stage.ts';

/** Checks the data as received. */
export const validate = stage({
  name: 'validate',
  summary: 'check the data as received against form and rules',
  reads: { raw: rawData, intake: intakeFile, paradata: paradataFile },
  writes: { findings: rawFindings, table: findingsTable, outcomes: rawOutcomes, checks: checksTable },
  declarations: ['form', 'checks', 'words', 'publication'],
  run({ raw, intake, paradata }, study) {
    const checked = runChecks(study, raw, 'raw', paradata);
    const findings = [...intakeFindings(study, raw, intake.remarks), ...checked.findings];
    return { findings, table: findings, outcomes: checked.outcomes, checks: checked.outcomes };
  },
  tally: ({ findings, outcomes }) => ({
    open: countOpen(findings),
    checks: countByCheck(findings),
    ...tallyOf(outcomes),
  }),
});
