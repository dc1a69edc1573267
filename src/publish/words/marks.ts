import type { PhraseId } from './phrases.ts';

/** What a mark is told by: the part of an estimate that says whether its number may be seen. */
export interface Shown {
  readonly quality: 'good' | 'caution' | 'suppressed' | 'notEstimable';
  readonly why: string;
  readonly value: number | null;
}

/** [c] confidential, [u] too imprecise, [x] not estimable, [z] no interval, [!] caution; '' for none. */
export type Mark = '' | '[c]' | '[u]' | '[x]' | '[z]' | '[!]';

/** The mark of an estimate, in tables and figures alike. */
export function markOf({ quality, why, value }: Shown): Mark {
  if (quality === 'suppressed') return why === 'precision' ? '[u]' : '[c]';
  if (value === null) return '[x]';
  if (quality === 'caution') return '[!]';
  return quality === 'notEstimable' ? '[z]' : '';
}

/** True for the marks that stand in the place of a number; the others stand beside one. */
export function standsAlone(mark: Mark): boolean {
  return mark === '[c]' || mark === '[u]' || mark === '[x]';
}

/** Every mark and the sentence that explains it, in the order they are told. */
export const MARKS: readonly (readonly [mark: Mark, phrase: PhraseId])[] = [
  ['[c]', 'markConfidential'],
  ['[u]', 'markUnreliable'],
  ['[x]', 'markNotEstimable'],
  ['[z]', 'markNoInterval'],
  ['[!]', 'markCaution'],
];
