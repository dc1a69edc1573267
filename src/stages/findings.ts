import { isSkipped } from '../checks/check.ts';
import type { Decision } from '../corrections/decisions.ts';
import { saysYes } from '../form/yes.ts';
import type { IntakeRemark } from '../readers/intake.ts';
import { formLabels } from '../study/labels.ts';
import type { Study } from '../study/study.ts';
import type { Changes } from '../table/change.ts';
import { changeAt } from '../table/change.ts';
import type { CheckOutcome, Finding, Level, Phase, Remark } from '../table/finding.ts';
import type { Paradata } from '../table/paradata.ts';
import { NO_PARADATA } from '../table/paradata.ts';
import { shortId } from '../table/sha.ts';
import type { Dataset } from '../table/table.ts';
import { keyAt, mainTable } from '../table/table.ts';
import { cleanText } from '../table/text.ts';
import { newlyAsked } from './empty.ts';

/** The kind of what ingest itself found, which no check can look for again. */
export const INGEST = 'ingest';

/** Runs every check of the study on a dataset: what they found, and how each went. */
export function runChecks(
  study: Study,
  data: Dataset,
  phase: Phase,
  paradata: Paradata = NO_PARADATA,
): { readonly findings: readonly Finding[]; readonly outcomes: readonly CheckOutcome[] } {
  const found = findingMaker(study, data, phase, paradata);
  const findings: Finding[] = [];
  const outcomes = study.checks.map(({ id, kind, level, check }): CheckOutcome => {
    const remarks = check(data, paradata);
    const outcome = { check: id, kind, level, phase };
    if (isSkipped(remarks)) return { ...outcome, status: 'skipped', why: remarks.skipped, failed: 0, notJudged: 0 };
    for (const remark of remarks) findings.push(found(id, kind, remark.level ?? level, remark));
    const notJudged = remarks.reduce((sum, remark) => sum + (remark.level === undefined ? 0 : 1), 0);
    return { ...outcome, status: 'run', why: '', failed: remarks.length - notJudged, notJudged };
  });
  return { findings, outcomes };
}

/** How many checks ran, and those that were skipped with the reason, for the closing lines. */
export function tallyOf(outcomes: readonly CheckOutcome[]): {
  readonly run: number;
  readonly skipped: readonly string[];
} {
  const skipped = outcomes.filter(({ status }) => status === 'skipped');
  return { run: outcomes.length - skipped.length, skipped: skipped.map(({ check, why }) => `${check}: ${why}`) };
}

/** What ingest itself remarked, as findings on the raw data. */
export function intakeFindings(
  study: Study,
  data: Dataset,
  remarks: readonly IntakeRemark[],
  paradata: Paradata = NO_PARADATA,
): readonly Finding[] {
  const findings = findingMaker(study, data, 'raw', paradata);
  return remarks.map((remark) => findings(remark.check, INGEST, remark.level, remark));
}

/**
 * Questions that cleaning made relevant, told by the study's check of relevance; nothing where it has none. Those that the form requires
 * are the check of required answers' to tell.
 */
export function newlyAskedFindings(
  study: Study,
  before: Dataset,
  after: Dataset,
  paradata: Paradata = NO_PARADATA,
): readonly Finding[] {
  const entry = study.checks.find(({ kind }) => kind === 'relevance');
  if (entry === undefined) return [];
  const findings = findingMaker(study, after, 'clean', paradata);
  const told = study.checks.some(({ kind }) => kind === 'required');
  const required = new Set(study.form.fields.filter((field) => saysYes(field.required)).map(({ name }) => name));
  return newlyAsked(study, before, after)
    .filter(({ field }) => !told || !required.has(field))
    .map((remark) => findings(entry.id, entry.kind, entry.level, remark));
}

/** Adds to remarks what the form, the data and the audit logs know of them: wording, labels, enumerator, id, time on the question. */
function findingMaker(
  study: Study,
  data: Dataset,
  phase: Phase,
  paradata: Paradata,
): (check: string, kind: string, level: Level, remark: Remark) => Finding {
  const labels = formLabels(study.form, study.languages[0] ?? 'en');
  const questions = new Map(study.form.fields.map((field) => [field.name, labels.of(field.label)]));
  const lists = new Map(study.form.fields.map((field) => [field.name, field.list]));
  const choiceLabels = new Map(
    [...study.form.lists].map(([name, { choices }]) => [
      name,
      new Map(choices.map((choice) => [choice.name, labels.of(choice.label)])),
    ]),
  );
  const enumerators = enumeratorsByKey(study, data);
  const times = new Map(paradata.questions.map(({ key, field, seconds }) => [`${key}\u001f${field}`, seconds]));
  const rules = new Set(study.checks.flatMap(({ id, fields }) => (fields.length > 1 ? [id] : [])));
  return (check, kind, level, remark) => {
    const { table, key, field, value } = remark;
    const otherKey = remark.otherKey ?? '';
    const list = choiceLabels.get(lists.get(field) ?? '');
    return {
      findingId: shortId(check, table, key, field, value, otherKey),
      check,
      kind,
      level,
      phase,
      status: 'open',
      table,
      key,
      field,
      value,
      valueLabel:
        list === undefined || value === ''
          ? ''
          : value
              .split(' ')
              .map((code) => list.get(code) ?? code)
              .join(', '),
      question: questions.get(field) ?? '',
      message: remark.message,
      proposedAction: remark.proposedAction ?? '',
      proposedValue: remark.proposedValue ?? '',
      otherKey,
      binding: bindingOf(check, remark, rules),
      enumerator: enumerators.get(key.split('/')[0] ?? '') ?? '',
      seconds: times.get(`${key}\u001f${field}`) ?? null,
    };
  };
}

