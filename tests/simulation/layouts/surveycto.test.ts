import { describe, expect, test } from 'vitest';
import { timeInZone } from '../../../src/simulation/layouts/surveycto.ts';
import { surveyctoWide } from '../../../src/simulation/layouts/surveyctoWide.ts';
import { formOf } from '../../form/forms.ts';
import { answers, csvRows, KEYS, picks, under } from './reading.ts';
import { surveyIn } from './survey.ts';

const geo = (name: string, suffix = '') =>
  ['Latitude', 'Longitude', 'Altitude', 'Accuracy'].map((part) => `${name}-${part}${suffix}`);
const NEEDS = ['food', 'aid', '1', 'roof', '_96', '_99'];
const options = (name: string, suffix = '') => [name + suffix, ...NEEDS.map((need) => `${name}_${need}${suffix}`)];
const uuids = KEYS.map((key) => `uuid:${key}`);

const QUESTIONS = [
  ...[
    'start',
    'end',
    'today',
    'username',
    'milieu',
    ...geo('gps'),
    'remark',
    'age',
    'income',
    'story',
    'born',
    'wakes',
  ],
  ...['visit', ...options('needs'), 'needs_other', 'priorities', 'hours'],
];
const AS_THEY_ARE = ['username', 'milieu', 'remark', 'age', 'income', 'story', 'wakes', 'needs', 'priorities', 'hours'];

/** What both formats say of an interview. */
function expectMain(main: readonly (readonly string[])[]): void {
  for (const name of AS_THEY_ARE) expect(under(main, name), name).toEqual(answers('main', name));
  expect(under(main, 'SubmissionDate')).toEqual([
    'Jan 5, 2026 3:14:30 PM',
    'Jan 6, 2026 12:30:00 AM',
    'Jul 1, 2026 12:02:03 PM',
  ]);
  expect(under(main, 'start')).toEqual([
    'Jan 5, 2026 2:40:00 PM',
    'Jan 6, 2026 12:00:00 AM',
    'Jul 1, 2026 11:30:00 AM',
  ]);
  expect(under(main, 'visit')).toEqual(['Dec 31, 2025 11:59:59 PM', '', 'Jun 30, 2026 12:00:00 PM']);
  expect(under(main, 'today')).toEqual(['Jan 5, 2026', 'Jan 6, 2026', 'Jul 1, 2026']);
  expect(under(main, 'born')).toEqual(['Feb 28, 1991', 'Oct 9, 2013', '']);
  for (const option of ['food', 'aid', '1', 'roof', '-96', '-99'])
    expect(under(main, `needs_${option.replace('-', '_')}`)).toEqual(picks('main', 'needs', option, '1', '0', ''));
  expect(under(main, 'gps-Longitude')).toEqual(['-6.8416', '', '36.25']);
  expect(under(main, 'KEY')).toEqual(uuids);
  expect(under(main, 'instanceID')).toEqual(uuids);
  expect(under(main, 'formdef_version')).toEqual(['7', '7', '7']);
}

describe('surveycto-wide', async () => {
  const files = await surveyIn('surveycto-wide');
  const main = csvRows(files.get('made_up.csv'));

  test('one CSV: rosters in numbered columns behind their count, as many as the longest has', () => {
    expect([...files.keys()]).toEqual(['made_up.csv']);
    const job = (suffix: string) => ['job_title', 'job_pay', 'job_from'].map((name) => name + suffix);
    const member = (at: number, jobs: readonly string[]) => [
      ...[`member_name_${at}`, `member_age_${at}`, ...options('member_needs', `_${at}`), `job_count_${at}`],
      ...[...jobs, ...geo('school', `_${at}`)],
    ];
    expect(main[0]).toEqual([
      ...['SubmissionDate', ...QUESTIONS, 'member_count', ...member(1, job('_1_1'))],
      ...[...member(2, [...job('_2_1'), ...job('_2_2')]), ...member(3, [])],
      ...['asset_count', 'asset_name_1', 'asset_name_2', 'remarks_end', 'instanceID', 'formdef_version', 'KEY'],
    ]);
    expect(main).toHaveLength(4);
  });

  test('every answer', () => {
    expectMain(main);
    expect(under(main, 'member_count')).toEqual(['3', '1', '0']);
    expect(under(main, 'job_count_2')).toEqual(['2', '', '']);
    expect(under(main, 'member_name_1')).toEqual(['Aya', 'Lina', '']);
    expect(under(main, 'member_name_2')).toEqual(['Sami "Sam"', '', '']);
    expect(under(main, 'member_needs_aid_2')).toEqual(['1', '', '']);
    expect(under(main, 'job_title_2_2')).toEqual(['gardien, la nuit', '', '']);
    expect(under(main, 'job_from_1_1')).toEqual(['', 'Dec 1, 2020', '']);
    expect(under(main, 'school-Accuracy_1')).toEqual(['12.5', '', '']);
    expect(under(main, 'asset_name_2')).toEqual(['two goats;\none dog', '', '']);
  });
});

