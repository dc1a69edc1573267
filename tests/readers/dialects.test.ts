import { describe, expect, test } from 'vitest';
import { assemble } from '../../src/readers/assemble.ts';
import { makeNames } from '../../src/readers/dialects/mangled.ts';
import { dialectOf } from '../../src/readers/dialects/registry.ts';
import { placeSheets } from '../../src/readers/sheets.ts';
import { formOf } from '../form/forms.ts';
import { household, keysOf, optionsOf, parentsOf, rawSheet, sourceSheets, textsOf } from './survey.ts';

const form = household();

describe('dialectOf', () => {
  test.each<[name: string, header: string, evidence: string]>([
    ['kobo', 'age|_uuid|_submission_time', '_uuid, _submission_time'],
    ['r', 'X.U.FEFF.start|age|X_uuid', 'x_uuid'],
    ['r', 'ï..start|age', 'ï..start'],
    ['odk', 'SubmissionDate|g-age|KEY|SubmitterID|FormVersion', 'key, submitterid, formversion'],
    ['odk', 'member_age|PARENT_KEY|KEY', 'parent_key, key'],
    ['surveycto', 'SubmissionDate|age|KEY|formdef_version', 'key, formdef_version'],
    ['surveycto', 'member_age|PARENT_KEY|KEY|SET-OF-member', 'key, SET-OF-'],
    ['ona', '_uuid|member[1]/member_age', "the column 'member[1]/member_age'"],
    ['ona', '_uuid|age|_duration', '_duration or _media_all_received'],
    ['plain', 'age|work', '…'],
  ])('%s: %s', (name, header, evidence) => {
    const found = dialectOf(header.split('|'), undefined);
    expect([found.dialect.name, found.evidence]).toEqual([name, evidence]);
  });

  test('the configuration overrules', () => {
    expect(dialectOf(['_uuid'], 'plain')).toMatchObject({ dialect: { name: 'plain' } });
    expect(() => dialectOf(['_uuid'], 'redcap')).toThrow("'redcap' is not known");
  });
});

test.each<[name: string, made: string]>([
  ['_uuid', 'X_uuid'],
  ['g/age', 'g.age'],
  ['1st', 'X1st'],
  ['.2x', 'X.2x'],
  ['.x', '.x'],
  ['été/à-côté', 'été.à.côté'],
  ['q/-99', 'q..99'],
])('R makes of %s the name %s', (name, made) => {
  expect(makeNames(name)).toBe(made);
});

async function read(sheets: readonly ReturnType<typeof rawSheet>[]) {
  return assemble([sourceSheets(sheets)], optionsOf(form));
}

test('R: names with points, NA for nothing, options TRUE and FALSE, the answer before them', async () => {
  const main = rawSheet(
    'main',
    [
      'X.U.FEFF.today|g.age|g.h.work|g.h.needs|g.h.needs.food|g.h.needs.a.b|a.b|X_uuid|X_index|X__version__',
      '2026-01-05|NA|yes|food a/b|TRUE|TRUE|x|u1|1|3',
      '2026-01-05|7|NA|NA|NA|NA|NA|u2|2|3',
    ],
    { path: 'main.csv', workbook: false },
  );
  const member = rawSheet('member', ['|member.member_age|X_index|X_parent_index|X_submission__uuid', '1|30|1|2|u2'], {
    path: 'member.csv',
    workbook: false,
  });
  const { data, intake } = await read([main, member]);
  expect(textsOf(data, 'main', 'age')).toEqual(['', '7']);
  expect(textsOf(data, 'main', 'work')).toEqual(['yes', '']);
  expect(textsOf(data, 'main', 'needs')).toEqual(['food a/b', '']);
  expect(textsOf(data, 'main', 'a-b')).toEqual(['x', '']);
  expect(textsOf(data, 'main', '__version__')).toEqual(['3', '3']);
  expect(keysOf(data, 'main')).toEqual(['u1', 'u2']);
  expect(parentsOf(data, 'member')).toEqual(['u2']);
  expect(intake.sheets[0]?.unknown).toEqual([]);
  expect(intake.remarks.filter(({ level }) => level === 'error')).toEqual([]);
});

