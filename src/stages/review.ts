import type { DataRows } from '../publish/sheets/reviewData.ts';
import { dataSheet, FIRST_ANSWER } from '../publish/sheets/reviewData.ts';
import type { Answers } from '../publish/sheets/reviewLists.ts';
import { choiceSheet } from '../publish/sheets/reviewLists.ts';
import type { LogRow } from '../publish/sheets/reviewLog.ts';
import { logSheet } from '../publish/sheets/reviewLog.ts';
import { readmeSheet, tableSheet } from '../publish/sheets/reviewText.ts';
import type { Cells, Place } from '../publish/sheets/sheet.ts';
import type { PhraseId } from '../publish/words/phrases.ts';
import type { Words } from '../publish/words/words.ts';
import { formLabels } from '../study/labels.ts';
import type { Study } from '../study/study.ts';
import { wordsOf } from '../study/words.ts';
import { isNumbers } from '../table/column.ts';
import type { Finding, FindingStatus, Level } from '../table/finding.ts';
import { rowsByKey } from '../table/rows.ts';
import type { Table } from '../table/table.ts';
import { keyAt, MAIN } from '../table/table.ts';
import { cleanText, storedText } from '../table/text.ts';
import { writeWorkbook } from '../writers/workbook.ts';
import type { Checked, Interview } from './checked.ts';
import { interviewKey, interviewsOf, toLookAt } from './checked.ts';
import { byEnumerator } from './checkedTotals.ts';
import { issueIn } from './issues.ts';
import type { Made } from './stage.ts';

/** Findings that one workbook lists, cells of data on one sheet, choices offered for one question, and shown beside it. */
const MOST_FINDINGS = 5_000;
const MOST_CELLS = 300_000;
const MOST_CHOICES = 5_000;
const CHOICES_SHOWN = 15;
const MOST_OTHERS = 500;

const LEVELS: readonly Level[] = ['error', 'warning', 'note'];

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

/** Where the review of each language is kept: the first language's is `reports/review.xlsx`. */
export function reviewPaths(study: Study): readonly string[] {
  return study.languages.map((language, place) => `reports/review${place === 0 ? '' : `.${language}`}.xlsx`);
}

/** The workbooks that people decide on findings in, one a language. */
export const reviewFile: Made<Checked> = {
  name: 'review',
  filledIn: reviewPaths,
  async encode(checked, study) {
    const files = new Map<string, Uint8Array>();
    const paths = reviewPaths(study);
    const date = checked.date === '' ? '1970-01-01' : checked.date;
    for (const [place, language] of study.languages.entries()) {
      const { words } = wordsOf(study, language);
      const sheets = reviewSheets(study, checked, words);
      const title = `${words.phrase('review')} – ${words.title}`;
      files.set(paths[place] ?? '', await writeWorkbook(sheets, { title, creator: 'survey-pipeline', date }));
    }
    return files;
  },
};

/** The sheets of a review in one language: the log to fill in, the data it is about, totals by enumerator, the rest, how to use it, lists. */
export function reviewSheets(study: Study, checked: Checked, words: Words): readonly Cells[] {
  const all = toLookAt(checked);
  const ranked = LEVELS.flatMap((level) => all.filter((finding) => finding.level === level));
  const onRows = ranked.filter(({ key }) => key !== '');
  const others = ranked.filter(({ key }) => key === '');
  const listed = onRows.slice(0, MOST_FINDINGS);
  const interviews = interviewsOf(study, checked.data);
  const entries = entriesOf(study, checked, listed);
  const named = (key: string) => written(key, checked.shared);
  const sheets = dataRowsOf(study, checked, entries, named);
  const places = placesIn(sheets);
  const answers = answersOf(study, entries);
  const choices = new Map(answers.map(({ question, choices: codes }) => [question, codes]));
  const wordings = wordingsOf(study, words);
  const log = entries.map((entry) => logRow(study, entry, { interviews, places, choices, wordings, named, words }));
  return [
    logSheet(log, answers.length, words),
    ...sheets.map(({ shown }) => dataSheet(shown, words)),
    enumeratorSheet(study, checked, all, words),
    ...(others.length === 0 ? [] : [otherSheet(study, others, words)]),
    readmeSheet(
      [...told(checked, listed.length, words), ...leftOut(onRows.slice(MOST_FINDINGS), sheets, words)],
      study.languages.length > 1,
      study.simulated,
      words,
    ),
    choiceSheet(answers, words.language),
  ];
}

/** What a workbook or page of findings opens with: of which data they are, since when, how many. */
export function told({ phase, baseline }: Checked, open: number, words: Words): readonly string[] {
  return [
    words.phrase(phase === 'raw' ? 'reviewAsReceived' : 'reviewCorrected'),
    ...(baseline === null ? [] : [words.phrase('reviewSince', { file: baseline.file })]),
    words.phrase('reviewOpen', { n: words.number(open, 'count') }),
  ];
}

/** A finding on one answer. A rule that looks at several has one entry for each, of which the first bears the finding's own. */
interface Entry {
  readonly finding: Finding;
  readonly field: string;
  readonly value: string;
  readonly first: boolean;
}

