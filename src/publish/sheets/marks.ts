import type { Estimate } from '../../table/estimate.ts';
import type { PhraseId } from '../words/phrases.ts';

/** The mark that stands for a number that is held back or cannot be had; '' where the number stands itself. */
export function markOf(estimate: Estimate): '' | '[c]' | '[u]' | '[x]' {
  if (estimate.quality === 'suppressed') return estimate.why === 'precision' ? '[u]' : '[c]';
  return estimate.value === null ? '[x]' : '';
}

/** The mark beside a number that stands: to be read with caution, or without an interval. */
export function cautionOf(estimate: Estimate): '' | '[!]' | '[z]' {
  if (estimate.quality === 'caution') return '[!]';
  return estimate.quality === 'notEstimable' && estimate.value !== null ? '[z]' : '';
}

/** Every mark and the sentence that explains it, in the order they are told. */
export const MARKS: readonly (readonly [mark: string, phrase: PhraseId])[] = [
  ['[c]', 'markConfidential'],
  ['[u]', 'markUnreliable'],
  ['[x]', 'markNotEstimable'],
  ['[z]', 'markNoInterval'],
  ['[!]', 'markCaution'],
];
