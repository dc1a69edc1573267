import type { Source } from '../../table/source.ts';
import type { Decode } from './charset.ts';
import type { Cursor } from './cursor.ts';
import { damaged } from './cursor.ts';

/** How Stata stores a variable; text of a fixed number of bytes is `str`. */
export type StataType = 'byte' | 'int' | 'long' | 'float' | 'double' | 'str' | 'strL';

export interface StataVariable {
  readonly name: string;
  readonly type: StataType;
  /** Its first byte in an observation, and how many it has. */
  readonly at: number;
  readonly bytes: number;
  readonly format: string;
  /** The name of its value labels; '' for none. */
  readonly labels: string;
  readonly label: string;
}

/** All that stands before the observations. */
export interface StataDictionary {
  /** 108 to 119. */
  readonly release: number;
  readonly little: boolean;
  readonly decode: Decode;
  readonly variables: readonly StataVariable[];
  readonly rows: number;
  readonly rowLength: number;
  /** Where the observations begin. */
  readonly dataAt: number;
}

/** Whole numbers of a file in its byte order. */
export interface Ints {
  u16(bytes: Buffer, at?: number): number;
  u32(bytes: Buffer, at?: number): number;
  i32(bytes: Buffer, at?: number): number;
  /** Eight bytes; past 2^53 not exact, which no count is. */
  u64(bytes: Buffer, at?: number): number;
}

export function intsOf(little: boolean): Ints {
  return {
    u16: (bytes, at = 0) => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at)),
    u32: (bytes, at = 0) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)),
    i32: (bytes, at = 0) => (little ? bytes.readInt32LE(at) : bytes.readInt32BE(at)),
    u64: (bytes, at = 0) => Number(little ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at)),
  };
}

/** Text up to its first NUL in a field of `length` bytes. */
export function fieldText(bytes: Buffer, at: number, length: number, decode: Decode): string {
  const nul = bytes.subarray(at, at + length).indexOf(0);
  return decode(bytes, at, at + (nul < 0 ? length : nul));
}

/** `count` texts in fields of `length` bytes. */
export async function textFields(
  cursor: Cursor,
  count: number,
  length: number,
  decode: Decode,
  what: string,
): Promise<readonly string[]> {
  const bytes = await cursor.take(count * length, what);
  return Array.from({ length: count }, (_, k) => fieldText(bytes, k * length, length, decode));
}

/** The parts of a dictionary, one entry a variable. */
export interface StataFields {
  readonly types: readonly { readonly type: StataType; readonly bytes: number }[];
  readonly names: readonly string[];
  readonly formats: readonly string[];
  readonly labelNames: readonly string[];
  readonly labels: readonly string[];
}

/** Variables with their places in an observation. Faults: none at all, one without a name, two of one name. */
export function variablesOf(source: Source, fields: StataFields): { variables: StataVariable[]; rowLength: number } {
  const seen = new Set<string>();
  let rowLength = 0;
  const variables = fields.types.map(({ type, bytes }, k): StataVariable => {
    const name = fields.names[k]!;
    if (name === '' || seen.has(name))
      throw damaged(source, `variable ${k + 1}`, name === '' ? 'it has no name' : `a second one is called '${name}'`);
    seen.add(name);
    const at = rowLength;
    rowLength += bytes;
    return {
      name,
      type,
      at,
      bytes,
      format: fields.formats[k]!,
      labels: fields.labelNames[k]!,
      label: fields.labels[k]!,
    };
  });
  if (rowLength === 0) throw damaged(source, 'dictionary', 'the file has no variables');
  return { variables, rowLength };
}
