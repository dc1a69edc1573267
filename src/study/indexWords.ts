import { fill } from '../publish/words/build.ts';
import { PHRASES } from '../publish/words/phrases.ts';
import type { IndicatorWords, LanguageCode } from '../publish/words/words.ts';
import { studyText } from './labels.ts';
import type { IndexEntry } from './study.ts';

/** What readers are told of an index itself. */
export function indexWords(entry: IndexEntry, language: LanguageCode): IndicatorWords {
  const title = studyText(entry.label, language);
  return {
    title: fill(PHRASES.scaleTitle[language], { title }, language),
    base: PHRASES.baseAnswered[language],
    question: '',
    unit: '',
    notes: [
      ...notOfficial(entry, language),
      ...(entry.reliability ? [PHRASES.scaleFormative[language]] : []),
      ...(entry.weightings ? [PHRASES.scaleFixed[language]] : []),
    ],
  };
}

/** « Indice inspiré de la RSS ; ce n’est pas le score officiel. » */
export function notOfficial({ inspiredBy }: IndexEntry, language: LanguageCode): readonly string[] {
  if (inspiredBy === null) return [];
  return [fill(PHRASES.notOfficial[language], { source: studyText(inspiredBy, language) }, language)];
}

/** Labels of the items of an index's own estimates. */
export function indexItems({ cutoffs }: IndexEntry, language: LanguageCode): ReadonlyMap<string, string> {
  return new Map([
    ['alpha', PHRASES.scaleAlpha[language]],
    ['omega', PHRASES.scaleOmega[language]],
    ['weights.declared', PHRASES.scaleDeclared[language]],
    ['weights.equal', PHRASES.scaleEqual[language]],
    ['weights.items', PHRASES.scaleItems[language]],
    ['weights.principal', PHRASES.scalePrincipal[language]],
    ...cutoffs.map((cutoff): [string, string] => {
      const value = language === 'en' ? String(cutoff) : String(cutoff).replace('.', ',');
      return [`cutoff.${cutoff}`, fill(PHRASES.scaleCutoff[language], { value }, language)];
    }),
  ]);
}