describe('surveycto-long', async () => {
  const files = await surveyIn('surveycto-long');
  const main = csvRows(files.get('made_up.csv'));
  const members = csvRows(files.get('made_up-member.csv'));
  const jobs = csvRows(files.get('made_up-job.csv'));

  test('a CSV for the form and one for each repeat, no groups in headers', () => {
    expect([...files.keys()]).toEqual(['made_up.csv', 'made_up-member.csv', 'made_up-job.csv', 'made_up-asset.csv']);
    expect(main[0]).toEqual([
      ...['SubmissionDate', ...QUESTIONS, 'remarks_end', 'SET-OF-member', 'SET-OF-asset'],
      ...['instanceID', 'formdef_version', 'KEY'],
    ]);
    expect(members[0]).toEqual([
      ...['member_name', 'member_age', ...options('member_needs'), ...geo('school'), 'SET-OF-job'],
      ...['KEY', 'PARENT_KEY', 'SET-OF-member'],
    ]);
    expect(jobs[0]).toEqual(['job_title', 'job_pay', 'job_from', 'KEY', 'PARENT_KEY', 'SET-OF-job']);
    expect([main, members, jobs].map((rows) => rows.length - 1)).toEqual([3, 4, 3]);
  });

  test('every answer', () => {
    expectMain(main);
    for (const name of ['member_name', 'member_age', 'member_needs'])
      expect(under(members, name)).toEqual(answers('member', name));
    for (const name of ['job_title', 'job_pay']) expect(under(jobs, name)).toEqual(answers('job', name));
    expect(under(jobs, 'job_from')).toEqual(['Sep 1, 2019', 'Feb 29, 2024', 'Dec 1, 2020']);
  });

  test('rows know their parent, and the parent its set of rows', () => {
    expect(under(main, 'SET-OF-member')).toEqual(uuids.map((key) => `${key}/family/member`));
    expect(under(members, 'SET-OF-member').at(3)).toBe(under(main, 'SET-OF-member').at(1));
    expect(under(members, 'KEY').at(1)).toBe(`${uuids[0]}/family/member[2]`);
    expect(under(jobs, 'PARENT_KEY')).toEqual([1, 1, 3].map((at) => under(members, 'KEY')[at]));
    expect(under(jobs, 'SET-OF-job')).toEqual([1, 1, 3].map((at) => under(members, 'SET-OF-job')[at]));
  });
});

test.each([
  ['2026-01-05T15:12:09.000+01:00', 'America/New_York', 'Jan 5, 2026 9:12:09 AM'],
  ['2026-07-05T00:00:00Z', 'America/New_York', 'Jul 4, 2026 8:00:00 PM'],
  ['2026-03-01T12:00:00Z', 'Africa/Casablanca', 'Mar 1, 2026 12:00:00 PM'],
  ['2026-05-01T12:00:00Z', 'Africa/Casablanca', 'May 1, 2026 1:00:00 PM'],
  ['05/01/2026 12:00', 'UTC', '05/01/2026 12:00'],
  ['', 'UTC', ''],
])('a moment of SurveyCTO: %s in %s is %s', (text, zone, written) => {
  expect(timeInZone(text, zone)).toBe(written);
});

test('a form that counts the rows of a repeat itself keeps its own count', async () => {
  const { form } = formOf([
    'type|name|label',
    'integer|kid_count|Kids',
    'begin repeat|kid|Kid',
    'text|kid_name|',
    'end repeat||',
  ]);
  const kid = { key: 'k/kid[1]', table: 'kid', cells: new Map([['kid_name', 'Aya']]), below: new Map() };
  const interview = {
    ...{ key: 'k', table: 'main', cells: new Map([['kid_count', '2']]), below: new Map([['kid', [kid]]]) },
    ...{ version: '1', submitted: '2026-01-05T12:00:00' },
  };
  const files = await surveyctoWide.write(form, [interview], { name: 'x', language: '', timeZone: 'UTC' });
  expect(csvRows(files.get('x.csv')).map((row) => row.slice(1, 3))).toEqual([
    ['kid_count', 'kid_name_1'],
    ['2', 'Aya'],
  ]);
});
