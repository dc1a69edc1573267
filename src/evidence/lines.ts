import { join } from 'node:path';
import type { Disk } from '../stages/disk.ts';
import type { Study } from '../study/study.ts';
import { bufferOf } from '../table/bytes.ts';
import { wholeSource } from '../table/source.ts';
import type { PublishedRow } from './published.ts';
import { rowsIn, sourceOf } from './published.ts';

/** The rows of a published CSV that hold a text, found without reading the others; their numbers are not those of the file. */
export async function rowsWith(disk: Disk, study: Study, path: string, text: string): Promise<readonly PublishedRow[]> {
  const full = join(study.root, path);
  if (!disk.exists(full) || text === '') return [];
  const whole = bufferOf(await wholeSource(disk.source(full)));
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

/** Bytes about the place where a row is looked for first; then eight times as many. */
const NEAR = 1 << 19;

/**
 * The row of a published CSV that begins with a key, where the rows stand in the order of a table: looked for about the place where row
 * `row` of `rows` should be, and only then in the whole file.
 */
export async function rowNear(
  disk: Disk,
  study: Study,
  path: string,
  key: string,
  { row, rows }: { readonly row: number; readonly rows: number },
): Promise<PublishedRow | null> {
  const full = join(study.root, path);
  if (!disk.exists(full)) return null;
  const source = disk.source(full);
  const wanted = Buffer.from(`\n${key}${study.config.csv.delimiter}`);
  for (const about of [NEAR, NEAR * 8]) {
    if (source.part === undefined || source.size < about * 4) break;
    const from = Math.max(0, Math.round((source.size * (row + 0.5)) / rows) - about);
    const bytes = Buffer.from(await source.part(from, Math.min(source.size, from + 2 * about)));
    const at = bytes.indexOf(wanted);
    const end = at < 0 ? -1 : bytes.indexOf('\n', at + 1);
    if (end < 0 || quotes(bytes.subarray(at, end)) % 2 === 1) continue;
    const head = Buffer.from(await source.part(0, NEAR));
    const header = head.subarray(0, lineEnd(head, 0));
    if (quotes(header) % 2 === 1) break;
    const lines = Buffer.concat([header, bytes.subarray(at + 1, end + 1)]);
    return (await rowsIn(sourceOf(path, Uint8Array.from(lines)), study))[0] ?? null;
  }
  return (await rowsWith(disk, study, path, key)).find(({ cells }) => cells._key === key) ?? null;
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
