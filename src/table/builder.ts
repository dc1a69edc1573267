import type { CodeType, Column, FieldType, NumberType } from './column.ts';
import { codesFor, pack } from './column.ts';
import { ANSWERED, BLANK, DONT_KNOW, INVALID, REFUSED } from './states.ts';
import { readDate, readInteger, readMoment, readNumber, readTime } from './typing.ts';

/** What a column is to hold. */
export interface ColumnSpec {
  readonly name: string;
  readonly type: FieldType;
  /** Choices of its list in form order; null without a list. */
  readonly options: readonly string[] | null;
  readonly dontKnow: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
  /** IANA zone of moments that are written without an offset. */
  readonly timeZone: string;
}

/** Builds one column from the text of its cells, top to bottom: numbers with a point, dates and times as ISO (`writing.ts` brings them there). */
export interface ColumnBuilder {
  append(text: string): void;
  /** UTF-8 bytes `from` to `to` (exclusive) of a cell. */
  appendBytes(bytes: Uint8Array, from: number, to: number): void;
  finish(): Column;
}

/** Text with more distinct values than this, over half of its rows, is packed instead of coded. */
const CODED_TEXTS = 4096;

/** A builder for a column. Outer spaces are left out; what cannot be typed keeps its text and gets the state invalid. */
export function columnBuilder(spec: ColumnSpec): ColumnBuilder {
  const states: number[] = [];
  const raw = new Map<number, string>();
  const decoder = new TextDecoder();
  const store = storeFor(spec);
  const declared = spec.dontKnow.size + spec.refused.size > 0;
  const append = (text: string) => {
    const cell = text.trim();
    const row = states.length;
    const typed = store.put(cell);
    if (cell === '') states.push(BLANK);
    else {
      const missing = declared ? missingState(spec, cell) : ANSWERED;
      states.push(typed || missing !== ANSWERED ? missing : INVALID);
      if (!typed) raw.set(row, cell);
    }
  };
  return {
    append,
    appendBytes: (bytes, from, to) => append(decoder.decode(bytes.subarray(from, to))),
    finish: () => store.finish({ name: spec.name, states: Uint8Array.from(states), raw }),
  };
}

/** Whether a cell is one of the declared codes; other programs write the number 98 as 98.0. */
function missingState({ type, dontKnow, refused }: ColumnSpec, cell: string): number {
  const number = type === 'integer' || type === 'decimal' ? String(readNumber(cell)) : cell;
  if (dontKnow.has(cell) || dontKnow.has(number)) return DONT_KNOW;
  return refused.has(cell) || refused.has(number) ? REFUSED : ANSWERED;
}

interface Store {
  /** Keeps one cell ('' for an empty one); false where the text is not of the type. */
  put(cell: string): boolean;
  finish(cells: {
    readonly name: string;
    readonly states: Uint8Array;
    readonly raw: ReadonlyMap<number, string>;
  }): Column;
}

function storeFor(spec: ColumnSpec): Store {
  switch (spec.type) {
    case 'integer':
    case 'decimal':
    case 'date':
    case 'time':
      return numbers(spec.type, numberReader(spec.type));
    case 'dateTime':
      return moments(spec);
    default:
      return answers(spec, spec.type);
  }
}

/** How text of a type becomes its number; NaN where it is none. */
export function numberReader(type: NumberType): (text: string) => number {
  switch (type) {
    case 'integer':
      return readInteger;
    case 'decimal':
      return readNumber;
    case 'date':
      return readDate;
    case 'time':
      return readTime;
  }
}

function numbers(type: NumberType, read: (text: string) => number): Store {
  const values: number[] = [];
  return {
    put(cell) {
      const value = cell === '' ? Number.NaN : read(cell);
      values.push(value);
      return !Number.isNaN(value);
    },
    finish: (cells) => ({ ...cells, type, values: Float64Array.from(values) }),
  };
}

function moments(spec: ColumnSpec): Store {
  const values: number[] = [];
  const offsets: number[] = [];
  return {
    put(cell) {
      const moment = readMoment(cell, spec.timeZone);
      values.push(moment?.at ?? Number.NaN);
      offsets.push(moment?.offset ?? 0);
      return moment !== null;
    },
    finish: (cells) => ({
      ...cells,
      type: 'dateTime',
      values: Float64Array.from(values),
      offsets: Int16Array.from(offsets),
    }),
  };
}

function answers(spec: ColumnSpec, type: CodeType): Store {
  // Of a list of choices, `one` gives each its code beforehand; several choices together are answers of their own.
  const known = new Map<string, number>([['', 0]]);
  if (type === 'one') for (const option of spec.options ?? []) if (!known.has(option)) known.set(option, known.size);
  const codes: number[] = [];
  return {
    put(cell) {
      let code = known.get(cell);
      if (code === undefined) {
        code = known.size;
        known.set(cell, code);
      }
      codes.push(code);
      return true;
    },
    finish(cells) {
      const texts = [...known.keys()];
      if (type === 'text' && texts.length > CODED_TEXTS && texts.length > codes.length / 2)
        return { ...cells, type, packed: pack(codes.map((code) => texts[code] ?? '')) };
      const values = codesFor(texts.length, codes.length);
      values.set(codes);
      const column = { ...cells, type, values, answers: texts };
      if (type === 'one' && spec.options !== null) return { ...column, options: spec.options };
      if (type !== 'many' && type !== 'rank') return column;
      return { ...column, ...optionSets(texts, spec.options ?? []) };
    },
  };
}

/** Options of distinct answers to a select_multiple or rank: the list's choices, then foreign ones by first appearance; and each answer's set. */
export function optionSets(
  texts: readonly string[],
  choices: readonly string[],
): { readonly options: readonly string[]; readonly masks: readonly Uint32Array[] } {
  const places = new Map(choices.map((choice, place) => [choice, place]));
  const picked = texts.map((text) => {
    const options = text === '' ? [] : text.split(/\s+/);
    for (const option of options) if (!places.has(option)) places.set(option, places.size);
    return options;
  });
  const words = Math.ceil(places.size / 32);
  const masks = picked.map((options) => {
    const mask = new Uint32Array(words);
    for (const option of options) {
      const place = places.get(option) ?? 0;
      mask[place >>> 5] = (mask[place >>> 5] ?? 0) | (1 << (place & 31));
    }
    return mask;
  });
  return { options: [...places.keys()], masks };
}
