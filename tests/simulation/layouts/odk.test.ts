import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { answers, csvRows, KEYS, picks, textOf, under } from './reading.ts';
import { surveyIn } from './survey.ts';

const geo = (name: string) => ['Latitude', 'Longitude', 'Altitude', 'Accuracy'].map((part) => `${name}-${part}`);
const uuids = KEYS.map((key) => `uuid:${key}`);

describe('odk', async () => {
  const made = await surveyIn('odk');
  const files = unzipSync(made.get('export.zip') ?? new Uint8Array());
  const main = csvRows(files['made_up.csv']);
  const members = csvRows(files['made_up-member.csv']);
  const jobs = csvRows(files['made_up-job.csv']);
  const assets = csvRows(files['made_up-asset.csv']);

  test('a zip with a CSV for the form and one for each repeat, without a byte order mark', () => {
    expect([...made.keys()]).toEqual(['export.zip']);
    expect(Object.keys(files)).toEqual(['made_up.csv', 'made_up-member.csv', 'made_up-job.csv', 'made_up-asset.csv']);
    for (const bytes of Object.values(files)) expect(textOf(bytes).startsWith('\ufeff')).toBe(false);
    expect([main, members, jobs, assets].map((rows) => rows.length - 1)).toEqual([3, 4, 3, 2]);
  });

  test('headers: groups with dashes, in a repeat those below it; of a select_multiple the options that somebody picked, in alphabetical order', () => {
    expect(main[0]).toEqual([
      ...['SubmissionDate', 'start', 'end', 'today', 'username', 'place-milieu', ...geo('place-gps'), 'place-remark'],
      ...[
        'age',
        'income',
        'story',
        'born',
        'wakes',
        'visit',
        'needs',
        'needs/-96',
        'needs/-99',
        'needs/1',
        'needs/food',
      ],
      ...[
        'needs_other',
        'priorities',
        'hours',
        'remarks_end',
        'meta-instanceID',
        'KEY',
        'SubmitterID',
        'SubmitterName',
      ],
      ...['AttachmentsPresent', 'AttachmentsExpected', 'Status', 'ReviewState', 'DeviceID', 'Edits', 'FormVersion'],
    ]);
    expect(members[0]).toEqual([
      ...['member_name', 'member_age', 'member_needs', 'member_needs/aid', 'member_needs/food', 'member_needs/roof'],
      ...[...geo('home-school'), 'PARENT_KEY', 'KEY'],
    ]);
    expect(jobs[0]).toEqual(['job_title', 'job_pay', 'job_from', 'PARENT_KEY', 'KEY']);
    expect(assets[0]).toEqual(['asset_name', 'PARENT_KEY', 'KEY']);
  });

  test('every answer, with what the server adds', () => {
    for (const name of ['start', 'end', 'today', 'age', 'income', 'story', 'born', 'wakes', 'visit', 'needs'])
      expect(under(main, name), name).toEqual(answers('main', name));
    for (const name of ['needs_other', 'priorities', 'hours', 'remarks_end', 'username'])
      expect(under(main, name), name).toEqual(answers('main', name));
    for (const name of ['milieu', 'remark']) expect(under(main, `place-${name}`)).toEqual(answers('main', name));
    const parts = main.slice(1).map((row) => geo('place-gps').map((part) => row[main[0]?.indexOf(part) ?? -1]));
    expect(parts.map((row) => row.join(' ').trim())).toEqual(answers('main', 'gps'));
    expect(under(main, 'SubmissionDate')).toEqual([
      '2026-01-05T14:14:30.000Z',
      '2026-01-05T23:30:00.000Z',
      '2026-07-01T11:02:03.000Z',
    ]);
    expect(under(main, 'meta-instanceID')).toEqual(uuids);
    expect(under(main, 'FormVersion')).toEqual(['7', '7', '7']);
    expect([...under(main, 'Status'), ...under(main, 'ReviewState')].join('')).toBe('');
    expect(under(jobs, 'job_title')).toEqual(answers('job', 'job_title'));
    expect(under(assets, 'asset_name')).toEqual(answers('asset', 'asset_name'));
  });

  test('an option that was not picked is 0, also where nothing was answered', () => {
    for (const option of ['-96', '-99', '1', 'food'])
      expect(under(main, `needs/${option}`)).toEqual(picks('main', 'needs', option, '1', '0', '0'));
    expect(under(members, 'member_needs/food')).toEqual(['1', '1', '0', '0']);
  });

  test('rows of repeats are keyed by their path, and name the row around them', () => {
    const member = (parent: string | undefined, at: number) => `${parent}/family/member[${at}]`;
    const rows = [member(uuids[0], 1), member(uuids[0], 2), member(uuids[0], 3), member(uuids[1], 1)];
    expect(under(main, 'KEY')).toEqual(uuids);
    expect([under(members, 'PARENT_KEY'), under(members, 'KEY')]).toEqual([
      [uuids[0], uuids[0], uuids[0], uuids[1]],
      rows,
    ]);
    expect([under(jobs, 'PARENT_KEY'), under(jobs, 'KEY')]).toEqual([
      [rows[1], rows[1], rows[3]],
      [`${rows[1]}/labour/job[1]`, `${rows[1]}/labour/job[2]`, `${rows[3]}/labour/job[1]`],
    ]);
    expect(under(assets, 'KEY')).toEqual([`${uuids[0]}/asset[1]`, `${uuids[0]}/asset[2]`]);
  });
});
