import type { LanguageCode } from '../publish/words/words.ts';
import type { StudyTexts } from './config.ts';
import { studyText } from './labels.ts';

/** Why a rule corrects: one text for all, or one a language. */
export type RuleReason = string | StudyTexts;

/** The reason as the ledger has it, which is one for all readers: in English where the study has that. */
export function ledgerReason(reason: RuleReason): string {
  return typeof reason === 'string' ? reason : studyText(reason, 'en');
}

/** The reason for readers of one language. */
export function reasonIn(reason: RuleReason, language: LanguageCode): string {
  return typeof reason === 'string' ? reason : studyText(reason, language);
}

/** What the ledger says of a change that a rule made, its own part of it in the reader's language; '' is the reason of no rule. */
export function changeReason(written: string, reason: RuleReason, language: LanguageCode): string {
  const own = ledgerReason(reason);
  return own !== '' && written.startsWith(own) ? reasonIn(reason, language) + written.slice(own.length) : written;
}
