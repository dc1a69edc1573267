import type { Form, Texts } from '../form/form.ts';
import type { LanguageCode } from '../publish/words/words.ts';
import type { StudyTexts } from './config.ts';

/** Labels of a form in one language, and how often another language or the name had to stand in. */
export interface FormLabels {
  /** The text for readers; '' where the form has none in any language. */
  of(texts: Texts): string;
  /** Texts that were not there in the language asked for. */
  fallbacks(): number;
}

/** A form's texts in a language of publication: that language, else the form's default, else the first it has. */
export function formLabels(form: Form, language: LanguageCode): FormLabels {
  const wanted = form.languages.filter(({ code }) => code === language).map(({ id }) => id);
  let missed = 0;
  return {
    of(texts) {
      for (const id of wanted) {
        const text = texts.get(id);
        if (text !== undefined && text !== '') return plain(text);
      }
      const other = texts.get(form.defaultLanguage) || [...texts.values()].find((text) => text !== '');
      if (other === undefined) return '';
      missed += 1;
      return plain(other);
    },
    fallbacks: () => missed,
  };
}

/** A label as readers see it: without mark-up, references to other answers as an ellipsis, on one line. */
export function plain(label: string): string {
  return label
    .replace(/<\/?[a-z][^<>]*>/gi, ' ')
    .replace(/\$\{[^}]*\}/g, '…')
    .replace(/(\*\*|__)(?=\S)(.+?)\1/g, '$2')
    .replace(/^#+\s+/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A text of the study in a language, else in the first of fr, en, ar that it has; '' without any. */
export function studyText(texts: StudyTexts, language: LanguageCode): string {
  return texts[language] ?? texts.fr ?? texts.en ?? texts.ar ?? '';
}
