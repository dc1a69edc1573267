import { expect, test } from 'vitest';
import { type Glossary, glossed } from '../../src/study/glossary.ts';

const GLOSSARY: Glossary = new Map([
  ['author', { fr: 'choix de l’étude', en: 'a choice of the study' }],
  ['from memory', { fr: 'de mémoire', ar: 'من الذاكرة' }],
  ['a; b', { fr: 'les deux' }],
]);

test.each<readonly [name: string, text: string, language: 'fr' | 'en' | 'ar', told: string]>([
  ['nothing', '', 'fr', ''],
  ['a text that it has', 'author', 'fr', 'choix de l’étude'],
  ['a language that it does not have', 'author', 'ar', 'author'],
  ['a text that it does not have', 'ILO C102', 'ar', 'ILO C102'],
  ['each part by itself', 'author; ILO C102; from memory', 'fr', 'choix de l’étude ; ILO C102 ; de mémoire'],
  ['a whole before its parts', 'a; b', 'fr', 'les deux'],
])('%s', (_, text, language, told) => {
  expect(glossed(text, GLOSSARY, language)).toBe(told);
});
