import type { Answers } from '../publish/sheets/reviewLists.ts';
import type { LogRow } from '../publish/sheets/reviewLog.ts';
import type { PhraseId } from '../publish/words/phrases.ts';
import type { Words } from '../publish/words/words.ts';
import { formLabels } from '../study/labels.ts';
import type { Study } from '../study/study.ts';
import type { Finding, FindingStatus, Level } from '../table/finding.ts';
import { rowsByKey } from '../table/rows.ts';
import { storedText } from '../table/text.ts';
import type { Checked, Interview } from './checked.ts';
import { interviewKey } from './checked.ts';
import { issueIn } from './issues.ts';
import type { placesIn } from './reviewData.ts';

/** Choices offered for one question, and shown beside it. */
const MOST_CHOICES = 5_000;
const CHOICES_SHOWN = 15;

export const LEVEL_WORDS: Readonly<Record<Level, PhraseId>> = {
  error: 'levelError',
  warning: 'levelWarning',
  note: 'levelNote',
};

export const STATUS_WORDS: Readonly<Record<FindingStatus, PhraseId>> = {
  open: 'statusOpen',
  expired: 'statusExpired',
  decided: 'statusDecided',
  silenced: 'statusSilenced',
};

/** A finding on one answer. A rule that looks at several has one entry for each, of which the first bears the finding's own. */
export interface Entry {
  readonly finding: Finding;
  readonly field: string;
  readonly value: string;
  readonly first: boolean;
}

/** The entries of the log: one a finding, and one more for each other answer that its rule looks at. */
export function entriesOf(study: Study, { data }: Checked, findings: readonly Finding[]): readonly Entry[] {
  const looked = new Map(study.checks.map(({ id, kind, fields }) => [id, kind === 'rule' ? fields.slice(1) : []]));
  return findings.flatMap((finding) => {
    const table = data.tables.get(finding.table);
    const row = table === undefined ? undefined : rowsByKey(table).get(finding.key);
    const first: Entry = { finding, field: finding.field, value: finding.value, first: true };
    const others = (looked.get(finding.check) ?? []).flatMap((field): Entry[] => {
      const column = table?.columns.get(field);
      return column === undefined || row === undefined || field === finding.field
        ? []
        : [{ finding, field, value: storedText(column, row), first: false }];
    });
    return [first, ...others];
  });
}

/** A row's key as decisions name it: of interviews that came with one uuid, ~1 is the first. */
export function written(key: string, shared: ReadonlySet<string>): string {
  const root = interviewKey(key);
  return shared.has(root) ? `${root}~1${key.slice(root.length)}` : key;
}

/** The choices of each select_one that is in the log. */
export function answersOf(study: Study, entries: readonly Entry[]): readonly Answers[] {
  const named = new Set(entries.map(({ field }) => field));
  return study.form.fields.flatMap(({ name, type, list }) => {
    const choices = study.form.lists.get(list)?.choices ?? [];
    if (!named.delete(name) || type !== 'one' || choices.length === 0 || choices.length > MOST_CHOICES) return [];
    return [{ question: name, choices: choices.map((choice) => choice.name) }];
  });
}

/** Each question as the form words it in a language. */
export function wordingsOf(study: Study, words: Words): ReadonlyMap<string, string> {
  const labels = formLabels(study.form, words.language);
  return new Map(study.form.fields.map(({ name, label }) => [name, labels.of(label)]));
}

/** What a line of the log is told with. */
export interface Around {
  readonly interviews: ReadonlyMap<string, Interview>;
  readonly places: ReturnType<typeof placesIn>;
  readonly choices: ReadonlyMap<string, readonly string[]>;
  /** Each question as the form words it. */
  readonly wordings: ReadonlyMap<string, string>;
  readonly named: (key: string) => string;
  readonly words: Words;
}

/** A line of the log. */
export function logRow(study: Study, { finding, field, value, first }: Entry, around: Around): LogRow {
  const { interviews, places, choices, wordings, named, words } = around;
  const interview = interviewKey(finding.key);
  const codes = choices.get(field) ?? [];
  const shown = codes.slice(0, CHOICES_SHOWN).map((code) => `${code} = ${words.level(field, code)}`);
  return {
    texts: {
      uuid: interview,
      old_value: value,
      question: field,
      issue: issueIn(study, finding, words),
      check_id: finding.check,
      check_binding: finding.binding,
      level: words.phrase(LEVEL_WORDS[finding.level]),
      value_label: labelOf(study, field, value, words),
      wording: wordings.get(field) ?? '',
      enumerator: finding.enumerator,
      day: interviews.get(interview)?.day ?? '',
      table: finding.table,
      key: named(finding.key),
      other_key: finding.otherKey === '' ? '' : named(finding.otherKey),
      seconds: first ? finding.seconds : null,
      status: words.phrase(STATUS_WORDS[finding.status]),
      choices: [...shown, ...(codes.length > shown.length ? ['…'] : [])].join('\n'),
      proposed_action: first ? finding.proposedAction : '',
      proposed_value: first ? finding.proposedValue : '',
      finding_id: finding.findingId,
    },
    at: places(finding.table, finding.key, field),
  };
}

/** The label of an answer: of its choice, or of each of its choices; '' where they are none. */
function labelOf(study: Study, field: string, value: string, words: Words): string {
  const type = study.names.fields.get(field)?.type;
  if (value === '' || (type !== 'one' && type !== 'many' && type !== 'rank')) return '';
  const codes = type === 'one' ? [value] : value.split(/\s+/);
  const labels = codes.map((code) => words.level(field, code));
  return labels.every((label, at) => label === codes[at]) ? '' : labels.join(words.phrase('listSeparator'));
}
