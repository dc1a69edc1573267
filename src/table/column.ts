import { growingText } from './growing.ts';

/** What a column holds. `one` and `many` are choices of a list; `text` and the geo types keep what was written. */
export type NumberType = 'integer' | 'decimal' | 'date' | 'time';
export type CodeType = 'one' | 'many' | 'rank' | 'text' | 'geopoint' | 'geotrace' | 'geoshape';
export type FieldType = NumberType | 'dateTime' | CodeType;

/** Codes widen as distinct answers come: 8, 16, then 32 bits. */
export type Codes = Uint8Array | Uint16Array | Uint32Array;

interface Cells {
  readonly name: string;
  /** One state a cell; see `states.ts`. */
  readonly states: Uint8Array;
  /** The text of cells that could not be typed, by row: of state invalid, or don't know and refused where a code such as « NSP » is declared. */
  readonly raw: ReadonlyMap<number, string>;
}

/** Numbers. date: days since 1970-01-01; time: seconds since midnight. A cell without a value holds NaN, unless don't know or refused. */
export interface NumberColumn extends Cells {
  readonly type: NumberType;
  readonly values: Float64Array;
}

/** Moments: milliseconds in UTC, and the offset in minutes that the file gave (else the study's time zone). */
export interface DateTimeColumn extends Cells {
  readonly type: 'dateTime';
  readonly values: Float64Array;
  readonly offsets: Int16Array;
}

/**
 * Answers as codes into `answers`; code 0 is ''. For `one`, code k is the list's k-th choice and foreign values follow by first
 * appearance. For `many` and `rank`, one code a distinct answer string, its order kept.
 */
export interface CodeColumn extends Cells {
  readonly type: CodeType;
  readonly values: Codes;
  readonly answers: readonly string[];
  /** The list's choices; for `many` and `rank` then foreign options by first appearance. */
  readonly options?: readonly string[];
  /** For `many`: for each answer, the set of its options; option o is bit o % 32 of word o / 32. */
  readonly masks?: readonly Uint32Array[];
}

/** Text that is (almost) all distinct: UTF-8 bytes of every cell after one another; cell i is bytes offsets[i] to offsets[i + 1]. */
export interface PackedText {
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
}

/** A text column too varied for codes. */
export interface PackedColumn extends Cells {
  readonly type: 'text';
  readonly packed: PackedText;
}

export type Column = NumberColumn | DateTimeColumn | CodeColumn | PackedColumn;

const decoder = new TextDecoder();

/** The text of packed cell `row`. */
export function packedAt(packed: PackedText, row: number): string {
  return decoder.decode(packed.bytes.subarray(packed.offsets[row], packed.offsets[row + 1]));
}

/** Packs texts, one a cell. */
export function pack(texts: Iterable<string>): PackedText {
  const packed = growingText();
  for (const text of texts) packed.push(text);
  return packed.take();
}

export function isNumbers(column: Column): column is NumberColumn {
  return column.type === 'integer' || column.type === 'decimal' || column.type === 'date' || column.type === 'time';
}

export function isCodes(column: Column): column is CodeColumn {
  return 'answers' in column;
}

/** The narrowest array that holds codes up to `largest`. */
export function codesFor(largest: number, rows: number): Codes {
  if (largest < 256) return new Uint8Array(rows);
  return largest < 65_536 ? new Uint16Array(rows) : new Uint32Array(rows);
}

/** True where the answer with this code holds option `option` (its place in `column.options`). */
export function holdsOption(column: CodeColumn, code: number, option: number): boolean {
  const word = column.masks?.[code]?.[option >>> 5] ?? 0;
  return ((word >>> (option & 31)) & 1) === 1;
}
