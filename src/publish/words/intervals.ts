import type { PhraseId } from './phrases.ts';
import type { Words } from './words.ts';

const METHODS: ReadonlyMap<string, PhraseId> = new Map([
  ['beta', 'methodBeta'],
  ['logit', 'methodLogit'],
  ['t', 'methodT'],
  ['woodruff', 'methodWoodruff'],
  ['wilson', 'methodWilson'],
  ['bootstrap', 'methodBootstrap'],
  ['signedRank', 'methodSignedRank'],
  ['mcnemar', 'methodMcNemar'],
  ['bellMcCaffrey', 'methodBellMcCaffrey'],
  ['rubin', 'methodRubin'],
]);

/** An interval's method in words; its own name where we have none. */
export function methodText(method: string, words: Words): string {
  const id = METHODS.get(method);
  return id === undefined ? method : words.phrase(id);
}

/** A share as a name, without a zero at its end: 0.95 is « 95 % », 0.995 « 99.5 % ». */
export function percentText(x: number, words: Words): string {
  return words.number(x, 'percent').replace(/[.,٫][0٠](?=\D*$)/, '');
}

/** « 4,97 – 5,83 »; in Arabic in words, for two numbers about a dash are read from either side. */
export function rangeText(low: string, high: string, words: Words): string {
  return words.direction === 'rtl' ? words.phrase('fromTo', { low, high }) : `${low} – ${high}`;
}