/**
 * What binds the rows of a log that belong together: the cell for a finding on one answer, so that all that was found there is seen at
 * once; the check for a rule that looks at several, or for a whole row; one of two copies for both.
 */
function bindingOf(check: string, { key, field, otherKey = '' }: Remark, rules: ReadonlySet<string>): string {
  if (key === '') return '';
  if (otherKey !== '') return `${check} ~/~ ${key < otherKey ? key : otherKey}`;
  return `${field === '' || rules.has(check) ? check : field} ~/~ ${key}`;
}

function enumeratorsByKey(study: Study, data: Dataset): ReadonlyMap<string, string> {
  const main = mainTable(data);
  const column = study.config.enumerator === undefined ? undefined : main.columns.get(study.config.enumerator);
  const byKey = new Map<string, string>();
  if (column !== undefined)
    for (let row = 0; row < main.rows; row += 1) byKey.set(keyAt(main, row), cleanText(column, row));
  return byKey;
}

/** True for a finding that waits for people; one whose decision expired does so again. */
export function isOpen({ status }: Finding): boolean {
  return status === 'open' || status === 'expired';
}

/** How many findings are open, by level. */
export function countOpen(findings: readonly Finding[]): Readonly<Record<Level, number>> {
  const count = { error: 0, warning: 0, note: 0 };
  for (const finding of findings) if (isOpen(finding)) count[finding.level] += 1;
  return count;
}

/** Open errors and warnings by check, the most frequent first. */
export function countByCheck(findings: readonly Finding[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const finding of findings)
    if (finding.level !== 'note' && isOpen(finding)) counts.set(finding.check, (counts.get(finding.check) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}

/**
 * Findings on the raw data against those on the clean: one that is still there is told once, as clean; one that cleaning settled is
 * decided. What ingest found cannot be looked for again: it is settled where its row was dropped or its cell changed.
 */
export function settle(before: readonly Finding[], after: readonly Finding[], changes: Changes): readonly Finding[] {
  const still = new Set(after.map(({ findingId }) => findingId));
  const [dropped, touched] = [new Set<string>(), new Set<string>()];
  for (let row = 0; row < changes.rows; row += 1) {
    const { table, key, field, action } = changeAt(changes, row);
    if (action === 'drop_row') dropped.add(`${table}\u001f${key}`);
    else touched.add(`${table}\u001f${key}\u001f${field}`);
  }
  const decided: Finding[] = [];
  const open: Finding[] = [];
  for (const finding of before) {
    const row = `${finding.table}\u001f${finding.key}`;
    const gone = finding.key !== '' && (dropped.has(row) || touched.has(`${row}\u001f${finding.field}`));
    if (finding.kind === INGEST && !gone) open.push({ ...finding, phase: 'clean' });
    else if (!still.has(finding.findingId)) decided.push({ ...finding, status: 'decided' });
  }
  return [...decided, ...open, ...after];
}

/**
 * Silences the findings that a person looked at and left. A decision that says which finding or check of the study it is about
 * (`checks`) silences that alone, another all on its cell, or without a question all on its row. Where the value has changed since, the
 * finding is back, marked expired.
 */
export function silence(
  findings: readonly Finding[],
  decisions: readonly Decision[],
  checks: ReadonlySet<string> = new Set(),
): readonly Finding[] {
  const byRow = new Map<string, Decision[]>();
  for (const decision of decisions) {
    // Of a decision to leave a value that names a row and a cell, a refusal says that the value is another now.
    const { outcome, action } = decision;
    if (outcome !== 'silences' && (outcome !== 'refused' || action !== 'no_action')) continue;
    const row = [decision.table, decision.key].join('\u001f');
    byRow.set(row, [...(byRow.get(row) ?? []), decision]);
  }
  if (byRow.size === 0) return findings;
  return findings.map((finding) => {
    if (finding.status !== 'open' || finding.key === '') return finding;
    const own = byRow.get([finding.table, finding.key].join('\u001f')) ?? [];
    const stands = own.map((decision) => standing(finding, decision, checks));
    if (stands.includes('silenced')) return { ...finding, status: 'silenced' };
    return stands.includes('expired') ? { ...finding, status: 'expired' } : finding;
  });
}

/** What a decision to leave a value makes of a finding on its row; null where it is about another. */
function standing(finding: Finding, decision: Decision, checks: ReadonlySet<string>): 'silenced' | 'expired' | null {
  const field = decision.field.split('/')[0] ?? '';
  const still = decision.outcome === 'silences';
  if (decision.finding === finding.findingId) return still ? 'silenced' : 'expired';
  const named = decision.finding !== '' || checks.has(decision.check);
  if (named && decision.check !== finding.check) return null;
  if (field !== finding.field && (named || field !== '')) return null;
  if (decision.finding !== '') return 'expired';
  // Of a whole row nothing has held the value against the data yet.
  const other = finding.field === '' && decision.oldValue !== '' && decision.oldValue !== finding.value;
  return still && !other ? 'silenced' : 'expired';
}
