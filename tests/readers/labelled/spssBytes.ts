import { deflateSync } from 'node:zlib';
import { fieldWriter } from './bytes.ts';

export type SpssCell = number | string | null;

export interface SpssVariable {
  readonly name: string;
  /** The name of up to eight letters in its record; the name in capitals without it. */
  readonly short?: string;
  readonly label?: string;
  /** Bytes of a string, up to 32767; none for a number. */
  readonly width?: number;
  /** Print format and decimals; F8.0 without. */
  readonly format?: number;
  readonly decimals?: number;
  readonly missing?: readonly (number | string)[];
  readonly range?: readonly [number, number];
  readonly labels?: readonly (readonly [number | string, string])[];
}

export interface SpssFile {
  readonly variables: readonly SpssVariable[];
  readonly rows: readonly (readonly SpssCell[])[];
  readonly packing?: 'none' | 'bytecode' | 'zlib';
  readonly big?: boolean;
  /** Its name in record 7/20, and the page in 7/3. */
  readonly encoding?: string;
  readonly page?: number;
  readonly release?: number;
  /** The number of cases in the header; -1 for not told. */
  readonly cases?: number;
  /** Bytes of one packed block before packing. */
  readonly blockSize?: number;
}

/** The lowest double, and the one after it, which stands for « lowest » in ranges. */
export const ABSENT = -Number.MAX_VALUE;
export const LOWEST = -1.7976931348623155e308;

/** The parts that the dictionary cuts a string into: [width of its record, bytes of the value in it]. */
function segments(width: number): readonly (readonly [number, number])[] {
  if (width <= 255) return [[width, width]];
  const count = Math.ceil(width / 252);
  return Array.from({ length: count }, (_, k) => [
    k < count - 1 ? 255 : width - 252 * k,
    Math.max(0, Math.min(255, width - 255 * k)),
  ]);
}

const shortName = ({ name, short }: SpssVariable): string => short ?? name.toUpperCase().slice(0, 8);

/** An SPSS system file as SPSS lays it out. */
export function spssBytes(file: SpssFile): Uint8Array {
  const { variables, rows, packing = 'none', big = false, encoding = 'UTF-8', blockSize = 200 } = file;
  const out = fieldWriter(big, encoding === '' ? 'windows-1252' : encoding);
  out.text(packing === 'zlib' ? '$FL3' : '$FL2', 4);
  out.text('@(#) SPSS DATA FILE made up for tests', 60, 0x20);
  out.i32(2);
  out.i32(0);
  out.i32(['none', 'bytecode', 'zlib'].indexOf(packing));
  out.i32(0);
  out.i32(file.cases ?? rows.length);
  out.f64(100);
  out.text('24 Nov 2612:00:00', 17, 0x20);
  out.text('', 64 + 3, 0x20);

  const places: number[] = [];
  let pieces = 0;
  for (const variable of variables) {
    const { label = '', width = 0, format = width > 0 ? 1 : 5, decimals = 0 } = variable;
    const short = shortName(variable);
    places.push(pieces + 1);
    for (const [k, [bytes]] of segments(width).entries()) {
      const print = (format << 16) | (Math.min(width || 8, 255) << 8) | decimals;
      const missing = k > 0 || width > 8 ? [] : [...(variable.range ?? []), ...(variable.missing ?? [])];
      out.i32(2);
      out.i32(bytes);
      out.i32(k === 0 && label !== '' ? 1 : 0);
      out.i32(k === 0 && variable.range !== undefined ? -missing.length : missing.length);
      out.i32(print);
      out.i32(print);
      out.text(k === 0 ? short : `${short.slice(0, 5)}${k}`, 8, 0x20);
      if (k === 0 && label !== '') {
        const length = out.encode(label).length;
        out.i32(length);
        out.text(label, Math.ceil(length / 4) * 4, 0x20);
      }
      for (const value of missing) typeof value === 'number' ? out.f64(value) : out.text(value, 8, 0x20);
      for (let piece = 1; piece < Math.ceil(bytes / 8); piece += 1) {
        for (const field of [2, -1, 0, 0, 0, 0]) out.i32(field);
        out.text('', 8, 0x20);
      }
      pieces += Math.max(1, Math.ceil(bytes / 8));
    }
  }
  for (const [k, { labels = [], width = 0 }] of variables.entries()) {
    if (labels.length === 0 || width > 8) continue;
    out.i32(3);
    out.i32(labels.length);
    for (const [value, label] of labels) {
      typeof value === 'number' ? out.f64(value) : out.text(value, 8, 0x20);
      const length = out.encode(label).length;
      out.u8(length);
      out.text(label, Math.ceil((length + 1) / 8) * 8 - 1, 0x20);
    }
    for (const field of [4, 1, places[k]!]) out.i32(field);
  }
  out.i32(6);
  out.i32(1);
  out.text('A line of documentation.', 80, 0x20);

  const extension = (subtype: number, size: number, bytes: Buffer) => {
    for (const field of [7, subtype, size, bytes.length / size]) out.i32(field);
    out.put(bytes);
  };
  const part = () => fieldWriter(big, encoding === '' ? 'windows-1252' : encoding);
  const machine = part();
  for (const field of [file.release ?? 22, 0, 0, -1, 1, 1, big ? 1 : 2, file.page ?? 65001]) machine.i32(field);
  extension(3, 4, machine.bytes());
  const floats = part();
  for (const field of [ABSENT, Number.MAX_VALUE, LOWEST]) floats.f64(field);
  extension(4, 8, floats.bytes());
  extension(13, 1, out.encode(variables.map((each) => `${shortName(each)}=${each.name}`).join('\t')));
  const long = variables.filter(({ width = 0 }) => width > 255);
  if (long.length > 0)
    extension(
      14,
      1,
      out.encode(long.map((each) => `${shortName(each)}=${String(each.width).padStart(5, '0')}\0\t`).join('')),
    );
  const cases = part();
  cases.u64(1);
  cases.u64(file.cases === undefined ? rows.length : Math.max(0, file.cases));
  if (file.cases === undefined) extension(16, 8, cases.bytes());
  if (encoding !== '') extension(20, 1, out.encode(encoding));
  const labelled = part();
  const missing = part();
  const sized = (to: typeof labelled, text: string, least = 0) => {
    const size = Math.max(least, out.encode(text).length);
    to.i32(size);
    to.text(text, size, 0x20);
  };
  for (const { name, width = 0, labels = [], missing: values = [] } of variables.filter(({ width = 0 }) => width > 8)) {
    if (labels.length > 0) {
      sized(labelled, name);
      labelled.i32(width);
      labelled.i32(labels.length);
      for (const [value, label] of labels) {
        sized(labelled, String(value), Math.min(width, 20));
        sized(labelled, label);
      }
    }
    if (values.length > 0) {
      sized(missing, name);
      missing.u8(values.length);
      missing.i32(8);
      for (const value of values) missing.text(String(value), 8, 0x20);
    }
  }
  if (labelled.length() > 0) extension(21, 1, labelled.bytes());
  if (missing.length() > 0) extension(22, 1, missing.bytes());
  out.i32(999);
  out.i32(0);

  const data = part();
  for (const row of rows) {
    for (const [k, { width = 0 }] of variables.entries()) {
      const cell = row[k] ?? null;
      if (width === 0) data.f64(cell === null ? ABSENT : Number(cell));
      else {
        const bytes = out.encode(String(cell ?? ''));
        for (const [j, [size, used]] of segments(width).entries()) {
          const field = Buffer.alloc(Math.ceil(size / 8) * 8, 0x20);
          bytes.subarray(j * 255, j * 255 + used).copy(field);
          data.put(field);
        }
      }
    }
  }
  const texts = variables.flatMap(({ width = 0 }) =>
    width === 0 ? [false] : segments(width).flatMap(([size]) => Array<boolean>(Math.ceil(size / 8)).fill(true)),
  );
  if (packing === 'none') out.put(data.bytes());
  else {
    const packed = bytecode(data.bytes(), texts, big);
    packing === 'bytecode' ? out.put(packed) : zlibBlocks(out, packed, blockSize);
  }
  return out.bytes();
}

