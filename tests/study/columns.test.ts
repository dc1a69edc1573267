import { describe, expect, test } from 'vitest';
import { columnSpecs, extraColumns, missingCodes, namedColumns, unknown } from '../../src/study/columns.ts';
import type { Config } from '../../src/study/config.ts';
import { config as schema } from '../../src/study/config.ts';
import { formOf } from '../form/forms.ts';

const form = formOf(
  [
    'type|name|label',
    'select_one yn|work|Work',
    'select_multiple needs or_other|needs|Needs',
    'integer|age|Age',
    'note|hello|Hello',
    'calculate|sum|',
    'text|stratum|Stratum',
    'text|constructor|An unlucky name',
    'begin repeat|member|Member',
    'select_one yn|member_work|Work',
    'end repeat||',
  ],
  ['list_name|name|label', 'yn|yes|Yes', 'yn|no|No', 'yn|dk|Don’t know', 'needs|food|Food', 'needs|cash|Cash'],
).form;

function configOf(more: object = {}): Config {
  return schema.parse({
    title: { en: 'T' },
    form: 'form',
    sources: [{ id: 'a', files: ['a.csv'] }],
    languages: ['en'],
    ...more,
  });
}

const noCodes = { dontKnow: new Map(), refused: new Map() };
const none: ReadonlySet<string> = new Set();

describe('extraColumns', () => {
  test('the platform’s two, then what is kept, then the design', () => {
    const config = configOf({
      keep: { district: 'text', score: 'decimal' },
      design: { weights: 'w', strata: 'h', psu: 'ea', population: 'N' },
    });
    expect(extraColumns(form, config).map(({ name, type }) => `${name} ${type}`)).toEqual([
      '_submission_time dateTime',
      '__version__ text',
      'district text',
      'score decimal',
      'w decimal',
      'h text',
      'ea text',
      'N decimal',
    ]);
  });

  test('a question of the form is none; a column named twice has its first type', () => {
    const config = configOf({ keep: { w: 'integer' }, design: { weights: 'w', strata: 'stratum', psu: 'w' } });
    expect(extraColumns(form, config).slice(2)).toEqual([{ name: 'w', type: 'integer' }]);
  });

  test('named columns are those of the study', () => {
    expect([...namedColumns(extraColumns(form, configOf({ keep: { district: 'text' } })))]).toEqual(['district']);
    expect([...namedColumns(extraColumns(form, configOf()))]).toEqual([]);
  });
});

describe('columnSpecs', () => {
  const specs = columnSpecs(
    form,
    extraColumns(form, configOf({ keep: { district: 'text' } })),
    noCodes,
    new Set(['age', 'district2']),
    'Africa/Casablanca',
  );

  test('fields of each table in form order, then extras of main; no notes, no direct identifiers', () => {
    expect([...specs].map(([table, columns]) => [table, [...columns.keys()].join(' ')])).toEqual([
      ['main', 'work needs needs_other sum stratum constructor _submission_time __version__ district'],
      ['member', 'member_work'],
    ]);
  });

  test('types, lists and zone', () => {
    expect(specs.get('main')?.get('work')).toEqual({
      name: 'work',
      type: 'one',
      options: ['yes', 'no', 'dk'],
      dontKnow: none,
      refused: none,
      timeZone: 'Africa/Casablanca',
    });
    expect(specs.get('main')?.get('needs')?.options).toEqual(['food', 'cash', 'other']);
    expect(specs.get('main')?.get('stratum')?.options).toBeNull();
  });

  test('an extra that is direct has no column', () => {
    const without = columnSpecs(form, [{ name: 'phone', type: 'text' }], noCodes, new Set(['phone']), 'UTC');
    expect(without.get('main')?.has('phone')).toBe(false);
  });

  test('a choice that a filtered list names twice is one option', () => {
    const twice = formOf(
      ['type|name|label', 'select_one l|q|Q'],
      ['list_name|name|label', 'l|a|A', 'l|a|A again', 'l|b|B'],
    ).form;
    expect(columnSpecs(twice, [], noCodes, none, 'UTC').get('main')?.get('q')?.options).toEqual(['a', 'b']);
  });
});

describe('missingCodes', () => {
  test('of a list they are those of every question on it; of a question its own, besides', () => {
    const config = configOf({
      missing: {
        dontKnow: { lists: { yn: ['dk'] }, fields: { age: ['-98'], work: ['idk'] } },
        refused: { fields: { age: ['-99'] } },
      },
    });
    const codes = missingCodes(form, config, 'pipeline.config.json');
    expect([...codes.dontKnow].map(([name, set]) => [name, [...set]])).toEqual([
      ['work', ['dk', 'idk']],
      ['age', ['-98']],
      ['member_work', ['dk']],
    ]);
    expect([...codes.refused].map(([name, set]) => [name, [...set]])).toEqual([['age', ['-99']]]);
    const specs = columnSpecs(form, [], codes, none, 'UTC');
    expect([...(specs.get('member')?.get('member_work')?.dontKnow ?? [])]).toEqual(['dk']);
  });

  test('none declared, none guessed', () => {
    expect(missingCodes(form, configOf(), 'x')).toEqual({ dontKnow: new Map(), refused: new Map() });
  });

  test.each<[name: string, missing: object, message: string]>([
    [
      'an unknown list',
      { dontKnow: { lists: { ny: ['dk'] } } },
      "pipeline.config.json › missing › dontKnow › lists: unknown choice list 'ny'. Did you mean 'yn'?",
    ],
    [
      'an unknown question',
      { refused: { fields: { aeg: ['9'] } } },
      "pipeline.config.json › missing › refused › fields: unknown question 'aeg'. Did you mean 'age'?",
    ],
  ])('%s is a fault', (_, missing, message) => {
    expect(() => missingCodes(form, configOf({ missing }), 'pipeline.config.json')).toThrow(message);
  });
});

test.each<[name: string, known: string[], message: string]>([
  ['near', ['age', 'sex'], "here: unknown field 'aeg'. Did you mean 'age'?"],
  ['far', ['income'], "here: unknown field 'aeg'"],
  ['of nothing', [], "here: unknown field 'aeg'"],
])('unknown, %s', (_, known, message) => {
  expect(unknown('here', 'field', 'aeg', known).message).toBe(message);
});
