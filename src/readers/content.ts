import { cellAt, isPlaced, type Row } from '../table/textRow.ts';

/**
 * A number of 53 bits for the content of a row but for some columns; rows are only compared by it where they have one key. Empty cells at the
 * end of a row may be left out in a file, and do not count. Two lanes of FNV-1a (Fowler, Noll, Vo), each with its own prime.
 */
export function contentOf(row: Row, except: ReadonlySet<number>): number {
  let last = row.length - 1;
  while (last >= 0 && (except.has(last) || cellAt(row, last).trim() === '')) last -= 1;
  let [high, low] = [0x811c9dc5, 0x9e3779b9];
  for (let at = 0; at <= last; at += 1) {
    if (except.has(at)) continue;
    let [text, place, end] = ['', 0, -1];
    // Most cells are read where they stand.
    if (isPlaced(row))
      [text, place, end] = [row.text, row.places[(row.first + at) * 2]!, row.places[(row.first + at) * 2 + 1]!];
    if (end < 0) {
      text = cellAt(row, at);
      [place, end] = [0, text.length];
    }
    for (; place < end; place += 1) {
      const unit = text.charCodeAt(place);
      high = Math.imul(high ^ unit, 0x01000193);
      low = Math.imul(low ^ unit, 0x85ebca6b);
    }
    high = Math.imul(high ^ 0x1f, 0x01000193);
    low = Math.imul(low ^ 0x1f, 0x85ebca6b) ^ (low >>> 15);
  }
  return (high >>> 11) * 4_294_967_296 + (low >>> 0);
}

/**
 * Tells the roster rows of an interview's copies where only its key links them: of rows that are the same to the letter, one in copies + 1
 * belongs to the interview that was kept.
 */
export function copiesOfRows(except: ReadonlySet<number>): (key: string, row: Row, copies: number) => boolean {
  const seen = new Map<string, number>();
  return (key, row, copies) => {
    const content = `${key}\u001f${contentOf(row, except)}`;
    const before = seen.get(content) ?? 0;
    seen.set(content, before + 1);
    return before % (copies + 1) > 0;
  };
}
