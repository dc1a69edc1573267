import { describe, expect, test } from 'vitest';
import { compile, type Where } from '../../src/expression/compile.ts';
import { truth } from '../../src/expression/evaluate.ts';
import { isFault } from '../../src/fault.ts';
import { survey } from './dataset.ts';

const { data, names } = survey(
  {
    main: {
      shape: {
        age: 'integer',
        sex: ['female', 'male'],
        needs: ['*food', 'cash'],
        grade: ['1', '2'],
        name: 'text',
        born: 'date',
      },
      cells: {
        age: [1],
        sex: ['male'],
        needs: ['food'],
        grade: ['1'],
        name: ['x'],
        born: ['2000-01-01'],
      },
    },
    kid: {
      parent: 'main',
      rows: [0],
      shape: { kid_age: 'integer', kid_name: 'text' },
      cells: { kid_age: [3], kid_name: ['a'] },
    },
    toy: { parent: 'kid', rows: [0], shape: { price: 'decimal' }, cells: { price: [2] } },
    trip: { parent: 'main', rows: [0], shape: { km: 'integer' }, cells: { km: [9] } },
  },
  {
    parameters: new Map([
      ['line', 5],
      ['unset', null],
    ]),
    lookups: new Map([['cpi', new Map([['2020', 1]])]]),
  },
);
const at = (table: string, more: Partial<Where> = {}): Where => ({ place: 'checks.json › c1', table, ...more });

function faultOf(text: string, where: Where): string {
  try {
    compile(text, names, where);
  } catch (error) {
    if (isFault(error)) return error.message;
    throw error;
  }
  throw new Error(`no fault in ${text}`);
}

describe('what is wrong is found when the study loads', () => {
  test.each([
    ['${agee} > 1', "unknown field 'agee'; did you mean 'age'?"],
    ['${toString} = 1', "unknown field 'toString'"],
    ['${__proto__} = 1', "unknown field '__proto__'"],
    ["selectd(${needs}, 'food')", "unknown function 'selectd()'; did you mean 'selected'?"],
    ['toString()', "unknown function 'toString()'; did you mean 'string'?"],
    ['__proto__(1)', "unknown function '__proto__()'"],
    [
      'selected(${needs})',
      "selected() takes 2 arguments, not 1: selected(answers, option): selected(${needs}, 'training')",
    ],
    ['not()', 'not() takes 1 argument, not 0: not(condition)'],
    ['round(1, 2, 3)', 'round() takes 1 to 2 arguments, not 3: round(number, places)'],
    ['in(${sex})', "in() takes at least 2 arguments, not 1: in(value, 'a', 'b', …)"],
    ["${age} > 'many'", "the number 'age' is compared with the text 'many'"],
    ["${age} + 1 = 'x'", "a number is compared with the text 'x'"],
    ["'x' = ${age}", "the number 'age' is compared with the text 'x'"],
    ["${sex} < 'female'", "'<' compares numbers, and 'female' is none"],
    [
      '${kid_age} > 3',
      "field 'kid_age' belongs to the roster 'kid', and this is read once a row of 'main'; say which rows: sum(${kid/kid_age}), count(${kid/kid_age}) or last-of(kid, …, ${kid_age})",
    ],
    ['${kid} > 3', "'kid' is a roster, not a value; write count(${kid})"],
    ['sum(${kid})', 'sum() wants a field of the roster: ${kid/field}'],
    ['${trip/kid_age} > 1', "field 'kid_age' is not in 'trip' but in 'kid'"],
    ['age > 3', "a bare name; write ${age}, or 'age' in quotes if a text is meant"],
    ['count(${kid}[kid_agee > 1])', "the roster has no field 'kid_agee'; did you mean 'kid_age'?"],
    ['${sex} = male', "a bare name 'male'; write 'male' in quotes if a text is meant, ${…} for a field"],
    ['. > 3', "'.' stands for the field of a constraint; here there is none"],
    ['..', "'..' is a group, not a value; it stands only in position(..)"],
    ['../agee = 1', "unknown field 'agee'; did you mean 'age'?"],
    ['/data/@id', "attributes are not read: '@id'"],
    ["param('lin') > 1", "unknown parameter 'lin'; did you mean 'line'?"],
    ['param(${age}) > 1', 'the name of a parameter stands in quotes'],
    ["lookup('cip', 2020)", "unknown table 'cip'; did you mean 'cpi'?"],
    ["regex(${name}, '(a')", "not a regular expression: '(' without ')'"],
    ["date('2024-02-30')", "'2024-02-30' is not a date; write it as 2026-11-23"],
    ["format-date(${born}, '%Q')", "unknown sign in the format '%Q'; known are %Y %y %m %n %b %d %e %a %H %h %M %S %3"],
    ['${age} | ${sex}', "'|' joins sets of nodes, which no survey expression needs; write or, or two sums"],
    ['last-of(kids, kid_age, ${kid_name})', 'the name of a roster is wanted here'],
    ['last-of(kid, age, ${kid_name})', "a field of the roster 'kid' is wanted here"],
    ['position(..)', 'position(..) stands in a roster'],
    ['asked(1 + 1)', 'only a field has a state; name one with ${…}'],
    ['indexed-repeat(${kid_age}, ${trip}, 1)', "'kid_age' is not in the roster 'trip' but in 'kid'"],
    ['indexed-repeat(${price}, ${toy}, 1)', "the roster 'toy' does not stand in 'main'"],
    ['${age}[1] = 1', 'conditions in brackets stand behind a roster, or behind instance(…)/root/item'],
  ])('%s', (text, wrong) => {
    expect(faultOf(text, at('main')).split('\n')[0]).toBe(`checks.json › c1: ${wrong}`);
  });

  test('with the expression and a caret', () => {
    expect(faultOf('${age} > 1 and ${agee} > 1', at('main')).split('\n').slice(1)).toEqual([
      '    ${age} > 1 and ${agee} > 1',
      '                   ^',
    ]);
  });
});

