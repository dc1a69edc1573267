import { describe, expect, test } from 'vitest';
import { countForm } from '../../src/form/count.ts';
import { parseForm } from '../../src/form/parse.ts';
import { formOf, sheetOf } from './forms.ts';

describe('parseForm reads', () => {
  const { form, problems } = formOf(
    [
      '|type|name|label::English (en)|label::Français (fr)|relevance|constraint message|required|calculation|repeat_count|theme|disabled|appearance',
      '|start|start||||||||',
      '|today   |today',
      '|',
      "|begin group|hh|Household|Ménage|${consent} = 'yes'",
      "|integer|'size '|How many?|Combien ?||Not so many|yes||||||",
      '|# integer|commented|Old question',
      '|note|intro|Now the members',
      '|begin_repeat|member|Member||||||${size}|roster||field-list',
      '|text|first|Name|Nom',
      '|begin repeat|trip|Trip',
      '|select_multiple means|means|By|Par|||||| mobility',
      '|end repeat',
      '|integer|gone|Gone||||||||yes',
      '|end_repeat',
      '|calculate|double||||||${size} * 2',
      '|end group',
      '|note||A note without name',
      '|select_one yn or_other|consent|Consent',
      '|blob|odd|Odd',
    ],
    [
      'list_name|name|label::English (en)|label::Français (fr)|order',
      'yn|yes|Yes|Oui|1',
      'yn|no|No|Non|',
      '|',
      'means|bus|Bus|Bus',
      'means|foot|Foot|À pied',
    ],
    ['form title|id_string|version|default_language|My Key', 'Trips|trips_1|2024|Français (fr)|42'],
  );
  const field = (name: string) => form.fields.find((each) => each.name === name);

  test('settings by their aliases', () => {
    expect(form).toMatchObject({ id: 'trips_1', title: 'Trips', version: '2024', defaultLanguage: 'Français (fr)' });
    expect(form.settings.get('my_key')).toBe('42');
  });

  test('languages', () => {
    expect(form.languages).toEqual([
      { id: 'English (en)', name: 'English (en)', code: 'en' },
      { id: 'Français (fr)', name: 'Français (fr)', code: 'fr' },
    ]);
    expect(field('size')?.label).toEqual(
      new Map([
        ['English (en)', 'How many?'],
        ['Français (fr)', 'Combien ?'],
      ]),
    );
    expect(field('first')?.constraintMessage.size).toBe(0);
  });

  test('fields in order, without blank, comment and disabled rows', () => {
    expect(form.fields.map(({ name, table, path, row }) => [name, table, path.join('/'), row])).toEqual([
      ['start', 'main', '', 2],
      ['today', 'main', '', 3],
      ['size', 'main', 'hh', 6],
      ['intro', 'main', 'hh', 8],
      ['first', 'member', 'hh/member', 10],
      ['means', 'trip', 'hh/member/trip', 12],
      ['double', 'main', 'hh', 16],
      ['generated_note_name_18', 'main', '', 18],
      ['consent', 'main', '', 19],
      ['consent_other', 'main', '', 19],
      ['odd', 'main', '', 20],
    ]);
  });

  test('a field in full', () => {
    expect(field('size')).toMatchObject({
      groups: [0],
      role: 'question',
      type: 'integer',
      xlsType: 'integer',
      required: 'yes',
      list: '',
      orOther: false,
    });
    expect(field('size')?.constraintMessage).toEqual(new Map([['Français (fr)', 'Not so many']]));
    expect(field('double')).toMatchObject({ role: 'calculation', type: 'text', calculation: '${size} * 2' });
    expect(field('means')).toMatchObject({
      groups: [0, 1, 2],
      list: 'means',
      type: 'many',
      extra: new Map([['theme', 'mobility']]),
    });
  });

  test('groups, repeats and their tables', () => {
    expect(form.groups.map(({ name, kind, parent, path, row }) => [name, kind, parent, path.join('/'), row])).toEqual([
      ['hh', 'group', -1, '', 5],
      ['member', 'repeat', 0, 'hh', 9],
      ['trip', 'repeat', 1, 'hh/member', 11],
    ]);
    expect(form.groups[0]?.relevant).toBe("${consent} = 'yes'");
    expect(form.groups[1]).toMatchObject({ repeatCount: '${size}', appearance: 'field-list' });
    expect(form.tables).toEqual([
      { name: 'main', parent: '' },
      { name: 'member', parent: 'main' },
      { name: 'trip', parent: 'member' },
    ]);
  });

  test('choices, with the one that or_other adds', () => {
    expect(form.lists.get('yn')?.choices.map(({ name, row }) => [name, row])).toEqual([
      ['yes', 2],
      ['no', 3],
      ['other', 0],
    ]);
    expect(form.lists.get('yn')?.choices[0]?.extra).toEqual(new Map([['order', '1']]));
    expect(field('consent_other')).toMatchObject({ type: 'text', relevant: "selected(${consent}, 'other')", list: '' });
  });

  test('problems by row', () => {
    expect(problems).toEqual([
      {
        level: 'error',
        sheet: 'survey',
        row: 20,
        column: 'type',
        message: "unknown type 'blob'; its answers are read as text",
      },
    ]);
  });

  test('counts', () => {
    expect(countForm(form)).toEqual({
      fields: 11,
      roles: { question: 6, metadata: 2, calculation: 1, note: 2 },
      groups: 1,
      repeats: 2,
      lists: 2,
      choices: 5,
      languages: 2,
      expressions: { relevant: 2, constraint: 0, calculation: 1, required: 0, choiceFilter: 0 },
    });
  });
});

