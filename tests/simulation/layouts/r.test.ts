import { describe, expect, test } from 'vitest';
import { makeName, makeNames } from '../../../src/simulation/layouts/makeNames.ts';
import { numberInR } from '../../../src/simulation/layouts/r.ts';
import { answers, csvRows, KEYS, NEEDS, picks, textOf, under } from './reading.ts';
import { surveyIn } from './survey.ts';

const SUBMISSION = ['_id', '_uuid', '_submission_time', '_validation_status', '_notes', '_status', '_submitted_by'];
const SAID = [...SUBMISSION, '__version__', '_tags'].map((name) => `X${name}`);
const option = (name: string) => name.replace('-', '.');
const held = (texts: readonly string[]) => texts.map((text) => text || 'NA');

describe('r', async () => {
  const files = await surveyIn('r');
  const main = csvRows(files.get('made_up.csv'));
  const members = csvRows(files.get('made_up_member.csv'));
  const assets = csvRows(files.get('made_up_asset.csv'));

  test('a CSV a table, names made legal: the first begins with the byte order mark, the last with row names', () => {
    expect([...files.keys()]).toEqual(['made_up.csv', 'made_up_member.csv', 'made_up_job.csv', 'made_up_asset.csv']);
    const geo = ['latitude', 'longitude', 'altitude', 'precision'].map((part) => `place._gps_${part}`);
    expect(main[0]).toEqual([
      ...['X.U.FEFF.start', 'end', 'today', 'username', 'place.milieu', 'place.gps', ...geo, 'place.remark', 'age'],
      ...['income', 'story', 'born', 'wakes', 'visit', 'needs', ...NEEDS.map((name) => `needs.${option(name)}`)],
      ...['needs_other', 'priorities', 'hours', 'remarks_end', ...SAID, 'meta.rootUuid', 'X_index'],
    ]);
    expect(members[0]?.slice(-12)).toEqual([
      ...['X_index', 'X_parent_table_name', 'X_parent_index'],
      ...SAID.map((name) => `X_submission_${name.slice(1)}`),
    ]);
    expect(assets[0]?.slice(0, 2)).toEqual(['', 'asset.asset_name']);
    expect(under(assets, '')).toEqual(['1', '2']);
  });

  test('every answer: NA for nothing, TRUE and FALSE for options, numbers as R writes them', () => {
    for (const name of ['end', 'today', 'age', 'story', 'born', 'wakes', 'visit', 'needs', 'priorities', 'hours'])
      expect(under(main, name), name).toEqual(held(answers('main', name)));
    expect(under(main, 'X.U.FEFF.start')).toEqual(answers('main', 'start'));
    expect(under(main, 'income')).toEqual(['1e+05', '0.5', 'NA']);
    for (const name of NEEDS) {
      expect(under(main, `needs.${option(name)}`)).toEqual(picks('main', 'needs', name, 'TRUE', 'FALSE', 'NA'));
      expect(under(members, `family.member.member_needs.${option(name)}`)).toEqual(
        picks('member', 'member_needs', name, 'TRUE', 'FALSE', 'NA'),
      );
    }
    expect(under(main, 'X_uuid')).toEqual(KEYS);
    expect(under(members, 'X_parent_index')).toEqual(['1', '1', '1', '2']);
    expect(under(assets, 'asset.asset_name')).toEqual(answers('asset', 'asset_name'));
  });

  test('text stands in quotes; numbers, TRUE, FALSE and NA do not', () => {
    const line = textOf(files.get('made_up.csv')).split('\n').at(-2) ?? '';
    expect(line).toContain('"2026-07-01","enquete01","rural","-1.5 36.25 0 0",-1.5,36.25,0,0,NA,70,NA,"x",NA,NA,');
    expect(textOf(files.get('made_up.csv'))).toContain('"food 1 -96",TRUE,FALSE,TRUE,FALSE,TRUE,FALSE,');
  });
});

// confirmed in R 4.2.2
//
// > make.names(c("_uuid", "grp/q/-99", "1st", "if", ".2", "", "TRUE", "a b", "..1", "x²", "السؤال"))
// [1] "X_uuid" "grp.q..99" "X1st" "if." "X.2" "X" "TRUE." "a.b" "..1" "x." "السؤال"
test.each([
  ['_uuid', 'X_uuid'],
  ['grp/q/-99', 'grp.q..99'],
  ['1st', 'X1st'],
  ['if', 'if.'],
  ['.2', 'X.2'],
  ['', 'X'],
  ['TRUE', 'TRUE.'],
  ['a b', 'a.b'],
  ['..1', '..1'],
  ['x²', 'x.'],
  ['السؤال', 'السؤال'],
])('make.names(%s) is %s', (name, made) => expect(makeName(name)).toBe(made));

// > make.names(c("a.b", "a-b", "a/b", "a.b.1", "_x", "X_x"), unique = TRUE)
// [1] "a.b" "a.b.2" "a.b.3" "a.b.1" "X_x.1" "X_x"
test('equal names are numbered, and one that was legal stays', () => {
  expect(makeNames(['a.b', 'a-b', 'a/b', 'a.b.1', '_x', 'X_x'])).toEqual([
    ...['a.b', 'a.b.2', 'a.b.3', 'a.b.1', 'X_x.1', 'X_x'],
  ]);
});

// > write.csv(data.frame(x = c(100000, 123456, 1e15, 1e-05, 1e21, 1/3, 0.1 + 0.2, 123456789012345680000, 100000.1, -20000, 0)))
// 1e+05 123456 1e+15 1e-05 1e+21 0.333333333333333 0.3 1.23456789012346e+20 100000.1 -20000 0
test.each([
  [100000, '1e+05'],
  [123456, '123456'],
  [1e15, '1e+15'],
  [0.00001, '1e-05'],
  [1e21, '1e+21'],
  [1 / 3, '0.333333333333333'],
  [0.1 + 0.2, '0.3'],
  [123456789012345680000, '1.23456789012346e+20'],
  [100000.1, '100000.1'],
  [-20000, '-20000'],
  [0, '0'],
])('write.csv writes %d as %s', (value, text) => expect(numberInR(value)).toBe(text));
