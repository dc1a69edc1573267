import type { Html } from '../publish/report/html.ts';
import { html } from '../publish/report/html.ts';
import { panelsPage, tableSection } from '../publish/report/panels.ts';
import type { Words } from '../publish/words/words.ts';
import type { Intake, SheetIntake } from '../readers/intake.ts';
import type { Study } from '../study/study.ts';
import { wordsOf } from '../study/words.ts';
import { MAIN } from '../table/table.ts';

/** Remarks of one kind that are listed one by one; more are counted. */
const LISTED = 50;

/** `reports/intake.html`: for each source what was read as what, form against data both ways, versions, rows, keys, what could not be typed, links. */
export function intakePage(intake: Intake, study: Study): string {
  const panels = study.languages.map((language) => {
    const { words } = wordsOf(study, language);
    const received = words.phrase('intakeReceived', { n: words.number(intake.received, 'count') });
    const { erased = 0 } = intake;
    const told = erased === 0 ? [] : [words.phrase('intakeErased', { n: words.number(erased, 'count') })];
    return {
      words,
      title: words.phrase('intake'),
      lines: [words.title, received, ...told],
      body: bodyOf(intake, study, words),
    };
  });
  return panelsPage(panels, study.simulated);
}

function bodyOf(intake: Intake, study: Study, words: Words): Html {
  const read = intake.sheets.filter(({ table }) => table !== '');
  const left = intake.sheets.filter(({ table }) => table === '');
  const none = words.phrase('intakeNone');
  const place = ({ file, sheet }: SheetIntake) =>
    file.replace(/^.*\//, '').startsWith(sheet) ? file : `${file} › ${sheet}`;
  const called = (table: string) => (table === MAIN ? words.phrase('intakeInterviews') : table);
  const count = (title: string) => ({ title, number: true });
  const questions = study.form.fields.filter(({ role }) => role === 'question');
  const found = questions.length - intake.absent.length;
  const unknown = read.flatMap((sheet) => sheet.unknown.map((name) => [name, place(sheet)]));
  return html`${[
    tableSection(
      words.phrase('intakeFiles'),
      '',
      [
        { title: words.phrase('intakeFile') },
        { title: words.phrase('intakeTable') },
        { title: words.phrase('intakeReadAs') },
        count(words.phrase('intakeRows')),
        count(words.phrase('intakeRepeated')),
        count(words.phrase('intakeQuestions')),
        count(words.phrase('intakePlatform')),
        count(words.phrase('intakeUnknown')),
        count(words.phrase('intakeDirect')),
      ],
      read.map((sheet) => [
        place(sheet),
        called(sheet.table),
        readAs(sheet, words),
        sheet.rows,
        sheet.repeated + sheet.replaced + sheet.unreadable,
        sheet.fields.length,
        sheet.platform.length,
        sheet.unknown.length,
        sheet.direct.length,
      ]),
      none,
      words,
    ),
    left.length === 0
      ? null
      : tableSection(
          words.phrase('intakeLeft'),
          '',
          [{ title: words.phrase('intakeFile') }, { title: words.phrase('reason') }],
          left.map((sheet) => [place(sheet), sheet.why]),
          none,
          words,
        ),
    tableSection(
      words.phrase('intakeAbsent'),
      words.phrase('intakeCoverage', {
        n: words.number(found, 'count'),
        of: words.number(questions.length, 'count'),
      }),
      [
        { title: words.phrase('variable') },
        { title: words.phrase('intakeTable') },
        { title: words.phrase('question') },
      ],
      intake.absent.map(({ table, field }) => [field, called(table), words.field(field)]),
      words.phrase('intakeAllThere'),
      words,
    ),
    tableSection(
      words.phrase('intakeUnknownColumns'),
      '',
      [{ title: words.phrase('intakeColumn') }, { title: words.phrase('intakeFile') }],
      unknown,
      none,
      words,
    ),
    tableSection(
      words.phrase('intakeInvalid'),
      intake.serials === 0 ? '' : words.phrase('intakeSerials', { n: words.number(intake.serials, 'count') }),
      [
        { title: words.phrase('variable') },
        { title: words.phrase('intakeTable') },
        { title: words.phrase('question') },
        count(words.phrase('intakeCells')),
      ],
      intake.invalid.map(({ table, field, cells }) => [field, called(table), words.field(field), cells]),
      none,
      words,
    ),
    intake.links.length === 0
      ? null
      : tableSection(
          words.phrase('intakeLinks'),
          '',
          [
            { title: words.phrase('intakeTable') },
            { title: words.phrase('intakeParent') },
            count(words.phrase('intakeRows')),
            count(words.phrase('intakeOrphans')),
            count(words.phrase('intakeChildless')),
            { title: words.phrase('intakeCountQuestion') },
            count(words.phrase('intakeCountDiffers')),
          ],
          intake.links.map((link) => [
            link.table,
            called(link.parent),
            link.rows,
            link.orphans,
            link.childless,
            link.count?.field ?? '–',
            link.count?.differ ?? '–',
          ]),
          none,
          words,
        ),
    tableSection(
      words.phrase('intakeVersions'),
      '',
      [{ title: words.phrase('intakeVersion') }, count(words.phrase('intakeInterviews'))],
      Object.entries(intake.versions).map(([version, interviews]) => [version, interviews]),
      none,
      words,
    ),
    intake.audits === undefined
      ? null
      : html`<section><h2>${words.phrase('intakeAudits')}</h2><p>${words.phrase('intakeAuditsTold', {
          n: words.number(intake.audits.interviews, 'count'),
          unmatched: words.number(intake.audits.unmatched, 'count'),
        })}</p></section>\n`,
    reviews(intake, words),
    tableSection(
      words.phrase('intakeRemarks'),
      words.phrase('intakeRemarksLead'),
      [
        { title: words.phrase('intakeWhat') },
        { title: words.phrase('intakeColumn') },
        { title: words.phrase('intakeTable') },
        { title: words.phrase('intakeKey') },
        { title: words.phrase('intakeMessage') },
      ],
      listed(intake, words, called),
      none,
      words,
    ),
  ]}`;
}

/** « odk (key, formversion) », « labels in Français », « groups by / », « CSV with ',' … ». */
function readAs({ dialect, evidence, labels, how, separator, key }: SheetIntake, words: Words): readonly string[] {
  const parts = [
    `${dialect} (${evidence === '' ? words.phrase('intakeStated') : evidence === '…' ? words.phrase('intakeNoPlatform') : evidence})`,
    labels === undefined ? '' : words.phrase('intakeLabels', { language: labels }),
    separator === undefined ? '' : words.phrase('intakeSeparator', { separator }),
    key === '' ? '' : words.phrase('intakeKeyed', { key }),
    how,
  ];
  return parts.filter((part) => part !== '');
}

function reviews(intake: Intake, words: Words): Html | null {
  const counts = new Map<string, number>();
  for (const sheet of intake.sheets)
    for (const [state, n] of Object.entries(sheet.reviews)) counts.set(state, (counts.get(state) ?? 0) + n);
  if (counts.size === 0) return null;
  const columns = [{ title: words.phrase('intakeReview') }, { title: words.phrase('intakeInterviews'), number: true }];
  return tableSection(words.phrase('intakeReviews'), '', columns, [...counts], '', words);
}

/** What a remark says, by its check and level; the first that fits. */
const SAYS = [
  ['form', '', 'intakeSaysForm'],
  ['keys', 'error', 'intakeSaysKeysError'],
  ['keys', '', 'intakeSaysKeysNote'],
  ['links', '', 'intakeSaysLinks'],
  ['join', '', 'intakeSaysJoin'],
  ['options', 'error', 'intakeSaysOptionsError'],
  ['options', '', 'intakeSaysOptionsWarning'],
  ['columns', 'error', 'intakeSaysColumnsError'],
  ['columns', 'warning', 'intakeSaysColumnsWarning'],
  ['columns', '', 'intakeSaysColumnsNote'],
] as const;

/** What a remark says to the reader; what is wrong with the form itself is for those who write it, and told in English. */
function detailOf({ message, detail, at }: Intake['remarks'][number], words: Words): string {
  if (detail === undefined) return message;
  const what = words.phrase(`detail_${detail.id}`, detail.values);
  return at === undefined ? what : words.phrase(`detail_${at.id}`, { ...at.values, what });
}

/** The remarks that no other part of the page tells, the worst first; of many alike, the first ones and their number. */
function listed(intake: Intake, words: Words, called: (table: string) => string): readonly (readonly string[])[] {
  const order = ['error', 'warning', 'note'];
  const elsewhere = new Set([
    ...intake.absent.map(({ table, field }) => `${table}\u001f${field}`),
    ...intake.sheets.flatMap(({ table, unknown }) => unknown.map((name) => `${table}\u001f${name}`)),
  ]);
  const groups = new Map<string, Intake['remarks'][number][]>();
  for (const remark of intake.remarks) {
    if (remark.check === 'columns' && elsewhere.has(`${remark.table}\u001f${remark.field}`)) continue;
    const group = `${order.indexOf(remark.level)} ${remark.check}`;
    groups.set(group, [...(groups.get(group) ?? []), remark]);
  }
  const says = ({ check, level }: Intake['remarks'][number]) => {
    const found = SAYS.find(([of, at]) => of === check && (at === '' || at === level));
    return found === undefined ? check : words.phrase(found[2]);
  };
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, own]) => [
      ...own
        .slice(0, LISTED)
        .map((remark) => [says(remark), remark.field, called(remark.table), remark.key, detailOf(remark, words)]),
      ...(own.length > LISTED
        ? [['…', '', '', '', words.phrase('intakeMore', { n: words.number(own.length - LISTED, 'count') })]]
        : []),
    ]);
}
