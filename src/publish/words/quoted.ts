import type { LanguageCode, Words } from './words.ts';

/** A name or an answer in quotation marks. */
export function quoted(text: string, words: Words): string {
  return words.phrase('inQuoted', { a: withInnerMarks(text, words.language) });
}

/** A text that is to stand in quotation marks: those that it has itself become the inner ones of the language. */
export function withInnerMarks(text: string, language: LanguageCode): string {
  const [pair, inner] = language === 'en' ? ([/[“”]/g, '‘’'] as const) : ([/[«»]/g, '“”'] as const);
  return text
    .replace(/«[\s\u00a0\u202f]*/g, '«')
    .replace(/[\s\u00a0\u202f]*»/g, '»')
    .replace(pair, (mark) => inner['“«'.includes(mark) ? 0 : 1] ?? mark);
}
