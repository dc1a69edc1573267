import { expect, test } from 'vitest';
import { CHOICES, SURVEY, sheetColumns } from '../../src/form/headers.ts';

test.each([
  ['relevance', 'relevant'],
  ['bind::relevant', 'relevant'],
  ['bind:relevant', 'relevant'],
  ['Relevant ', 'relevant'],
  ['calculate', 'calculation'],
  ['bind::calculate', 'calculation'],
  ['bind::constraint', 'constraint'],
  ['bind::required', 'required'],
  ['jr:count', 'repeat_count'],
  ['count', 'repeat_count'],
  ['choice filter', 'choice_filter'],
  ['control::appearance', 'appearance'],
])('%s is %s', (header, key) => {
  expect(sheetColumns([['type', 'name', header]], SURVEY)?.single.get(key)).toBe(2);
});

test.each([
  ['label', 'label', ''],
  ['caption', 'label', ''],
  ['LABEL::EN', 'label', 'EN'],
  ['label::Français (fr)', 'label', 'Français (fr)'],
  ['label:french', 'label', 'french'],
  ['label : french', 'label', 'french'],
  ['hint::English', 'hint', 'English'],
  ['constraint message', 'constraint_message', ''],
  ['constraining message', 'constraint_message', ''],
  ['constraint message:french', 'constraint_message', 'french'],
  ['bind::jr:constraintMsg', 'constraint_message', ''],
  ['bind:jr:constraintMsg:French', 'constraint_message', 'French'],
  ['requiredMsg', 'required_message', ''],
  ['required message', 'required_message', ''],
])('%s is %s in the language %s', (header, key, language) => {
  expect(sheetColumns([['type', 'name', header]], SURVEY)?.texts.get(key)).toEqual([{ language, index: 2 }]);
});

test.each(['media::image::French', 'guidance_hint', 'my tag', 'relevant::fr', '__proto__', 'constructor'])(
  '%s is kept as it is',
  (header) => {
    const columns = sheetColumns([['type', 'name', header]], SURVEY);
    expect(columns?.extra).toEqual([{ name: header, index: 2 }]);
  },
);

test('the header is found below blank rows and a title, and beside other columns', () => {
  const columns = sheetColumns([[], ['My form'], ['', 'theme', 'type', ' name ']], SURVEY);
  expect(columns).toMatchObject({ row: 3, header: ['', 'theme', 'type', 'name'] });
  expect(columns?.single).toEqual(
    new Map([
      ['type', 2],
      ['name', 3],
    ]),
  );
});

test('without the needed columns, the first row with text is the header; a blank sheet has none', () => {
  expect(sheetColumns([[''], ['a', 'b']], SURVEY)?.row).toBe(2);
  expect(sheetColumns([['', ' ']], SURVEY)).toBeNull();
  expect(sheetColumns([], SURVEY)).toBeNull();
});

test('a second column of the same name is kept aside and reported', () => {
  const columns = sheetColumns([['type', 'name', 'label', 'label', 'relevance', 'relevant']], SURVEY);
  expect(columns?.texts.get('label')).toEqual([{ language: '', index: 2 }]);
  expect(columns?.single.get('relevant')).toBe(5);
  expect(columns?.extra).toEqual([
    { name: 'label', index: 3 },
    { name: 'relevance', index: 4 },
  ]);
  expect(columns?.problems.map(({ column }) => column)).toEqual(['label', 'relevance']);
});

test('a choices sheet may say value for name, or have both', () => {
  expect(sheetColumns([['list name', 'value', 'label']], CHOICES)?.single).toEqual(
    new Map([
      ['list_name', 0],
      ['name', 1],
    ]),
  );
  const both = sheetColumns([['list_name', 'value', 'name']], CHOICES);
  expect(both?.single.get('name')).toBe(2);
  expect(both?.extra).toEqual([{ name: 'value', index: 1 }]);
});
