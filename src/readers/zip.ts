import { crc32, createInflateRaw } from 'node:zlib';
import { fault } from '../fault.ts';

export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** Where its local header begins. */
  readonly at: number;
}

/** A zip archive in memory. Entries are found by `entryKey` of their name. */
export interface Zip {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly entries: ReadonlyMap<string, ZipEntry>;
}

/** Bytes a part may grow to before the ratio is looked at, the ratio it may then have, and its limit. */
const RATIO_FROM = 64 * 2 ** 20;
const RATIO = 250;
const LARGEST = 16 * 2 ** 30;
const AGAIN = 'Download or export the file again';

/** The name by which an entry is looked up: some programs write backslashes, a leading slash or other case. */
export function entryKey(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

/** Reads a zip archive's table of contents. Faults: not a zip, or cut off. */
export function openZip(bytes: Uint8Array, path: string): Zip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = endRecord(view, path);
  const entries = new Map<string, ZipEntry>();
  let at = end.directory;
  for (let index = 0; index < end.count; index += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw damaged(path);
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const after = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (after > bytes.length) throw damaged(path);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    entries.set(entryKey(name), {
      name,
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      crc: view.getUint32(at + 16, true),
      ...sizes(view, at, at + 46 + nameLength, extraLength),
    });
    at = after;
  }
  return { path, bytes, entries };
}

function damaged(path: string) {
  return fault(path, 'the zip archive that a workbook is made of is damaged or cut off', AGAIN);
}

/** Finds the record at the archive's end: number of entries, and where their directory begins. */
function endRecord(view: DataView, path: string): { count: number; directory: number } {
  const stop = Math.max(0, view.byteLength - 22 - 65_535);
  for (let at = view.byteLength - 22; at >= stop; at -= 1) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    const count = view.getUint16(at + 10, true);
    const directory = view.getUint32(at + 16, true);
    if (count !== 0xffff && directory !== 0xffffffff) return { count, directory };
    const wide =
      at >= 20 && view.getUint32(at - 20, true) === 0x07064b50 ? Number(view.getBigUint64(at - 12, true)) : -1;
    if (wide < 0 || wide + 56 > view.byteLength || view.getUint32(wide, true) !== 0x06064b50) throw damaged(path);
    return { count: Number(view.getBigUint64(wide + 32, true)), directory: Number(view.getBigUint64(wide + 48, true)) };
  }
  throw damaged(path);
}

/** Sizes and place of an entry; those that do not fit 32 bits stand in the zip64 field, in this order. */
function sizes(view: DataView, at: number, extra: number, length: number): Pick<ZipEntry, 'packed' | 'size' | 'at'> {
  const found = {
    size: view.getUint32(at + 24, true),
    packed: view.getUint32(at + 20, true),
    at: view.getUint32(at + 42, true),
  };
  for (let field = extra; field + 4 <= extra + length; ) {
    const end = field + 4 + view.getUint16(field + 2, true);
    if (view.getUint16(field, true) === 1) {
      let next = field + 4;
      for (const key of ['size', 'packed', 'at'] as const) {
        if (found[key] !== 0xffffffff || next + 8 > end || end > view.byteLength) continue;
        found[key] = Number(view.getBigUint64(next, true));
        next += 8;
      }
    }
    field = end;
  }
  return found;
}

/** The unpacked bytes of an entry, in pieces. Faults: a password, damage (by checksum), and more bytes than a real workbook has. */
export async function* unzipped(zip: Zip, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const place = `${zip.path} › ${entry.name}`;
  if (entry.encrypted) throw fault(place, 'is protected by a password', 'Save a copy without password');
  if (entry.method !== 0 && entry.method !== 8)
    throw fault(place, `is packed by method ${entry.method}, which cannot be read`, AGAIN);
  const packed = packedBytes(zip, entry);
  let size = 0;
  let checksum = 0;
  for await (const piece of entry.method === 0 ? [packed] : inflated(packed, place)) {
    size += piece.length;
    if (size > LARGEST || (size > RATIO_FROM && size > RATIO * packed.length)) {
      throw fault(
        place,
        `unpacks to over ${Math.floor(size / 2 ** 20)} MB from ${packed.length} bytes`,
        'It is a zip bomb, or full of formatted blank rows: copy the data into a new workbook',
      );
    }
    checksum = crc32(piece, checksum);
    yield piece;
  }
  if (checksum !== entry.crc) throw fault(place, 'is damaged: its checksum does not agree', AGAIN);
}

function packedBytes(zip: Zip, entry: ZipEntry): Uint8Array {
  const { bytes, path } = zip;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (entry.at + 30 > bytes.length || view.getUint32(entry.at, true) !== 0x04034b50) throw damaged(path);
  const from = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
  if (from + entry.packed > bytes.length) throw damaged(path);
  return bytes.subarray(from, from + entry.packed);
}

async function* inflated(packed: Uint8Array, place: string): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: 1 << 18 });
  inflate.end(packed);
  try {
    for await (const piece of inflate) yield piece as Uint8Array;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!code.startsWith('Z_')) throw error;
    throw fault(place, 'is damaged: it cannot be unpacked', AGAIN);
  }
}

/** An entry as text, in pieces: UTF-8, or UTF-16 by its byte order mark. */
export async function* unzippedText(zip: Zip, entry: ZipEntry): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  for await (const piece of unzipped(zip, entry)) {
    decoder ??= new TextDecoder(
      piece[0] === 0xff && piece[1] === 0xfe
        ? 'utf-16le'
        : piece[0] === 0xfe && piece[1] === 0xff
          ? 'utf-16be'
          : 'utf-8',
    );
    yield decoder.decode(piece, { stream: true });
  }
  if (decoder !== null) yield decoder.decode();
}

/** A small entry as one text; null where the archive has none of this name. */
export async function zipText(zip: Zip, name: string): Promise<string | null> {
  const entry = zip.entries.get(entryKey(name));
  if (entry === undefined) return null;
  let text = '';
  for await (const piece of unzippedText(zip, entry)) text += piece;
  return text;
}
