import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { buildWords, fill } from '../../../src/publish/words/build.ts';
import { PHRASES } from '../../../src/publish/words/phrases.ts';
import { testWords } from '../words.ts';

const EMPTY = {
  language: 'fr',
  title: 'T',
  indicators: new Map(),
  items: new Map(),
  fields: new Map([['sex', '']]),
  levels: new Map(),
  themes: new Map(),
} as const;

describe('labels', () => {
  const words = buildWords(EMPTY);
  test.each([
    ['an unknown indicator', words.indicator('X1').title, 'X1'],
    ['its base', words.indicator('X1').base, ''],
    ['an unknown item', words.item('X1', 'a'), 'a'],
    ['a field with an empty label', words.field('sex'), 'sex'],
    ['an unknown level', words.level('sex', '__proto__'), '__proto__'],
    ['an unknown theme', words.theme('t'), 't'],
    ['the empty item', words.item('X1', ''), ''],
  ])('%s falls back to its code', (_what, got, expected) => expect(got).toBe(expected));

  test.each([
    ['fr', 'ltr', 'Femmes', 'Le coût'],
    ['en', 'ltr', 'Women', 'The cost'],
    ['ar', 'rtl', 'نساء', 'التكلفة'],
  ] as const)('%s', (language, direction, women, cost) => {
    const made = testWords(language);
    expect(made.direction).toBe(direction);
    expect(made.level('sex', 'female')).toBe(women);
    expect(made.item('OBS', 'cost')).toBe(cost);
    expect(made.indicator('COV').title).not.toBe('COV');
  });
});

describe('phrases', () => {
  test.each([
    ['fr', '0', 'erreur'],
    ['fr', '1', 'erreur'],
    ['fr', '2', 'erreurs'],
    ['en', '0', 'erreurs'],
    ['en', '1', 'erreur'],
    ['en', '1,001', 'erreurs'],
    ['fr', '1\u202f001', 'erreurs'],
  ] as const)('%s: the form for %s', (language, n, expected) => {
    expect(fill('{n|erreur|erreurs}', { n }, language)).toBe(expected);
  });

  test.each([
    ['1', 'one'],
    ['2', 'two'],
    ['3', 'few'],
    ['٣', 'few'],
    ['110', 'few'],
    ['11', 'many'],
    ['99', 'many'],
    ['100', 'other'],
    ['102', 'other'],
  ])('Arabic: the form for %s', (n, expected) =>
    expect(fill('{n|one|two|few|many|other}', { n }, 'ar')).toBe(expected),
  );

  test('a value is not read again as a place', () => expect(fill('{a} {b}', { a: '{b}', b: '1' }, 'fr')).toBe('{b} 1'));

  test('a place without a value throws', () => {
    expect(() => testWords('fr').phrase('baseIs')).toThrow('{base}');
    expect(testWords('fr').phrase('baseIs', { base: 'tous' })).toBe('Base\u00a0: tous');
  });

  test('every phrase has three texts with the same places', () => {
    const places = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1]))].sort();
    for (const [id, { fr, en, ar }] of Object.entries(PHRASES)) {
      expect(
        [fr, en, ar].every((text) => text.trim() !== ''),
        id,
      ).toBe(true);
      expect(places(fr), id).toEqual(places(en));
      expect(places(ar), id).toEqual(places(en));
    }
  });
});

test('no phrase stands in two files', async () => {
  const folder = new URL('../../../src/publish/words/phrases/', import.meta.url);
  const ids = readdirSync(folder).flatMap((file) =>
    [...readFileSync(new URL(file, folder), 'utf8').matchAll(/^ {2}(\w+): \{/gm)].map(([, id]) => id),
  );
  expect(ids.toSorted()).toEqual(Object.keys(PHRASES).toSorted());
});
