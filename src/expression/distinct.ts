import { KNOWN, type NumberVector, stepOf, type TextVector, type TruthVector, UNKNOWN } from './vector.ts';

/** For each row the number of its combination of texts, and the combinations. */
interface Combinations {
  readonly codes: ArrayLike<number>;
  readonly combinations: readonly (readonly string[])[];
  readonly marks: Uint8Array | null;
  readonly step: 0 | 1;
}

function marksOf(vectors: readonly TextVector[], rows: number): Uint8Array | null {
  if (vectors.every((vector) => vector.marks === null)) return null;
  const marks = new Uint8Array(rows);
  for (const vector of vectors) {
    if (vector.marks === null) continue;
    for (let row = 0; row < rows; row += 1) if (vector.marks[row * vector.step] !== KNOWN) marks[row] = UNKNOWN;
  }
  return marks;
}

function combinationsOf(vectors: readonly TextVector[], allRows: number): Combinations {
  const step = stepOf(vectors);
  const rows = step === 1 ? allRows : 1;
  const marks = marksOf(vectors, rows);
  const varying = vectors.filter((vector) => vector.step === 1);
  const textAt = (vector: TextVector, code: number): string => vector.texts[code] ?? '';
  const [only] = varying;
  if (only !== undefined && varying.length === 1) {
    const combinations = only.texts.map((text) =>
      vectors.map((vector) => (vector === only ? text : textAt(vector, vector.codes[0] ?? 0))),
    );
    return { codes: only.codes, combinations, marks, step };
  }
  const size = varying.reduce((product, vector) => product * vector.texts.length, 1);
  const seen = new Map<number | string, number>();
  const combinations: string[][] = [];
  const codes = new Uint32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    let key: number | string = 0;
    if (size < Number.MAX_SAFE_INTEGER) {
      let mixed = 0;
      for (const vector of varying) mixed = mixed * vector.texts.length + (vector.codes[row] as number);
      key = mixed;
    } else key = varying.map((vector) => vector.codes[row]).join(' ');
    let code = seen.get(key);
    if (code === undefined) {
      code = combinations.push(vectors.map((vector) => textAt(vector, vector.codes[row * vector.step] as number))) - 1;
      seen.set(key, code);
    }
    codes[row] = code;
  }
  return { codes, combinations, marks, step };
}

/** Applies `make` once to each distinct combination of texts; a row with an unknown text is unknown, and so is one where it gives null. */
export function mapToTexts(
  vectors: readonly TextVector[],
  rows: number,
  make: (...texts: string[]) => string | null,
): TextVector {
  const { codes, combinations, marks: given, step } = combinationsOf(vectors, rows);
  const made = combinations.map((texts) => make(...texts));
  const out = new Uint32Array(codes);
  const marks = withNulls(given, codes, made);
  return { type: 'text', codes: out, texts: made.map((text) => text ?? ''), marks, step };
}

function withNulls(given: Uint8Array | null, codes: ArrayLike<number>, made: readonly unknown[]): Uint8Array | null {
  if (!made.includes(null)) return given;
  const marks = given ?? new Uint8Array(codes.length);
  for (let row = 0; row < codes.length; row += 1) if (made[codes[row] as number] === null) marks[row] = UNKNOWN;
  return marks;
}

/** As `mapToTexts`, to numbers. */
export function mapToNumbers(
  vectors: readonly TextVector[],
  rows: number,
  make: (...texts: string[]) => number | null,
): NumberVector {
  const { codes, combinations, marks: given, step } = combinationsOf(vectors, rows);
  const made = combinations.map((texts) => make(...texts));
  const table = Float64Array.from(made, (value) => value ?? Number.NaN);
  const values = new Float64Array(codes.length);
  for (let row = 0; row < values.length; row += 1) values[row] = table[codes[row] as number] as number;
  return { type: 'number', sort: 'number', values, marks: withNulls(given, codes, made), step };
}

/** As `mapToTexts`, to truth. */
export function mapToTruth(
  vectors: readonly TextVector[],
  rows: number,
  make: (...texts: string[]) => boolean | null,
): TruthVector {
  const { codes, combinations, marks, step } = combinationsOf(vectors, rows);
  const table = Uint8Array.from(combinations, (texts) => {
    const value = make(...texts);
    return value === null ? 2 : value ? 1 : 0;
  });
  const values = new Uint8Array(codes.length);
  for (let row = 0; row < values.length; row += 1) values[row] = table[codes[row] as number] as number;
  if (marks !== null) for (let row = 0; row < values.length; row += 1) if (marks[row] !== KNOWN) values[row] = 2;
  return { type: 'boolean', values, step };
}

/** The same texts, each once and '' first, with codes to match. */
export function canonical(vector: TextVector): TextVector {
  const known = new Map<string, number>([['', 0]]);
  const places = Uint32Array.from(vector.texts, (text) => {
    const code = known.get(text) ?? known.size;
    known.set(text, code);
    return code;
  });
  const codes = new Uint32Array(vector.codes.length);
  for (let row = 0; row < codes.length; row += 1) codes[row] = places[vector.codes[row] as number] as number;
  return { type: 'text', codes, texts: [...known.keys()], marks: vector.marks, step: vector.step };
}

/** Rows that agree in every vector, as groups: for each row its group, for each group its first row. */
export function distinctRows(
  vectors: readonly TextVector[],
  rows: number,
): { readonly groups: Uint32Array; readonly firsts: Int32Array } {
  let groups = new Uint32Array(rows);
  let firsts: number[] = rows === 0 ? [] : [0];
  for (const vector of vectors) {
    if (vector.step === 0) continue;
    const seen = new Map<number, number>();
    const finer = new Uint32Array(rows);
    firsts = [];
    // An unknown text is told apart from a known one by the odd place.
    const size = vector.texts.length * 2;
    for (let row = 0; row < rows; row += 1) {
      const code = (vector.codes[row] as number) * 2 + (vector.marks !== null && vector.marks[row] !== KNOWN ? 1 : 0);
      const key = (groups[row] as number) * size + code;
      let group = seen.get(key);
      if (group === undefined) {
        group = firsts.push(row) - 1;
        seen.set(key, group);
      }
      finer[row] = group;
    }
    groups = finer;
  }
  return { groups, firsts: Int32Array.from(firsts) };
}
