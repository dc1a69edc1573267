import type { Words } from '../words/words.ts';
import type { Block, Cell, Cells, Row, SheetHeading } from './sheet.ts';

/** Characters: the labels, then every number. */
const LABEL_WIDTH = 44;
const NUMBER_WIDTH = 15;
/** Of the column behind the tables, with the key that `pipeline trace` takes. */
const KEY_WIDTH = 36;

/** One cell over the whole width of a sheet. */
export function across(value: string, style: Cell['style'], columns: number): Row {
  return [{ value, style, span: columns }];
}

/** The rows that head every sheet: title, survey, the banner of simulated data, and the way back to the contents. */
export function headRows(
  title: string,
  columns: number,
  options: { readonly simulated: boolean; readonly contents: string },
  words: Words,
): Row[] {
  const rows: Row[] = [across(title, 'title', columns), across(words.title, 'text', columns)];
  if (options.simulated) rows.push(across(words.phrase('simulatedWarning'), 'warning', columns));
  if (options.contents !== '') {
    const link = { sheet: options.contents, row: 0 };
    rows.push([{ value: words.phrase('backToContents'), style: 'link', link, span: columns }]);
  }
  return rows;
}

/** A row with a cell behind the columns of the widest table. */
function behind(row: Row, columns: number, cell: Cell): Row {
  const between = Array.from({ length: columns - row.length }, (): Cell => ({ value: null, style: 'text' }));
  return [...row, ...between, cell];
}

/** Tables of one kind under one another on one sheet, each with its lead above it and its notes below. */
export function stackBlocks(blocks: readonly Block[], heading: SheetHeading, words: Words): Cells {
  const columns = blocks.reduce((widest, block) => Math.max(widest, block.head.length), 1);
  const simulated = blocks.some((block) => block.simulated);
  const rows = headRows(heading.title, columns, { simulated, contents: heading.contents }, words);
  const tables: { number: string; title: string; row: number }[] = [];
  for (const block of blocks) {
    const title = block.number === '' ? block.title : `${block.number}. ${block.title}`;
    rows.push([]);
    tables.push({ number: block.number, title: block.title, row: rows.length });
    const width = block.head.length;
    rows.push(across(title, 'heading', width));
    if (block.lead !== '') rows.push(across(block.lead, 'note', width));
    rows.push(behind(block.head, columns, { value: words.phrase('estimateKey'), style: 'head' }));
    for (const group of block.groups) {
      if (group.heading !== '') rows.push(across(group.heading, 'group', width));
      for (const row of group.rows) {
        const key = row[0]?.estimate;
        rows.push(key === undefined ? row : behind(row, columns, { value: key, style: 'key' }));
      }
    }
    for (const note of block.notes) rows.push(across(note, 'note', width));
    if (block.simulated) rows.push(across(words.phrase('simulatedData'), 'warning', width));
  }
  return {
    name: heading.name,
    title: heading.title,
    language: words.language,
    direction: words.direction,
    widths: [LABEL_WIDTH, ...Array.from({ length: columns - 1 }, () => NUMBER_WIDTH), KEY_WIDTH],
    rows,
    frozenRows: 1,
    frozenColumns: 1,
    pictures: [],
    repeatedRows: [0, 0],
    tables,
  };
}
