import type { Computed } from '../../src/indicators/estimate.ts';
import type { Margins } from '../../src/indicators/margins.ts';
import { marginsOf } from '../../src/indicators/margins.ts';
import type { Estimate } from '../../src/table/estimate.ts';

/**
 * The suppressed numbers that a reader can work out from the published ones: dense linear algebra over every equation of the margins,
 * written apart from the program's own. A number is determined where its unit vector is in the row space of the unknowns' columns.
 */
export function leaksOf(computed: readonly Computed[], shown: readonly Estimate[]): readonly string[] {
  const margins = marginsOf(computed);
  const gone = shown.map(({ quality }) => quality === 'suppressed');
  // That a level has nobody is no secret, and helps whoever calculates.
  const hidden = margins.quantities.map(({ estimates, empty }) => !empty && estimates.every((at) => gone[at]));
  const secret = new Map<number, string[]>();
  const keep = (place: number, key: string) => {
    const quantity = margins.quantities[place];
    if (quantity === undefined || quantity.empty || (quantity.ratio && quantity.size >= 5)) return;
    secret.set(place, [...(secret.get(place) ?? []), key]);
  };
  for (const [at, estimate] of shown.entries()) {
    if (!gone[at]) continue;
    const numerator = margins.numerators[at] ?? -1;
    if (numerator >= 0) keep(numerator, estimate.key);
    if (estimate.why === 'n' && (computed[at]?.behind?.people ?? 0) < 5)
      keep(margins.bases[at] ?? -1, `base of ${estimate.key}`);
  }
  const told = [...secret].filter(([place]) => !hidden[place]).flatMap(([, keys]) => keys);
  const unknown = [...hidden.keys()].filter((place) => hidden[place]);
  const column = new Map(unknown.map((place, at) => [place, at]));
  const rows = margins.equations
    .map(({ terms }) => {
      const row = new Float64Array(unknown.length);
      for (const [place, times] of terms) if (hidden[place]) row[column.get(place) ?? 0]! += times;
      return row;
    })
    .filter((row) => row.some((x) => x !== 0));
  const reduced = echelon(rows, unknown.length);
  for (const [place, keys] of secret) {
    const at = column.get(place);
    if (at === undefined) continue;
    const row = reduced.find((each) => each.findIndex((x) => Math.abs(x) > 1e-9) === at);
    if (row?.every((x, other) => other === at || Math.abs(x) < 1e-9)) told.push(...keys);
  }
  return told;
}

function echelon(rows: Float64Array[], width: number): readonly Float64Array[] {
  let done = 0;
  for (let column = 0; column < width && done < rows.length; column += 1) {
    let best = done;
    for (let at = done; at < rows.length; at += 1)
      if (Math.abs(rows[at]![column]!) > Math.abs(rows[best]![column]!)) best = at;
    const lead = rows[best]![column]!;
    if (Math.abs(lead) < 1e-9) continue;
    [rows[done], rows[best]] = [rows[best]!, rows[done]!];
    const pivot = rows[done]!.map((x) => x / lead);
    rows[done] = pivot;
    for (const [at, row] of rows.entries()) {
      const times = row[column]!;
      if (at !== done && times !== 0) for (let x = column; x < width; x += 1) row[x]! -= times * pivot[x]!;
    }
    done += 1;
  }
  return rows.slice(0, done);
}

/** The largest gap of any equation over the true numbers. */
export function openBy({ quantities, equations }: Margins): number {
  return Math.max(
    0,
    ...equations.map(({ terms }) =>
      Math.abs(terms.reduce((sum, [place, times]) => sum + times * (quantities[place]?.amount ?? 0), 0)),
    ),
  );
}
