/** Words of R's grammar. */
const RESERVED = new Set(
  (
    'if else repeat while function for next break in TRUE FALSE NULL Inf NaN NA NA_integer_ NA_real_ NA_character_ ' +
    'NA_complex_'
  ).split(' '),
);

/** A name as R's `make.names()` makes it: a letter first, else X before it; what is no letter, digit, dot or underscore becomes a dot. */
export function makeName(name: string): string {
  const starts = /^(?:\p{L}|(?![0-9])\p{Nd}|\.(?![0-9]))/u.test(name);
  const legal = `${starts ? '' : 'X'}${name}`.replace(/[^\p{L}\p{Nd}._]/gu, '.');
  return RESERVED.has(legal) ? `${legal}.` : legal;
}

/** Names as `make.names(unique = TRUE)` makes them: of equal ones the first that was legal keeps its name, the others get .1, .2 … */
export function makeNames(names: readonly string[]): readonly string[] {
  const made = names.map(makeName);
  const taken = new Set(made);
  const met = new Set<string>();
  const next = new Map<string, number>();
  const order = [...names.keys()].sort((a, b) => Number(made[a] !== names[a]) - Number(made[b] !== names[b]) || a - b);
  for (const at of order) {
    const name = made[at] ?? '';
    if (!met.has(name)) {
      met.add(name);
      continue;
    }
    let number = next.get(name) ?? 1;
    while (taken.has(`${name}.${number}`)) number += 1;
    made[at] = `${name}.${number}`;
    taken.add(`${name}.${number}`);
    next.set(name, number + 1);
  }
  return made;
}
