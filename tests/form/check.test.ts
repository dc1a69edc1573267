import { describe, expect, test } from 'vitest';
import { checkForm } from '../../src/form/check.ts';
import { formOf } from './forms.ts';

type Shown = [level: string, sheet: string, row: number, column: string, message: string];

function shown(survey: string[], choices: string[] = [], settings: string[] = []): Shown[] {
  const { form, sheets } = formOf(survey, choices, settings);
  return checkForm(form, sheets).map(({ level, sheet, row, column, message }) => [level, sheet, row, column, message]);
}

const HEAD = 'type|name|label|relevant|constraint|calculation|choice_filter';
const YN = ['list_name|name|label', 'yn|yes|Yes', 'yn|no|No'];

describe('checkForm', () => {
  test.each<[string, string[], string[], Shown[]]>([
    [
      'a good form',
      [HEAD, 'select_one yn|a|A', "integer|b|B|${a} = 'yes'|. > ${last-saved#b}", 'calculate|c||||${b} + 1'],
      YN,
      [],
    ],
    ['an empty form', [HEAD], [], []],
    [
      'unbalanced groups',
      [HEAD, 'begin group|g|G', 'text|a|A'],
      [],
      [['error', 'survey', 2, 'type', "group 'g' is begun and never ended"]],
    ],
    [
      'an unknown list',
      [HEAD, 'select_one yno|a|A'],
      YN,
      [
        [
          'error',
          'survey',
          2,
          'type',
          "'a' has the choice list 'yno', which the form does not have; did you mean 'yn'?",
        ],
      ],
    ],
    [
      'no list',
      [HEAD, 'select_one|a|A'],
      YN,
      [['error', 'survey', 2, 'type', "select_one of 'a' names no choice list"]],
    ],
    [
      'an unknown type',
      [HEAD, 'selct_one yn|a|A', 'integr|b|B', 'zzz|c|C'],
      YN,
      [
        [
          'error',
          'survey',
          2,
          'type',
          "unknown type 'selct_one yn'; its answers are read as text; did you mean 'select_one'?",
        ],
        ['error', 'survey', 3, 'type', "unknown type 'integr'; its answers are read as text; did you mean 'integer'?"],
        ['error', 'survey', 4, 'type', "unknown type 'zzz'; its answers are read as text"],
      ],
    ],
    ['choices from a file need no list', [HEAD, 'select_one_from_file t.csv|a|A'], [], []],
    [
      'an unknown field',
      [HEAD, 'integer|age|Age', 'text|b|B|${aeg} > 3'],
      [],
      [['error', 'survey', 3, 'relevant', "unknown field ${aeg}; did you mean 'age'?"]],
    ],
    [
      'an unknown field in a label',
      [HEAD, 'text|b|Dear ${nobody_of_this_name}'],
      [],
      [['error', 'survey', 2, 'label', 'unknown field ${nobody_of_this_name}']],
    ],
    [
      'an unknown field in a group',
      [HEAD, 'begin group|g|G|${x} = 1', 'end group'],
      [],
      [['error', 'survey', 2, 'relevant', "unknown field ${x}; did you mean 'g'?"]],
    ],
    [
      'an unknown repeat to choose from',
      [HEAD, 'select_one ${people}|a|A'],
      [],
      [['error', 'survey', 2, 'type', 'unknown field ${people}']],
    ],
    [
      'a name twice in one group',
      [HEAD, 'text|a|A', 'text|a|B'],
      [],
      [['error', 'survey', 3, 'name', "'a' is in this group already, in row 2"]],
    ],
    [
      'a name twice in different groups',
      [HEAD, 'text|a|A', 'begin group|g|G', 'text|a|B', 'end group'],
      [],
      [['warning', 'survey', 4, 'name', "'a' is also in row 2, in no group: ${a} does not tell which"]],
    ],
    [
      'a name that is not legal',
      [HEAD, 'text|1a|A', 'text|b c|B'],
      [],
      [
        [
          'error',
          'survey',
          2,
          'name',
          "'1a' is not a legal name: a letter or _ first, then letters, digits, _ - and .",
        ],
        [
          'error',
          'survey',
          3,
          'name',
          "'b c' is not a legal name: a letter or _ first, then letters, digits, _ - and .",
        ],
      ],
    ],
    [
      'a name with spaces around it',
      [HEAD, "text|'a '|A"],
      [],
      [['warning', 'survey', 2, 'name', "'a' is written with spaces around it; they are left out"]],
    ],
    [
      'a choice twice',
      [HEAD, 'select_one yn|a|A'],
      [...YN, 'yn|no|Nope', 'yn|no|Never'],
      [['error', 'choices', 4, 'name', "choice 'no' is in list 'yn' already, in row 3 (3 times in all)"]],
    ],
    [
      'a choice twice under different filters',
      [HEAD, 'select_one town|a|A'],
      ['list_name|name|label|region', 'town|x|X|north', 'town|x|X|south'],
      [['warning', 'choices', 3, 'name', "choice 'x' is in list 'town' already, in row 2"]],
    ],
    [
      'a choice without name',
      [HEAD, 'select_one yn|a|A'],
      [...YN, 'yn||Perhaps'],
      [['error', 'choices', 4, 'name', "a choice of list 'yn' has no name"]],
    ],
    [
      'a choice with a space',
      [HEAD, 'select_multiple yn|a|A', 'select_one one|b|B'],
      [...YN, 'yn|do not know|?', 'one|may have|space'],
      [
        [
          'error',
          'choices',
          4,
          'name',
          "choice 'do not know' of list 'yn' has a space, which separates the answers of a select_multiple",
        ],
      ],
    ],
    [
      'a calculate without calculation',
      [HEAD, 'calculate|a'],
      [],
      [['error', 'survey', 2, 'calculation', "calculate 'a' has no calculation"]],
    ],
    [
      'a circle of calculations',
      [HEAD, 'calculate|a||||${c} + 1', 'calculate|b||||${a} + 1', 'calculate|c||||${b} + 1'],
      [],
      [
        [
          'error',
          'survey',
          2,
          'calculation',
          'these depend on each other in a circle: ${a} (row 2), ${b} (row 3), ${c} (row 4)',
        ],
        ['warning', 'survey', 2, 'calculation', 'reads ${c}, which comes later, in row 4'],
      ],
    ],
    [
      'a relevance that reads its own answer',
      [HEAD, 'text|a|A|${a} != 1'],
      [],
      [['error', 'survey', 2, 'relevant', "whether 'a' is asked depends on its own answer"]],
    ],
    [
      'a group asked by a question inside it',
      [HEAD, 'begin group|g|G|${a} = 1', 'text|a|A', 'end group'],
      [],
      [
        ['warning', 'survey', 2, 'relevant', 'reads ${a}, which comes later, in row 3'],
        ['error', 'survey', 3, 'relevant', "whether 'a' is asked depends on its own answer"],
      ],
    ],
    ['a calculation that keeps its own value', [HEAD, "calculate|a||||if(${a} = '', uuid(), ${a})"], [], []],
    [
      'a forward reference',
      [HEAD, 'text|a|A|${b} = 1', 'text|b|B'],
      [],
      [['warning', 'survey', 2, 'relevant', 'reads ${b}, which comes later, in row 3']],
    ],
  ])('%s', (_, survey, choices, expected) => {
    expect(shown(survey, choices)).toEqual(expected);
  });

  test('choices twice where the form allows them', () => {
    expect(
      shown([HEAD, 'select_one yn|a|A'], [...YN, 'yn|no|Nope'], ['form_id|allow_choice_duplicates', 'f|yes']),
    ).toEqual([]);
  });

  test('a chain of 5,000 calculations', () => {
    const rows = Array.from({ length: 5_000 }, (_, i) => `calculate|c${i}||||${i === 0 ? '1' : `\${c${i - 1}} + 1`}`);
    expect(shown([HEAD, ...rows])).toEqual([]);
  });
});

