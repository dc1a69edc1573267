import type { CodeType, Column, FieldType, NumberType } from './column.ts';
import {
  type GrowingNumbers,
  type GrowingText,
  growingBytes,
  growingCodes,
  growingNumbers,
  growingText,
} from './growing.ts';
import { ANSWERED, BLANK, DONT_KNOW, INVALID, type NOT_ASKED, REFUSED } from './states.ts';
import { cellAt, isPlaced, type Row } from './textRow.ts';
import { plainNumber, readDate, readInteger, readMoment, readNumber, readTime } from './typing.ts';

/** What a column is to hold. */
export interface ColumnSpec {
  readonly name: string;
  readonly type: FieldType;
  /** Choices of its list in form order; null without a list. */
  readonly options: readonly string[] | null;
  readonly dontKnow: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
  /** Further codes that stand for no answer, with the state of their cells: not asked, or blank. */
  readonly absent?: ReadonlyMap<string, typeof NOT_ASKED | typeof BLANK>;
  /** IANA zone of moments that are written without an offset. */
  readonly timeZone: string;
}

/** Builds one column from the text of its cells, top to bottom: numbers with a point, dates and times as ISO (`writing.ts` brings them there). */
export interface ColumnBuilder {
  append(text: string): void;
  /** The cells at one place of rows; a short row has '' there. */
  appendCells(rows: readonly Row[], at: number): void;
  finish(): Column;
}

/** Text with more distinct values than this, over half of its answers, is packed instead of coded. */
const CODED_TEXTS = 4096;

/** Distinct cells whose state a column remembers. */
const MOST_TOLD = 256;

/** A builder for a column. Outer spaces are left out; what cannot be typed keeps its text and gets the state invalid. */
export function columnBuilder(spec: ColumnSpec): ColumnBuilder {
  const states = growingBytes();
  const raw = new Map<number, string>();
  const store = storeFor(spec);
  const declared = spec.dontKnow.size + spec.refused.size > 0;
  const plain = !declared && spec.absent === undefined;
  // Most answers are one character, and come again and again: their state, or -1 until one has come.
  const again = new Int8Array(128).fill(-1);
  const told = new Map<string, number>();
  let row = -1;
  const append = (text: string) => {
    row += 1;
    const unit = text.length === 1 ? text.charCodeAt(0) & 127 : 0;
    if (unit > 32 && again[unit]! >= 0 && text.charCodeAt(0) === unit) {
      store.again?.(unit);
      states.push(again[unit]!);
      return;
    }
    const cell = trimmed(text);
    const absent = spec.absent?.get(cell);
    if (absent !== undefined) {
      store.none();
      states.push(absent);
      return;
    }
    if (cell === '') {
      store.none();
      states.push(BLANK);
      return;
    }
    const typed = store.put(cell);
    const missing = declared ? missingOf(cell) : ANSWERED;
    const state = typed || missing !== ANSWERED ? missing : INVALID;
    states.push(state);
    if (!typed) raw.set(row, owned(cell));
    else if (unit > 32 && store.again !== undefined && text.charCodeAt(0) === unit) again[unit] = state;
  };
  /** Takes a cell where it stands in a text; false where that needs it cut out. */
  const appendPart = (text: string, from: number, to: number): boolean => {
    let state: number = BLANK;
    if (from === to) store.none();
    else if (to - from === 1) {
      const unit = text.charCodeAt(from);
      if (unit > 127 || again[unit]! < 0) return false;
      state = again[unit]!;
      store.again?.(unit);
    } else {
      if (!plain || store.part?.(text, from, to) !== true) return false;
      state = ANSWERED;
    }
    row += 1;
    states.push(state);
    return true;
  };
  const missingOf = (cell: string): number => {
    const known = told.get(cell);
    if (known !== undefined) return known;
    const state = missingState(spec, cell);
    if (told.size < MOST_TOLD && cell.length < 13) told.set(cell, state);
    return state;
  };
  return {
    append,
    appendCells(rows, at) {
      for (const cells of rows) {
        if (!isPlaced(cells)) append(cells[at] ?? '');
        else if (at >= cells.length) append('');
        else {
          const place = (cells.first + at) * 2;
          const [from, to] = [cells.places[place]!, cells.places[place + 1]!];
          if (to < 0 || !appendPart(cells.text, from, to)) append(cellAt(cells, at));
        }
      }
    },
    finish: () => store.finish({ name: spec.name, states: states.take(), raw }),
  };
}

/** Text without outer spaces. Most cells have none, and `trim` is slow at finding that out. */
function trimmed(text: string): string {
  const last = text.length - 1;
  if (last < 0 || (isInk(text.charCodeAt(0)) && isInk(text.charCodeAt(last)))) return text;
  return text.trim();
}

function isInk(unit: number): boolean {
  return unit > 32 && unit < 127;
}

