import { describe, expect, test } from 'vitest';
import { formLanguages, languageCode } from '../../src/form/languages.ts';

test.each([
  ['Français (fr)', 'fr'],
  ['English(en)', 'en'],
  ['Português (pt-BR)', 'pt'],
  ['Krio (kri)', 'kri'],
  ['english', 'en'],
  ['EN', 'en'],
  ['French', 'fr'],
  ['français', 'fr'],
  ['العربية', 'ar'],
  ['Arabic', 'ar'],
  ['Español', 'es'],
  ['Українська', 'uk'],
  ['Український', 'uk'],
  ['Русский', 'ru'],
  ['Dari', 'fa'],
  ['English (UK version)', 'en'],
  ['Klingon', ''],
  ['', ''],
  ['__proto__', ''],
  ['constructor', ''],
])('the code of %s', (name, code) => {
  expect(languageCode(name)).toBe(code);
});

describe('formLanguages', () => {
  test.each<[string, string[], string, [string, string, string][], string]>([
    ['none', [], '', [], ''],
    ['a plain column', ['', ''], '', [['', '', '']], ''],
    ['a plain column that default_language names', ['', ''], 'English (en)', [['', 'English (en)', 'en']], ''],
    [
      'named columns, the first the default',
      ['English', 'French', 'English'],
      '',
      [
        ['English', 'English', 'en'],
        ['French', 'French', 'fr'],
      ],
      'English',
    ],
    [
      'named columns and a stated default',
      ['English', 'French'],
      'french',
      [
        ['English', 'English', 'en'],
        ['French', 'French', 'fr'],
      ],
      'French',
    ],
    [
      'a default stated by its code',
      ['English (en)', 'Français (fr)'],
      'fr',
      [
        ['English (en)', 'English (en)', 'en'],
        ['Français (fr)', 'Français (fr)', 'fr'],
      ],
      'Français (fr)',
    ],
    [
      'both, no default stated',
      ['', 'French (fr)'],
      '',
      [
        ['', '', ''],
        ['French (fr)', 'French (fr)', 'fr'],
      ],
      '',
    ],
    [
      'both, the default has its own column',
      ['', 'French (fr)'],
      'French (fr)',
      [
        ['', '', ''],
        ['French (fr)', 'French (fr)', 'fr'],
      ],
      'French (fr)',
    ],
    ['a default without a column', ['English'], 'Swahili', [['English', 'English', 'en']], 'English'],
    [
      'spellings of one language',
      ['Français (fr)', 'français(fr)'],
      '',
      [['Français (fr)', 'Français (fr)', 'fr']],
      'Français (fr)',
    ],
  ])('%s', (_, names, stated, all, defaultId) => {
    const languages = formLanguages(names, stated);
    expect(languages.all.map(({ id, name, code }) => [id, name, code])).toEqual(all);
    expect(languages.defaultId).toBe(defaultId);
  });

  test('leads every spelling to one id', () => {
    expect(formLanguages(['Français (fr)'], '').idOf('FRANÇAIS (FR)')).toBe('Français (fr)');
  });
});
