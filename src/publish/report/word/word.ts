import {
  AlignmentType,
  Bookmark,
  Document,
  type FileChild,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  LevelFormat,
  LineRuleType,
  Packer,
  PageBreak,
  PageNumber,
  type PageNumberEstimator,
  Paragraph,
  StyleLevel,
  TableOfContents,
  TextRun,
} from 'docx';
import { estimatePageNumbers } from 'docx/layout';
import type { PhraseId } from '../../words/phrases.ts';
import { withinSentence } from '../../words/withinSentence.ts';
import type { Words } from '../../words/words.ts';
import { type Part, partsInWord, type ReportDocument } from '../document.ts';
import { cellText } from '../table.ts';
import { caption } from './caption.ts';
import { sameBytes } from './package.ts';
import { bookmark, plainParagraph, runsOf, textRun } from './run.ts';
import { FIGURES, type Sequence, TABLES } from './sequences.ts';
import { FONT, MARGIN, SOFT, stylesOf, TEXT_WIDTH } from './styles.ts';
import { estimateTable, gridTable } from './tables.ts';

const HEADINGS = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;
const LOCALE = { fr: 'fr-FR', en: 'en-GB', ar: 'ar-MA' } as const;

/**
 * Pixels (96 an inch) of the text's width, and of the tallest picture: little more than half a page, since one that is taller would leave as
 * much of the page before it empty.
 */
const WIDEST = Math.round((TEXT_WIDTH / 1440) * 96);
const TALLEST = 540;

/**
 * A report as a Word document (A4): real headings, captions, a table of contents that is filled in, pictures with a text for those who do not
 * see them, page numbers; from right to left in Arabic. The same document gives the same bytes.
 */
export async function documentWord(document: ReportDocument, words: Words): Promise<Uint8Array> {
  const rtl = words.direction === 'rtl';
  const file = new Document({
    title: document.title,
    creator: 'survey-pipeline',
    lastModifiedBy: 'survey-pipeline',
    description: document.lines.join(' '),
    pageNumbers: pagesOfHeadings,
    styles: stylesOf(LOCALE[words.language], rtl),
    numbering: {
      config: [
        { reference: 'bullets', levels: [level(LevelFormat.BULLET, '•')] },
        { reference: 'numbers', levels: [level(LevelFormat.DECIMAL, '%1.')] },
      ],
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: 11906, height: 16838 },
            margin: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
          },
          titlePage: true,
        },
        headers: {
          default: new Header({ children: [small(document.title, words)] }),
          first: new Header({ children: [new Paragraph('')] }),
        },
        footers: { default: footer(document, words), first: new Footer({ children: [new Paragraph('')] }) },
        children: [...cover(document, words), ...body(document, words)],
      },
    ],
  });
  const pictures = document.parts.flatMap((part) => (part.kind === 'figure' ? [{ id: part.id, ...part.picture }] : []));
  return sameBytes(await Packer.toBuffer(file), document.date, pictures, rtl);
}

/**
 * The pages of the headings in the table of contents, laid out as Word does. What follows the last of them, a long questionnaire, is not laid
 * out; nor are list numbers looked for, which no heading here has. Pages in all are left for Word to count.
 */
