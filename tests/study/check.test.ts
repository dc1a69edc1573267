import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { checked, parseJson } from '../../src/study/check.ts';

describe('parseJson', () => {
  test.each<[name: string, text: string, value: unknown]>([
    ['an object', '{"a": [1, null]}', { a: [1, null] }],
    ['a byte order mark', '\uFEFF{"a": 1}', { a: 1 }],
    ['a text alone', '"é"', 'é'],
  ])('%s', (_, text, value) => {
    expect(parseJson(text, 'x.json')).toEqual(value);
  });

  const remedy =
    'Look here and just before for a missing comma, quote or bracket, a comma too many, or a word without quotes';
  test.each<[name: string, text: string, place: string]>([
    ['a comma too many', '{\n  "a": 1,\n}', 'line 3, column 1'],
    ['a comma missing', '{\n  "a": 1\n  "b": 2\n}', 'line 3, column 3'],
    ['an end too early', '{\n  "a": 1', 'line 2, column 9'],
    ['single quotes', '{\n  \'a\': 1,\n  "b": 2,\n  "c": 3\n}', 'line 2, column 3'],
    ['a comment', '{\n  // words\n  "a": 1,\n  "b": 2\n}', 'line 2, column 3'],
    ['after a byte order mark', '\uFEFF{"a" 1}', 'line 1, column 6'],
  ])('%s: names line and column', (_, text, place) => {
    expect(() => parseJson(text, 'x.json')).toThrow(`x.json: ${place}: this is not well-formed JSON. ${remedy}`);
  });

  test.each<[name: string, text: string, told: string]>([
    ['nothing', ' \n', 'the file is empty'],
    ['a letter in another encoding', '{\n  "a\uFFFD": 1\n}', 'line 2, column 5: a letter is not in UTF-8'],
    ['a key twice', '{\n  "a": 1,\n  "a": 2\n}', "line 3, column 3: the key 'a' is there twice"],
    ['a key twice, deep', '[{"b": {"a": "x:", "c": [], "a" : 1}}]', "line 1, column 29: the key 'a' is there twice"],
    ['a key twice, one escaped', '{"a": 1, "\\u0061": 2}', "line 1, column 10: the key 'a' is there twice"],
    [
      'a key that objects have by birth',
      '{"__proto__": 1, "__proto__": 2}',
      "line 1, column 18: the key '__proto__' is",
    ],
  ])('%s: is told', (_, text, told) => {
    expect(() => parseJson(text, 'x.json')).toThrow(`x.json: ${told}`);
  });

  test.each([
    ['the same key in two objects', '[{"a": 1}, {"a": 2}, {"b": {"a": 3}, "a": 4}]'],
    ['the same text as a value', '{"a": "a", "b": ["a", "a"], "c": "{\\"a\\": 1, \\"a\\": 2}"}'],
  ])('%s is no key twice', (_, text) => {
    expect(parseJson(text, 'x.json')).toEqual(JSON.parse(text));
  });

  // Node gives no position for a wrong word, and the end of the file is named instead.
  test.each<[name: string, text: string, place: string]>([
    ['a word without quotes', '{\n  "title": "x",\n  "form": xyz,\n  "more": [1, 2, 3]\n}', 'line 3, column 11'],
    ['a word cut short', '{"a": tru}', 'line 1, column 7'],
  ])('%s: names line and column', (_, text, place) => {
    expect(() => parseJson(text, 'x.json')).toThrow(`x.json: ${place}: this is not well-formed JSON`);
  });
});

describe('checked', () => {
  const schema = z.strictObject({
    title: z.string(),
    level: z.enum(['error', 'warning', 'note']).default('warning'),
    design: z.strictObject({ weights: z.exactOptional(z.string()) }).prefault({}),
    sources: z.array(z.strictObject({ id: z.string(), files: z.array(z.string()) })).default([]),
    minimum: z.number().int().min(1).default(5),
  });

  test('gives the value with what is left out filled in', () => {
    expect(checked(schema, { title: 'x' }, 'x.json')).toEqual({
      title: 'x',
      level: 'warning',
      design: {},
      sources: [],
      minimum: 5,
    });
  });

  test.each<[name: string, value: unknown, message: string]>([
    ['a misspelt key', { title: 'x', sorces: [] }, "x.json: unknown key 'sorces'. Did you mean 'sources'?"],
    [
      'a misspelt key inside',
      { title: 'x', design: { wieghts: 'w' } },
      "x.json › design: unknown key 'wieghts'. Did you mean 'weights'?",
    ],
    [
      'a misspelt key of an entry',
      { title: 'x', sources: [{ id: 'a', files: [], fils: [] }] },
      "x.json › sources › 0: unknown key 'fils'. Did you mean 'files'?",
    ],
    [
      'a key like no other',
      { title: 'x', zzzzzzzzzz: 1 },
      "x.json: unknown key 'zzzzzzzzzz'. Known here: title, level, design, sources, minimum",
    ],
    [
      'a misspelt word',
      { title: 'x', level: 'eror' },
      "x.json › level: 'eror' is not allowed here. Did you mean 'error'?",
    ],
    [
      'a word like no other',
      { title: 'x', level: 'zzzzzz' },
      "x.json › level: 'zzzzzz' is not allowed here. Allowed: error, warning, note",
    ],
    ['nothing where something must be', {}, 'x.json › title: is missing. Give it a value (string)'],
    ['another type', { title: 7 }, 'x.json › title: string is expected, 7 was found'],
    ['a list for an object', [], 'x.json: object is expected, [] was found'],
    ['null', null, 'x.json: object is expected, null was found'],
    ['a number too small', { title: 'x', minimum: 0 }, 'x.json › minimum: 0 is too small. It must be at least 1'],
    ['a fraction', { title: 'x', minimum: 1.5 }, 'x.json › minimum: int is expected, 1.5 was found'],
  ])('%s', (_, value, message) => {
    expect(() => checked(schema, value, 'x.json')).toThrow(message);
  });

  test('a long value is cut', () => {
    expect(() => checked(z.strictObject({ a: z.number() }), { a: 'x'.repeat(200) }, 'x.json')).toThrow(
      /^x\.json › a: number is expected, "x{59} was found$/,
    );
  });
});
