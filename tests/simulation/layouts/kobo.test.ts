import { describe, expect, test } from 'vitest';
import { koboLabels } from '../../../src/simulation/layouts/koboLabels.ts';
import { formOf } from '../../form/forms.ts';
import { answers, csvRows, KEYS, NEEDS, picks, sheetsOf, textOf, under } from './reading.ts';
import { surveyIn } from './survey.ts';

const SUBMISSION = [
  '_id',
  '_uuid',
  '_submission_time',
  '_validation_status',
  '_notes',
  '_status',
  '_submitted_by',
  '__version__',
  '_tags',
];
const geo = (group: string, name: string) =>
  ['latitude', 'longitude', 'altitude', 'precision'].map((part) => `${group}_${name}_${part}`);
const options = (header: string, names: readonly string[]) => names.map((name) => `${header}/${name}`);
const parents = (sheet: readonly (readonly unknown[])[]) => [
  under(sheet, '_index'),
  under(sheet, '_parent_table_name'),
  under(sheet, '_parent_index'),
];

/** An answer as a workbook holds it. */
const held = (texts: readonly string[]) => texts.map((text) => (text === '' ? null : text));
const numbers = (texts: readonly string[]) => texts.map((text) => (text === '' ? null : Number(text)));

describe('kobo: names', async () => {
  const files = await surveyIn('kobo');
  const sheets = sheetsOf(files.get('export.xlsx'));
  const main = sheets.get('Made-up survey_ all layouts') ?? [];
  const members = sheets.get('member') ?? [];
  const jobs = sheets.get('job') ?? [];

  test('a workbook with a sheet a table, and the main table as CSV', () => {
    expect([...files.keys()]).toEqual(['export.xlsx', 'export.csv']);
    expect([...sheets].map(([name, rows]) => [name, rows.length - 1])).toEqual([
      ['Made-up survey_ all layouts', 3],
      ['member', 4],
      ['job', 3],
      ['asset', 2],
    ]);
  });

  test('headers', () => {
    expect(main[0]).toEqual([
      ...['start', 'end', 'today', 'username', 'place/milieu', 'place/gps', ...geo('place/', 'gps'), 'place/remark'],
      ...['age', 'income', 'story', 'born', 'wakes', 'visit', 'needs', ...options('needs', NEEDS), 'needs_other'],
      ...['priorities', 'hours', 'remarks_end', ...SUBMISSION, 'meta/rootUuid', '_index'],
    ]);
    expect(members[0]).toEqual([
      ...['family/member/member_name', 'family/member/member_age', 'family/member/member_needs'],
      ...options('family/member/member_needs', NEEDS),
      ...['family/member/home/school', ...geo('family/member/home/', 'school')],
      ...['_index', '_parent_table_name', '_parent_index', ...SUBMISSION.map((name) => `_submission_${name}`)],
    ]);
    expect(jobs[0]?.slice(0, 3)).toEqual([
      'family/member/labour/job/job_title',
      'family/member/labour/job/job_pay',
      'family/member/labour/job/job_from',
    ]);
  });

  test('every answer, numbers as numbers', () => {
    for (const name of ['start', 'end', 'today', 'username', 'story', 'born', 'wakes', 'visit', 'needs', 'needs_other'])
      expect(under(main, name), name).toEqual(held(answers('main', name)));
    for (const name of ['age', 'income', 'hours'])
      expect(under(main, name), name).toEqual(numbers(answers('main', name)));
    for (const name of ['milieu', 'gps', 'remark'])
      expect(under(main, `place/${name}`)).toEqual(held(answers('main', name)));
    expect(under(main, 'place/_gps_longitude')).toEqual([-6.8416, null, 36.25]);
    for (const option of NEEDS) {
      expect(under(main, `needs/${option}`)).toEqual(picks('main', 'needs', option, 1, 0, null));
      expect(under(members, `family/member/member_needs/${option}`)).toEqual(
        picks('member', 'member_needs', option, 1, 0, null),
      );
    }
    expect(under(members, 'family/member/member_name')).toEqual(held(answers('member', 'member_name')));
    expect(under(jobs, 'family/member/labour/job/job_pay')).toEqual([1250.75, 900, null]);
  });

  test('rosters hang on row numbers, and copy what is said of the submission', () => {
    const title = 'Made-up survey: all layouts';
    expect(parents(members)).toEqual([
      [1, 2, 3, 4],
      [title, title, title, title],
      [1, 1, 1, 2],
    ]);
    expect(parents(jobs)).toEqual([
      [1, 2, 3],
      ['member', 'member', 'member'],
      [2, 2, 4],
    ]);
    expect(under(jobs, '_submission__uuid')).toEqual([KEYS[0], KEYS[0], KEYS[1]]);
    expect(under(main, '_uuid')).toEqual(KEYS);
    expect(under(main, 'meta/rootUuid')).toEqual(KEYS.map((key) => `uuid:${key}`));
    expect(under(main, '_submission_time')).toEqual([
      '2026-01-05T14:14:30',
      '2026-01-05T23:30:00',
      '2026-07-01T11:02:03',
    ]);
  });

  test('the CSV has semicolons and every cell in quotes, and says what the main sheet says', () => {
    const csv = files.get('export.csv');
    expect(
      textOf(csv)
        .split('\n')[0]
        ?.split(';')
        .every((cell) => /^".*"$/.test(cell)),
    ).toBe(true);
    expect(csvRows(csv, ';')).toEqual(main.map((row) => row.map((cell) => String(cell ?? ''))));
  });
});

