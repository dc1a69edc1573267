import type { Column } from '../../table/column.ts';
import { isCodes } from '../../table/column.ts';

/**
 * True for cells of two columns that surely show the same text, told by what is stored; those for which it is false may show it all the
 * same. Texts are made only of them.
 */
export function surelyAlike(a: Column, b: Column): (row: number, other: number) => boolean {
  const known = (row: number, other: number) =>
    a.states[row] === b.states[other] && !a.raw.has(row) && !b.raw.has(other);
  if ('packed' in a || 'packed' in b || a.type !== b.type) return () => false;
  if (isCodes(a) || isCodes(b)) {
    if (!isCodes(a) || !isCodes(b)) return () => false;
    const codes = codesIn(b.answers, a.answers);
    return (row, other) => a.values[row] === codes[b.values[other] ?? 0] && known(row, other);
  }
  const offsets = 'offsets' in a && 'offsets' in b ? ([a.offsets, b.offsets] as const) : null;
  return (row, other) =>
    Object.is(a.values[row], b.values[other]) &&
    (offsets === null || offsets[0][row] === offsets[1][other]) &&
    known(row, other);
}

/** The code of each answer among other answers; -1 where it is not among them. */
function codesIn(answers: readonly string[], others: readonly string[]): Int32Array {
  const codes = new Map(others.map((answer, code) => [answer, code]));
  return Int32Array.from(answers, (answer) => codes.get(answer) ?? -1);
}
