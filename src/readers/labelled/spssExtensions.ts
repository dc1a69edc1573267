import type { Source } from '../../table/source.ts';
import { type Decode, decoderOf, pageName } from './charset.ts';
import { damaged } from './cursor.ts';
import type { SpssDictionary } from './spssDictionary.ts';

/** How the texts of a file are encoded, and how that is known. */
export interface SpssEncoding {
  readonly decode: Decode;
  /** For people: « UTF-8 », « windows-1252, as the file states none ». */
  readonly how: string;
}

/** The encoding by its name (record 7/20), else by its code page (7/3), else windows-1252. Faults: a set that is unknown. */
export function spssEncoding(source: Source, { extensions, little }: SpssDictionary): SpssEncoding {
  const stated = extensions
    .get(20)
    ?.toString('latin1')
    .replace(/[\s\0]+$/, '');
  const page = machine(extensions.get(3), little, 7);
  // 2 and 3 are « some ASCII », and 1 is EBCDIC, which nothing writes any more.
  const name =
    stated !== undefined && stated !== '' ? stated : page > 3 ? (pageName(page) ?? `code page ${page}`) : null;
  const decode = decoderOf(name ?? 'windows-1252');
  if (page === 1 || decode === null)
    throw damaged(source, 'encoding', `its texts are in ${page === 1 ? 'EBCDIC' : name}, which cannot be read`);
  return { decode, how: name?.replace(/^utf-?8$/i, 'UTF-8') ?? 'windows-1252, as the file states no encoding' };
}

/** The release of the program that wrote the file; 0 where it is not told. */
export function spssRelease({ extensions, little }: SpssDictionary): number {
  return Math.max(0, machine(extensions.get(3), little, 0));
}

function machine(record: Buffer | undefined, little: boolean, place: number): number {
  if (record === undefined || record.length < 32) return 0;
  return little ? record.readInt32LE(place * 4) : record.readInt32BE(place * 4);
}

/** Long names by short name (7/13). */
export function longNames({ extensions }: SpssDictionary, decode: Decode): ReadonlyMap<string, string> {
  return pairs(extensions.get(13), decode);
}

/** Widths of strings of over 255 bytes by short name (7/14). */
export function longWidths({ extensions }: SpssDictionary, decode: Decode): ReadonlyMap<string, number> {
  return new Map([...pairs(extensions.get(14), decode)].map(([name, width]) => [name, Number.parseInt(width, 10)]));
}

function pairs(record: Buffer | undefined, decode: Decode): ReadonlyMap<string, string> {
  const text = record === undefined ? '' : decode(record, 0, record.length);
  const found = new Map<string, string>();
  for (const part of text.split('\t')) {
    const at = part.indexOf('=');
    if (at > 0) found.set(part.slice(0, at), part.slice(at + 1).replaceAll('\0', ''));
  }
  return found;
}

/** Value labels of strings of over eight bytes, by long name (7/21). */
export function longStringLabels(
  source: Source,
  { extensions, little }: SpssDictionary,
  decode: Decode,
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const found = new Map<string, ReadonlyMap<string, string>>();
  const fields = fieldsOf(source, extensions.get(21), little, decode, 'extension record 7/21');
  while (fields.left()) {
    const name = fields.text(fields.int());
    fields.int();
    const labels = new Map<string, string>();
    for (let k = fields.int(); k > 0; k -= 1) {
      const value = fields.text(fields.int());
      labels.set(value, fields.text(fields.int()));
    }
    found.set(name, labels);
  }
  return found;
}

/** Missing values of strings of over eight bytes, by long name (7/22). */
export function longStringMissing(
  source: Source,
  { extensions, little }: SpssDictionary,
  decode: Decode,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  const fields = fieldsOf(source, extensions.get(22), little, decode, 'extension record 7/22');
  while (fields.left()) {
    const name = fields.text(fields.int());
    const values: string[] = [];
    const count = fields.byte();
    const length = count === 0 ? 0 : fields.int();
    for (let k = 0; k < count; k += 1) {
      // Old versions of PSPP write the length again before each value.
      if (k > 0 && fields.peek() === length) fields.int();
      values.push(fields.text(length));
    }
    found.set(name, values);
  }
  return found;
}

function fieldsOf(source: Source, record: Buffer | undefined, little: boolean, decode: Decode, place: string) {
  const bytes = record ?? Buffer.alloc(0);
  let at = 0;
  const step = (count: number): number => {
    if (!(count >= 0 && at + count <= bytes.length))
      throw damaged(source, place, 'one of its lengths is beyond its end');
    at += count;
    return at - count;
  };
  const intAt = (from: number) => (little ? bytes.readInt32LE(from) : bytes.readInt32BE(from));
  return {
    left: () => at < bytes.length,
    byte: () => bytes[step(1)]!,
    int: () => intAt(step(4)),
    peek: () => (at + 4 <= bytes.length ? intAt(at) : -1),
    text: (length: number) => {
      const from = step(length);
      return decode(bytes, from, from + length);
    },
  };
}
