import { describe, expect, test } from 'vitest';
import { assemble } from '../../src/readers/assemble.ts';
import { readSheets } from '../../src/readers/read.ts';
import { sourceOf } from './source.ts';
import { household, keysOf, optionsOf, parentsOf, sourceSheets, textsOf } from './survey.ts';

const form = household();

const kobo = {
  count: 2,
  next: null,
  previous: null,
  results: [
    {
      _id: 7,
      'formhub/uuid': 'f',
      'g/age': '20',
      'g/h/needs': 'food cash',
      'g/place': '33.5 -7.6 10 5',
      name: 'A "quoted" {brace} [bracket] \\ and a\nline',
      'meta/rootUuid': 'uuid:u1',
      _uuid: 'x1',
      _geolocation: [33.5, -7.6],
      _attachments: [{ filename: 'a.jpg' }],
      _validation_status: { uid: 'validation_status_approved', label: 'Approved' },
      _submission_time: '2026-01-05T10:00:00',
      member: [
        { 'member/member_age': '5', 'member/job': [{ 'member/job/job_title': 'cook' }] },
        { 'member/member_age': '6' },
      ],
    },
    { _id: 8, 'g/age': null, 'meta/rootUuid': 'uuid:u2', _uuid: 'u2', _submission_time: '2026-01-06T10:00:00' },
  ],
};

const odata = {
  '@odata.context': 'https://example.org/$metadata#Submissions',
  value: [
    {
      __id: 'uuid:u1',
      __system: {
        submissionDate: '2026-01-05T10:00:00.000Z',
        submitterId: '3',
        reviewState: 'approved',
        formVersion: 'v1',
      },
      g: {
        age: 20,
        h: { work: 'yes', needs: 'food' },
        place: { type: 'Point', coordinates: [-7.6, 33.5, 10], properties: { accuracy: 5 } },
      },
      name: null,
      member: [{ __id: 'm1', member_age: 5, job: [{ __id: 'j1', job_title: 'cook' }] }],
    },
    { __id: 'uuid:u2', __system: { submissionDate: '2026-01-06T10:00:00.000Z' }, g: { age: null, h: {} }, member: [] },
  ],
};

describe.each<[name: string, text: string, chunk: number, dialect: string]>([
  ['KoboToolbox', JSON.stringify(kobo), 10_000, 'kobo'],
  ['KoboToolbox, in pieces of 7 bytes', JSON.stringify(kobo, null, 2), 7, 'kobo'],
  ['a bare list', JSON.stringify(kobo.results), 10_000, 'kobo'],
  ['OData of ODK Central', JSON.stringify(odata), 10_000, 'odk'],
  ['OData in pieces of 5 bytes', JSON.stringify(odata, null, 1), 5, 'odk'],
])('%s', (_, text, chunk, dialect) => {
  test('gives interviews and their rosters', async () => {
    const sheets = await readSheets(sourceOf('data.json', text, chunk));
    const { data, intake } = await assemble([sourceSheets(sheets)], optionsOf(form));
    expect(keysOf(data, 'main')).toEqual(['u1', 'u2']);
    expect(textsOf(data, 'main', 'age')).toEqual(['20', '']);
    expect(textsOf(data, 'main', 'place')).toEqual(['33.5 -7.6 10 5', '']);
    expect(textsOf(data, 'member', 'member_age').slice(0, 1)).toEqual(['5']);
    expect(parentsOf(data, 'job')).toEqual(['u1/member[1]']);
    expect(textsOf(data, 'job', 'job_title')).toEqual(['cook']);
    expect(intake.sheets.map((sheet) => sheet.dialect)).toEqual([dialect, dialect, dialect]);
    expect(intake.sheets.flatMap(({ unknown }) => unknown)).toEqual([]);
    expect(intake.remarks.filter(({ level }) => level === 'error')).toEqual([]);
    expect(Object.values(intake.sheets[0]?.reviews ?? {})).toEqual([1]);
  });
});

test('text is kept as it is', async () => {
  const sheets = await readSheets(sourceOf('data.json', JSON.stringify(kobo), 11));
  const { data } = await assemble([sourceSheets(sheets)], optionsOf(form));
  expect(textsOf(data, 'main', 'name')).toEqual([kobo.results[0]?.name, '']);
});

test('repeats that OData did not send are said', async () => {
  const text = JSON.stringify({
    value: [{ __id: 'u1', age: 1, 'member@odata.navigationLink': "Submissions('u1')/member" }],
  });
  const [sheet] = await readSheets(sourceOf('data.json', text, 1_000));
  expect(sheet?.how).toBe('JSON; its repeats are not in it: ask the server with $expand=*');
});

test.each<[name: string, text: string, message: string]>([
  [
    'no list',
    '{"type": "FeatureCollection", "features": []}',
    "data.json: is JSON, but no list of submissions: it has neither 'results' nor 'value'",
  ],
  ['cut off in a record', JSON.stringify(kobo).slice(0, 200), 'data.json, line 1: the JSON is cut off'],
  ['cut off in a text', '[{"a": "b', 'data.json, line 1: the JSON is cut off'],
  ['a record that is no JSON', '[\n  {"a": 1},\n  {"a": b}\n]', 'data.json, record at line 3, column 3: is no JSON'],
  ['an empty list', '[]', 'data.json: no table in it has any text'],
])('%s', async (_, text, message) => {
  await expect(readSheets(sourceOf('data.json', text, 1_000))).rejects.toThrow(message);
});
