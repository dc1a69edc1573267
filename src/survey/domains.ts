import { certainty, type Design } from './design.ts';
import { type Codes, orderByGroup } from './rows.ts';

/** A breakdown of rows: the level of each row, below 0 where it is in none. */
export interface Levels {
  readonly codes: Codes;
  readonly levels: number;
}

/**
 * The levels of several breakdowns as domains, and their cells: the variance units that have rows in a domain. Sums by cell are all that
 * estimates in every domain need, and one sweep of the rows makes them for all breakdowns, whatever the number of units.
 */
export interface Domains {
  readonly breakdowns: number;
  /** Domains of breakdown b are start[b] … start[b + 1] − 1. */
  readonly start: Int32Array;
  /** How many domains. */
  readonly count: number;
  /** The rows, those of a unit beside each other, in it those of a group. */
  readonly rows: Int32Array;
  /** The cell of rows[i] in breakdown b, at i · breakdowns + b; −1 where it is in no level. */
  readonly cell: Int32Array;
  /** The domain of each cell; cells stand by unit. */
  readonly domain: Int32Array;
  /** Cells of stratum h are first[h] … first[h + 1] − 1. */
  readonly first: Int32Array;
}

/**
 * The domains of some breakdowns of a design of one stage. Rows of a `group` (the interview of a roster's row, −1: none) are in one unit, and
 * stand together.
 */
export function domainsOf(design: Design, breakdowns: readonly Levels[], group: Int32Array | null = null): Domains {
  if (design.stages.length > 1) throw new Error('cells are those of a design of one stage');
  const start = new Int32Array(breakdowns.length + 1);
  for (const [b, { levels }] of breakdowns.entries()) start[b + 1] = start[b]! + levels;
  const count = start[breakdowns.length]!;
  const rows = byUnit(design, group);
  const cell = new Int32Array(rows.length * breakdowns.length).fill(-1);
  const cells: number[] = [];
  const firstOfUnit = new Int32Array(design.units + 1);
  const [lastUnit, place] = [new Int32Array(count).fill(-1), new Int32Array(count)];
  for (let i = 0, at = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const unit = design.unit[row]!;
    for (let b = 0; b < breakdowns.length; b++, at++) {
      const { codes, levels } = breakdowns[b]!;
      // Parents of a roster stand in its design behind its rows, where no level is.
      const code = codes[row] ?? -1;
      if (code < 0 || code >= levels) continue;
      const d = start[b]! + code;
      if (lastUnit[d] !== unit) {
        lastUnit[d] = unit;
        place[d] = cells.length;
        cells.push(d);
      }
      cell[at] = place[d]!;
    }
    firstOfUnit[unit + 1] = cells.length;
  }
  const first = design.stages[0]!.first.map((unit) => firstOfUnit[unit] ?? 0);
  return { breakdowns: breakdowns.length, start, count, rows, cell, domain: Int32Array.from(cells), first };
}

function byUnit({ rows, unit, units }: Design, group: Int32Array | null): Int32Array {
  const order = new Int32Array(rows);
  for (let row = 0; row < rows; row++) order[row] = row;
  if (group === null) return orderByGroup(order, unit, units);
  const groups = new Int32Array(rows);
  for (let row = 0; row < group.length; row++) groups[row] = group[row]! + 1;
  const largest = groups.reduce((most, of) => Math.max(most, of), 0);
  return orderByGroup(orderByGroup(order, groups, largest + 1), unit, units);
}

/**
 * True where sums by cell tell the variance in a domain: weights are not calibrated, units are those of one stage, and no policy asks which of them have rows.
 */
export function isPlainDesign({ adjustments, stages, lonelyPsu, lonelyInDomains }: Design): boolean {
  return adjustments.length === 0 && stages.length === 1 && lonelyPsu !== 'average' && !lonelyInDomains;
}

/** Adds to the two sums, which stand side by side, of each cell of rows[i]. */
export function addToCells(
  { breakdowns, cell }: Domains,
  i: number,
  first: number,
  second: number,
  sums: Float64Array,
): void {
  for (let at = i * breakdowns, end = at + breakdowns; at < end; at++) {
    const to = 2 * cell[at]!;
    if (to < 0) continue;
    sums[to]! += first;
    sums[to + 1]! += second;
  }
}

