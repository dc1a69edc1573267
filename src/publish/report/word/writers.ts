import { pool } from '../../../threads/pool.ts';
import { plainWords } from '../../words/build.ts';
import type { Digits } from '../../words/numbers.ts';
import type { LanguageCode } from '../../words/words.ts';
import type { ReportDocument } from '../document.ts';

export interface WordTask {
  readonly document: ReportDocument;
  readonly language: LanguageCode;
  readonly digits: Digits;
}

/**
 * Writes Word documents on a thread of its own, since laying their pages out for the table of contents takes seconds. Run from its sources,
 * which no thread can load, it writes them on the thread that asks.
 */
export function wordWriter(): (task: WordTask) => Promise<Uint8Array> {
  if (import.meta.url.endsWith('.js')) return pool(new URL('./writer.js', import.meta.url), 1, null);
  return async ({ document, language, digits }) => {
    const { documentWord } = await import('./word.ts');
    return documentWord(document, plainWords(language, digits));
  };
}