describe('checkForm counts missing translations', () => {
  test('by language and column, with the first rows', () => {
    const survey = [
      'type|name|label::English|label::French|hint::English',
      'text|a|A|A|',
      'text|b|B||Think',
      'text|c|C',
      'calculate|d||||',
      '# text|e|E',
    ];
    expect(shown(survey, ['list_name|name|label::English', 'l|x|X']).filter(([level]) => level === 'warning')).toEqual([
      [
        'warning',
        'survey',
        3,
        'label::French',
        '2 rows have a label in another language and none in French: rows 3, 4',
      ],
      ['warning', 'survey', 3, 'hint::French', '1 row has a hint in another language and none in French: row 3'],
      ['warning', 'choices', 2, 'label::French', '1 row has a label in another language and none in French: row 2'],
    ]);
  });

  test('rows that are disabled lack nothing', () => {
    expect(shown(['type|name|label::English|label::French|disabled', 'text|a|A||yes', 'text|b|B|B|no'])).toEqual([]);
  });

  test('more rows than a message can hold', () => {
    const survey = ['type|name|label::English|label::French', ...Array.from({ length: 8 }, (_, i) => `text|q${i}|Q`)];
    expect(shown(survey)[0]?.[4]).toBe(
      '8 rows have a label in another language and none in French: rows 2, 3, 4, 5, 6 …',
    );
  });

  test('a plain label lacks nothing, and stands for the language that default_language names', () => {
    expect(shown(['type|name|label', 'text|a|A'])).toEqual([]);
    expect(shown(['type|name|label|label::French', 'text|a|A|B'], [], ['default_language', 'French'])).toEqual([]);
  });
});
