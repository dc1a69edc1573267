import { Bookmark, Paragraph, SimpleField } from 'docx';
import type { Words } from '../../words/words.ts';
import { bookmark, textRun } from './run.ts';

/** The sequence that Word counts and lists figures by, whatever the label in the language of the report; and the style of their captions. */
export const FIGURES = { sequence: 'Figure', style: 'Figure Caption' } as const;

/** A caption without a number. */
export function unnumberedCaption(title: string, words: Words): Paragraph {
  return new Paragraph({
    style: 'Caption',
    bidirectional: words.direction === 'rtl',
    children: [textRun(title, words)],
  });
}

/**
 * « Figure 3. Title » as Word knows captions: the number is a field of a sequence, label and number are what references to `id` show. A table's
 * number says where it stands in the workbook (« 2.1 »), and stays as it is.
 */
export function caption(
  kind: 'figure' | 'table',
  { number, title, id }: { readonly number: string; readonly title: string; readonly id: string },
  words: Words,
): Paragraph {
  if (number === '') return unnumberedCaption(title, words);
  const [, label = '', count = ''] = /^(.*\s)(\S+)$/u.exec(number) ?? [];
  const counted = new SimpleField(` SEQ ${FIGURES.sequence} \\* ARABIC `);
  counted.addChildElement(textRun(count, words));
  return new Paragraph({
    style: kind === 'figure' ? 'FigureCaption' : 'Caption',
    bidirectional: words.direction === 'rtl',
    children: [
      new Bookmark({
        id: bookmark(id),
        children: kind === 'figure' ? [textRun(label, words), counted] : [textRun(number, words)],
      }),
      textRun(`. ${title}`, words),
    ],
  });
}
