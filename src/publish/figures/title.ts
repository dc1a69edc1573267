import { z } from 'zod';
import type { Words } from '../words/words.ts';

const text = z.string().min(1);

/** A title that the study gives a figure, in the languages that it has. */
export const titleTexts = z.strictObject({
  fr: z.exactOptional(text),
  en: z.exactOptional(text),
  ar: z.exactOptional(text),
});

export type TitleTexts = z.infer<typeof titleTexts>;

/** The title in the language of the words, else in the first that it has; `otherwise` where the study gives none. */
export function titleOf(texts: TitleTexts | undefined, words: Words, otherwise: string): string {
  const own = texts?.[words.language] ?? texts?.fr ?? texts?.en ?? texts?.ar;
  return own === undefined ? otherwise : words.printed(own);
}
