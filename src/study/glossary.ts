import { PHRASES } from '../publish/words/phrases.ts';
import type { LanguageCode } from '../publish/words/words.ts';
import type { StudyTexts } from './config.ts';

/** What the study's own files say in one language (sources, units, names of parameters), in the others. */
export type Glossary = ReadonlyMap<string, StudyTexts>;

/**
 * A text of the study's files as readers of a language know it: as the glossary has it whole, else each of its parts (apart by « ; »), else as
 * it is written.
 */
export function glossed(text: string, glossary: Glossary, language: LanguageCode): string {
  const of = (part: string) => glossary.get(part)?.[language];
  return (
    of(text) ??
    text
      .split('; ')
      .map((part) => of(part) ?? part)
      .join(PHRASES.listSeparator[language])
  );
}
