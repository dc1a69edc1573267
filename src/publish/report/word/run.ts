import { ExternalHyperlink, Paragraph, type ParagraphChild, SimpleField, TextRun } from 'docx';
import type { Words } from '../../words/words.ts';
import type { Inline } from '../document.ts';
import { AMBER } from './styles.ts';

/** Bookmarks of Word hold letters, digits and _ only, 40 at most. */
export function bookmark(id: string): string {
  return id.replace(/[^A-Za-z0-9_]/g, '_').slice(0, 40);
}

interface Look {
  readonly bold?: boolean;
  readonly italics?: boolean;
}

/** A stretch of text in the direction of the report. */
export function textRun(text: string, words: Words, look: Look & { readonly color?: string } = {}): TextRun {
  const { bold = false, italics = false, color } = look;
  return new TextRun({
    text,
    ...(bold ? { bold: true, boldComplexScript: true } : {}),
    ...(italics ? { italics: true, italicsComplexScript: true } : {}),
    ...(color === undefined ? {} : { color }),
    ...(words.direction === 'rtl' ? { rightToLeft: /[\u0600-\u06ff]/.test(text) || !/[A-Za-z]/.test(text) } : {}),
  });
}

/** A reference to a caption: Word follows its number, and leads to it. In running text it begins with a small letter. */
function reference(target: string, text: string, words: Words, look: Look): SimpleField {
  const field = new SimpleField(` REF ${bookmark(target)} \\* Lower \\h `);
  field.addChildElement(textRun(text, words, look));
  return field;
}

/** What the document holds, by id, and how a reference to it reads there; '' for as the text has it. */
export type Targets = ReadonlyMap<string, string>;

/** Running text; what it refers to is a link where the document holds it. */
export function runsOf(
  inlines: readonly Inline[],
  targets: Targets,
  words: Words,
  look: Look = {},
): readonly ParagraphChild[] {
  const runs = (inline: Inline): readonly ParagraphChild[] => {
    switch (inline.kind) {
      case 'text':
        return [textRun(inline.text, words, look)];
      case 'run':
        return runsOf(inline.children, targets, words, look);
      case 'strong':
        return runsOf(inline.children, targets, words, { ...look, bold: true });
      case 'emphasis':
        return runsOf(inline.children, targets, words, { ...look, italics: true });
      case 'number':
        return [textRun(inline.text, words, look)];
      case 'doubt':
        return [textRun(inline.text, words, { ...look, bold: true, color: AMBER })];
      case 'see':
        return targets.has(inline.target)
          ? [reference(inline.target, targets.get(inline.target) || inline.text, words, look)]
          : [textRun(inline.text, words, look)];
      case 'link': {
        const children = [...runsOf(inline.children, targets, words, look)];
        return /^(?:https?:|mailto:)/.test(inline.to)
          ? [new ExternalHyperlink({ link: inline.to, children })]
          : children;
      }
    }
  };
  return inlines.flatMap(runs);
}

/** A paragraph of one style in the direction of the report; `keepNext` holds it on the page of the next. */
export function plainParagraph(
  text: string,
  style: string,
  words: Words,
  { keepNext = false }: { readonly keepNext?: boolean } = {},
): Paragraph {
  return new Paragraph({
    style,
    bidirectional: words.direction === 'rtl',
    ...(keepNext ? { keepNext } : {}),
    children: [textRun(text, words)],
  });
}
