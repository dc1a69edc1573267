import { fault } from '../../fault.ts';
import { bufferOf } from '../../table/bytes.ts';
import type { Source } from '../../table/source.ts';

/** The remedy for files that are cut off or damaged. */
export const AGAIN = 'Download or export the file again';

/** Reads a source from front to back, in whole fields; a field that the file does not have is a fault. */
export interface Cursor {
  /** Bytes before the next field. */
  position(): number;
  atEnd(): Promise<boolean>;
  /** The next bytes; valid until the next call. `what` names the field in messages: « variable record 12 ». */
  take(count: number, what: string): Promise<Buffer>;
}

/** Runs `read` with a cursor that stands at byte `from` of the source, and closes the source after it. */
export async function withCursor<T>(source: Source, from: number, read: (cursor: Cursor) => Promise<T>): Promise<T> {
  const chunks = chunksFrom(source, from);
  let held: Buffer = Buffer.alloc(0);
  let position = from;
  const more = async (): Promise<boolean> => {
    const next = await chunks.next();
    if (next.done === true) return false;
    held = held.length === 0 ? next.value : Buffer.concat([held, next.value]);
    return true;
  };
  try {
    return await read({
      position: () => position,
      async atEnd() {
        while (held.length === 0) if (!(await more())) return true;
        return false;
      },
      async take(count, what) {
        // Before any byte is kept: a damaged length must not fill the memory.
        if (!(count >= 0 && count <= source.size - position)) throw cutOff(source, what);
        if (held.length < count) {
          const parts: Buffer[] = [held];
          let length = held.length;
          while (length < count) {
            const next = await chunks.next();
            if (next.done === true) throw cutOff(source, what);
            parts.push(next.value);
            length += next.value.length;
          }
          held = Buffer.concat(parts);
        }
        const field = held.subarray(0, count);
        held = held.subarray(count);
        position += count;
        return field;
      },
    });
  } finally {
    await chunks.return(undefined);
  }
}

/** The bytes of a source from byte `from` on, in pieces that are never empty. */
export async function* chunksFrom(source: Source, from: number): AsyncGenerator<Buffer, undefined> {
  let skip = from;
  for await (const chunk of source.chunks()) {
    if (chunk.length > skip) yield bufferOf(chunk.subarray(skip));
    skip = Math.max(0, skip - chunk.length);
  }
  return undefined;
}

/** The fault of a file that ends before a field does. */
export function cutOff(source: Source, what: string) {
  return fault(`${source.path}, ${what}`, `the file is cut off or damaged: it ends at byte ${source.size}`, AGAIN);
}

/** The fault of a file that holds what its format does not allow. */
export function damaged(source: Source, what: string, wrong: string) {
  return fault(`${source.path}, ${what}`, wrong, AGAIN);
}
