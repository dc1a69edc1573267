import type { Study } from '../study/study.ts';
import type { Proving } from './proof.ts';
import type { PublishedRow } from './published.ts';
import { rowsIn, sourceOf } from './published.ts';

/**
 * Holds the rows of a published CSV against the same file made anew: each row that only one of them has is a difference, named by its
 * cells under `named`.
 */
export async function heldAnew(
  study: Study,
  path: string,
  anew: Uint8Array | undefined,
  published: readonly PublishedRow[],
  named: readonly string[],
  proof: Proving,
): Promise<void> {
  const due = anew === undefined ? [] : await rowsIn(sourceOf(path, anew), study);
  const line = ({ cells }: PublishedRow) => Object.values(cells).join('\u001f');
  const name = ({ cells }: PublishedRow) =>
    named
      .map((column) => cells[column] ?? '')
      .filter((part) => part !== '')
      .join(' › ');
  const left = new Map<string, number>();
  for (const row of due) left.set(line(row), (left.get(line(row)) ?? 0) + 1);
  for (const row of published) {
    proof.look();
    const count = left.get(line(row)) ?? 0;
    if (count > 0) left.set(line(row), count - 1);
    else proof.differ(path, row.row, name(row), 'is not what is made anew from data, rules and decisions');
  }
  for (const row of due) {
    const count = left.get(line(row)) ?? 0;
    if (count === 0) continue;
    left.set(line(row), count - 1);
    proof.differ(path, 0, name(row), 'is made anew from data, rules and decisions, and is not published so');
  }
}
