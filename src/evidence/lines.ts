import { join } from 'node:path';
import type { Disk } from '../stages/disk.ts';
import type { Study } from '../study/study.ts';
import { wholeSource } from '../table/source.ts';
import type { PublishedRow } from './published.ts';
import { rowsIn, sourceOf } from './published.ts';

/** The rows of a published CSV that hold a text, found without reading the others; their numbers are not those of the file. */
export async function rowsWith(disk: Disk, study: Study, path: string, text: string): Promise<readonly PublishedRow[]> {
  const full = join(study.root, path);
  if (!disk.exists(full) || text === '') return [];
  const bytes = await wholeSource(disk.source(full));
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const ends = whole.indexOf('\n');
  const parts = [whole.subarray(0, ends < 0 ? whole.length : ends + 1)];
  for (let at = whole.indexOf(text, ends); at >= 0; ) {
    const from = whole.lastIndexOf('\n', at) + 1;
    let to = lineEnd(whole, at);
    // A line with an odd number of quotes goes on after its line break.
    while (to < whole.length && quotes(whole.subarray(from, to)) % 2 === 1) to = lineEnd(whole, to);
    parts.push(whole.subarray(from, to));
    at = whole.indexOf(text, to);
  }
  return parts.length === 1 ? [] : rowsIn(sourceOf(path, Uint8Array.from(Buffer.concat(parts))), study);
}

function lineEnd(bytes: Buffer, from: number): number {
  const end = bytes.indexOf('\n', from);
  return end < 0 ? bytes.length : end + 1;
}

function quotes(line: Buffer): number {
  let count = 0;
  for (const byte of line) if (byte === 34) count += 1;
  return count;
}
