import { inflateSync } from 'node:zlib';
import type { Source } from '../../table/source.ts';
import { type Cursor, chunksFrom, cutOff, damaged } from './cursor.ts';

/** The packed blocks of a .zsav, one after another from byte `at` on. */
export interface Zsav {
  readonly at: number;
  readonly blocks: readonly { readonly size: number; readonly packed: number }[];
}

/** Bytes that a block may unpack to; SPSS packs four million at a time. */
const LARGEST = 64 * 2 ** 20;

/** Reads the header of the packed cases, at which the cursor stands, and the table of blocks at the end of the file. */
export async function readZsav(source: Source, cursor: Cursor, little: boolean): Promise<Zsav> {
  const long = (bytes: Buffer, at: number) => Number(little ? bytes.readBigInt64LE(at) : bytes.readBigInt64BE(at));
  const int = (bytes: Buffer, at: number) => (little ? bytes.readInt32LE(at) : bytes.readInt32BE(at));
  const start = cursor.position();
  const head = await cursor.take(24, 'header of the packed cases');
  const [own, trailer, length] = [long(head, 0), long(head, 8), long(head, 16)];
  if (own !== start || !(trailer >= start + 24))
    throw damaged(source, 'header of the packed cases', 'it does not tell its own place');
  for (let left = trailer - start - 24; left > 0; ) {
    const step = Math.min(left, 1 << 20);
    await cursor.take(step, 'packed cases');
    left -= step;
  }
  const table = await cursor.take(length, 'table of packed blocks');
  const place = 'table of packed blocks';
  const count = length >= 24 ? int(table, 20) : -1;
  if (count < 0 || length !== 24 + count * 24) throw damaged(source, place, 'its length is not that of its blocks');
  const blocks = Array.from({ length: count }, (_, k) => ({
    at: long(table, 24 + k * 24 + 8),
    size: int(table, 24 + k * 24 + 16),
    packed: int(table, 24 + k * 24 + 20),
  }));
  let expected = start + 24;
  for (const [k, { at, size, packed }] of blocks.entries()) {
    if (at !== expected || packed < 0 || size < 0 || size > LARGEST)
      throw damaged(source, `${place}, block ${k + 1}`, 'its place or size is impossible');
    expected += packed;
  }
  if (expected !== trailer) throw damaged(source, place, 'its blocks do not fill the space of the packed cases');
  return { at: start + 24, blocks };
}

/** The bytecode that the blocks unpack to, a block at a time. */
export async function* zsavBytes(source: Source, { at, blocks }: Zsav): AsyncGenerator<Buffer> {
  let parts: Buffer[] = [];
  let length = 0;
  let k = 0;
  for await (const chunk of chunksFrom(source, at)) {
    parts.push(chunk);
    length += chunk.length;
    while (k < blocks.length && length >= blocks[k]!.packed) {
      const { packed, size } = blocks[k]!;
      const bytes = Buffer.concat(parts, length);
      yield unpacked(source, bytes.subarray(0, packed), size, k + 1);
      parts = [bytes.subarray(packed)];
      length -= packed;
      k += 1;
    }
    if (k === blocks.length) return;
  }
  if (k < blocks.length) throw cutOff(source, `packed block ${k + 1} of ${blocks.length}`);
}

function unpacked(source: Source, packed: Buffer, size: number, number: number): Buffer {
  let bytes: Buffer | null = null;
  try {
    bytes = inflateSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch {
    // Told below, with its place.
  }
  if (bytes === null || bytes.length !== size)
    throw damaged(source, `packed block ${number}`, 'it does not unpack to the bytes that the table tells');
  return bytes;
}
