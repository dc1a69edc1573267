import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PHRASES } from '../../src/publish/words/phrases.ts';

const FOLDER = new URL('../..', import.meta.url).pathname;
const LANGUAGES = ['fr', 'en', 'ar'] as const;
type Language = (typeof LANGUAGES)[number];

interface Told {
  readonly place: string;
  readonly language: Language;
  readonly text: string;
}

/** Every text in languages under a JSON value. */
function textsIn(value: unknown, place: string): readonly Told[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const language = LANGUAGES.find((one) => one === key);
    return language !== undefined && typeof inner === 'string'
      ? [{ place, language, text: inner }]
      : textsIn(inner, `${place} › ${key}`);
  });
}

const FILES = ['indicators', 'models', 'figures', 'sheets', 'variables', 'indices'];
const ofStudy = (): readonly Told[] =>
  FILES.flatMap((name) =>
    textsIn(JSON.parse(readFileSync(join(FOLDER, `schemas/${name}.json`), 'utf8')), `schemas/${name}.json`),
  );
const ofReport = (): readonly Told[] =>
  LANGUAGES.flatMap((language) =>
    readFileSync(join(FOLDER, `schemas/report/${language}.md`), 'utf8')
      .split(/\n|(?<=[.!?؟])\s/)
      .map((text) => ({ place: `schemas/report/${language}.md`, language, text })),
  );
const ofProgram = (): readonly Told[] => textsIn(PHRASES, 'phrases');

/** Words that say that one thing makes another. */
const CAUSAL: Readonly<Record<Language, RegExp>> = {
  fr: /\b(effets?|impacts?|caus(e|es|ent|é|ée|er|al|ale|ales|aux|alité)|influen(ce|cent|cer|cé)|grâce à|provoqu\p{L}+|entraîn\p{L}+|(dû|due|dus|dues) (à|au|aux))(?![\p{L}])/iu,
  en: /\b(effects?|impacts?|caus(e|es|ed|ing|al|ality)|influenc(e|es|ed)|due to|thanks to|leads? to|driv(es|en))\b/i,
  ar: /(?<!\p{L})(ال|و|ب|ل)?(أثر|أثرا|آثار|تأثير|يؤثر|تؤثر|سبب|سببا|سببي|أسباب|بفضل|يؤدي إلى|تؤدي إلى)(?!\p{L})/u,
};
/** A sentence that says that it is not so. */
const DENIED: Readonly<Record<Language, RegExp>> = {
  fr: /(?<!\p{L})((non|ne|rien|sans|aucune?)(?!\p{L})|n’)/iu,
  en: /\b(no|not|nothing|cannot|without|never)\b/i,
  ar: /(?<!\p{L})و?(لا|ليس|ليست|دون|غير)(?!\p{L})/u,
};
/** Words of the trade, and what is done to the data: none speaks of what goes with reintegration. */
const OTHER: Readonly<Record<Language, RegExp>> = {
  fr: /effets? de plan( dû aux poids)?|IMPACT|effet du nettoyage|cellules en cause|à cause d’une maladie/gi,
  en: /design effects?|IMPACT|effect of (the )?cleaning|covered in (effect|law)|less in effect/gi,
  ar: /أثر التصميم|أثر التنقيح/g,
};
/** Why something was done, decided or is missing: headings and notes about the data. */
const REASONS = /^phrases › (review|cleaning|reason|audit|missing|dashboard|why|summary|home|decided)/;

const isCausal = ({ text, language }: Told): boolean => {
  const rest = text.replace(OTHER[language], '');
  return CAUSAL[language].test(rest) && !DENIED[language].test(rest);
};

describe('associations are never told as effects', () => {
  test.each<[text: string, language: Language, causal: boolean]>([
    ['Effet associé au gain de compétences', 'fr', true],
    ['Une association, sans interprétation causale.', 'fr', false],
    ['Le gain entraîne un meilleur score', 'fr', true],
    ['Effet de plan', 'fr', false],
    ['Effect of training on the score', 'en', true],
    ['associations, not effects', 'en', false],
    ['The score is higher due to training', 'en', true],
    ['أثر تحسن المهارات على المؤشر', 'ar', true],
    ['ارتباط لا أثر سببي', 'ar', false],
  ])('%s: %s', (text, language, causal) => {
    expect(isCausal({ place: '', text, language })).toBe(causal);
  });

  test.each([
    ['titles, definitions, notes of the study', ofStudy, 1500],
    ['the prose of the report', ofReport, 300],
    ['the words of the program', () => ofProgram().filter(({ place }) => !REASONS.test(place)), 1500],
  ])('%s', (_, texts, least) => {
    expect(texts().length).toBeGreaterThan(least);
    expect(texts().filter(isCausal)).toEqual([]);
  });

  test('every model says what it is of: « associated with », or an adjusted gap', () => {
    const { models } = JSON.parse(readFileSync(join(FOLDER, 'schemas/models.json'), 'utf8'));
    const runs = models.filter(({ id }: { id: string }) => ['M1', 'M3', 'M4'].includes(id));
    expect(runs).toHaveLength(3);
    for (const { title } of runs) {
      expect(title.fr).toMatch(/associé|écart ajusté/);
      expect(title.en).toMatch(/associated with|adjusted gap/);
      expect(title.ar).toMatch(/يرتبط|الفرق المعدل/);
    }
  });
});

describe('the index is inspired by the RSS, it is not it', () => {
  const SAID: Readonly<Record<Language, RegExp>> = {
    fr: /inspirée?s? de la RSS|RSS adaptée/,
    en: /inspired by (the |IOM’s )?RSS|RSS-inspired|RSS adapted/,
    ar: /مستوح\p{L}+ من (استبيان )?RSS|RSS مكيف/u,
  };
  // The name of the instrument by itself, which the program puts after « inspired by ».
  const NAME = /› inspiredBy$/;

  test('wherever the instrument is named', () => {
    const named = [...ofStudy(), ...ofReport(), ...ofProgram()].filter(
      ({ place, text }) => /\bRSS\b/.test(text.replace(/\{\{[^}]*\}\}/g, '')) && !NAME.test(place),
    );
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter(({ text, language }) => !SAID[language].test(text))).toEqual([]);
  });

  test('no text calls the score official', () => {
    const official = [...ofStudy(), ...ofReport()].filter(({ text }) => /RSS/.test(text) && /offici|رسمي/.test(text));
    expect(official.length).toBeGreaterThan(3);
    expect(official.filter(({ text }) => !/non officiel|not official|غير (ال)?رسمي/.test(text))).toEqual([]);
  });
});
