import { PHRASES, type PhraseId } from '../publish/words/phrases.ts';
import type { LanguageCode } from '../publish/words/words.ts';
import { studyText } from './labels.ts';
import type { Study } from './study.ts';

/** What became of an interview, where it is not a disposition that the study names. */
const KNOWN: Readonly<Record<string, PhraseId>> = {
  received: 'received',
  kept: 'kept',
  duplicate: 'caseDuplicate',
  replaced: 'caseReplaced',
  unreadable: 'caseUnreadable',
  withdrawn: 'caseWithdrawn',
  excluded: 'caseExcluded',
  test: 'caseTest',
  noConsent: 'caseNoConsent',
  notEligible: 'caseNotEligible',
  incomplete: 'caseIncomplete',
  complete: 'caseComplete',
  other: 'caseOther',
};

/** What the counts of cases are called: as the study says, else as we do. */
export function caseLabels(study: Study, language: LanguageCode): ReadonlyMap<string, string> {
  const own = study.config.dispositions.map(({ id, label }) => [id, studyText(label ?? {}, language)] as const);
  return new Map([
    ...Object.entries(KNOWN).map(([id, phrase]) => [id, PHRASES[phrase][language]] as const),
    ...own.filter(([, label]) => label !== ''),
  ]);
}
