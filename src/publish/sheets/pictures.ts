import type { Words } from '../words/words.ts';
import type { Cells, Picture, SheetHeading } from './sheet.ts';
import { across, headRows } from './stack.ts';

/** A figure for a workbook: a PNG, what it shows in words, and the sentences under it. */
export interface PictureValues {
  readonly number: string;
  readonly title: string;
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly alt: string;
  readonly notes: readonly string[];
}

const COLUMNS = 8;
/** Rows that a picture lies over, so that none needs to be higher than a workbook allows. */
const ROWS = 20;

/** Figures under one another on one sheet, each with its title above it and its notes below. */
export function picturesSheet(
  figures: readonly PictureValues[],
  heading: SheetHeading,
  simulated: boolean,
  words: Words,
): Cells {
  const rows = headRows(heading.title, COLUMNS, { simulated, contents: heading.contents }, words);
  const pictures: Picture[] = [];
  const tables: { title: string; row: number }[] = [];
  for (const { png, width, height, alt, number, title, notes } of figures) {
    const heading = number === '' ? title : `${number}. ${title}`;
    rows.push([]);
    tables.push({ title: heading, row: rows.length });
    rows.push(across(heading, 'heading', COLUMNS));
    pictures.push({ bytes: png, width, height, alt, row: rows.length, rows: ROWS, column: 0, columns: COLUMNS });
    for (let row = 0; row < ROWS; row++) rows.push([]);
    for (const note of notes) rows.push(across(note, 'note', COLUMNS));
  }
  return {
    name: heading.name,
    title: heading.title,
    language: words.language,
    direction: words.direction,
    widths: Array.from({ length: COLUMNS }, () => 14),
    rows,
    frozenRows: 1,
    frozenColumns: 0,
    pictures,
    tables,
  };
}