/** Whether a cell is one of the declared codes; other programs write the number 98 as 98.0. */
function missingState({ type, dontKnow, refused }: ColumnSpec, cell: string): number {
  const number = type === 'integer' || type === 'decimal' ? String(readNumber(cell)) : cell;
  if (dontKnow.has(cell) || dontKnow.has(number)) return DONT_KNOW;
  return refused.has(cell) || refused.has(number) ? REFUSED : ANSWERED;
}

interface Store {
  /** Keeps one cell; false where the text is not of the type. */
  put(cell: string): boolean;
  /** Keeps an empty cell. */
  none(): void;
  /** Keeps a cell between two places of a text; false, and nothing kept, where it must be cut out for that. */
  part?(text: string, from: number, to: number): boolean;
  /** Keeps again what it kept for a cell of this one ASCII character; absent where that is not worth while. */
  again?(unit: number): void;
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
  const values = growingNumbers();
  return {
    put(cell) {
      const value = read(cell);
      values.push(value);
      return !Number.isNaN(value);
    },
    none: () => values.push(Number.NaN),
    ...(type === 'integer' || type === 'decimal' ? { part: partOf(values, type === 'integer') } : {}),
    // Of one character, only a digit is a number, and nothing is a day or a time.
    again: (unit) => values.push(unit - 48),
    finish: (cells) => ({ ...cells, type, values: values.take() }),
  };
}

function partOf(values: GrowingNumbers, whole: boolean) {
  return (text: string, from: number, to: number): boolean => {
    const value = plainNumber(text, from, to);
    if (whole ? !Number.isSafeInteger(value) : Number.isNaN(value)) return false;
    values.push(value);
    return true;
  };
}

function moments(spec: ColumnSpec): Store {
  const values = growingNumbers();
  const offsets = growingNumbers();
  return {
    put(cell) {
      const moment = readMoment(cell, spec.timeZone);
      values.push(moment?.at ?? Number.NaN);
      offsets.push(moment?.offset ?? 0);
      return moment !== null;
    },
    none() {
      values.push(Number.NaN);
      offsets.push(0);
    },
    finish: (cells) => ({
      ...cells,
      type: 'dateTime',
      values: values.take(),
      offsets: Int16Array.from(offsets.take()),
    }),
  };
}

function answers(spec: ColumnSpec, type: CodeType): Store {
  // Of a list of choices, `one` gives each its code beforehand; several choices together are answers of their own.
  const known = new Map<string, number>([['', 0]]);
  if (type === 'one') for (const option of spec.options ?? []) if (!known.has(option)) known.set(option, known.size);
  const codes = growingCodes();
  const single = new Uint32Array(128);
  let answered = 0;
  let packed: GrowingText | null = null;
  const put = (cell: string): boolean => {
    if (packed !== null) {
      packed.push(cell);
      return true;
    }
    answered += 1;
    let code = known.get(cell);
    const fresh = code === undefined;
    if (code === undefined) {
      code = known.size;
      known.set(owned(cell), code);
    }
    codes.push(code);
    if (cell.length === 1 && cell.charCodeAt(0) < 128) single[cell.charCodeAt(0)] = code;
    if (type === 'text' && fresh && code >= CODED_TEXTS && (code - 1) * 2 > answered) {
      packed = packedSoFar(codes.soFar(), [...known.keys()]);
      known.clear();
    }
    return true;
  };
  return {
    put,
    none() {
      if (packed === null) codes.push(0);
      else packed.push('');
    },
    // Spaces around it would have to be left out.
    part: (text, from, to) =>
      packed !== null &&
      isInk(text.charCodeAt(from)) &&
      isInk(text.charCodeAt(to - 1)) &&
      packed.pushPart(text, from, to),
    ...(type === 'text' ? {} : { again: (unit: number) => codes.push(single[unit]!) }),
    finish(cells) {
      if (packed !== null) return { ...cells, type: 'text', packed: packed.take() };
      const texts = [...known.keys()];
      const values = codes.take(texts.length);
      const column = { ...cells, type, values, answers: texts };
      if (type === 'one' && spec.options !== null) return { ...column, options: spec.options };
      if (type !== 'many' && type !== 'rank') return column;
      return { ...column, ...optionSets(texts, spec.options ?? []) };
    },
  };
}

function packedSoFar(codes: ArrayLike<number>, texts: readonly string[]): GrowingText {
  const packed = growingText();
  for (let row = 0; row < codes.length; row += 1) packed.push(texts[codes[row] ?? 0] ?? '');
  return packed;
}

/** A text of its own: a part that was cut out of a file's text would hold all of that in memory. */
export function owned(text: string): string {
  // Shorter parts are copies already.
  return text.length < 13 ? text : decoder.decode(encoder.encode(text));
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

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
