import { dataSheet } from '../publish/sheets/reviewData.ts';
import { choiceSheet } from '../publish/sheets/reviewLists.ts';
import { logSheet } from '../publish/sheets/reviewLog.ts';
import { readmeSheet, tableSheet } from '../publish/sheets/reviewText.ts';
import type { Cells } from '../publish/sheets/sheet.ts';
import type { PhraseId } from '../publish/words/phrases.ts';
import type { Words } from '../publish/words/words.ts';
import type { Study } from '../study/study.ts';
import { wordsOf } from '../study/words.ts';
import type { Finding, Level } from '../table/finding.ts';
import { writeWorkbook } from '../writers/workbook.ts';
import type { Checked } from './checked.ts';
import { interviewsOf, toLookAt } from './checked.ts';
import { byEnumerator } from './checkedTotals.ts';
import { issueIn } from './issues.ts';
import type { Shown } from './reviewData.ts';
import { dataRowsOf, placesIn } from './reviewData.ts';
import { answersOf, entriesOf, LEVEL_WORDS, logRow, wordingsOf, written } from './reviewLog.ts';
import type { Made } from './stage.ts';

/** Findings that one workbook lists on answers, and on anything else. */
const MOST_FINDINGS = 5_000;
const MOST_OTHERS = 500;

const LEVELS: readonly Level[] = ['error', 'warning', 'note'];

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
