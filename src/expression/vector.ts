import type { CodeColumn, Codes } from '../table/column.ts';
import { codesFor } from '../table/column.ts';
import { dateText, momentOf, momentText, timeOf, timeText } from './calendar.ts';
import { decimal } from './tree.ts';

/** Two readings of a missing answer: as a data-collection client evaluates it, or three-valued, for analysis. */
export type Reading = 'form' | 'analysis';

/** Marks of a cell while an expression is evaluated. Text that is '' needs no mark: '' itself says it. */
export const KNOWN = 0;
/** Not known; in form reading: cannot be evaluated offline. */
export const UNKNOWN = 1;
/** '' where a number would stand: not asked, or (form reading) left empty. */
export const EMPTY = 2;

/** How a number is to be written: date and dateTime count days since 1970-01-01 (dateTime in UTC), time is a fraction of a day. */
export type Sort = 'number' | 'date' | 'dateTime' | 'time';

/** One value a row; or, where `step` is 0, one value for all rows, at place 0. `marks` is null where every value is known. */
export interface NumberVector {
  readonly type: 'number';
  readonly sort: Sort;
  readonly values: Float64Array;
  readonly marks: Uint8Array | null;
  readonly step: 0 | 1;
  /** For dateTime: minutes of offset. */
  readonly offsets?: Int16Array;
}

/** Codes into `texts`, which may hold a text twice. */
export interface TextVector {
  readonly type: 'text';
  readonly codes: Codes;
  readonly texts: readonly string[];
  readonly marks: Uint8Array | null;
  readonly step: 0 | 1;
  /** The column whose answers `texts` are. */
  readonly column?: CodeColumn;
}

/** 0 false, 1 true, 2 unknown. */
export interface TruthVector {
  readonly type: 'boolean';
  readonly values: Uint8Array;
  readonly step: 0 | 1;
}

export type Vector = NumberVector | TextVector | TruthVector;

/** The step of a result: 0 only where every operand is one value for all rows. */
export function stepOf(vectors: readonly Vector[]): 0 | 1 {
  return vectors.some((vector) => vector.step === 1) ? 1 : 0;
}

export function constantNumber(value: number, sort: Sort = 'number'): NumberVector {
  return { type: 'number', sort, values: Float64Array.of(value), marks: null, step: 0 };
}

export function constantText(text: string): TextVector {
  return { type: 'text', codes: new Uint8Array(1), texts: [text], marks: null, step: 0 };
}

export function constantTruth(value: boolean): TruthVector {
  return { type: 'boolean', values: Uint8Array.of(value ? 1 : 0), step: 0 };
}

/** A value that nobody can know. */
export const UNKNOWABLE: NumberVector = {
  type: 'number',
  sort: 'number',
  values: Float64Array.of(Number.NaN),
  marks: Uint8Array.of(UNKNOWN),
  step: 0,
};
/** '' as a number. */
export const NOTHING: NumberVector = {
  type: 'number',
  sort: 'number',
  values: Float64Array.of(Number.NaN),
  marks: Uint8Array.of(EMPTY),
  step: 0,
};

const NUMBER = /^[ \t\r\n]*-?(?:\d+(?:\.\d*)?|\.\d+)[ \t\r\n]*$/;

/** A text as a number, by XPath 1.0; an ISO date or moment gives its days, as in ODK XForms. All else is NaN. */
export function numberOf(text: string): number {
  if (NUMBER.test(text)) return Number(text);
  return text.length >= 10 ? momentOf(text) : Number.NaN;
}

/** A number as text, by XPath 1.0; dates and times in ISO. NaN is written NaN. */
export function textOf(value: number, sort: Sort, offset = 0): string {
  if (sort === 'number' || !Number.isFinite(value)) return decimal(value);
  if (sort === 'date') return dateText(value);
  return sort === 'time' ? timeText(value) : momentText(value, offset);
}

/** Any vector as numbers; texts are read as times where `sort` is time. '' becomes EMPTY; text that is no number is NaN, and known. */
export function toNumbers(vector: Vector, sort: Sort = 'number'): NumberVector {
  if (vector.type === 'number') return vector;
  const rows = vector.type === 'text' ? vector.codes.length : vector.values.length;
  const values = new Float64Array(rows);
  let marks: Uint8Array | null = null;
  if (vector.type === 'boolean') {
    for (let row = 0; row < rows; row += 1) {
      const value = vector.values[row] as number;
      if (value === 2) {
        marks ??= new Uint8Array(rows);
        marks[row] = UNKNOWN;
        values[row] = Number.NaN;
      } else values[row] = value;
    }
    return { type: 'number', sort: 'number', values, marks, step: vector.step };
  }
  const read = sort === 'time' ? timeOf : numberOf;
  const table = Float64Array.from(vector.texts, read);
  const empty = Uint8Array.from(vector.texts, (text) => (text === '' ? EMPTY : KNOWN));
  const someEmpty = empty.includes(EMPTY);
  if (someEmpty || vector.marks !== null) marks = new Uint8Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const code = vector.codes[row] as number;
    values[row] = table[code] as number;
    if (marks !== null)
      marks[row] = vector.marks !== null && vector.marks[row] !== KNOWN ? UNKNOWN : (empty[code] as number);
  }
  return { type: 'number', sort: sort === 'time' ? 'time' : 'number', values, marks, step: vector.step };
}

