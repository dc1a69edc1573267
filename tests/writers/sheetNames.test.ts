import { expect, test } from 'vitest';
import { sheetNames } from '../../src/writers/sheetNames.ts';

test.each([
  ['kept', ['Emploi', 'الحماية'], ['Emploi', 'الحماية']],
  ['forbidden characters', ['a/b\\c?d*e[f]g:h'], ['a b c d e f g h']],
  ['quotes at the ends', ["'it's'"], ["it's"]],
  ['empty, and the name that Excel keeps for itself', ['', ' ', 'History'], ['_', '_ 2', 'History_']],
  ['31 characters', ['x'.repeat(40)], ['x'.repeat(31)]],
  ['the same but for case', ['Sex', 'SEX', 'sex'], ['Sex', 'SEX 2', 'sex 3']],
  ['the same when cut', ['y'.repeat(40), 'y'.repeat(41)], ['y'.repeat(31), `${'y'.repeat(29)} 2`]],
  ['whole words where one ends in time', ['Profil des personnes interrogées'], ['Profil des personnes']],
  [
    'a word that ends in time',
    [`Profil des personnes et métiers ${'x'.repeat(9)}`],
    ['Profil des personnes et métiers'],
  ],
  ['a character of two units is not cut in two', [`${'z'.repeat(30)}😀`], ['z'.repeat(30)]],
])('%s', (_what, wished, expected) => {
  const names = sheetNames(wished);
  expect(names).toEqual(expected);
  for (const name of names) expect(name.length).toBeLessThanOrEqual(31);
});