describe('parseForm reports', () => {
  const HEAD = 'type|name|label|relevant';
  test.each<[string, string[], [number, string, string][]]>([
    [
      'an end without begin',
      [HEAD, 'text|a', 'end group'],
      [[3, 'type', "'end group' closes nothing: no group is open here"]],
    ],
    ['a begin without end', [HEAD, 'begin group|g', 'text|a'], [[2, 'type', "group 'g' is begun and never ended"]]],
    [
      'ends in the wrong order',
      [HEAD, 'begin group|g', 'begin repeat|r', 'text|a', 'end group', 'end repeat'],
      [
        [5, 'type', "'end group' comes before the end of repeat 'r', begun in row 3"],
        [6, 'type', "'end repeat' closes nothing: no repeat is open here"],
      ],
    ],
    ['a question without name', [HEAD, 'text||Name?'], [[2, 'name', 'a text has no name, so the row is left out']]],
    ['a name without type', [HEAD, '|a'], [[2, 'type', "'a' has no type, so the row is left out"]]],
    [
      'a repeat named main',
      [HEAD, 'begin repeat|main', 'end repeat'],
      [[2, 'name', "a repeat may not be named 'main', which is the table of interviews"]],
    ],
    [
      'two repeats of one name',
      [HEAD, 'begin repeat|r', 'end repeat', 'begin repeat|r', 'end repeat'],
      [[4, 'name', "two repeats are named 'r': their rows would share one table"]],
    ],
    [
      'or_other where its text is there',
      [HEAD, 'select_one l or_other|a', 'text|a_other'],
      [[2, 'name', "or_other adds a question 'a_other', and the form has one of this name"]],
    ],
    ['nothing in a form without rows', [HEAD], []],
  ])('%s', (_, survey, expected) => {
    expect(formOf(survey).problems.map(({ row, column, message }) => [row, column, message])).toEqual(expected);
  });

  test.each<[string, string[], string]>([
    ['a choice without list', ['list_name|name', '|x'], "choice 'x' belongs to no list"],
    [
      'name and value that differ',
      ['list_name|name|value', 'l|x|y'],
      "the choice is named 'x' and has the value 'y'; 'x' is used",
    ],
    [
      'choices without their columns',
      ['list|label', 'l|x'],
      "the choices sheet has no column 'name', so its choices are not read",
    ],
  ])('%s', (_, choices, message) => {
    expect(formOf(['type|name', 'text|a'], choices).problems.map((each) => each.message)).toEqual([message]);
  });
});

