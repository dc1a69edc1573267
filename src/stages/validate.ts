import { findingsTable, intakeFile, rawData, rawFindings } from './artifacts.ts';
import { countByCheck, countOpen, intakeFindings, runChecks } from './findings.ts';
import { stage } from './stage.ts';

/** Checks the data as received. */
export const validate = stage({
  name: 'validate',
  summary: 'check the data as received against form and rules',
  reads: { raw: rawData, intake: intakeFile },
  writes: { findings: rawFindings, table: findingsTable },
  declarations: ['form', 'checks', 'words', 'publication'],
  run({ raw, intake }, study) {
    const findings = [...intakeFindings(study, raw, intake.remarks), ...runChecks(study, raw, 'raw')];
    return { findings, table: findings };
  },
  tally: ({ findings }) => ({ open: countOpen(findings), checks: countByCheck(findings) }),
});
