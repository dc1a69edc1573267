import type { LabelledColumn, Source } from '../../table/source.ts';
import { type Lines, stem, type TextSheet, textSheet } from '../textSheet.ts';
import type { Block, Blocks } from './blocks.ts';

/** A column of rows of equal length. Its bytes begin at `at`, its place in a row. */
export interface RowColumn {
  readonly name: string;
  readonly at: number;
  /** The cell as text; `at` is its place in the block. */
  text(block: Block, at: number): string;
  /** Sees every cell once, before `described` is called: which codes occur, whether all numbers are whole. */
  look?(block: Block, at: number): void;
  described(): LabelledColumn;
}

/**
 * The sheet of a file with a dictionary. All of its rows are passed once here, so that a damaged file is a fault before any row
 * is given; they are then read again, a block at a time, as often as they are asked for.
 */
export async function labelledSheet(
  source: Source,
  how: string,
  columns: readonly RowColumn[],
  rowLength: number,
  blocks: () => Blocks,
): Promise<TextSheet> {
  const looking = columns.filter((column) => column.look !== undefined);
  for await (const block of blocks())
    for (let row = 0; row < block.rows; row += 1)
      for (const column of looking) column.look!(block, row * rowLength + column.at);
  const labelled = new Map(columns.map((column) => [column.name, column.described()]));
  const origin = { name: stem(source.path), path: source.path, workbook: false };
  return textSheet(origin, () => linesOf(columns, rowLength, blocks), { how, labelled });
}

async function* linesOf(
  columns: readonly RowColumn[],
  rowLength: number,
  blocks: () => Blocks,
): Lines & AsyncGenerator {
  yield [columns.map(({ name }) => name)];
  for await (const block of blocks()) {
    const rows: string[][] = [];
    for (let row = 0; row < block.rows; row += 1) {
      const start = row * rowLength;
      rows.push(columns.map((column) => column.text(block, start + column.at)));
    }
    yield rows;
  }
}
