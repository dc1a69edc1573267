import { isAscii, isUtf8 } from 'node:buffer';
import { fault } from '../fault.ts';
import { bufferOf } from '../table/bytes.ts';
import type { Source } from '../table/source.ts';
import { firstBytes } from './firstBytes.ts';

export type EncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'windows-1256';

/** How the bytes of a text file become letters, and how that was found out. */
export interface Encoding {
  readonly name: EncodingName;
  /** Why, as a clause for people: « starts with a byte order mark ». */
  readonly why: string;
  /** NUL characters in the file; `decoded` leaves them out. */
  readonly nuls: number;
}

/** Bytes from which UTF-16 without its mark is told. */
const HEAD = 1_000;

/**
 * Finds a text file's encoding, by the first of these that holds: a byte order mark; every second byte of its start NUL (UTF-16);
 * valid UTF-8 throughout; else Windows-1256 where most bytes above 127 stand in runs (the letters of an Arabic word), and
 * Windows-1252 where most stand alone (accents). A file that mixes UTF-8 with one of them is a fault: either reading would garble a part
 * of it. A Cyrillic one-byte file is not told apart from Arabic: state its encoding, or save it as UTF-8.
 */
export async function detectEncoding(source: Source): Promise<Encoding> {
  const head = await firstBytes(source, HEAD);
  if (head[0] === 0xff && head[1] === 0xfe) return { name: 'utf-16le', why: 'starts with a byte order mark', nuls: 0 };
  if (head[0] === 0xfe && head[1] === 0xff) return { name: 'utf-16be', why: 'starts with a byte order mark', nuls: 0 };
  const marked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  if (!marked) {
    const wide = bareUtf16(head);
    if (wide !== null) return { name: wide, why: 'every second byte is NUL', nuls: 0 };
  }
  const { valid, nuls } = await utf8Validity(source);
  if (valid)
    return { name: 'utf-8', why: marked ? 'starts with a byte order mark' : 'all its bytes are valid UTF-8', nuls };
  const bytes = await highBytes(source);
  if (marked || bytes.sequences >= bytes.stray) {
    throw fault(
      `${source.path}, line ${bytes.line}`,
      `byte 0x${bytes.first.toString(16).toUpperCase()} is not UTF-8, while ${marked ? 'the file says that it is' : 'the rest of the file is'}`,
      'The file mixes encodings: save it as UTF-8 from the program that made it',
    );
  }
  const arabic = bytes.inRuns * 2 > bytes.high;
  // In Windows-1256 a letter and a comma may look like one letter of UTF-8, but two such pairs do not stand side by side.
  const [strange, line] = arabic ? [bytes.words, bytes.wordLine] : [bytes.letters, bytes.letterLine];
  if (strange > 0)
    throw fault(
      `${source.path}, line ${line}`,
      `a letter is written as in UTF-8, while most of the file is Windows-${arabic ? 1256 : 1252}`,
      'The file mixes encodings: save it as UTF-8 from the program that made it',
    );
  return arabic
    ? {
        name: 'windows-1256',
        why: 'is not UTF-8, and its letters above 127 stand side by side as in Arabic words',
        nuls,
      }
    : { name: 'windows-1252', why: 'is not UTF-8, and its letters above 127 stand alone as accents do', nuls };
}

/** Bytes decoded at once. Texts of over 128 kB are kept apart by the engine, and take fifty times as long to make. */
const PIECE = 1 << 15;
const LINE_FEED = 10;

/** The text of a file in pieces: byte order mark and NULs left out, CRLF and CR as LF. */
export async function* decoded(source: Source, name: EncodingName): AsyncGenerator<string> {
  const decode = await decoder(name);
  let openReturn = false;
  for await (const chunk of source.lent?.() ?? source.chunks()) {
    for (let from = 0, to = 0; from < chunk.length; from = to) {
      to = name === 'utf-8' ? lineEnd(chunk, from, from + PIECE) : from + PIECE;
      let text = decode(chunk.subarray(from, to));
      if (text === '') continue;
      if (openReturn && text.startsWith('\n')) text = text.slice(1);
      openReturn = text.endsWith('\r');
      yield plain(text);
    }
  }
  const rest = decode(null);
  if (rest !== '') yield plain(openReturn && rest.startsWith('\n') ? rest.slice(1) : rest);
}

/** Where the last line ends that ends before `to`; `to` itself where none does. What ends with a line ends no letter of UTF-8. */
function lineEnd(bytes: Uint8Array, from: number, to: number): number {
  if (to >= bytes.length) return bytes.length;
  const at = bytes.subarray(from, to).lastIndexOf(LINE_FEED);
  return at < 0 ? to : from + at + 1;
}

/** What makes the bytes of one whole file the text that `decoded` gives in pieces. */
export async function wholeDecoder(name: EncodingName): Promise<(bytes: Uint8Array) => string> {
  const decode = await decoder(name);
  return (bytes) => plain(`${decode(bytes)}${decode(null)}`);
}

function plain(text: string): string {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  return lines.includes('\0') ? lines.replaceAll('\0', '') : lines;
}