describe('parseForm understands', () => {
  test('sheet names in any case, and sheets that are no part of a form', () => {
    const { form } = parseForm(
      [
        sheetOf('README', ['hello']),
        sheetOf(' SURVEY', ['TYPE|NAME', 'text|a']),
        sheetOf('Choices', ['LIST_NAME|VALUE', 'l|1']),
      ],
      'f',
    );
    expect(form.fields.map(({ name }) => name)).toEqual(['a']);
    expect(form.lists.get('l')?.choices.map(({ name }) => name)).toEqual(['1']);
  });

  test('one CSV whose choices begin far down', () => {
    const notes = Array.from({ length: 30 }, (_, place) => `|note|n${place}`);
    const sheet = sheetOf('form', ['survey', '|type|name', ...notes, 'choices', '|list name|name', '|l|x']);
    expect(parseForm([sheet], 'f').form.lists.get('l')?.choices).toMatchObject([{ name: 'x', row: 35 }]);
  });

  test('one CSV with all sheets in it', () => {
    const { form } = parseForm(
      [
        sheetOf('form', [
          'survey',
          '|type|name',
          '|select_one l|a',
          'choices',
          '|list name|name',
          '|l|x',
          '|l|y',
          'settings',
          '|form_id',
          '|f1',
        ]),
      ],
      'f',
    );
    expect(form).toMatchObject({ id: 'f1', fields: [{ name: 'a', row: 3 }] });
    expect(form.lists.get('l')?.choices.map(({ name, row }) => [name, row])).toEqual([
      ['x', 6],
      ['y', 7],
    ]);
  });

  test('CSVs of a folder whose names end in the sheet', () => {
    const { form } = parseForm(
      [sheetOf('tool_survey', ['type|name', 'select_one l|a']), sheetOf('tool_choices', ['list_name|name', 'l|x'])],
      'f',
    );
    expect(form.lists.get('l')?.choices).toHaveLength(1);
  });

  test('external choices beside a list of their name', () => {
    const { form, problems } = parseForm(
      [
        sheetOf('survey', ['type|name', 'select_one towns|s', 'select_one_external towns|t']),
        sheetOf('choices', ['list_name|name', 'towns|a']),
        sheetOf('external_choices', ['list_name|name|region', 'towns|b|north']),
      ],
      'form.xlsx',
    );
    expect(problems).toEqual([]);
    const choices = form.fields.map(({ list }) => form.lists.get(list)?.choices.map(({ name }) => name));
    expect(choices).toEqual([['a'], ['b']]);
  });

  test('external choices', () => {
    const { form } = parseForm(
      [
        sheetOf('survey', ['type|name', 'select_one_external towns|t']),
        sheetOf('external_choices', ['list_name|name|region', 'towns|a|north']),
      ],
      'f',
    );
    expect(form.fields[0]).toMatchObject({ type: 'one', list: 'towns' });
    expect(form.lists.get('towns')?.choices[0]?.extra).toEqual(new Map([['region', 'north']]));
  });

  test('__proto__ as a column, a name, a list and a language', () => {
    const { form } = formOf(
      ['type|name|label::__proto__|__proto__', 'select_one __proto__|__proto__|x|y'],
      ['list_name|name', '__proto__|constructor'],
    );
    expect(form.fields[0]?.extra.get('__proto__')).toBe('y');
    expect(form.fields[0]?.label.get('__proto__')).toBe('x');
    expect(form.lists.get('__proto__')?.choices[0]?.name).toBe('constructor');
  });
});

describe('parseForm refuses', () => {
  test.each([
    [
      'no survey sheet',
      [sheetOf('Sheet1', ['a|b'])],
      "form.xlsx: has no sheet named survey; its sheets are 'Sheet1'. An XLSForm has the sheets survey and choices",
    ],
    ['no sheet at all', [], 'form.xlsx: has no sheet named survey; its sheets are none'],
    [
      'a survey sheet without name',
      [sheetOf('survey', ['type|label', 'text|x'])],
      "form.xlsx › survey: has no column 'name'; its sheets are 'survey'",
    ],
    ['a blank survey sheet', [sheetOf('survey', [''])], 'form.xlsx: has no sheet named survey'],
  ])('%s', (_, sheets, message) => {
    expect(() => parseForm(sheets, 'form.xlsx')).toThrow(message);
  });
});
