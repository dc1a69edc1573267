import { rowId } from '../ledger.ts';
import type { Judged } from './judge.ts';

/**
 * Lines that want different things of one cell, each with the words that name the others: none of them is followed. An option's line
 * also contradicts a line that gives the whole answer, where that has the option and it has not, or the other way round.
 */
export function conflicts(judged: readonly Judged[]): ReadonlyMap<Judged, string> {
  const cells = new Map<string, Judged[]>();
  for (const each of judged) {
    if (each.row === null || each.cell === null || each.wish === null) continue;
    const id = `${rowId(each.row.table.name, each.row.key)}\u001f${each.cell.field}`;
    cells.set(id, [...(cells.get(id) ?? []), each]);
  }
  const found = new Map<Judged, string>();
  for (const lines of cells.values()) {
    for (const line of lines) {
      const others = lines.filter((other) => contradict(line, other));
      if (others.length > 0)
        found.set(
          line,
          `contradicts ${others.map(named).join(' and ')}: two decisions on one cell; leave one of them out`,
        );
    }
  }
  return found;
}

function contradict(a: Judged, b: Judged): boolean {
  const [optionA, optionB] = [a.cell?.option ?? '', b.cell?.option ?? ''];
  if (optionA === optionB) return a.wishMeaning !== b.wishMeaning;
  if (optionA !== '' && optionB !== '') return false;
  const [whole, part, option] = optionA === '' ? [a, b, optionB] : [b, a, optionA];
  return whole.wishMeaning.split(' ').includes(option) !== (part.wishMeaning === '1');
}

function named({ line, wish }: Judged): string {
  return `${line.source} row ${line.sourceRow} ('${wish ?? ''}')`;
}
