import { describe, expect, test } from 'vitest';
import type { StudyTexts } from '../../src/study/config.ts';
import { formLabels, plain, studyText } from '../../src/study/labels.ts';
import { formOf } from '../form/forms.ts';

describe('plain', () => {
  test.each<[string, string]>([
    ['', ''],
    ['Quel âge avez-vous ?', 'Quel âge avez-vous ?'],
    ['  two\n lines\t', 'two lines'],
    ['Is ${name} working?', 'Is … working?'],
    ['<b>Bold</b> and <span style="color:red">red</span>', 'Bold and red'],
    ['one<br/>two', 'one two'],
    ['**strong** and __strong__', 'strong and strong'],
    ['# Title\n## Part', 'Title Part'],
    ['age < 18 and > 5', 'age < 18 and > 5'],
    ['a ** b', 'a ** b'],
    ['n°#1', 'n°#1'],
    ['كم عمرك؟', 'كم عمرك؟'],
  ])('%j is %j', (label, text) => {
    expect(plain(label)).toBe(text);
  });
});

describe('formLabels', () => {
  const { form } = formOf(
    [
      'type|name|label::English (en)|label::Français (fr)',
      'integer|a|Age|Âge',
      'integer|b|Only English|',
      'integer|c||Seulement français',
      'integer|d||',
    ],
    [],
    ['form_id|default_language', 'f|Français (fr)'],
  );
  const label = (name: string) => form.fields.find((field) => field.name === name)?.label ?? new Map<string, string>();

  test.each<[language: 'fr' | 'en' | 'ar', texts: string[], fallbacks: number]>([
    ['fr', ['Âge', 'Only English', 'Seulement français', ''], 1],
    ['en', ['Age', 'Only English', 'Seulement français', ''], 1],
    // The form's default language, then the first that there is.
    ['ar', ['Âge', 'Only English', 'Seulement français', ''], 3],
  ])('%s', (language, texts, fallbacks) => {
    const labels = formLabels(form, language);
    expect(['a', 'b', 'c', 'd'].map((name) => labels.of(label(name)))).toEqual(texts);
    expect(labels.fallbacks()).toBe(fallbacks);
  });

  test('a form without languages: its label, told as a fallback', () => {
    const bare = formOf(['type|name|label', 'integer|a|Age']).form;
    const labels = formLabels(bare, 'fr');
    expect(labels.of(bare.fields[0]?.label ?? new Map())).toBe('Age');
    expect(labels.fallbacks()).toBe(1);
  });
});

describe('studyText', () => {
  test.each<[name: string, texts: StudyTexts, language: 'fr' | 'en' | 'ar', text: string]>([
    ['the language asked for', { fr: 'f', en: 'e', ar: 'a' }, 'ar', 'a'],
    ['French first', { en: 'e', fr: 'f' }, 'ar', 'f'],
    ['then English', { en: 'e', ar: 'a' }, 'fr', 'e'],
    ['then Arabic', { ar: 'a' }, 'en', 'a'],
    ['none', {}, 'en', ''],
  ])('%s', (_, texts, language, text) => {
    expect(studyText(texts, language)).toBe(text);
  });
});