function entriesOf(study: Study, { data }: Checked, findings: readonly Finding[]): readonly Entry[] {
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
function written(key: string, shared: ReadonlySet<string>): string {
  const root = interviewKey(key);
  return shared.has(root) ? `${root}~1${key.slice(root.length)}` : key;
}

interface Shown {
  readonly shown: DataRows;
  readonly table: Table;
  readonly rows: readonly number[];
  readonly left: number;
}

function dataRowsOf(
  study: Study,
  { data }: Checked,
  entries: readonly Entry[],
  named: (key: string) => string,
): readonly Shown[] {
  return [...data.tables.values()].flatMap((table): Shown[] => {
    const fieldsByRow = new Map<number, Set<string>>();
    const counts = new Map<number, number>();
    const index = rowsByKey(table);
    for (const { finding, field, first } of entries) {
      const row = finding.table === table.name ? index.get(finding.key) : undefined;
      if (row === undefined) continue;
      fieldsByRow.set(row, (fieldsByRow.get(row) ?? new Set()).add(field));
      if (first) counts.set(row, (counts.get(row) ?? 0) + 1);
    }
    if (fieldsByRow.size === 0) return [];
    const columns = [...table.columns.values()].filter(({ name }) => !study.direct.has(name));
    const found = [...fieldsByRow.keys()].sort((a, b) => a - b);
    const rows = found.slice(0, Math.max(1, Math.floor(MOST_CELLS / columns.length)));
    const shown: DataRows = {
      sheet: table.name === MAIN ? 'checked_dataset' : `data_${table.name}`,
      columns: columns.map(({ name }) => name),
      rows: rows.map((row) => ({
        key: named(keyAt(table, row)),
        values: columns.map((column) => {
          const text = column.raw.has(row) ? storedText(column, row) : cleanText(column, row);
          const number = isNumbers(column) && (column.type === 'integer' || column.type === 'decimal');
          return number && text !== '' && !column.raw.has(row) ? Number(text) : text;
        }),
        marked: new Set(columns.flatMap(({ name }, at) => (fieldsByRow.get(row)?.has(name) === true ? [at] : []))),
        findings: counts.get(row) ?? 0,
      })),
    };
    return [{ shown, table, rows, left: found.length - rows.length }];
  });
}

/** Where each answer stands on the sheets of data. */
function placesIn(sheets: readonly Shown[]): (table: string, key: string, field: string) => Place | null {
  const byTable = new Map(
    sheets.map(({ shown, table, rows }) => [
      table.name,
      {
        sheet: shown.sheet,
        rows: new Map(rows.map((row, place) => [keyAt(table, row), place + 1])),
        columns: new Map(shown.columns.map((name, at) => [name, at + FIRST_ANSWER])),
      },
    ]),
  );
  return (table, key, field) => {
    const found = byTable.get(table);
    const [row, column] = [found?.rows.get(key), found?.columns.get(field)];
    return found === undefined || row === undefined ? null : { sheet: found.sheet, row, column: column ?? 0 };
  };
}

/** The choices of each select_one that is in the log. */
function answersOf(study: Study, entries: readonly Entry[]): readonly Answers[] {
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

interface Around {
  readonly interviews: ReadonlyMap<string, Interview>;
  readonly places: ReturnType<typeof placesIn>;
  readonly choices: ReadonlyMap<string, readonly string[]>;
  /** Each question as the form words it. */
  readonly wordings: ReadonlyMap<string, string>;
  readonly named: (key: string) => string;
  readonly words: Words;
}

function logRow(study: Study, { finding, field, value, first }: Entry, around: Around): LogRow {
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

function enumeratorSheet(study: Study, checked: Checked, findings: readonly Finding[], words: Words): Cells {
  const head: readonly PhraseId[] = ['reviewEnumerator', 'interviews', 'error', 'warning', 'remark', 'perInterview'];
  return tableSheet(
    words.phrase('reviewByEnumerator'),
    '',
    [...head.map((id) => words.phrase(id)), words.phrase('mostFrequent')],
    [false, true, true, true, true, false, false],
    [20, 12, 12, 14, 12, 16, 40],
    byEnumerator(study, checked.data, findings).map(({ name, interviews, levels, frequent }) => [
      name === '' ? words.phrase('notKnown') : name,
      interviews,
      levels.error,
      levels.warning,
      levels.note,
      interviews === 0 ? '' : words.number((levels.error + levels.warning) / interviews, 'decimal2'),
      frequent.map(([check, count]) => `${check} (${count})`).join(', '),
    ]),
    words,
  );
}

function otherSheet(study: Study, findings: readonly Finding[], words: Words): Cells {
  const head: readonly PhraseId[] = [
    'reviewCheck',
    'reviewLevel',
    'reviewTable',
    'variable',
    'question',
    'reviewIssue',
  ];
  const wordings = wordingsOf(study, words);
  const lines = findings
    .slice(0, MOST_OTHERS)
    .map((finding) => [
      finding.check,
      words.phrase(LEVEL_WORDS[finding.level]),
      finding.table,
      finding.field,
      wordings.get(finding.field) ?? '',
      issueIn(study, finding, words),
    ]);
  const more = findings.length - lines.length;
  const last = ['…', '', '', '', '', words.phrase('reviewMore', { n: words.number(more, 'count') })];
  return tableSheet(
    words.phrase('reviewOther'),
    words.phrase('reviewOtherLead'),
    head.map((id) => words.phrase(id)),
    head.map(() => false),
    [24, 14, 14, 24, 48, 64],
    more > 0 ? [...lines, last] : lines,
    words,
  );
}

/** What does not fit into the workbook, in words. */
function leftOut(rest: readonly Finding[], sheets: readonly Shown[], words: Words): readonly string[] {
  const counts = new Map<string, number>();
  for (const { check } of rest) counts.set(check, (counts.get(check) ?? 0) + 1);
  const list = [...counts].map(([check, count]) => `${check} ${words.number(count, 'count')}`).join(', ');
  const count = (n: number) => words.number(n, 'count');
  return [
    ...(rest.length === 0 ? [] : [words.phrase('reviewLeftOut', { n: count(rest.length), list })]),
    ...sheets
      .filter(({ left }) => left > 0)
      .map(({ shown, left }) =>
        words.phrase('reviewRowsLeftOut', { sheet: shown.sheet, n: count(shown.rows.length), left: count(left) }),
      ),
  ];
}
