import { AUDIT } from './phrases/audit.ts';
import { CHECKS } from './phrases/checks.ts';
import { DASHBOARD } from './phrases/dashboard.ts';
import { EXPLAIN } from './phrases/explain.ts';
import { FIGURES } from './phrases/figures.ts';
import { INTAKE } from './phrases/intake.ts';
import { INTAKE_DETAILS } from './phrases/intakeDetails.ts';
import { METHOD } from './phrases/method.ts';
import { MODELS } from './phrases/models.ts';
import { REPORT } from './phrases/report.ts';
import { REVIEW } from './phrases/review.ts';
import { SUMMARY } from './phrases/summary.ts';
import { TABLES } from './phrases/tables.ts';
import { TERMS } from './phrases/terms.ts';
import { VALIDATION } from './phrases/validation.ts';

/**
 * Sentences and words of our own in the three languages of publication, a file a subject; no id stands in two of them. `{name}` is filled
 * by the caller; `{name|…|…}` takes the form that the count `name` asks for: one|other in French and English, one|two|few|many|other in
 * Arabic.
 */
export const PHRASES = {
  ...TERMS,
  ...TABLES,
  ...FIGURES,
  ...METHOD,
  ...MODELS,
  ...SUMMARY,
  ...REPORT,
  ...INTAKE,
  ...INTAKE_DETAILS,
  ...EXPLAIN,
  ...CHECKS,
  ...REVIEW,
  ...VALIDATION,
  ...DASHBOARD,
  ...AUDIT,
} as const;

export type PhraseId = keyof typeof PHRASES;
