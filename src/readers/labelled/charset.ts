import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** Bytes `from` to `to` (exclusive) as text, trailing spaces and NULs left out. */
export type Decode = (bytes: Buffer, from: number, to: number) => string;

/** What a code page number of Windows or SPSS is called, where its number alone is no name. */
const PAGES: Readonly<Record<number, string>> = {
  65001: 'utf-8',
  20127: 'us-ascii',
  10000: 'macintosh',
  51949: 'euc-kr',
};

/** The name of a code page; null for one that cannot be read. */
export function pageName(page: number): string | null {
  const name = PAGES[page] ?? `cp${page}`;
  return iconv.encodingExists(name) ? name : null;
}

/** How bytes in a character set become text; null for a set that is not known. */
export function decoderOf(name: string): Decode | null {
  if (!iconv.encodingExists(name)) return null;
  if (/^utf-?8$/i.test(name)) return (bytes, from, to) => bytes.toString('utf8', from, filledEnd(bytes, from, to));
  return (bytes, from, to) => {
    const end = filledEnd(bytes, from, to);
    return isAscii(bytes, from, end)
      ? bytes.toString('latin1', from, end)
      : iconv.decode(bytes.subarray(from, end), name);
  };
}

/** Text that is valid UTF-8 as such, other text in windows-1252: R writes UTF-8 into formats that came before Unicode. */
export const utf8OrWestern: Decode = (bytes, from, to) => {
  const end = filledEnd(bytes, from, to);
  return isUtf8(bytes.subarray(from, end)) ? bytes.toString('utf8', from, end) : western(bytes, from, end);
};

function filledEnd(bytes: Buffer, from: number, to: number): number {
  let end = to;
  while (end > from && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0)) end -= 1;
  return end;
}

function isAscii(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[at]! > 127) return false;
  return true;
}

const western: Decode = (bytes, from, to) => iconv.decode(bytes.subarray(from, to), 'windows-1252');
