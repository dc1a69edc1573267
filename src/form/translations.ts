import type { Form, FormProblem, Language } from './form.ts';
import { cellOf, languageKey, type TextColumn } from './headers.ts';
import type { FoundSheet } from './sheets.ts';
import { saysYes } from './yes.ts';

/** Rows that a message names. */
const NAMED = 5;

/**
 * Texts that some language of the form lacks: one warning a column and language, with the number of rows and the first of them. Rows without
 * the text in any language lack nothing, and neither does a plain column beside columns with languages.
 */
export function missingTranslations(found: FoundSheet, form: Form): FormProblem[] {
  const { sheet, columns } = found;
  const named = form.languages.filter(({ id }) => id !== '');
  if (named.length === 0) return [];
  return [...columns.texts].flatMap(([key, texts]) =>
    named.flatMap((language) => {
      const own = texts.find((column) => languageKey(column.language) === languageKey(language.id));
      const plain = isPlain(language, form) ? texts.find((column) => column.language === '') : undefined;
      const rows = lacking(
        found,
        texts,
        [own, plain].filter((column) => column !== undefined),
      );
      const first = rows[0];
      if (first === undefined) return [];
      const column = own === undefined ? `${key}::${language.name}` : (columns.header[own.index] ?? key);
      const many = rows.length === 1 ? '1 row has' : `${rows.length} rows have`;
      const shown = `${rows.slice(0, NAMED).join(', ')}${rows.length > NAMED ? ' …' : ''}`;
      return [
        {
          level: 'warning' as const,
          sheet: sheet.name,
          row: first,
          column,
          message: `${many} a ${key} in another language and none in ${language.name}: ${rows.length === 1 ? 'row' : 'rows'} ${shown}`,
        },
      ];
    }),
  );
}

/** Rows that have this text in some column and in none of `own`. */
function lacking(found: FoundSheet, texts: readonly TextColumn[], own: readonly TextColumn[]): number[] {
  const { sheet, columns } = found;
  const rows: number[] = [];
  for (let index = columns.row; index < sheet.rows.length; index += 1) {
    const row = sheet.rows[index]!;
    const filled = (column: TextColumn) => cellOf(row, column.index) !== '';
    if (isLeftOut(found, row) || own.some(filled)) continue;
    if (texts.some(filled)) rows.push(index + 1);
  }
  return rows;
}

/** True for a comment, and for a row that is disabled. */
function isLeftOut({ columns }: FoundSheet, row: readonly string[]): boolean {
  return (
    cellOf(row, columns.single.get('type')).startsWith('#') || saysYes(cellOf(row, columns.single.get('disabled')))
  );
}

/** True for the language of plain columns: the one that default_language names, else, where no label is plain, the default. */
function isPlain(language: Language, form: Form): boolean {
  const plain = form.languages.find(({ id }) => id === '');
  return plain === undefined
    ? form.defaultLanguage === language.id
    : languageKey(plain.name) === languageKey(language.id);
}
