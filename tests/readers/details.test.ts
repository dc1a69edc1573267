import { expect, test } from 'vitest';
import { PHRASES } from '../../src/publish/words/phrases.ts';
import { DETAILS, told, toldOfRow } from '../../src/readers/details.ts';

const places = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

test.each(Object.entries(DETAILS))('%s is said in three languages with the same places', (id, text) => {
  const phrase = PHRASES[`detail_${id as keyof typeof DETAILS}`];
  expect(phrase.en).toBe(text);
  for (const other of [phrase.fr, phrase.ar]) expect(places(other)).toEqual(places(text));
});

test('a message is its sentence filled, and the row that it is told of', () => {
  const one = told('unknownOption', { sheet: 'a {b}', option: '$&' });
  expect(one.message).toBe("option column of sheet 'a {b}': the form's list has no choice '$&'");
  expect(toldOfRow(told('noKey', { key: 'row-1' }), 'main', 3).message).toBe(
    "no key: the interview is called row-1 (sheet 'main', row 3)",
  );
});