describe('what is legal but probably not meant is noted', () => {
  test.each([
    ["${sex} = 'femal'", "'femal' is not a choice of 'sex'; did you mean 'female'?"],
    ['${sex} = 1', "'1' is not a choice of 'sex'"],
    ['${sex} > 1', "no choice of 'sex' is a number"],
    ['${age} + 1 <= ${sex}', "no choice of 'sex' is a number"],
    ['${name} > 5', "'name' holds text and is compared with the number 5: what is no number is neither more nor less"],
    ["selected(${needs}, 'foot')", "'foot' is not a choice of 'needs'; did you mean 'food'?"],
    ["in(${sex}, 'female', 'x')", "'x' is not a choice of 'sex'"],
    [
      "${needs} = 'food'",
      "'needs' is a select_multiple: '=' compares the whole answer; write selected(${needs}, 'food')",
    ],
    ["${sex} != 'male'", "true as well where 'sex' was not asked; if that is not meant, write asked(${sex}) and …"],
    ["not(${sex} = 'male')", "true as well where 'sex' was not asked; if that is not meant, write asked(${sex}) and …"],
    ["param('unset') > ${age}", "parameter 'unset' has no value: what needs it is unknown"],
  ])('%s', (text, note) => {
    expect(compile(text, names, at('main')).notes).toEqual([note]);
  });

  test.each([
    "${sex} = 'male'",
    "${sex} = ''",
    '${grade} = 1',
    '${grade} = 1.0',
    '${grade} >= 2',
    '${name} = 5',
    "asked(${sex}) and ${sex} != 'male'",
    "answered(${sex}) and not(${sex} = 'male')",
    "${sex} = 'female' and not(${sex} = 'male')",
    "not(coalesce(${sex}, 'male') = 'male')",
    "${age} > '5'",
    "${born} > '2020-01-01'",
  ])('nothing to note in %s', (text) => {
    expect(compile(text, names, at('main')).notes).toEqual([]);
  });

  test('fields that the base says were asked give no note', () => {
    expect(compile("${sex} != 'male'", names, at('main', { asked: new Set(['sex']) })).notes).toEqual([]);
  });
});

