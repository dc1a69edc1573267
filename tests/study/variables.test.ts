import { describe, expect, test } from 'vitest';
import { namesOf } from '../../src/expression/names.ts';
import { compileVariables, declaredVariables } from '../../src/study/variables.ts';
import { formOf } from '../form/forms.ts';

const { form } = formOf(
  [
    'type|name|label',
    'integer|age|Age',
    'select_one yn|work|Work',
    'begin repeat|kid|Kid',
    'integer|kid_age|Age',
    'end repeat||',
  ],
  ['list_name|name|label', 'yn|yes|Yes', 'yn|no|No'],
);
const label = { en: 'L' };
const FILE = 'schemas/variables.json';

function compiled(entries: readonly object[], lacking: readonly string[] = []) {
  const declared = declaredVariables(
    entries.map((entry) => ({ label, type: 'integer', ...entry })),
    FILE,
    form,
  );
  const parameters = new Map(lacking.map((name) => [name, null]));
  return compileVariables(declared, namesOf(form, declared.named, parameters), form, new Set(lacking), FILE);
}

describe('order', () => {
  test('each variable comes after those that it reads', () => {
    const made = compiled([
      { id: 'c', expression: '${a} + ${b}' },
      { id: 'b', expression: '${a} * 2' },
      { id: 'a', expression: '${age}' },
    ]);
    expect(made.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(made.map(({ reads }) => [...reads])).toEqual([['age'], ['age'], ['age']]);
  });

  test.each([
    [
      [
        { id: 'a', expression: '${b}' },
        { id: 'b', expression: '${c}' },
        { id: 'c', expression: '${a}' },
      ],
      'a → b → c → a',
    ],
    [[{ id: 'a', expression: '${a} + 1' }], 'a → a'],
    [
      [
        { id: 'a', expression: '1', base: '${b} = 1' },
        { id: 'b', expression: '${a}' },
      ],
      'a → b → a',
    ],
  ])('a circle is a fault that names it', (entries, circle) => {
    expect(() => compiled(entries)).toThrow(`variables read each other in a circle: ${circle}`);
  });
});

test('a parameter without a value is passed on to all that need it', () => {
  const made = compiled(
    [
      { id: 'poor', type: 'flag', expression: "if(${age} < param('line'), 1, 0)" },
      { id: 'count', expression: '${poor} + 1' },
      { id: 'free', expression: '${age}' },
    ],
    ['line'],
  );
  expect(made.map(({ name, lacks }) => `${name}: ${[...lacks].join()}`)).toEqual([
    'poor: line',
    'count: line',
    'free: ',
  ]);
});

test('levels of a list are its choices', () => {
  const [made] = compiled([{ id: 'w', type: 'one', levels: 'list:yn', expression: '${work}' }]);
  expect(made).toMatchObject({ levels: ['yes', 'no'], list: 'yn' });
});

describe('faults', () => {
  test.each<[name: string, entry: object, message: string]>([
    ['a question’s name', { id: 'age', expression: '1' }, 'the form has a question of this name'],
    ['a table', { id: 'a', table: 'kids', expression: '1' }, "unknown table 'kids'. Did you mean 'kid'?"],
    ['an unknown field', { id: 'a', expression: '${agee}' }, "unknown field 'agee'; did you mean 'age'?"],
    ['levels without one', { id: 'a', expression: '1', levels: 'list:yn' }, 'are given, but the type is integer'],
    ['one without levels', { id: 'a', type: 'one', expression: "'x'" }, 'levels: is missing'],
    ['an unknown list', { id: 'a', type: 'one', levels: 'list:ny', expression: '${work}' }, "unknown choice list 'ny'"],
    ['text for a number', { id: 'a', expression: "'x'" }, 'it gives a text, but the type is integer'],
    [
      'a number for a level',
      { id: 'a', type: 'one', levels: 'list:yn', expression: '1' },
      'it gives a number, but the type is one',
    ],
    ['a roster’s field', { id: 'a', expression: '${kid_age}' }, "belongs to the roster 'kid'"],
    ['a misspelt key', { id: 'a', expresion: '1' }, "unknown key 'expresion'. Did you mean 'expression'?"],
  ])('%s', (_, entry, message) => {
    expect(() => compiled([entry])).toThrow(message);
  });

  test('two of one name', () => {
    expect(() =>
      compiled([
        { id: 'a', expression: '1' },
        { id: 'a', expression: '2' },
      ]),
    ).toThrow('two variables have this name');
  });
});

test('none', () => {
  expect(compiled([])).toEqual([]);
});
