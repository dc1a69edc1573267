import type { Source } from '../../table/source.ts';
import { BATCH_CELLS, BATCH_ROWS } from '../textSheet.ts';
import { chunksFrom, cutOff } from './cursor.ts';

/** Whole rows of equal length, one after another; valid until the next block is asked for. */
export interface Block {
  readonly bytes: Buffer;
  readonly view: DataView;
  readonly rows: number;
}

export type Blocks = AsyncIterable<Block>;

/** How the rows of a file lie in its bytes, or in what they unpack to. */
export interface Layout {
  readonly rowLength: number;
  /** What a message calls a row: `case` in SPSS, `observation` in Stata. */
  readonly rowName: string;
  /** Rows that the file says it has; null where it does not say. */
  readonly rows: number | null;
}

const BLOCK_BYTES = 2 * 2 ** 20;

/** Rows that a block holds at most: some megabytes, and no more than a batch of `columns` cells a row may have. */
export function rowsPerBlock(rowLength: number, columns: number): number {
  const rows = Math.min(BATCH_ROWS, Math.floor(BATCH_CELLS / columns), Math.floor(BLOCK_BYTES / rowLength));
  return Math.max(1, rows);
}

export function blockOf(bytes: Buffer, rows: number): Block {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), rows };
}

/** Rows that lie in the file as they are, from byte `from` on. Faults: the file ends inside a row, or before its last. */
export async function* plainBlocks(
  source: Source,
  from: number,
  layout: Layout,
  perBlock: number,
): AsyncGenerator<Block> {
  const { rowLength, rowName } = layout;
  const wanted = layout.rows ?? Number.POSITIVE_INFINITY;
  let rows = 0;
  let parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of wanted === 0 ? [] : chunksFrom(source, from)) {
    parts.push(chunk);
    length += chunk.length;
    if (length < rowLength) continue;
    const bytes = Buffer.concat(parts, length);
    let at = 0;
    while (rows < wanted && length - at >= rowLength) {
      const count = Math.min(perBlock, wanted - rows, Math.floor((length - at) / rowLength));
      yield blockOf(bytes.subarray(at, at + count * rowLength), count);
      at += count * rowLength;
      rows += count;
    }
    if (rows === wanted) return;
    parts = [bytes.subarray(at)];
    length -= at;
  }
  if (length > 0 || (rows < wanted && wanted !== Number.POSITIVE_INFINITY))
    throw cutOff(source, ofRows(rowName, rows + 1, layout.rows));
}

/** « case 12 of 40 », as messages name a row. */
export function ofRows(rowName: string, row: number, rows: number | null): string {
  return rows === null ? `${rowName} ${row}` : `${rowName} ${row} of ${rows}`;
}
