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
const INGEST = 'ingest';

/** Runs every check of the study on a dataset: what they found, and how each went. */
export function runChecks(
  study: Study,
  data: Dataset,
  phase: Phase,
  paradata: Paradata = NO_PARADATA,
): { readonly findings: readonly Finding[]; readonly outcomes: readonly CheckOutcome[] } {
  const found = findingMaker(study, data, phase);
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
export function intakeFindings(study: Study, data: Dataset, remarks: readonly IntakeRemark[]): readonly Finding[] {
  const findings = findingMaker(study, data, 'raw');
  return remarks.map((remark) => findings(remark.check, INGEST, remark.level, remark));
}

/**
 * Questions that cleaning made relevant, told by the study's check of relevance; nothing where it has none. Those that the form requires
 * are the check of required answers' to tell.
 */
export function newlyAskedFindings(study: Study, before: Dataset, after: Dataset): readonly Finding[] {
  const entry = study.checks.find(({ kind }) => kind === 'relevance');
  if (entry === undefined) return [];
  const findings = findingMaker(study, after, 'clean');
  const told = study.checks.some(({ kind }) => kind === 'required');
  const required = new Set(study.form.fields.filter((field) => saysYes(field.required)).map(({ name }) => name));
  return newlyAsked(study, before, after)
    .filter(({ field }) => !told || !required.has(field))
    .map((remark) => findings(entry.id, entry.kind, entry.level, remark));
}

/** Adds to remarks what the form and the data know of them: wording, labels, enumerator, id. */
function findingMaker(
  study: Study,
  data: Dataset,
  phase: Phase,
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
      binding: key === '' ? '' : `${field === '' ? check : field} ~/~ ${key}`,
      enumerator: enumerators.get(key.split('/')[0] ?? '') ?? '',
      seconds: null,
    };
  };
}

function enumeratorsByKey(study: Study, data: Dataset): ReadonlyMap<string, string> {
  const main = mainTable(data);
  const column = study.config.enumerator === undefined ? undefined : main.columns.get(study.config.enumerator);
  const byKey = new Map<string, string>();
  if (column !== undefined)
    for (let row = 0; row < main.rows; row += 1) byKey.set(keyAt(main, row), cleanText(column, row));
  return byKey;
}

/** How many findings are open, by level; one whose decision expired is open again. */
export function countOpen(findings: readonly Finding[]): Readonly<Record<Level, number>> {
  const count = { error: 0, warning: 0, note: 0 };
  for (const { level, status } of findings) if (status === 'open' || status === 'expired') count[level] += 1;
  return count;
}

/** Open errors and warnings by check, the most frequent first. */
export function countByCheck(findings: readonly Finding[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { check, level, status } of findings)
    if (level !== 'note' && (status === 'open' || status === 'expired'))
      counts.set(check, (counts.get(check) ?? 0) + 1);
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

/** Silences the findings on cells (or whole rows) that a person looked at and left; `decide` has held the value against the cell. */
export function silence(findings: readonly Finding[], decisions: readonly Decision[]): readonly Finding[] {
  const looked = new Set<string>();
  for (const { outcome, table, key, field } of decisions)
    if (outcome === 'silences') looked.add([table, key, field.split('/')[0]].join('\u001f'));
  if (looked.size === 0) return findings;
  return findings.map((finding) => {
    const { table, key, field, status } = finding;
    const accepted = looked.has([table, key, field].join('\u001f')) || looked.has([table, key, ''].join('\u001f'));
    return accepted && status === 'open' && key !== '' ? { ...finding, status: 'silenced' as const } : finding;
  });
}