/** Any vector as texts; EMPTY becomes ''. */
export function toTexts(vector: Vector): TextVector {
  if (vector.type === 'text') return vector;
  const rows = vector.values.length;
  if (vector.type === 'boolean') {
    const marks = vector.values.includes(2)
      ? Uint8Array.from(vector.values, (value) => (value === 2 ? UNKNOWN : KNOWN))
      : null;
    const codes = Uint8Array.from(vector.values, (value) => (value === 2 ? 0 : value + 1));
    return { type: 'text', codes, texts: ['', 'false', 'true'], marks, step: vector.step };
  }
  const texts = [''];
  const known = new Map<number | string, number>();
  const codes = new Uint32Array(rows);
  let marks: Uint8Array | null = null;
  for (let row = 0; row < rows; row += 1) {
    const mark = vector.marks === null ? KNOWN : (vector.marks[row] as number);
    if (mark === UNKNOWN) {
      marks ??= new Uint8Array(rows);
      marks[row] = UNKNOWN;
    }
    if (mark !== KNOWN) continue;
    const value = vector.values[row] as number;
    const offset = vector.offsets?.[row] ?? 0;
    const key = offset === 0 ? value : `${value} ${offset}`;
    let code = known.get(key);
    if (code === undefined) {
      code = texts.push(textOf(value, vector.sort, offset)) - 1;
      known.set(key, code);
    }
    codes[row] = code;
  }
  return { type: 'text', codes, texts, marks, step: vector.step };
}

/** Any vector as truth, by XPath 1.0: a number that is neither 0 nor NaN, a text that is not ''. */
export function toTruth(vector: Vector): TruthVector {
  if (vector.type === 'boolean') return vector;
  const rows = vector.type === 'text' ? vector.codes.length : vector.values.length;
  const values = new Uint8Array(rows);
  const { marks } = vector;
  for (let row = 0; row < rows; row += 1) {
    const mark = marks === null ? KNOWN : (marks[row] as number);
    if (mark === UNKNOWN) values[row] = 2;
    else if (vector.type === 'text') values[row] = vector.texts[vector.codes[row] as number] === '' ? 0 : 1;
    else {
      const value = vector.values[row] as number;
      values[row] = mark === EMPTY || value === 0 || Number.isNaN(value) ? 0 : 1;
    }
  }
  return { type: 'boolean', values, step: vector.step };
}

/** Row of `rows` that has nothing to stand on: -1 gives an unknown value, `NONE` gives ''. */
export const NONE = -2;

/** The vector whose row i is row `rows[i]` of `vector`; see `NONE` for rows below 0. */
export function gather(vector: Vector, rows: Int32Array): Vector {
  const at = (row: number): number => row * vector.step;
  if (vector.type === 'boolean') {
    const values = new Uint8Array(rows.length);
    for (let row = 0; row < rows.length; row += 1) {
      const from = rows[row] as number;
      values[row] = from >= 0 ? (vector.values[at(from)] as number) : from === NONE ? 0 : 2;
    }
    return { type: 'boolean', values, step: 1 };
  }
  let marks = vector.marks === null ? null : new Uint8Array(rows.length);
  const markOf = (row: number, from: number): void => {
    if (from >= 0) {
      if (marks !== null) marks[row] = vector.marks?.[at(from)] ?? KNOWN;
      return;
    }
    marks ??= new Uint8Array(rows.length);
    marks[row] = from === NONE ? (vector.type === 'text' ? KNOWN : EMPTY) : UNKNOWN;
  };
  if (vector.type === 'number') {
    const values = new Float64Array(rows.length).fill(Number.NaN);
    const offsets = vector.offsets === undefined ? undefined : new Int16Array(rows.length);
    for (let row = 0; row < rows.length; row += 1) {
      const from = rows[row] as number;
      if (from >= 0) values[row] = vector.values[at(from)] as number;
      if (from >= 0 && offsets !== undefined) offsets[row] = vector.offsets?.[at(from)] ?? 0;
      markOf(row, from);
    }
    return { type: 'number', sort: vector.sort, values, marks, step: 1, ...(offsets === undefined ? {} : { offsets }) };
  }
  // Where some row has no source, '' is put in front of the texts, and codes move up by one.
  const lone = rows.some((from) => from < 0);
  const texts = lone ? [''].concat(vector.texts) : vector.texts;
  const codes = codesFor(texts.length, rows.length);
  for (let row = 0; row < rows.length; row += 1) {
    const from = rows[row] as number;
    if (from >= 0) codes[row] = (vector.codes[at(from)] as number) + (lone ? 1 : 0);
    markOf(row, from);
  }
  const column = lone || vector.column === undefined ? {} : { column: vector.column };
  return { type: 'text', codes, texts, marks, step: 1, ...column };
}

/** A truth vector as one byte a row. */
export function spread(vector: TruthVector, rows: number): Uint8Array {
  return vector.step === 1 ? vector.values : new Uint8Array(rows).fill(vector.values[0] ?? 0);
}