const pagesOfHeadings: PageNumberEstimator = (content, context) => {
  const blocks = content['w:body'] as readonly object[];
  const last = blocks.findLastIndex((block) => /"w:name":"_Toc/.test(JSON.stringify(block)));
  const { bookmarks } = estimatePageNumbers({ 'w:body': [...blocks.slice(0, last + 1), ...blocks.slice(-1)] }, context);
  return { bookmarks };
};

function level(format: (typeof LevelFormat)[keyof typeof LevelFormat], text: string) {
  return {
    level: 0,
    format,
    text,
    alignment: AlignmentType.START,
    style: { run: { font: FONT }, paragraph: { indent: { start: 500, hanging: 260 } } },
  };
}

function small(text: string, words: Words): Paragraph {
  return new Paragraph({ style: 'Notes', bidirectional: words.direction === 'rtl', children: [textRun(text, words)] });
}

function footer({ simulated }: ReportDocument, words: Words): Footer {
  const mark = simulated ? [textRun(`${words.phrase('simulatedData')} · `, words)] : [];
  return new Footer({
    children: [
      new Paragraph({
        style: 'Notes',
        bidirectional: words.direction === 'rtl',
        alignment: AlignmentType.CENTER,
        children: [
          ...mark,
          textRun(`${words.phrase('pageOf')} `, words),
          new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES], color: SOFT }),
        ],
      }),
    ],
  });
}

function cover(document: ReportDocument, words: Words): readonly FileChild[] {
  return [
    plainParagraph(document.title, 'Title', words),
    ...document.lines.map((line) => plainParagraph(line, 'Lines', words)),
    ...(document.simulated ? [plainParagraph(words.phrase('simulatedWarning'), 'Simulated', words)] : []),
    openingPage(words.phrase('contents'), words),
    new TableOfContents(words.phrase('contents'), { hyperlink: true, headingStyleRange: '1-2', beginDirty: false }),
    ...(document.parts.some(({ kind }) => kind === 'figure') ? listOf(FIGURES, 'listOfFigures', words) : []),
    ...(partsInWord(document).some(isTable) ? listOf(TABLES, 'listOfTables', words) : []),
  ];
}

/** The title of a list that begins a page. */
function openingPage(title: string, words: Words): Paragraph {
  return new Paragraph({
    style: 'ContentsTitle',
    pageBreakBefore: true,
    bidirectional: words.direction === 'rtl',
    children: [textRun(title, words)],
  });
}

/** The figures or tables with their pages. Word makes the list anew by their sequence; the style only fills it in before that. */
function listOf({ sequence, style }: Sequence, title: PhraseId, words: Words): readonly FileChild[] {
  const listed = {
    hyperlink: true,
    captionLabelIncludingNumbers: sequence,
    stylesWithLevels: [new StyleLevel(style, 1)],
    beginDirty: false,
  };
  return [openingPage(words.phrase(title), words), new TableOfContents(words.phrase(title), listed)];
}

/** Whether a part has a caption that is counted among the tables. */
function isTable(part: Part): part is Extract<Part, { kind: 'table' | 'grid' }> {
  return part.kind === 'table' || (part.kind === 'grid' && part.title !== '' && part.counted !== false);
}

