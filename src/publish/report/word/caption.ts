import { Bookmark, Paragraph, SimpleField } from 'docx';
import type { Words } from '../../words/words.ts';
import { bookmark, textRun } from './run.ts';
import type { Sequence } from './sequences.ts';

/**
 * « Figure 3. Title » as Word knows captions: the number is a field of a sequence, label and number are what references to `id` show. Where
 * `follows` is false the sequence is told to go on from this number: a figure of the study that the text leaves out keeps its own.
 */
export function caption(
  { sequence, styleId }: Sequence,
  { number, title, id }: { readonly number: string; readonly title: string; readonly id: string },
  follows: boolean,
  words: Words,
): Paragraph {
  const [, label = '', count = ''] = /^(.*\s)(\S+)$/u.exec(number) ?? [];
  const counted = new SimpleField(` SEQ ${sequence} \\* ARABIC ${follows ? '' : `\\r ${count} `}`);
  counted.addChildElement(textRun(count, words));
  return new Paragraph({
    style: styleId,
    bidirectional: words.direction === 'rtl',
    children: [
      new Bookmark({ id: bookmark(id), children: [textRun(label, words), counted] }),
      textRun(`. ${title}`, words),
    ],
  });
}
