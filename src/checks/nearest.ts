import type { Column } from '../table/column.ts';
import { isCodes } from '../table/column.ts';
import { hasValue, NOT_ASKED, REMOVED } from '../table/states.ts';
import { storedText } from '../table/text.ts';

/** Answers as codes, row after row: 0 where the question was not asked, which is like any answer. */
export interface AnswerMatrix {
  readonly codes: Int32Array;
  /** Questions a row, the most telling first; `order[q]` is the place of question q among the columns. */
  readonly order: readonly number[];
}

/** An interview, the nearest to it, and where they differ. */
export interface Pair {
  readonly row: number;
  readonly other: number;
  /** Places of the differing questions among the columns, ascending. */
  readonly differing: readonly number[];
  /** Questions that both were asked. */
  readonly shared: number;
  /** How many interviews are as near as the limits ask, the nearest included. */
  readonly near: number;
}

export interface NearLimits {
  readonly most: number;
  readonly share: number;
  readonly least: number;
}

/** The answers of some columns as codes: equal codes for equal answers; a state without value is an answer of its own, not asked is none. */
export function answerMatrix(columns: readonly Column[], rows: number): AnswerMatrix {
  const coded = columns.map((column) => codesOf(column, rows));
  // The pairs that differ are told apart soonest by the questions with the most even spread of answers.
  const telling = coded
    .map(({ agreement }, place) => [agreement, place] as const)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const order = telling.map(([, place]) => place);
  const width = order.length;
  const codes = new Int32Array(rows * width);
  for (const [at, place] of order.entries()) {
    const own = coded[place]?.codes ?? new Int32Array(rows);
    for (let row = 0; row < rows; row += 1) codes[row * width + at] = own[row] as number;
  }
  return { codes, order };
}

/** Codes of a column from 1, and the chance that two rows agree or are not comparable. */
function codesOf(column: Column, rows: number): { readonly codes: Int32Array; readonly agreement: number } {
  const codes = new Int32Array(rows);
  const places = new Map<number | string, number>();
  const counts: number[] = [0];
  const byCode = isCodes(column);
  for (let row = 0; row < rows; row += 1) {
    const state = column.states[row] as number;
    if (state !== NOT_ASKED && state !== REMOVED) {
      const held = !hasValue(state)
        ? `state ${state}`
        : byCode || !('packed' in column)
          ? (column.values[row] as number)
          : storedText(column, row);
      let code = places.get(held);
      if (code === undefined) {
        code = counts.push(0) - 1;
        places.set(held, code);
      }
      codes[row] = code;
    }
    counts[codes[row] as number] = (counts[codes[row] as number] as number) + 1;
  }
  const [none = 0, ...given] = counts;
  const share = (count: number) => count / Math.max(1, rows);
  const apart = given.reduce((sum, count) => sum + share(count) * (1 - share(count) - share(none)), 0);
  return { codes, agreement: 1 - apart };
}

/** For each row of a block that has one: the nearest other within the limits, the earlier of equals. Every pair of the block is looked at. */
export function nearestPairs(
  { codes, order }: AnswerMatrix,
  rows: readonly number[],
  { most, share, least }: NearLimits,
): readonly Pair[] {
  const width = order.length;
  const best = new Float64Array(rows.length).fill(Number.POSITIVE_INFINITY);
  const partner = new Int32Array(rows.length).fill(-1);
  const near = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) {
    const a = (rows[i] as number) * width;
    for (let j = i + 1; j < rows.length; j += 1) {
      const b = (rows[j] as number) * width;
      let differing = 0;
      for (let q = 0; q < width; q += 1) {
        const x = codes[a + q] as number;
        const y = codes[b + q] as number;
        if (x !== y && x !== 0 && y !== 0 && ++differing > most) break;
      }
      if (differing > most) continue;
      const shared = sharedBy(codes, a, b, width);
      if (shared < least || differing > share * shared) continue;
      for (const [one, other] of [
        [i, j],
        [j, i],
      ] as const) {
        near[one] = (near[one] as number) + 1;
        if (differing < (best[one] as number)) {
          best[one] = differing;
          partner[one] = other;
        }
      }
    }
  }
  return rows.flatMap((row, i) => {
    const other = rows[partner[i] as number];
    if (other === undefined) return [];
    const differing: number[] = [];
    for (let q = 0; q < width; q += 1) {
      const [x, y] = [codes[row * width + q] as number, codes[other * width + q] as number];
      if (x !== y && x !== 0 && y !== 0) differing.push(order[q] as number);
    }
    return [
      {
        row,
        other,
        differing: differing.sort((x, y) => x - y),
        shared: sharedBy(codes, row * width, other * width, width),
        near: near[i] as number,
      },
    ];
  });
}

function sharedBy(codes: Int32Array, a: number, b: number, width: number): number {
  let shared = 0;
  for (let q = 0; q < width; q += 1) if (codes[a + q] !== 0 && codes[b + q] !== 0) shared += 1;
  return shared;
}
