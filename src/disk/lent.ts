import { closeSync, openSync, readSync } from 'node:fs';

/** Bytes of a chunk: they are to stay in the cache of the processor. */
const LENT = 1 << 16;

/** The bytes of a file in chunks that are only lent: each takes the place of the one before. */
export function* lentChunks(path: string): Generator<Uint8Array> {
  const file = openSync(path, 'r');
  const buffer = new Uint8Array(LENT);
  try {
    for (let length = readSync(file, buffer); length > 0; length = readSync(file, buffer))
      yield buffer.subarray(0, length);
  } finally {
    closeSync(file);
  }
}
