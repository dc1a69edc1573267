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
  /** What `pipeline trace` knows the figure by; it stands behind the title. */
  readonly key: string;
  readonly notes: readonly string[];
}

const COLUMNS = 16;
/** Characters, and pixels, of each. */
const [WIDTH, PIXELS] = [7, 49];
/** Pixels that are left for a picture under its title on a landscape page of A4. */
const HIGHEST = 600;
/** Pixels that the head of the sheet takes of its first page. */
const HEAD = 120;
/** No picture is made narrower than this. */
const FEWEST = 8;
/** Rows that a picture lies over, so that none needs to be higher than a workbook allows. */
const ROWS = 20;

/** As many columns as keep a picture within a height. */
function columnsOf({ width, height }: PictureValues, highest: number): number {
  return Math.max(FEWEST, Math.min(COLUMNS, Math.floor((highest * width) / height / PIXELS)));
}

/** Figures under one another on one sheet, on paper one a page, each with its title above it and its notes below. */
export function picturesSheet(
  figures: readonly PictureValues[],
  heading: SheetHeading,
  simulated: boolean,
  words: Words,
): Cells {
  const rows = headRows(heading.title, COLUMNS, { simulated, contents: heading.contents }, words);
  const pictures: Picture[] = [];
  const tables: { number: string; title: string; row: number }[] = [];
  for (const figure of figures) {
    const { png, width, height, alt, number, title, key, notes } = figure;
    const heading = number === '' ? title : `${number}. ${title}`;
    rows.push([]);
    tables.push({ number, title, row: rows.length });
    rows.push(across(`${heading} (${key})`, 'heading', COLUMNS));
    const columns = columnsOf(figure, pictures.length === 0 ? HIGHEST - HEAD : HIGHEST);
    pictures.push({ bytes: png, width, height, alt, row: rows.length, rows: ROWS, column: 0, columns });
    for (let row = 0; row < ROWS; row++) rows.push([]);
    for (const note of notes) rows.push(across(note, 'note', COLUMNS));
  }
  return {
    name: heading.name,
    title: heading.title,
    language: words.language,
    direction: words.direction,
    widths: Array.from({ length: COLUMNS }, () => WIDTH),
    rows,
    frozenRows: 1,
    frozenColumns: 0,
    pictures,
    // The first page also bears the head of the sheet.
    pageStarts: tables.slice(1).map(({ row }) => row),
    tables,
  };
}
