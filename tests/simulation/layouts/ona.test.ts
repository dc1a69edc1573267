import { describe, expect, test } from 'vitest';
import { answers, csvRows, KEYS, NEEDS, picks, under } from './reading.ts';
import { surveyIn } from './survey.ts';

const geo = (group: string, name: string) =>
  ['latitude', 'longitude', 'altitude', 'precision'].map((part) => `${group}_${name}_${part}`);
const options = (header: string) => NEEDS.map((name) => `${header}/${name}`);
const held = (texts: readonly string[]) => texts.map((text) => text || 'n/a');

describe('ona', async () => {
  const files = await surveyIn('ona');
  const main = csvRows(files.get('made_up.csv'));

  test('one CSV: rosters in numbered paths; a select_multiple in its options alone', () => {
    expect([...files.keys()]).toEqual(['made_up.csv']);
    const job = (at: string) => ['job_title', 'job_pay', 'job_from'].map((name) => `${at}/${name}`);
    const member = (at: number, jobs: number) => {
      const path = `family/member[${at}]`;
      return [
        ...[`${path}/member_name`, `${path}/member_age`, ...options(`${path}/member_needs`)],
        ...Array.from({ length: jobs }, (_, turn) => job(`${path}/labour/job[${turn + 1}]`)).flat(),
        ...[`${path}/home/school`, ...geo(`${path}/home/`, 'school')],
      ];
    };
    expect(main[0]).toEqual([
      ...['start', 'end', 'today', 'username', 'place/milieu', 'place/gps', ...geo('place/', 'gps'), 'place/remark'],
      ...[
        'age',
        'income',
        'story',
        'born',
        'wakes',
        'visit',
        ...options('needs'),
        'needs_other',
        'priorities',
        'hours',
      ],
      ...[...member(1, 1), ...member(2, 2), ...member(3, 0), 'asset[1]/asset_name', 'asset[2]/asset_name'],
      ...['remarks_end', 'meta/instanceID', '_id', '_uuid', '_submission_time', '_date_modified', '_tags', '_notes'],
      ...['_version', '_duration', '_submitted_by', '_total_media', '_media_count', '_media_all_received'],
    ]);
    expect(main).toHaveLength(4);
  });

  test('every answer, n/a for none', () => {
    for (const name of ['start', 'end', 'today', 'age', 'income', 'story', 'born', 'wakes', 'visit', 'needs_other'])
      expect(under(main, name), name).toEqual(held(answers('main', name)));
    for (const name of ['milieu', 'gps', 'remark'])
      expect(under(main, `place/${name}`)).toEqual(held(answers('main', name)));
    for (const name of NEEDS)
      expect(under(main, `needs/${name}`)).toEqual(picks('main', 'needs', name, 'TRUE', 'FALSE', 'n/a'));
    expect(under(main, 'family/member[2]/member_needs/aid')).toEqual(['TRUE', 'n/a', 'n/a']);
    expect(under(main, 'family/member[3]/member_needs/aid')).toEqual(['n/a', 'n/a', 'n/a']);
    expect(under(main, 'family/member[2]/labour/job[2]/job_title')).toEqual(['gardien, la nuit', 'n/a', 'n/a']);
    expect(under(main, 'family/member[1]/labour/job[1]/job_from')).toEqual(['n/a', '2020-12-01', 'n/a']);
    expect(under(main, 'family/member[1]/home/_school_precision')).toEqual(['12.5', 'n/a', 'n/a']);
    expect(under(main, 'asset[2]/asset_name')).toEqual(['two goats;\none dog', 'n/a', 'n/a']);
    expect(under(main, '_uuid')).toEqual(KEYS);
    expect(under(main, '_submission_time')[0]).toBe('2026-01-05T14:14:30');
    expect(under(main, '_duration')).toEqual(['1929', '1745', '1801']);
    expect(under(main, '_version')).toEqual(['7', '7', '7']);
  });
});