describe('kobo-labels', async () => {
  const english = sheetsOf((await surveyIn('kobo-labels')).get('export.xlsx'));
  const french = sheetsOf((await surveyIn('kobo-labels', { language: 'Français (fr)' })).get('export.xlsx'));
  const main = english.get('Made-up survey_ all layouts') ?? [];

  test('headers are labels behind the labels of their groups; a missing one is a name', () => {
    const needs = (options: readonly string[], header: string) => [header, ...options.map((one) => `${header}/${one}`)];
    expect(main[0]?.slice(0, 29)).toEqual([
      ...['start', 'end', 'today', 'username', 'Place/Urban / rural', 'Place/Position', ...geo('Place/', 'Position')],
      ...['Place/Remarks', 'Age', 'Income', 'Story', 'Born on', 'Gets up at', 'Last visit'],
      ...needs(['Food', 'Food aid', 'Cash', 'A roof', 'Other', 'Refuses'], 'Needs'),
      ...['Which other', 'Order of needs', 'Hours at work', 'Remarks', '_id'],
    ]);
    const shown = french.get('Made-up survey_ all layouts')?.[0] ?? [];
    expect(shown.slice(17, 28)).toEqual([
      ...needs(['Nourriture', 'Aide alimentaire', 'Argent', 'roof', 'Autre', 'Refuse'], 'Besoins'),
      ...['Lequel', 'priorities', 'hours', 'Remarques'],
    ]);
  });

  test('selects are answered in labels; their options by 1, 0 or nothing; a ranking in names', () => {
    expect(under(main, 'Place/Urban / rural')).toEqual(['Urban', 'Rural', 'Rural']);
    expect(under(main, 'Needs')).toEqual(['Food Cash Other', 'Refuses', null]);
    expect(under(main, 'Needs/Food aid')).toEqual([0, 0, null]);
    expect(under(main, 'Needs/Other')).toEqual([1, 0, null]);
    expect(under(main, 'Order of needs')).toEqual(held(answers('main', 'priorities')));
    expect(under(main, 'Story')).toEqual(held(answers('main', 'story')));
    const members = french.get('member') ?? [];
    expect(under(members, 'Famille/Membre/Besoins')).toEqual([
      'Nourriture',
      'Nourriture Aide alimentaire',
      null,
      'roof',
    ]);
  });

  test('sheets of repeats are called by the name of the repeat; nothing else differs from the export in names', async () => {
    const named = sheetsOf((await surveyIn('kobo')).get('export.xlsx'));
    expect([...english.keys()]).toEqual([...named.keys()]);
    for (const [name, rows] of named) {
      const selects = rows[0]?.flatMap((header, at) => (/(milieu|needs)$/.test(String(header)) ? [at] : [])) ?? [];
      const rest = (all: readonly (readonly unknown[])[] = []) =>
        all.slice(1).map((row) => row.filter((_, at) => !selects.includes(at)));
      expect(rest(english.get(name))).toEqual(rest(rows));
    }
  });
});

test('kobo-labels: questions of one label keep one header each, in form order', async () => {
  const { form } = formOf(['type|name|label', 'text|a|Comment', 'integer|b|Comment', 'text|c|'], [], []);
  const cells = new Map([
    ['a', 'one'],
    ['b', '2'],
    ['c', 'three'],
  ]);
  const interview = {
    key: 'k',
    table: 'main',
    cells,
    below: new Map(),
    version: '1',
    submitted: '2026-01-05T12:00:00',
  };
  const files = await koboLabels.write(form, [interview], { name: 'x', language: '', timeZone: 'UTC' });
  const [sheet] = sheetsOf(files.get('x.xlsx')).values();
  expect(sheet?.map((row) => row.slice(0, 3))).toEqual([
    ['Comment', 'Comment', 'c'],
    ['one', 2, 'three'],
  ]);
});