describe('what cannot be replayed says why', () => {
  test.each([
    ['random() > 0.5', 'random() was drawn by chance at the interview'],
    ['once(uuid())', 'once() keeps what was drawn by chance at the interview'],
    ["pulldata('frame', 'psu', 'code', ${name}) = 1", "pulldata() reads 'frame.csv', which is not at hand"],
    ['${last-saved#age} > 1', '${last-saved#age} is the answer of another record'],
    ['today() > ${born}', 'today() is taken from the record, and the form has no field of type today, end, start'],
    [
      "instance('towns')/root/item[name = ${name}]/label = 'x'",
      "instance('towns') is a file that is not part of the form",
    ],
    [
      "regex(${name}, '^(?!0)[0-9]+$')",
      "the regular expression '^(?!0)[0-9]+$': look-around and atomic groups need backtracking",
    ],
    ['username() = ${name}', 'username() was known to the device alone'],
  ])('%s', (text, why) => {
    const expression = compile(text, names, at('main'));
    expect(expression.notEvaluated).toBe(why);
    expect([...truth(expression, data, 'form')]).toEqual([2]);
    expect([...truth(expression, data, 'analysis')]).toEqual([2]);
  });

  test('pulldata() reads its file where it is at hand', () => {
    const file = new Map([
      ['code', ['x', 'y', 'x']],
      ['psu', ['1', '2', '3']],
    ]);
    const pulled = { ...names, pulled: new Map([['frame', file]]) };
    const of = (text: string) => compile(text, pulled, at('main'));
    expect([...truth(of("pulldata('frame.csv', 'psu', 'code', ${name}) = 1"), data, 'form')]).toEqual([1]);
    expect([...truth(of("pulldata('frame', 'psu', 'code', 'z') = ''"), data, 'form')]).toEqual([1]);
    expect(() => of("pulldata('frame', 'pus', 'code', 'z')")).toThrow(
      "'frame.csv' has no column 'pus'; did you mean 'psu'?",
    );
    expect(of("pulldata(${name}, 'psu', 'code', 'z')").notEvaluated).toBe(
      'pulldata() chooses its file or columns as it runs',
    );
  });

  test('without an argument, number() and its like are of the field that the expression is about', () => {
    const of = (text: string) => compile(text, names, at('main', { field: 'name' }));
    expect([...truth(of("string() = 'x' and string-length() = 1 and normalize-space() = ."), data, 'form')]).toEqual([
      1,
    ]);
    expect(() => compile('number() > 1', names, at('main'))).toThrow("'.' stands for the field of a constraint");
  });

  test('the rest of the expression can still decide', () => {
    const expression = compile('${age} = 2 and random() > 0.5', names, at('main'));
    expect([...truth(expression, data, 'form')]).toEqual([0]);
  });
});

describe('what an expression says of itself', () => {
  test.each([
    ['${age} + 1', 'number', ['age']],
    ['concat(${name}, ${age}, ${name})', 'text', ['name', 'age']],
    ["${age} > 1 and selected(${needs}, 'food')", 'boolean', ['age', 'needs']],
    ["if(${age} > 1, 5, '')", 'number', ['age']],
    ["if(${age} > 1, 5, 'x')", 'any', ['age']],
    ['sum(${kid/kid_age})', 'number', ['kid_age']],
    ['count(${kid})', 'number', []],
  ] as const)('%s is %s and reads %j', (text, type, fields) => {
    expect(compile(text, names, at('main'))).toMatchObject({ type, fields, table: 'main', notEvaluated: '' });
  });

  test('from a roster, fields of the tables around are visible; . is the field', () => {
    const expression = compile(
      '. > 1 and ${kid_age} > 1 and ${age} > 0 and ../price < 3',
      names,
      at('toy', { field: 'price' }),
    );
    expect(expression.fields).toEqual(['price', 'kid_age', 'age']);
    expect([...truth(expression, data, 'form')]).toEqual([1]);
  });

  test('from a roster beside it, all rows of the same interview are meant', () => {
    expect([...truth(compile('sum(${km}) = 9', names, at('toy')), data, 'analysis')]).toEqual([1]);
  });

  test.each(['__proto__', 'constructor', 'hasOwnProperty'])('a field may be called %s', (name) => {
    const odd = survey({
      main: { shape: Object.fromEntries([[name, 'integer']]), cells: Object.fromEntries([[name, [7, 8]]]) },
    });
    const expression = compile(`\${${name}} = 7`, odd.names, at('main'));
    expect(expression.fields).toEqual([name]);
    expect([...truth(expression, odd.data, 'analysis')]).toEqual([1, 0]);
  });
});