test('ODK Central: groups by -, places in four columns, zeros for what was not answered, rosters by key', async () => {
  const main = rawSheet(
    'survey',
    [
      'SubmissionDate|g-age|g-h-needs|g-h-needs/cash|g-h-needs/food|g-place-Latitude|g-place-Longitude|g-place-Altitude|g-place-Accuracy|meta-instanceID|KEY|SubmitterID|Status|ReviewState|FormVersion',
      '2026-01-05T10:00:00.000Z|20|food cash|1|1|33.5|-7.6|12|4|uuid:u1|uuid:u1|9||approved|v1',
      '2026-01-05T10:00:00.000Z|30||0|0|||||uuid:u2|uuid:u2|9|||v1',
      '2026-01-05T10:00:00.000Z|||0|0|||||uuid:u3|uuid:u3|9|not decrypted||v1',
    ],
    { path: 'z.zip › survey.csv', workbook: false },
  );
  const member = rawSheet(
    'survey-member',
    ['member_age|PARENT_KEY|KEY', '5|uuid:u2|uuid:u2/member[1]', '6|uuid:u2|uuid:u2/member[2]'],
    { path: 'z.zip › survey-member.csv', workbook: false },
  );
  const job = rawSheet('survey-job', ['job_title|PARENT_KEY|KEY', 'cook|uuid:u2/member[2]|uuid:u2/member[2]/job[1]'], {
    path: 'z.zip › survey-job.csv',
    workbook: false,
  });
  const { data, intake } = await read([main, member, job]);
  expect(keysOf(data, 'main')).toEqual(['u1', 'u2']);
  expect(textsOf(data, 'main', 'needs')).toEqual(['food cash', '']);
  expect(textsOf(data, 'main', 'place')).toEqual(['33.5 -7.6 12 4', '']);
  expect(keysOf(data, 'member')).toEqual(['u2/member[1]', 'u2/member[2]']);
  expect(parentsOf(data, 'job')).toEqual(['u2/member[2]']);
  expect(intake.sheets[0]).toMatchObject({ dialect: 'odk', unreadable: 1, reviews: { approved: 1 }, unknown: [] });
  expect(intake.remarks.find(({ key }) => key === 'u3')?.message).toContain(
    'could not read this submission: not decrypted',
  );
});

describe('SurveyCTO', () => {
  test('wide: a repeat within a repeat, counts, and options of a row', async () => {
    const wide = rawSheet(
      'survey',
      [
        'SubmissionDate|today|age|needs|needs_food|needs_cash|born|member_count|member_age_1|member_needs_1|member_needs_food_1|job_count_1|job_title_1_1|job_title_1_2|member_age_2|member_needs_2|member_needs_food_2|job_title_2_1|formdef_version|KEY',
        'Jan 5, 2026 3:12:09 PM|Jan 5, 2026|20|food|1|0|Feb 28, 1990|2|41|food|1|2|cook|||||driver|7|uuid:u1',
        'Jan 6, 2026 12:00:00 AM|Jan 6, 2026|30||||||||||||||||7|uuid:u2',
      ],
      { workbook: false },
    );
    const { data, intake } = await assemble([sourceSheets([wide], { timeZone: 'Asia/Kathmandu' })], optionsOf(form));
    expect(textsOf(data, 'main', 'born')).toEqual(['1990-02-28', '']);
    expect(textsOf(data, 'main', 'needs')).toEqual(['food', '']);
    expect(textsOf(data, 'main', '_submission_time')).toEqual(['2026-01-05T09:27:09Z', '2026-01-05T18:15:00Z']);
    expect(keysOf(data, 'member')).toEqual(['u1/member[1]', 'u1/member[2]']);
    expect(textsOf(data, 'member', 'member_age')).toEqual(['41', '']);
    expect(textsOf(data, 'member', 'member_needs')).toEqual(['food', '']);
    expect(keysOf(data, 'job')).toEqual(['u1/member[1]/job[1]', 'u1/member[1]/job[2]', 'u1/member[2]/job[1]']);
    expect(textsOf(data, 'job', 'job_title')).toEqual(['cook', '', 'driver']);
    expect(intake.sheets.map(({ table, rows }) => `${table} ${rows}`)).toEqual(['main 2', 'member 2', 'job 3']);
    expect(intake.sheets.flatMap(({ unknown }) => unknown)).toEqual([]);
  });

  test('a code below nought, and a question whose name ends like a row', async () => {
    const own = formOf(
      ['type|name|label', 'select_multiple l|q|Q', 'begin repeat|r|R', 'integer|x|X', 'text|x_1|X1', 'end repeat||'],
      ['list_name|name|label', 'l|-99|None', 'l|99|All'],
    ).form;
    const wide = rawSheet('s', ['q|q__99|q_99|r_count|x_1|x_1_1|formdef_version|KEY', '-99|1|0|1|5|word|1|u1'], {
      workbook: false,
    });
    const { data, intake } = await assemble([sourceSheets([wide])], optionsOf(own));
    expect(textsOf(data, 'r', 'x')).toEqual(['5']);
    expect(textsOf(data, 'r', 'x_1')).toEqual(['word']);
    expect(intake.remarks).toEqual([]);
  });
});

