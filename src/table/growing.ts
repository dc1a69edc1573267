import type { Codes, PackedText } from './column.ts';

/** Cells that a growing array has room for at first; it doubles. */
const FIRST = 1024;

/** Bytes, one after another. */
export interface GrowingBytes {
  push(value: number): void;
  /** All of them, in an array of their length; it holds none of them any more. */
  take(): Uint8Array;
}

export function growingBytes(): GrowingBytes {
  let array = new Uint8Array(FIRST);
  let length = 0;
  return {
    push(value) {
      if (length === array.length) array = widened(array, new Uint8Array(length * 2));
      array[length] = value;
      length += 1;
    },
    take() {
      const taken = array.slice(0, length);
      [array, length] = [new Uint8Array(0), 0];
      return taken;
    },
  };
}

/** Numbers, one after another. */
export interface GrowingNumbers {
  push(value: number): void;
  take(): Float64Array;
}

export function growingNumbers(): GrowingNumbers {
  let array = new Float64Array(FIRST);
  let length = 0;
  return {
    push(value) {
      if (length === array.length) array = widened(array, new Float64Array(length * 2));
      array[length] = value;
      length += 1;
    },
    take() {
      const taken = array.slice(0, length);
      [array, length] = [new Float64Array(0), 0];
      return taken;
    },
  };
}

/** Codes, one after another, in 8 bits each until one needs 16 or 32. */
export interface GrowingCodes {
  push(code: number): void;
  readonly length: number;
  /** As they are so far; not to be kept while more are pushed. */
  soFar(): Codes;
  /** All of them, in the narrowest array for codes below `count`. */
  take(count: number): Codes;
}

export function growingCodes(): GrowingCodes {
  let array: Codes = new Uint8Array(FIRST);
  let length = 0;
  let largest = 255;
  return {
    push(code) {
      if (code > largest) {
        largest = code < 65_536 ? 65_535 : 4_294_967_295;
        const wider = largest === 65_535 ? new Uint16Array(array.length) : new Uint32Array(array.length);
        wider.set(array.subarray(0, length));
        array = wider;
      }
      if (length === array.length)
        array =
          largest === 255
            ? widened(array, new Uint8Array(length * 2))
            : largest === 65_535
              ? widened(array, new Uint16Array(length * 2))
              : widened(array, new Uint32Array(length * 2));
      array[length] = code;
      length += 1;
    },
    get length() {
      return length;
    },
    soFar: () => array.subarray(0, length),
    take(count) {
      const all = array.subarray(0, length);
      const taken =
        count > 65_536 ? new Uint32Array(length) : count > 256 ? new Uint16Array(length) : new Uint8Array(length);
      taken.set(all);
      [array, length] = [new Uint8Array(0), 0];
      return taken;
    },
  };
}

function widened<A extends { set(from: A): void }>(from: A, to: A): A {
  to.set(from);
  return to;
}

/** Texts packed as UTF-8, one cell after another. */
export interface GrowingText {
  push(text: string): void;
  take(): PackedText;
}

const encoder = new TextEncoder();

export function growingText(): GrowingText {
  let bytes = new Uint8Array(FIRST * 16);
  let used = 0;
  let offsets = new Uint32Array(FIRST);
  let length = 0;
  return {
    push(text) {
      // UTF-8 has at most three bytes for each of JavaScript's units.
      const most = used + text.length * 3;
      if (most > bytes.length) bytes = widened(bytes, new Uint8Array(Math.max(bytes.length * 2, most)));
      used = ascii(text, bytes, used) ?? used + encoder.encodeInto(text, bytes.subarray(used)).written;
      if (length + 1 === offsets.length) offsets = widened(offsets, new Uint32Array(offsets.length * 2));
      length += 1;
      offsets[length] = used;
    },
    take() {
      const taken = { bytes: bytes.slice(0, used), offsets: offsets.slice(0, length + 1) };
      [bytes, offsets] = [new Uint8Array(0), new Uint32Array(0)];
      return taken;
    },
  };
}

/** Writes a text of ASCII characters alone; where it ends, or null where there are others. A call of the encoder costs as much as 100 letters. */
function ascii(text: string, bytes: Uint8Array, from: number): number | null {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit > 127) return null;
    bytes[from + at] = unit;
  }
  return from + text.length;
}
