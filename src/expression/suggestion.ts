/** Edits (insert, delete, replace, swap of neighbours) that turn `a` into `b`, capped at `most` + 1. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      let best = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + same);
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1);
      current.push(best);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}

/** The name most like a misspelt one; '' where none is near. Case alone never tells two names apart; the first of equals wins. */
export function nearest(wrong: string, names: Iterable<string>): string {
  const most = Math.max(1, Math.floor(wrong.length / 3));
  let best = '';
  let least = most + 1;
  for (const name of names) {
    const edits = distance(wrong.toLowerCase(), name.toLowerCase(), most);
    if (edits < least) {
      best = name;
      least = edits;
    }
  }
  return best;
}

/** « ; did you mean 'x'? », or '' where no name is near. */
export function didYouMean(wrong: string, names: Iterable<string>): string {
  const name = nearest(wrong, names);
  return name === '' ? '' : `; did you mean '${name}'?`;
}
