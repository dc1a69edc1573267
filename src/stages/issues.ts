import { conditionsOf } from '../checks/relevance.ts';
import { inOneLine } from '../evidence/inWords.ts';
import type { PhraseId } from '../publish/words/phrases.ts';
import { PHRASES } from '../publish/words/phrases.ts';
import type { Words } from '../publish/words/words.ts';
import { studyText } from '../study/labels.ts';
import type { Study } from '../study/study.ts';
import type { Finding } from '../table/finding.ts';

/** What a kind of check looks for, in words; the kind itself where it has none. */
export function checkKindWords(kind: string, words: Words): string {
  const id = `check_${kind}`;
  return Object.hasOwn(PHRASES, id) ? words.phrase(id as PhraseId) : kind;
}

/** What a check of the study looks for: the message of its entry, else what its kind looks for. */
export function checkWords(study: Study, check: string, kind: string, words: Words): string {
  const message = study.checks.find(({ id }) => id === check)?.message ?? {};
  return studyText(message, words.language) || checkKindWords(kind, words);
}

/**
 * The reason of a finding for a reader of one language. Checks tell it in English with its numbers; a rule's own message is given in the
 * reader's language, and of all others what the kind of check looks for stands before. On what a question is asked is said with the
 * wordings of the form, the expression beside it.
 */
export function issueIn(study: Study, finding: Finding, words: Words): string {
  const condition = finding.kind === 'relevance' && finding.key !== '' ? conditionIn(study, finding.field, words) : '';
  if (condition !== '') return words.phrase(finding.value === '' ? 'issueUnasked' : 'issueAnswered', { condition });
  if (words.language === 'en') return finding.message;
  const entry = study.checks.find(({ id }) => id === finding.check);
  const message = entry?.message ?? {};
  const written = message.en ?? message.fr ?? message.ar ?? '';
  const own = studyText(message, words.language);
  if (written !== '' && finding.message.startsWith(written)) return `${own}${finding.message.slice(written.length)}`;
  return words.phrase('issueOf', { check: checkKindWords(finding.kind, words), issue: finding.message });
}

/** When a question is asked, in words and as the form writes it; '' where the form asks it of everybody. */
function conditionIn(study: Study, name: string, words: Words): string {
  const field = study.form.fields.find((each) => each.name === name);
  const expression = field === undefined ? '' : conditionsOf(study.form, field);
  return expression === '' ? '' : `${inOneLine(expression, study, words)} [${expression}]`;
}
