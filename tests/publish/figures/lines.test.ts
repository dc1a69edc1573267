import { describe, expect, test } from 'vitest';
import { clean, wrapped } from '../../../src/publish/figures/lines.ts';
import { testWords } from '../words.ts';
import { testPage } from './made.ts';

/** Every character is one px wide. */
const width = (text: string) => [...text].length;
const style = { size: 1, line: 1, bold: false };

describe('clean', () => {
  test.each([
    ['  a\n\tb  ', 'a b'],
    ['a\u0000b\u0007c', 'abc'],
    ['a\u202eb\u2066c', 'abc'],
    ['a\ud800b', 'ab'],
    // Spaces that do not break, and emoji, stay.
    ['74\u202f% 😀', '74\u202f% 😀'],
    ['', ''],
  ])('%j', (text, expected) => {
    expect(clean(text)).toBe(expected);
  });
});

describe('wrapped', () => {
  const en = { ...testPage(testWords('en')), width };
  test.each([
    ['', 5, []],
    ['one', 5, ['one']],
    ['one two', 7, ['one two']],
    ['one two', 6, ['one', 'two']],
    ['abcdefgh', 3, ['abc', 'def', 'gh']],
    ['to abcdefgh to', 5, ['to', 'abcde', 'fgh', 'to']],
    // A sign stays with its letter, and a room of nothing still ends.
    ['e\u0301e\u0301', 2, ['e\u0301', 'e\u0301']],
    ['abc', 0, ['a', 'b', 'c']],
    ['a b c d e f g h i j', 1, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h…']],
  ])('%j in %d px', (text, room, expected) => {
    expect(wrapped(text, room, style, en)).toEqual(expected);
  });

  test('from right to left each line is embedded', () => {
    expect(wrapped('نص (abc).', 20, style, { ...testPage(testWords('ar')), width })).toEqual(['\u202bنص (abc).\u202c']);
  });
});
