import type { Codes, PackedText } from './column.ts';

/** Cells that a growing array has room for at first: most studies are small. */
const FIRST = 1024;

/**
 * Numbers of one kind, one after another. They are kept in pieces until all have come: an array that doubles is copied each time, and half of it
 * stands empty.
 */
interface Growing<A> {
  push(value: number): void;
  /** All of them, in an array of their length; it holds none of them any more. */
  take(): A;
}

export type GrowingBytes = Growing<Uint8Array>;
export type GrowingNumbers = Growing<Float64Array>;

/** Numbers in a piece. */
const PIECE = 1 << 16;

export function growingBytes(): GrowingBytes {
  return growing((length) => new Uint8Array(length));
}

export function growingNumbers(): GrowingNumbers {
  return growing((length) => new Float64Array(length));
}

function growing<A extends Codes | Float64Array>(made: (length: number) => A): Growing<A> {
  let full: A[] = [];
  let piece = made(FIRST);
  let length = 0;
  return {
    push(value) {
      if (length === piece.length) {
        full.push(piece);
        piece = made(PIECE);
        length = 0;
      }
      piece[length] = value;
      length += 1;
    },
    take() {
      const taken = together(full, piece, length, made);
      [full, piece, length] = [[], made(0), 0];
      return taken;
    },
  };
}

/** Codes, one after another, in 8 bits each until one needs 16 or 32. */
export interface GrowingCodes {
  push(code: number): void;
  /** As they are so far, in an array of their own. */
  soFar(): Codes;
  /** All of them, in the narrowest array for codes below `count`. */
  take(count: number): Codes;
}

export function growingCodes(): GrowingCodes {
  let full: Codes[] = [];
  let piece = codesBelow(256, FIRST);
  let length = 0;
  let below = 256;
  const all = (count: number) => together(full, piece, length, (size) => codesBelow(count, size));
  return {
    push(code) {
      if (code >= below) {
        below = code < 65_536 ? 65_536 : 4_294_967_296;
        const wider = codesBelow(below, piece.length);
        wider.set(piece.subarray(0, length));
        piece = wider;
      }
      if (length === piece.length) {
        full.push(piece);
        piece = codesBelow(below, PIECE);
        length = 0;
      }
      piece[length] = code;
      length += 1;
    },
    soFar: () => all(below),
    take(count) {
      const taken = all(count);
      [full, piece, length] = [[], codesBelow(256, 0), 0];
      return taken;
    },
  };
}

function codesBelow(count: number, length: number): Codes {
  return count > 65_536 ? new Uint32Array(length) : count > 256 ? new Uint16Array(length) : new Uint8Array(length);
}

/** Whole pieces and the first `length` of the last in one array. */
function together<A extends Codes | Float64Array>(
  full: readonly A[],
  last: A,
  length: number,
  made: (length: number) => A,
): A {
  const whole = made(full.reduce((sum, piece) => sum + piece.length, length));
  let at = 0;
  for (const piece of full) {
    whole.set(piece, at);
    at += piece.length;
  }
  whole.set(last.subarray(0, length), at);
  return whole;
}

function widened<A extends { set(from: A): void }>(from: A, to: A): A {
  to.set(from);
  return to;
}

/** Texts packed as UTF-8, one cell after another. */
export interface GrowingText {
  push(text: string): void;
  /** The part of a text between two places, which holds ASCII alone; false, and nothing kept, where it does not. */
  pushPart(text: string, from: number, to: number): boolean;
  take(): PackedText;
}

const encoder = new TextEncoder();

export function growingText(): GrowingText {
  let bytes = new Uint8Array(FIRST * 16);
  let used = 0;
  let offsets = new Uint32Array(FIRST);
  let length = 0;
  const reserve = (more: number) => {
    const most = used + more;
    if (most > bytes.length) bytes = widened(bytes, new Uint8Array(Math.max(bytes.length * 2, most)));
  };
  const end = (at: number) => {
    used = at;
    if (length + 1 === offsets.length) offsets = widened(offsets, new Uint32Array(offsets.length * 2));
    length += 1;
    offsets[length] = used;
  };
  // A call of the encoder costs as much as 100 letters.
  const part = (text: string, from: number, to: number): boolean => {
    reserve(to - from);
    for (let at = from; at < to; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit > 127) return false;
      bytes[used + at - from] = unit;
    }
    end(used + to - from);
    return true;
  };
  return {
    push(text) {
      if (part(text, 0, text.length)) return;
      // UTF-8 has at most three bytes for each of JavaScript's units.
      reserve(text.length * 3);
      end(used + encoder.encodeInto(text, bytes.subarray(used)).written);
    },
    pushPart: part,
    take() {
      const taken = { bytes: bytes.slice(0, used), offsets: offsets.slice(0, length + 1) };
      [bytes, offsets] = [new Uint8Array(0), new Uint32Array(0)];
      return taken;
    },
  };
}
