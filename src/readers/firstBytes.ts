import type { Source } from '../table/source.ts';

/** The first bytes of a source, `count` or as many as it has, however it is cut into chunks. */
export async function firstBytes(source: Source, count: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(count);
  let length = 0;
  for await (const chunk of source.lent?.() ?? source.chunks()) {
    const part = chunk.subarray(0, count - length);
    bytes.set(part, length);
    length += part.length;
    if (length === count) break;
  }
  return bytes.subarray(0, length);
}
