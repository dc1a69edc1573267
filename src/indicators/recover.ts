/** Σ coefficient × unknown = something that readers know. Unknowns are numbers from 0. */
export interface Equation {
  readonly terms: readonly (readonly [variable: number, coefficient: number])[];
}

/** Coefficients below this are zero that rounding left. */
const ZERO = 1e-9;

/**
 * Of the variables that `hidden` marks, those whose value follows from the equations and from all the variables that are not hidden:
 * the ones whose unit vector lies in the row space of the equations over the hidden columns. Exact for any set of equations.
 */
export function recoverable(
  equations: readonly Equation[],
  hidden: (variable: number) => boolean,
): ReadonlySet<number> {
  const rows = equations.map(
    ({ terms }) => new Map(terms.filter(([variable]) => hidden(variable)).map(([v, c]) => [v, c])),
  );
  const found = new Set<number>();
  const columns = new Map<number, Set<number>>();
  for (const [row, terms] of rows.entries())
    for (const variable of terms.keys()) (columns.get(variable) ?? put(columns, variable)).add(row);

  // What stands alone in an equation is known, and is then known everywhere.
  const single = [...rows.keys()].filter((row) => rows[row]?.size === 1);
  const spread = () => {
    for (let row = single.pop(); row !== undefined; row = single.pop()) {
      const [variable] = rows[row]?.keys() ?? [];
      if (variable === undefined) continue;
      found.add(variable);
      for (const other of columns.get(variable) ?? []) {
        rows[other]?.delete(variable);
        if (rows[other]?.size === 1) single.push(other);
      }
      columns.delete(variable);
    }
  };
  spread();

  // An equation with a variable that is in no other says nothing of the rest: that one gives way. It is set aside, and asked again at the end.
  const aside: Map<number, number>[] = [];
  const lone = [...columns].filter(([, among]) => among.size === 1).map(([variable]) => variable);
  for (let variable = lone.pop(); variable !== undefined; variable = lone.pop()) {
    const [row] = columns.get(variable) ?? [];
    const terms = row === undefined ? undefined : rows[row];
    if (row === undefined || terms === undefined) continue;
    aside.push(terms);
    rows[row] = new Map();
    for (const other of terms.keys()) {
      const among = columns.get(other);
      among?.delete(row);
      if (among?.size === 1) lone.push(other);
      if (among?.size === 0) columns.delete(other);
    }
  }

  for (const variable of eliminated(rows.filter(({ size }) => size > 0))) found.add(variable);
  for (const terms of aside.reverse()) {
    const open = [...terms.keys()].filter((variable) => !found.has(variable));
    if (open.length === 1) found.add(open[0]!);
  }
  return found;
}

function put<K>(map: Map<K, Set<number>>, key: K): Set<number> {
  const made = new Set<number>();
  map.set(key, made);
  return made;
}

/** Gauss and Jordan over sparse rows: a pivot whose row holds nothing else is determined. */
function eliminated(rows: readonly Map<number, number>[]): readonly number[] {
  const pivots = new Map<number, Map<number, number>>();
  const holders = new Map<number, Set<number>>();
  for (const written of rows) {
    const row = new Map(written);
    for (const variable of [...row.keys()]) {
      const pivot = pivots.get(variable);
      if (pivot !== undefined) take(row, pivot, row.get(variable) ?? 0);
    }
    const [chosen] = row;
    if (chosen === undefined) continue;
    const [lead, scale] = chosen;
    for (const [variable, value] of row) row.set(variable, value / scale);
    for (const above of holders.get(lead) ?? []) {
      const other = pivots.get(above);
      const times = other?.get(lead);
      if (other === undefined || times === undefined) continue;
      take(other, row, times);
      for (const variable of row.keys())
        if (other.has(variable)) (holders.get(variable) ?? put(holders, variable)).add(above);
    }
    pivots.set(lead, row);
    for (const variable of row.keys()) (holders.get(variable) ?? put(holders, variable)).add(lead);
  }
  return [...pivots].filter(([, row]) => row.size === 1).map(([lead]) => lead);
}

/** row − times × other, without what becomes zero. */
function take(row: Map<number, number>, other: ReadonlyMap<number, number>, times: number): void {
  for (const [variable, value] of other) {
    const left = (row.get(variable) ?? 0) - times * value;
    if (Math.abs(left) < ZERO) row.delete(variable);
    else row.set(variable, left);
  }
}
