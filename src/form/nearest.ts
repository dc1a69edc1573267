/** Edits that turn one text into the other: letters put in, left out, changed, or swapped with their neighbour (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  const width = b.length + 1;
  let before = new Uint32Array(width);
  let last = Uint32Array.from({ length: width }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const next = new Uint32Array(width);
    next[0] = row;
    for (let column = 1; column < width; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let least = Math.min(last[column]! + 1, next[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) least = Math.min(least, before[column - 2]! + 1);
      next[column] = least;
    }
    before = last;
    last = next;
  }
  return last[b.length]!;
}

/** Longer names are not compared: nobody mistypes them by a letter. */
const LONGEST = 100;

/**
 * The name that somebody probably meant: the one with fewest edits, case not counted, the first of several; null where all are further
 * than a third of the name's letters (at least one edit is allowed).
 */
export function nearest(name: string, names: Iterable<string>): string | null {
  if (name.length > LONGEST) return null;
  const wanted = name.toLowerCase();
  let best: string | null = null;
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const each of names) {
    if (Math.abs(each.length - name.length) >= least) continue;
    const distance = editDistance(wanted, each.toLowerCase());
    if (distance >= least) continue;
    best = each;
    least = distance;
  }
  return best;
}

/** `; did you mean 'x'?`, or nothing where no name is near. */
export function didYouMean(name: string, names: Iterable<string>): string {
  const near = nearest(name, names);
  return near === null ? '' : `; did you mean '${near}'?`;
}
