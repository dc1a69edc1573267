import { fault } from '../../fault.ts';
import type { Source } from '../../table/source.ts';
import { AGAIN, type Cursor, damaged } from './cursor.ts';

/** A variable as its record tells it; texts stay bytes until the encoding is known, which stands further back. */
export interface SpssRecord {
  readonly name: Buffer;
  readonly label: Buffer | null;
  /** Bytes of a string; 0: a number. */
  readonly width: number;
  /** Its print format: type and decimals. */
  readonly format: number;
  readonly decimals: number;
  /** Values of eight bytes; with `range`, the first two are its ends. */
  readonly missing: readonly Buffer[];
  readonly range: boolean;
  /** The first of its pieces of eight bytes in a case. */
  readonly piece: number;
}

/** One set of value labels, and the pieces (from 0) at which its variables begin. */
export interface SpssLabels {
  readonly labels: readonly (readonly [value: Buffer, label: Buffer])[];
  readonly pieces: readonly number[];
}

/** All that stands before the cases. */
export interface SpssDictionary {
  readonly little: boolean;
  readonly compression: 'none' | 'bytecode' | 'zlib';
  readonly bias: number;
  /** Cases; null where the file does not say. */
  readonly cases: number | null;
  /** Whether each piece of eight bytes of a case belongs to a string. */
  readonly strings: Uint8Array;
  readonly records: readonly SpssRecord[];
  readonly labels: readonly SpssLabels[];
  /** Extension records by subtype; of those that repeat the last. */
  readonly extensions: ReadonlyMap<number, Buffer>;
  /** Where the cases begin. */
  readonly dataAt: number;
}

const COMPRESSIONS = ['none', 'bytecode', 'zlib'] as const;

/** Reads the header and the dictionary of an SPSS system file (PSPP's description of the format, « System File Format »). */
export async function readSpssDictionary(source: Source, cursor: Cursor): Promise<SpssDictionary> {
  // Copied, for fields of the cursor live until the next one.
  const head = Buffer.from(await cursor.take(176, 'header'));
  const little = head.readInt32LE(64) === 2 || head.readInt32LE(64) === 3;
  if (!little && head.readInt32BE(64) !== 2 && head.readInt32BE(64) !== 3)
    throw damaged(source, 'header', 'its layout code is neither 2 nor 3, so it is no SPSS data file');
  const int = (bytes: Buffer, at = 0) => (little ? bytes.readInt32LE(at) : bytes.readInt32BE(at));
  const next = async (what: string) => int(await cursor.take(4, what));
  const compression = COMPRESSIONS[int(head, 72)];
  if (compression === undefined)
    throw fault(`${source.path}, header`, `is compressed by method ${int(head, 72)}, which is unknown`, AGAIN);
  // 100 in every file; the 100 of a mainframe or a VAX is far from it.
  const bias = little ? head.readDoubleLE(84) : head.readDoubleBE(84);
  if (!(Math.abs(bias) <= 1000))
    throw fault(
      `${source.path}, header`,
      'its numbers are not IEEE doubles',
      'Open it in SPSS or PSPP and save it again',
    );
  const records: SpssRecord[] = [];
  const labels: SpssLabels[] = [];
  const extensions = new Map<number, Buffer>();
  const strings: number[] = [];
  /** Pieces of a string that must still come. */
  let open = 0;
  for (;;) {
    const at = cursor.position();
    const type = await next('dictionary');
    if (open > 0 && type !== 2)
      throw damaged(source, variable(records.length), 'its string has fewer pieces than its width asks for');
    if (type === 2) {
      const place = variable(records.length + (open > 0 ? 0 : 1));
      const record = await variableRecord(source, cursor, int, place);
      if (open > 0 !== (record.width === -1)) throw damaged(source, place, 'its pieces do not fit its width');
      if (record.width === -1) open -= 1;
      else {
        records.push({ ...record, piece: strings.length });
        open = Math.max(0, Math.ceil(record.width / 8) - 1);
      }
      strings.push(record.width === 0 ? 0 : 1);
    } else if (type === 3) labels.push(await valueLabels(source, cursor, int, `value labels ${labels.length + 1}`));
    else if (type === 6) await cursor.take((await next('documents')) * 80, 'documents');
    else if (type === 7) {
      const subtype = await next('extension record');
      const place = `extension record 7/${subtype}`;
      const size = await next(place);
      const count = await next(place);
      extensions.set(subtype, Buffer.from(await cursor.take(size < 0 || count < 0 ? -1 : size * count, place)));
    } else if (type === 999) {
      await next('end of the dictionary');
      break;
    } else throw damaged(source, `dictionary, byte ${at}`, `a record of type ${type} is unknown`);
  }
  if (records.length === 0) throw damaged(source, 'dictionary', 'the file has no variables');
  return {
    little,
    compression,
    bias,
    cases: casesOf(int(head, 80), extensions.get(16), little),
    strings: Uint8Array.from(strings),
    records,
    labels,
    extensions,
    dataAt: cursor.position(),
  };
}

const variable = (number: number): string => `variable record ${number}`;

type Int = (bytes: Buffer, at?: number) => number;

async function variableRecord(source: Source, cursor: Cursor, int: Int, place: string) {
  const fixed = Buffer.from(await cursor.take(28, place));
  const width = int(fixed);
  const missing = int(fixed, 8);
  const format = int(fixed, 12);
  if (width < -1 || width > 255) throw damaged(source, place, `a width of ${width} is none`);
  if (Math.abs(missing) > 3 || missing === -1)
    throw damaged(source, place, `${missing} is no number of missing values`);
  let label: Buffer | null = null;
  if (int(fixed, 4) !== 0) {
    const length = int(await cursor.take(4, place));
    const field = await cursor.take(length < 0 ? -1 : Math.ceil(length / 4) * 4, place);
    label = Buffer.from(field.subarray(0, length));
  }
  const values: Buffer[] = [];
  for (let k = 0; k < Math.abs(missing); k += 1) values.push(Buffer.from(await cursor.take(8, place)));
  return {
    name: fixed.subarray(20, 28),
    label,
    width,
    format: (format >> 16) & 0xff,
    decimals: format & 0xff,
    missing: values,
    range: missing < 0,
  };
}

async function valueLabels(source: Source, cursor: Cursor, int: Int, place: string): Promise<SpssLabels> {
  const count = int(await cursor.take(4, place));
  const labels: [Buffer, Buffer][] = [];
  for (let k = 0; k < count; k += 1) {
    const value = Buffer.from(await cursor.take(8, place));
    const length = (await cursor.take(1, place))[0]!;
    // The length and the label together fill up eights.
    const field = await cursor.take(Math.ceil((length + 1) / 8) * 8 - 1, place);
    labels.push([value, Buffer.from(field.subarray(0, length))]);
  }
  if (int(await cursor.take(4, place)) !== 4) throw damaged(source, place, 'the list of their variables is missing');
  const variables = int(await cursor.take(4, place));
  const list = await cursor.take(variables < 0 ? -1 : variables * 4, place);
  return { labels, pieces: Array.from({ length: variables }, (_, k) => int(list, k * 4) - 1) };
}

/** Large files tell their cases in a record of their own. */
function casesOf(header: number, wide: Buffer | undefined, little: boolean): number | null {
  const count =
    wide === undefined || wide.length < 16 ? header : Number(little ? wide.readBigInt64LE(8) : wide.readBigInt64BE(8));
  return count < 0 ? null : count;
}