test('Ona: repeats in brackets, n/a for nothing', async () => {
  const wide = rawSheet(
    'survey',
    [
      'g/age|g/h/needs|g/h/needs/food|member[1]/member_age|member[1]/job[1]/job_title|member[2]/member_age|_uuid|_submission_time',
      '20|food|TRUE|5|cook|n/a|u1|2026-01-05T10:00:00',
      'n/a|n/a|n/a|n/a|n/a|6|u2|2026-01-05T10:00:00',
    ],
    { workbook: false },
  );
  const { data } = await read([wide]);
  expect(textsOf(data, 'main', 'age')).toEqual(['20', '']);
  expect(keysOf(data, 'member')).toEqual(['u1/member[1]', 'u2/member[1]', 'u2/member[2]']);
  expect(textsOf(data, 'member', 'member_age')).toEqual(['5', '', '6']);
  expect(parentsOf(data, 'job')).toEqual(['u1/member[1]']);
});

describe('labels', () => {
  const labelled = formOf(
    [
      'type|name|label::Français (fr)|label::English (en)',
      'begin group|g|Foyer|Household',
      'integer|age|Âge|Age',
      'select_one yn|work|Travail ?|Work?',
      'select_multiple n|needs|Besoins|Needs',
      'integer|again|Âge|Again',
      'end group|||',
      'text|code||',
    ],
    [
      'list_name|name|label::Français (fr)|label::English (en)',
      'yn|yes|Oui|Yes',
      'yn|no|Non|No',
      'n|food|Aide alimentaire|Food',
      'n|cash|Aide|Cash',
      'n|both|alimentaire Aide|Both',
    ],
  ).form;

  test('headers and answers in a language of the form, groups before them, two questions of one label', async () => {
    const sheet = rawSheet('S', [
      'Foyer/Âge|Foyer/Travail ?|Foyer/Besoins|Foyer/Besoins/Aide alimentaire|Foyer/Besoins/Aide|Foyer/Besoins/alimentaire Aide|Foyer/Âge|code|_uuid',
      '20|Oui|Aide alimentaire Aide|1|1|0|21|c|u1',
      '30|Non|Aide Aide alimentaire|1|1|0|31||u2',
      '40|Peut-être|Aide alimentaire|0|1|1|41||u3',
      '50||||||51||u4',
    ]);
    const [placed] = placeSheets([sheet], labelled, new Set());
    expect(placed?.style.labels).toBe('Français (fr)');
    const { data, intake } = await assemble([sourceSheets([sheet])], optionsOf(labelled));
    expect(textsOf(data, 'main', 'age')).toEqual(['20', '30', '40', '50']);
    expect(textsOf(data, 'main', 'again')).toEqual(['21', '31', '41', '51']);
    // A label that the list does not have stays as it is written: a check names it.
    expect(textsOf(data, 'main', 'work')).toEqual(['yes', 'no', 'Peut-être', '']);
    expect(textsOf(data, 'main', 'code')).toEqual(['c', '', '', '']);
    // « Aide alimentaire Aide » may be read in two ways: the option columns decide. Where they contradict the cell, that is an error.
    expect(textsOf(data, 'main', 'needs')).toEqual(['food cash', 'cash food', 'food', '']);
    expect(intake.remarks.map(({ key, message }) => `${key}: ${message}`)).toEqual([
      "u3: the answer is written 'Aide alimentaire', but the option columns say 'cash both'",
    ]);
  });

  test('the configuration names the language, by id, name or code', () => {
    const sheet = rawSheet('S', ['Household/Age|code', '1|c']);
    expect(placeSheets([sheet], labelled, new Set(), { labels: 'en' })[0]?.style.labels).toBe('English (en)');
    expect(() => placeSheets([sheet], labelled, new Set(), { labels: 'ar' })).toThrow("has no language 'ar'");
  });
});

test('a row of HXL tags is no interview', async () => {
  const sheet = rawSheet('S', ['age|work|_uuid', '#affected|#status|', '20|yes|u1']);
  const { data } = await read([sheet]);
  expect(keysOf(data, 'main')).toEqual(['u1']);
});

test('options without the answer give it, in the order of the columns', async () => {
  const sheet = rawSheet('S', ['age|needs/food|needs/cash|_uuid', '20|1|1|u1', '20|0|0|u2', '20|||u3']);
  const { data } = await read([sheet]);
  expect(textsOf(data, 'main', 'needs')).toEqual(['food cash', '', '']);
});

test('codes that the source entry declares', async () => {
  const sheet = rawSheet('S', ['age|work|needs|_uuid', '20|Oui|1 2|u1', '21|no|2|u2']);
  const codes = new Map([
    ['yn', new Map([['Oui', 'yes']])],
    [
      'needs',
      new Map([
        ['1', 'food'],
        ['2', 'cash'],
      ]),
    ],
  ]);
  const { data } = await assemble([sourceSheets([sheet], { codes })], optionsOf(form));
  expect(textsOf(data, 'main', 'work')).toEqual(['yes', 'no']);
  expect(textsOf(data, 'main', 'needs')).toEqual(['food cash', 'cash']);
});