async function decoder(name: EncodingName): Promise<(chunk: Uint8Array | null) => string> {
  // Node's own decoder has read 0x80–0x9F of windows-1252 as Latin-1 in some versions; iconv-lite reads both tables right.
  if (name === 'windows-1252' || name === 'windows-1256') {
    const { default: iconv } = await import('iconv-lite');
    const table = iconv.getDecoder(name);
    return (chunk) => (chunk === null ? table.end() : table.write(bufferOf(chunk))) ?? '';
  }
  // The engine decodes what stands by itself many times faster than a piece of a stream.
  const [head, piece] = [new TextDecoder(name), new TextDecoder(name, { ignoreBOM: true })];
  let stream: InstanceType<typeof TextDecoder> | null = null;
  let [first, open] = [true, false];
  return (chunk) => {
    if (chunk === null) return stream?.decode() ?? '';
    const [wasFirst, wasOpen] = [first, open];
    if (chunk.length > 0) [first, open] = [false, (chunk[chunk.length - 1] ?? 0) > 127];
    if (name !== 'utf-8' || open || wasOpen) {
      stream ??= new TextDecoder(name, { ignoreBOM: !wasFirst });
      return stream.decode(chunk, { stream: true });
    }
    if (wasFirst) return head.decode(chunk);
    // Most pieces are ASCII alone, which needs no decoding.
    return isAscii(chunk) ? bufferOf(chunk).toString('latin1') : piece.decode(chunk);
  };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}

function bareUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const pairs = head.length >>> 1;
  if (pairs < 4) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs * 2; i += 2) {
    if (head[i] === 0) even += 1;
    if (head[i + 1] === 0) odd += 1;
  }
  if (odd * 2 > pairs && even * 10 < pairs) return 'utf-16le';
  return even * 2 > pairs && odd * 10 < pairs ? 'utf-16be' : null;
}

async function utf8Validity(source: Source): Promise<{ valid: boolean; nuls: number }> {
  let nuls = 0;
  let valid = true;
  let open: Uint8Array = new Uint8Array(0);
  for await (const chunk of source.lent?.() ?? source.chunks()) {
    // A Buffer finds a byte some ten times as fast as the array that it is a view of.
    const buffer = bufferOf(chunk);
    for (let at = buffer.indexOf(0); at !== -1; at = buffer.indexOf(0, at + 1)) nuls += 1;
    if (!valid) continue;
    const bytes = open.length === 0 ? chunk : joined(open, chunk);
    const end = wholeSequences(bytes);
    valid = isUtf8(bytes.subarray(0, end));
    open = bytes.slice(end);
  }
  return { valid: valid && open.length === 0, nuls };
}

/** Where an unfinished UTF-8 sequence at the end begins; the length where there is none. */
function wholeSequences(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    return sequenceLength(byte) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function sequenceLength(first: number): number {
  if (first >= 0xf0) return 4;
  return first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
}

interface HighBytes {
  /** Bytes above 127, and how many of them have such a neighbour. */
  readonly high: number;
  readonly inRuns: number;
  /** Well-formed UTF-8 sequences, and bytes above 127 outside any. */
  readonly sequences: number;
  readonly stray: number;
  /** Sequences that are accented Latin or Arabic letters, and in Windows-1252 two letters that never meet; line of the first. */
  readonly letters: number;
  readonly letterLine: number;
  /** Arabic letters of UTF-8 that follow one another; line of the first. */
  readonly words: number;
  readonly wordLine: number;
  /** The first stray byte and its line. */
  readonly first: number;
  readonly line: number;
}

async function highBytes(source: Source): Promise<HighBytes> {
  const found = {
    high: 0,
    inRuns: 0,
    sequences: 0,
    stray: 0,
    letters: 0,
    letterLine: 0,
    words: 0,
    wordLine: 0,
    first: 0,
    line: 0,
  };
  let line = 1;
  let run: number[] = [];
  const endRun = () => {
    found.high += run.length;
    if (run.length > 1) found.inRuns += run.length;
    let before = -1;
    for (let at = 0; at < run.length; ) {
      const length = sequenceLength(run[at]!);
      if (length > 1 && isUtf8(Uint8Array.from(run.slice(at, at + length)))) {
        found.sequences += 1;
        const lead = run[at]!;
        if (lead === 0xc3 || (lead >= 0xd8 && lead <= 0xdb)) {
          if (found.letters === 0) found.letterLine = line;
          found.letters += 1;
          if (lead >= 0xd8 && before === at) {
            if (found.words === 0) found.wordLine = line;
            found.words += 1;
          }
          before = at + length;
        }
        at += length;
        continue;
      }
      if (found.stray === 0) {
        found.first = run[at]!;
        found.line = line;
      }
      found.stray += 1;
      at += 1;
    }
    run = [];
  };
  for await (const chunk of source.chunks()) {
    for (const byte of chunk) {
      if (byte > 127) run.push(byte);
      else {
        if (run.length > 0) endRun();
        if (byte === 10) line += 1;
      }
    }
  }
  endRun();
  return found;
}
