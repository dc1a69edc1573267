import {
  AlignmentType,
  BorderStyle,
  type ITableBordersOptions,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { Block } from '../../sheets/sheet.ts';
import type { Words } from '../../words/words.ts';
import type { Grid } from '../document.ts';
import { cellText } from '../table.ts';
import { textRun } from './run.ts';
import { BLUE, LINE, PALE, TEXT_WIDTH } from './styles.ts';

const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const THIN = { style: BorderStyle.SINGLE, size: 4, color: LINE } as const;
const BOLD = { style: BorderStyle.SINGLE, size: 8, color: BLUE } as const;
const BORDERS: ITableBordersOptions = {
  top: BOLD,
  bottom: BOLD,
  left: NONE,
  right: NONE,
  insideHorizontal: THIN,
  insideVertical: NONE,
};

/** A table of so many rows stands on one page. */
const TOGETHER = 12;

interface Text {
  readonly text: string;
  readonly number?: boolean;
  readonly head?: boolean;
  readonly strong?: boolean;
  readonly span?: number;
  readonly shaded?: boolean;
  /** Held on the page of the next row. */
  readonly held?: boolean;
  /** The key that its row is traced by: hidden text, which Word shows with its other marks. */
  readonly key?: string;
}

/** Numbers stand to the right in every language: their units are above each other. */
function cell(
  { text, number = false, head = false, strong = false, span = 1, shaded = false, held = false, key }: Text,
  width: number,
  words: Words,
): TableCell {
  const rtl = words.direction === 'rtl';
  // In a paragraph from right to left, Word's `start` is the right.
  const side = number ? (rtl ? AlignmentType.START : AlignmentType.END) : AlignmentType.START;
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    columnSpan: span,
    verticalAlign: head ? VerticalAlign.BOTTOM : VerticalAlign.TOP,
    ...(shaded ? { shading: { type: ShadingType.CLEAR, fill: PALE, color: 'auto' } } : {}),
    children: [
      new Paragraph({
        style: 'Cell',
        bidirectional: rtl,
        alignment: side,
        keepNext: head || held,
        children: [
          textRun(text, words, head || strong ? { bold: true, color: BLUE } : {}),
          ...(key === undefined ? [] : [new TextRun({ text: ` ${key}`, vanish: true, noProof: true })]),
        ],
      }),
    ],
  });
}

function table(
  widths: readonly number[],
  head: readonly Text[],
  rows: readonly (readonly Text[])[],
  words: Words,
): Table {
  const twips = widths.map((share) => Math.round(share * TEXT_WIDTH));
  const rowOf = (texts: readonly Text[], first: boolean) => {
    let column = 0;
    const children = texts.map((text) => {
      const width = twips.slice(column, column + (text.span ?? 1)).reduce((sum, each) => sum + each, 0);
      column += text.span ?? 1;
      return cell(text, width, words);
    });
    return new TableRow({ children, tableHeader: first, cantSplit: true });
  };
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: twips,
    layout: TableLayoutType.FIXED,
    visuallyRightToLeft: words.direction === 'rtl',
    margins: { left: 60, right: 60, top: 20, bottom: 20, marginUnitType: WidthType.DXA },
    borders: BORDERS,
    rows: [
      rowOf(
        head.map((each) => ({ ...each, head: true })),
        true,
      ),
      ...rows.map((row, place) =>
        rowOf(
          row.map((each) => ({ ...each, held: rows.length <= TOGETHER && place < rows.length - 1 })),
          false,
        ),
      ),
    ],
  });
}

/** A table of texts. */
export function gridTable({ head, rows, widths, numbers, keys }: Grid, words: Words): Table {
  const texts = (row: readonly string[], key?: string): readonly Text[] =>
    row.map((text, place) => ({
      text,
      number: numbers.has(place),
      ...(key === undefined || place > 0 ? {} : { key }),
    }));
  return table(
    widths,
    texts(head),
    rows.map((row, place) => texts(row, keys?.[place])),
    words,
  );
}

/** A table of estimates as the workbook has it: the first column takes what the numbers leave. */
export function estimateTable({ head, groups }: Block, words: Words): Table {
  const columns = head.length;
  const narrow = 0.6 / Math.max(1, columns - 1);
  const widths = head.map((_cell, place) => (place === 0 ? 1 - narrow * (columns - 1) : narrow));
  const heads = head.map((each, place): Text => ({ text: cellText(each, words), number: place > 0 }));
  const rows = groups.flatMap((group): readonly (readonly Text[])[] => [
    ...(group.heading === '' ? [] : [[{ text: group.heading, span: columns, strong: true, shaded: true }]]),
    ...group.rows.map((row) =>
      head.map((_cell, place): Text => {
        const each = row[place];
        const text = each === undefined ? '' : cellText(each, words);
        return { text, number: place > 0, ...(each?.estimate === undefined ? {} : { key: each.estimate }) };
      }),
    ),
  ]);
  return table(widths, heads, rows, words);
}
