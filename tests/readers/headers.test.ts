import { describe, expect, test } from 'vitest';
import { readHeaders } from '../../src/readers/headers.ts';
import { formOf } from '../form/forms.ts';
import { household } from './survey.ts';

const form = household();
const none: ReadonlySet<string> = new Set();

/** What a header means, in a word. */
function meant(
  header: string,
  table = 'main',
  extras: readonly string[] = [],
  platform: readonly string[] = [],
): string {
  const [meaning] = readHeaders([header], form, table, new Set(extras), new Set(platform));
  switch (meaning?.kind) {
    case 'field':
    case 'part':
      return `${meaning.kind} ${meaning.field.name}`;
    case 'option':
      return `${meaning.known ? 'option' : 'foreign'} ${meaning.field.name} ${meaning.option}`;
    case 'extra':
      return `extra ${meaning.name}`;
    default:
      return meaning?.kind ?? 'nothing';
  }
}

describe('fields', () => {
  test.each<[header: string, meaning: string]>([
    ['age', 'field age'],
    [' age ', 'field age'],
    ['g/age', 'field age'],
    ['g.age', 'field age'],
    ['g:age', 'field age'],
    ['g-age', 'field age'],
    ['work', 'field work'],
    ['g/h/work', 'field work'],
    ['g.h.work', 'field work'],
    ['g:h:work', 'field work'],
    ['g-h-work', 'field work'],
    ['h/work', 'field work'],
    ['a-b', 'field a-b'],
    ['today', 'field today'],
    // Not a path of this form.
    ['h/age', 'unknown'],
    ['g/work', 'unknown'],
    ['g/h.work', 'unknown'],
    ['AGE', 'unknown'],
    ['Age', 'unknown'],
    ['', 'unknown'],
    ['/', 'unknown'],
    ['__proto__', 'unknown'],
    ['constructor', 'unknown'],
    // A question of a roster is none of the interview's.
    ['member_age', 'unknown'],
  ])('%j of main', (header, meaning) => {
    expect(meant(header)).toBe(meaning);
  });

  test.each<[header: string, table: string, meaning: string]>([
    ['member/member_age', 'member', 'field member_age'],
    ['member_age', 'member', 'field member_age'],
    ['member/job/job_title', 'job', 'field job_title'],
    ['job/job_title', 'job', 'field job_title'],
    ['age', 'member', 'unknown'],
    ['member/member_needs/food', 'member', 'option member_needs food'],
  ])('%j of %s is %s', (header, table, meaning) => {
    expect(meant(header, table)).toBe(meaning);
  });
});

describe('option columns', () => {
  test.each<[header: string, meaning: string]>([
    ['needs/food', 'option needs food'],
    ['needs.food', 'option needs food'],
    ['needs:cash', 'option needs cash'],
    ['needs-cash', 'option needs cash'],
    ['g/h/needs/food', 'option needs food'],
    ['g.h.needs.cash', 'option needs cash'],
    ['h/needs/food', 'option needs food'],
    ['needs/a/b', 'option needs a/b'],
    ['needs/water', 'foreign needs water'],
    ['g/h/needs/water', 'foreign needs water'],
    ['needs/', 'foreign needs '],
    // Only a select_multiple has option columns.
    ['work/yes', 'unknown'],
    ['age/1', 'unknown'],
    // Other programs join them by an underscore, which alone makes no option.
    ['needs_food', 'option needs food'],
    ['needs_water', 'unknown'],
  ])('%j is %s', (header, meaning) => {
    expect(meant(header)).toBe(meaning);
  });

  test('the option that or_other adds is known', () => {
    const other = formOf(['type|name|label', 'select_multiple l or_other|q|Q'], ['list_name|name|label', 'l|a|A']).form;
    expect(readHeaders(['q/other', 'q/a', 'q/b', 'q_other'], other, 'main', none, none)).toMatchObject([
      { kind: 'option', option: 'other', known: true },
      { kind: 'option', option: 'a', known: true },
      { kind: 'option', option: 'b', known: false },
      { kind: 'field', field: { name: 'q_other' } },
    ]);
  });

  test('a question whose name is the longer one wins over an option', () => {
    const near = formOf(
      ['type|name|label', 'select_multiple l|q|Q', 'text|q-a|QA'],
      ['list_name|name|label', 'l|a|A'],
    ).form;
    expect(readHeaders(['q-a', 'q/a'], near, 'main', none, none)).toMatchObject([
      { kind: 'field', field: { name: 'q-a' } },
      { kind: 'option', option: 'a' },
    ]);
  });
});

describe('parts of answers', () => {
  test.each<[header: string, meaning: string]>([
    ['_place_latitude', 'part place'],
    ['_place_longitude', 'part place'],
    ['_place_altitude', 'part place'],
    ['_place_precision', 'part place'],
    ['g/_place_latitude', 'part place'],
    ['place-Latitude', 'part place'],
    ['g-place-Accuracy', 'part place'],
    ['place_Longitude', 'part place'],
    ['photo_URL', 'part photo'],
    ['g/photo_URL', 'part photo'],
    ['_elsewhere_latitude', 'unknown'],
    ['elsewhere_URL', 'unknown'],
    ['photo_url', 'unknown'],
    ['_latitude', 'unknown'],
  ])('%j is %s', (header, meaning) => {
    expect(meant(header)).toBe(meaning);
  });
});

describe('what the study names, and what the platform adds', () => {
  test.each<[name: string, header: string, extras: string[], platform: string[], meaning: string]>([
    ['an extra', 'weight', ['weight'], [], 'extra weight'],
    ['an extra that the platform has', '_id', ['_id'], ['_id'], 'extra _id'],
    ['a question is never an extra', 'age', ['age'], [], 'field age'],
    ['a platform column, whatever its case', '_UUID', [], ['_uuid'], 'platform'],
    ['an extra is named with its case', 'Weight', ['weight'], [], 'unknown'],
    ['a name of Object.prototype', 'toString', [], [], 'unknown'],
    ['__proto__ as an extra', '__proto__', ['__proto__'], [], 'extra __proto__'],
  ])('%s', (_, header, extras, platform, meaning) => {
    expect(meant(header, 'main', extras, platform)).toBe(meaning);
  });

  test('no header, no meaning', () => {
    expect(readHeaders([], form, 'main', none, none)).toEqual([]);
  });

  test('a table that the form does not have', () => {
    expect(meant('age', 'elsewhere')).toBe('unknown');
  });
});