/** Adds what rows[places] bring: Σ w y, and how many of them have y above 0. */
export function addSums(
  { weight }: Design,
  domains: Domains,
  y: Float64Array,
  places: Int32Array,
  sums: Float64Array,
): void {
  for (let k = 0; k < places.length; k++) {
    const row = domains.rows[places[k]!]!;
    const known = y[row]!;
    // Neither 0 nor unknown adds anything.
    if (known > 0 || known < 0) addToCells(domains, places[k]!, weight[row]! * known, known > 0 ? 1 : 0, sums);
  }
}

/** The same of rows that hold something (1) or not (0). */
export function addHolders(
  { weight }: Design,
  domains: Domains,
  holds: Uint8Array,
  places: Int32Array,
  sums: Float64Array,
): void {
  for (let k = 0; k < places.length; k++) {
    const row = domains.rows[places[k]!]!;
    if (holds[row] === 1) addToCells(domains, places[k]!, weight[row]!, 1, sums);
  }
}

/** The same with Σ w (y − origin)² as second sum. */
export function addSquares(
  { weight }: Design,
  domains: Domains,
  y: Float64Array,
  origin: number,
  places: Int32Array,
  sums: Float64Array,
): void {
  for (let k = 0; k < places.length; k++) {
    const row = domains.rows[places[k]!]!;
    const known = y[row]!;
    if (Number.isNaN(known)) continue;
    const w = weight[row]!;
    const gap = known - origin;
    addToCells(domains, places[k]!, w * known, w * gap * gap, sums);
  }
}

/** The PSUs of positive weight in each domain and the degrees of freedom that they leave, as `degrees`: the first sums of cells are weights. */
export function degreesIn(
  { count, domain, first }: Domains,
  weights: Float64Array,
): { readonly psus: Float64Array; readonly df: Float64Array } {
  const psus = new Float64Array(count);
  const df = new Float64Array(count);
  const seen = new Int32Array(count).fill(-1);
  for (let h = 0; h < first.length - 1; h++)
    for (let c = first[h]!; c < first[h + 1]!; c++) {
      if (!(weights[2 * c]! > 0)) continue;
      const d = domain[c]!;
      psus[d]! += 1;
      df[d]! += 1;
      if (seen[d] === h) continue;
      seen[d] = h;
      df[d]! -= 1;
    }
  return { psus, df };
}

/** The first (0) or second (1) sum of each cell, added up in each domain. */
export function totalsIn({ count, domain }: Domains, sums: Float64Array, which: 0 | 1): Float64Array {
  const totals = new Float64Array(count);
  for (let c = 0; c < domain.length; c++) totals[domain[c]!]! += sums[2 * c + which]!;
  return totals;
}

/**
 * In each domain d the variance of Σ w (y − values[d] x) in a plain design, as `variance` of such a total: over the square of Σ w x that of the ratio, with
 * values of 0 that of Σ w y. The first sums of cells `above` are Σ w y, those `below` Σ w x. A unit without rows in a domain pulls it by
 * 0: such units need only be counted.
 */
export function variancesIn(
  { stages, lonelyPsu }: Design,
  { count, domain, first }: Domains,
  above: Float64Array,
  below: Float64Array,
  values: Float64Array,
): Float64Array {
  const { first: units, correction, share } = stages[0]!;
  const found = new Float64Array(count);
  const [mean, squares, zeros] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  for (let h = 0; h < share.length; h++) {
    if (share[h] === 0 || correction[h]! < certainty) continue;
    const [from, to] = [first[h]!, first[h + 1]!];
    const n = units[h + 1]! - units[h]!;
    mean.fill(0);
    squares.fill(0);
    zeros.fill(n);
    for (let c = from; c < to; c++) {
      const d = domain[c]!;
      mean[d]! += above[2 * c]! - values[d]! * below[2 * c]!;
      zeros[d]! -= 1;
    }
    // A lonely unit under adjust is held against 0.
    for (let d = 0; d < count; d++) mean[d] = n === 1 && lonelyPsu === 'adjust' ? 0 : mean[d]! / n;
    for (let c = from; c < to; c++) {
      const d = domain[c]!;
      const gap = above[2 * c]! - values[d]! * below[2 * c]! - mean[d]!;
      squares[d]! += gap * gap;
    }
    const scale = share[h]! * correction[h]! * (n > 1 ? n / (n - 1) : 1);
    for (let d = 0; d < count; d++) found[d]! += scale * (squares[d]! + zeros[d]! * mean[d]! * mean[d]!);
  }
  return found;
}
