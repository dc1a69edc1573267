import { describe, expect, test } from 'vitest';
import { checkExpressions } from '../../src/expression/formCheck.ts';
import { parseForm } from '../../src/form/parse.ts';

/** Rows of a survey sheet, cells divided by |. */
function report(...rows: readonly string[]) {
  const sheets = [
    { name: 'survey', rows: rows.map((row) => row.split('|')) },
    {
      name: 'choices',
      rows: [
        ['list_name', 'name', 'label', 'region'],
        ['sex', 'female', 'F', 'x'],
        ['sex', 'male', 'M', 'y'],
      ],
    },
  ];
  return checkExpressions(parseForm(sheets, 'made.xlsx').form, sheets);
}

describe('the expressions of a form are checked as its replay would read them', () => {
  test('a fault has sheet, row, the column as the sheet writes it, and a caret under the place', () => {
    const { problems } = report(
      'type|name|label|bind::relevant|Constraint|calculation|choice_filter|repeat_count|required',
      'integer|age|Age||. >= 18 annd . < 99',
      'select_one sex|sex|Sex|${age} > "ten"|||regoin = ${age}',
      'begin_repeat|kid|Kid|||||${age} >',
      'integer|kid_age|Age||||||T',
      'end_repeat|',
      'note|bye|Bye|${kid_age} > 3',
    );
    expect(problems.map(({ level, sheet, row, column, message }) => [level, sheet, row, column, message])).toEqual([
      [
        'error',
        'survey',
        2,
        'Constraint',
        "expected an operator, found 'annd'; did you mean 'and'?\n    . >= 18 annd . < 99\n            ^",
      ],
      [
        'error',
        'survey',
        3,
        'bind::relevant',
        `the number 'age' is compared with the text 'ten'\n    \${age} > "ten"\n             ^`,
      ],
      [
        'error',
        'survey',
        3,
        'choice_filter',
        "the choice list 'sex' has no column 'regoin'; did you mean 'region'?\n    regoin = ${age}\n    ^",
      ],
      [
        'error',
        'survey',
        4,
        'repeat_count',
        'the expression ends where a value is expected\n    ${age} >\n            ^',
      ],
      [
        'error',
        'survey',
        5,
        'required',
        "a bare name 'T'; write 'T' in quotes if a text is meant, ${…} for a field\n    T\n    ^",
      ],
      [
        'error',
        'survey',
        7,
        'bind::relevant',
        "field 'kid_age' belongs to the roster 'kid', and this is read once a row of 'main'; say which rows: sum(${kid/kid_age}), count(${kid/kid_age}) or last-of(kid, …, ${kid_age})\n    ${kid_age} > 3\n    ^",
      ],
    ]);
  });

  test('what cannot be held against data later is no problem, but is listed with the reason', () => {
    const { problems, notReplayed } = report(
      'type|name|label|calculation|constraint',
      'text|code|Code||regex(., "(?=a)b")',
      'calculate|id|Id|once(uuid())',
      'calculate|psu|Psu|pulldata("frame", "psu", "code", ${code})',
    );
    expect(problems).toEqual([]);
    expect(notReplayed).toEqual([
      {
        row: 2,
        column: 'constraint',
        why: "the regular expression '(?=a)b': look-around and atomic groups need backtracking",
      },
      { row: 3, column: 'calculation', why: 'once() keeps what was drawn by chance at the interview' },
      { row: 4, column: 'calculation', why: "pulldata() reads 'frame.csv', which is not at hand" },
    ]);
  });

  test('a warning for what is legal but probably not meant; none for != on a question that may be skipped', () => {
    const { problems } = report(
      'type|name|label|relevant',
      'select_one sex|sex|Sex|',
      'integer|a|A|${sex} = "femal"',
      'integer|b|B|${a} != 3 and not(${sex} = "male")',
      'integer|c|C|TRUE',
      'integer|d|D|no',
    );
    expect(problems).toEqual([
      {
        level: 'warning',
        sheet: 'survey',
        row: 3,
        column: 'relevant',
        message: "'femal' is not a choice of 'sex'; did you mean 'female'?",
      },
    ]);
  });
});
