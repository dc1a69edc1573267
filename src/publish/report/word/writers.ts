import { pool } from '../../../threads/pool.ts';
import { plainWords } from '../../words/build.ts';
import type { Digits } from '../../words/numbers.ts';
import type { LanguageCode } from '../../words/words.ts';
import { partsInWord, type ReportDocument } from '../document.ts';

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
  if (import.meta.url.endsWith('.js')) {
    const write = pool<WordTask, Uint8Array>(new URL('./writer.js', import.meta.url), 1, null);
    // What is sent is copied: the tables that only the page shows are most of a report.
    return ({ document, ...rest }) => write({ document: { ...document, parts: partsInWord(document) }, ...rest });
  }
  return async ({ document, language, digits }) => {
    const { documentWord } = await import('./word.ts');
    return documentWord(document, plainWords(language, digits));
  };
}