function body(document: ReportDocument, words: Words): readonly FileChild[] {
  const rtl = words.direction === 'rtl';
  const shown = partsInWord(document);
  // Word counts its tables itself; those of the workbook keep their place in it (« 2.1 ») under the table.
  const numbers = new Map(
    shown.filter(isTable).map((part, place) => [part, words.phrase('tableNumber', { number: String(place + 1) })]),
  );
  const targets = new Map(
    shown.flatMap((part) => {
      const number = (part.kind === 'table' ? numbers.get(part) : undefined) ?? '';
      return 'id' in part ? [[part.id, withinSentence(number)] as const] : [];
    }),
  );
  const colophon = document.colophon.map(([title, item]) =>
    plainParagraph(words.phrase('itemOf', { title, item }), 'Notes', words),
  );
  // A break of its own after a list that fills its page would leave an empty one.
  const [first] = shown;
  let lists = 0;
  let figures = 0;
  const of = (part: Part): readonly FileChild[] => {
    switch (part.kind) {
      case 'heading':
        return [
          new Paragraph({
            heading: HEADINGS[part.level],
            bidirectional: rtl,
            ...(part === first ? { pageBreakBefore: true } : {}),
            children: [new Bookmark({ id: bookmark(part.id), children: [...runsOf(part.text, targets, words)] })],
          }),
        ];
      case 'paragraph':
        return [new Paragraph({ bidirectional: rtl, children: [...runsOf(part.text, targets, words)] })];
      case 'list': {
        lists += 1;
        const numbering = { reference: part.ordered ? 'numbers' : 'bullets', level: 0, instance: lists };
        return part.items.map(
          (item) => new Paragraph({ bidirectional: rtl, numbering, children: [...runsOf(item, targets, words)] }),
        );
      }
      case 'quote':
        return part.text.map(
          (text) => new Paragraph({ style: 'Block', bidirectional: rtl, children: [...runsOf(text, targets, words)] }),
        );
      case 'figure': {
        const count = Number(/\d+$/.exec(part.figure.number)?.[0]);
        const follows = count === figures + 1;
        figures = count;
        return figure(part, follows, words);
      }
      case 'table':
        return [
          caption(TABLES, { number: numbers.get(part) ?? '', title: part.block.title, id: part.id }, true, words),
          ...(part.block.lead === '' ? [] : [plainParagraph(part.block.lead, 'Notes', words)]),
          estimateTable(part.block, words),
          ...notes([...part.block.notes, ...inWorkbook(part.block.number, words)], words),
        ];
      case 'grid': {
        const number = numbers.get(part);
        const title =
          number === undefined
            ? part.title === ''
              ? []
              : [plainParagraph(part.title, 'Caption', words)]
            : [caption(TABLES, { number, title: part.title, id: `grid ${number}` }, true, words)];
        return [...title, gridTable(part, words), new Paragraph({ style: 'Notes', children: [] })];
      }
      case 'method': {
        const { title, paragraphs, facts } = part.section;
        return [
          new Paragraph({ heading: HeadingLevel.HEADING_2, bidirectional: rtl, children: [textRun(title, words)] }),
          ...paragraphs.map((text) => new Paragraph({ bidirectional: rtl, children: [textRun(text, words)] })),
          ...(facts.length === 0
            ? []
            : [
                gridTable(
                  {
                    kind: 'grid',
                    title: '',
                    head: [words.phrase('factName'), words.phrase('factValue')],
                    rows: facts.map(({ label, cell }) => [label, cellText(cell, words)]),
                    widths: [0.6, 0.4],
                    numbers: new Set(),
                  },
                  words,
                ),
              ]),
        ];
      }
    }
  };
  const turned = first?.kind === 'heading' ? [] : [new Paragraph({ children: [new PageBreak()] })];
  return [...turned, ...shown.flatMap(of), ...colophon];
}

function inWorkbook(number: string, words: Words): readonly string[] {
  return number === '' ? [] : [words.phrase('tableInWorkbook', { table: withinSentence(number) })];
}

/** Sentences under a table or a figure, on the page where the first of them stands. */
function notes(sentences: readonly string[], words: Words): readonly FileChild[] {
  return [
    ...sentences.map((sentence, place) =>
      plainParagraph(sentence, 'Notes', words, { keepNext: place < sentences.length - 1 }),
    ),
    new Paragraph({ style: 'Notes', children: [] }),
  ];
}

function figure(
  { figure: { number, title, alt, notes: sentences }, picture, id }: Extract<Part, { kind: 'figure' }>,
  follows: boolean,
  words: Words,
): readonly FileChild[] {
  const scale = Math.min(WIDEST / picture.width, TALLEST / picture.height, 1.2);
  return [
    caption(FIGURES, { number, title, id }, follows, words),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      keepNext: sentences.length > 0,
      spacing: { after: 80, line: 240, lineRule: LineRuleType.AUTO },
      children: [
        new ImageRun({
          type: 'png',
          // The picture itself follows when the package is made: the library would pack it, which gains nothing.
          data: new TextEncoder().encode(id),
          transformation: { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) },
          altText: { name: id, title, description: alt },
        }),
      ],
    }),
    ...notes(sentences, words),
  ];
}
