import { describe, expect, test } from 'vitest';
import { placeSheets } from '../../src/readers/sheets.ts';
import type { RawSheet } from '../../src/table/source.ts';
import { formOf } from '../form/forms.ts';
import { household, rawSheet } from './survey.ts';

const form = household();
const none: ReadonlySet<string> = new Set();
const main = rawSheet('Household', ['_index|_uuid|age|work|needs|name']);

function tables(sheets: readonly RawSheet[], dialect?: string): readonly string[] {
  return placeSheets(sheets, form, none, { dialect }).map(({ table }) => table);
}

describe('placeSheets', () => {
  test.each<[name: string, sheets: RawSheet[], placed: string[]]>([
    ['interviews alone', [main], ['main']],
    [
      'rosters by their parent columns',
      [main, rawSheet('member', ['member_age|_parent_index|_index'])],
      ['main', 'member'],
    ],
    ['whatever the sheet’s name', [main, rawSheet('Sheet2', ['member_age|_parent_index'])], ['main', 'member']],
    ['a roster in a roster', [main, rawSheet('job', ['job_title|_parent_index|_parent_table_name'])], ['main', 'job']],
    ['rosters first', [rawSheet('member', ['member_age|_parent_index']), main], ['member', 'main']],
    ['a roster linked by uuid', [main, rawSheet('member', ['member_age|_submission__uuid'])], ['main', 'member']],
    ['a sheet of notes', [main, rawSheet('README', ['about|this|file'])], ['main', '']],
    ['an empty sheet', [main, rawSheet('Sheet3', [])], ['main', '']],
    ['a roster of another form', [main, rawSheet('child', ['child_age|_parent_index'])], ['main', '']],
    ['labels for headers', [rawSheet('Labels', ['Age|Work|Needs'])], ['main']],
    ['two files of interviews', [main, rawSheet('Household', ['_uuid|age|work'])], ['main', 'main']],
    ['headers with spaces', [rawSheet('x', [' age | _uuid '])], ['main']],
  ])('%s', (_, sheets, placed) => {
    expect(tables(sheets)).toEqual(placed);
  });

  test.each<[name: string, header: string]>([
    ['uuid', 'uuid|age|work|name'],
    ['KEY', 'KEY|age|work|name'],
    ['row number', 'index|age|work|name'],
    ['nothing', 'age|work|name'],
  ])('a plain file of interviews keyed by %s is main', (_, header) => {
    expect(tables([rawSheet('x', [header])])).toEqual(['main']);
  });

  test('a plain roster keyed by its interview’s uuid', () => {
    expect(tables([rawSheet('x', ['uuid|age|work']), rawSheet('y', ['uuid|member_age|member_needs'])])).toEqual([
      'main',
      'member',
    ]);
  });

  test('says why a sheet was left out', () => {
    const [, left] = placeSheets([main, rawSheet('README', ['about|this'])], form, none);
    expect(left).toMatchObject({ table: '', why: '0 of its 2 columns are questions of the form' });
    const single = formOf(['type|name|label', 'integer|age|Age']).form;
    const [, roster] = placeSheets([main, rawSheet('r', ['x|_parent_index'])], single, none, undefined);
    expect(roster).toMatchObject({ table: '', why: 'the form has no repeat' });
  });

  test('a cut sheet name finds its repeat', () => {
    const name = 'a_repeat_with_a_name_of_more_than_31';
    const long = formOf([
      'type|name|label',
      'integer|age|Age',
      `begin repeat|${name}|R`,
      'integer|x|X',
      'end repeat||',
      'begin repeat|b|B',
      'integer|y|Y',
      'end repeat||',
    ]).form;
    const sheets = [
      rawSheet('m', ['_index|age']),
      rawSheet(`${name.slice(0, 28)}...`, ['_parent_index|x']),
      rawSheet('b', ['_parent_index|y']),
    ];
    expect(placeSheets(sheets, long, none).map(({ table }) => table)).toEqual(['main', name, 'b']);
  });

  test('the dialect of each sheet', () => {
    expect(placeSheets([main], form, none)[0]?.dialect.name).toBe('kobo');
    expect(placeSheets([main], form, none, { dialect: 'plain' })[0]?.dialect.name).toBe('plain');
    expect(placeSheets([rawSheet('x', ['age|name'])], form, none)[0]?.dialect.name).toBe('plain');
  });

  test.each<[name: string, sheets: RawSheet[]]>([
    ['another survey', [rawSheet('Other', ['_uuid|q1|q2|q3'])]],
    [
      'under one column in twenty',
      [rawSheet('Other', [['age', ...Array.from({ length: 30 }, (_, at) => `q${at}`)].join('|')])],
    ],
    ['no sheet', []],
  ])('%s is a fault', (_, sheets) => {
    expect(() => placeSheets(sheets, form, none)).toThrow(
      /^(export\.xlsx|data): no sheet holds interviews of the form/,
    );
  });

  test('rosters without interviews are a fault that names them', () => {
    const rosters = [rawSheet('member', ['member_age|_parent_index'])];
    expect(() => placeSheets(rosters, form, none)).toThrow(
      "export.xlsx: no sheet holds interviews; 'member' holds the roster 'member'",
    );
  });
});