function bytecode(data: Buffer, texts: readonly boolean[], big: boolean): Buffer {
  const parts: Buffer[] = [];
  let commands: number[] = [];
  let literals: Buffer[] = [];
  const flush = () => {
    parts.push(Buffer.from([...commands, ...Array<number>(8 - commands.length).fill(0)]), ...literals);
    commands = [];
    literals = [];
  };
  for (let at = 0; at < data.length; at += 8) {
    const piece = data.subarray(at, at + 8);
    const value = big ? piece.readDoubleBE() : piece.readDoubleLE();
    if (texts[(at / 8) % texts.length] === true) {
      commands.push(piece.every((byte) => byte === 0x20) ? 254 : 253);
    } else if (value === ABSENT) commands.push(255);
    else commands.push(Number.isInteger(value) && value >= -99 && value <= 151 ? value + 100 : 253);
    if (commands.at(-1) === 253) literals.push(Buffer.from(piece));
    if (commands.length === 8) flush();
  }
  commands.push(252);
  flush();
  return Buffer.concat(parts);
}

function zlibBlocks(out: ReturnType<typeof fieldWriter>, bytes: Buffer, blockSize: number): void {
  const start = out.length();
  const blocks: { from: number; bytes: number; packed: Buffer }[] = [];
  for (let from = 0; from < bytes.length; from += blockSize) {
    const block = bytes.subarray(from, from + blockSize);
    blocks.push({ from, bytes: block.length, packed: deflateSync(block) });
  }
  const packed = blocks.reduce((sum, block) => sum + block.packed.length, 0);
  out.u64(start);
  out.u64(start + 24 + packed);
  out.u64(24 + 24 * blocks.length);
  for (const block of blocks) out.put(block.packed);
  out.put(Buffer.from(BigInt64Array.of(-100n, 0n).buffer));
  out.i32(blockSize);
  out.i32(blocks.length);
  let at = start + 24;
  for (const block of blocks) {
    out.u64(start + block.from);
    out.u64(at);
    out.i32(block.bytes);
    out.i32(block.packed.length);
    at += block.packed.length;
  }
}
