/**
 * Labels joined by one space → the names that they stand for, in their order; null where no row of the labels gives the text, or more than one
 * does (labels hold spaces themselves), or a label is that of two names. No label counts twice.
 */
export function segmented(text: string, names: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const labels = [...names.keys()].filter((label) => label !== '');
  const whole = text.replace(/\s+/g, ' ').trim();
  let found: readonly string[] | null = null;
  let ways = 0;
  let steps = 0;
  const walk = (from: number, taken: readonly string[]): void => {
    steps += 1;
    if (ways > 1 || steps > MOST_STEPS) return;
    if (from >= whole.length) {
      ways += 1;
      found = taken;
      return;
    }
    for (const label of labels) {
      if (taken.includes(label) || !whole.startsWith(label, from)) continue;
      const end = from + label.length;
      if (end === whole.length || whole[end] === ' ') walk(end + 1, [...taken, label]);
    }
  };
  walk(0, []);
  if (ways !== 1 || steps > MOST_STEPS || found === null) return null;
  const chosen = (found as readonly string[]).map((label) => names.get(label) ?? []);
  return chosen.every(({ length }) => length === 1) ? chosen.flat() : null;
}

/** Labels that begin alike can be tried in very many ways; past this, the text is left to a person. */
const MOST_STEPS = 10_000;
