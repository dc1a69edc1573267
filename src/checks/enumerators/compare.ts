import { studentBeyond } from '../../survey/distributions/student.ts';
import type { Groups } from '../groups.ts';

/** Who asked, in which area, and in which sampled cluster: the cells that one enumerator's interviews in one cluster make. */
export interface Fieldwork {
  readonly enumerators: readonly string[];
  /** Row → cell; -1 for a row that does not count. */
  readonly cells: Int32Array;
  /** Cell → enumerator, and cell → area. */
  readonly enumeratorOf: readonly number[];
  readonly areaOf: readonly number[];
  readonly areas: number;
}

/** How an enumerator's interviews stand beside those of colleagues in the same areas. */
export interface Comparison {
  /** Mean of the enumerator's clusters, each counted once, in the areas where colleagues worked too (all of them where nowhere did). */
  readonly value: number;
  /** Mean of the colleagues' clusters in the same areas, weighted as the enumerator's are; null where nobody else worked there. */
  readonly colleagues: number | null;
  /** Interviews and clusters of the enumerator that say something. */
  readonly n: number;
  readonly clusters: number;
  /** Two-sided p of Welch's t test between the clusters; null where there are too few. */
  readonly p: number | null;
}

/** The cells of rows by enumerator, area and cluster; rows that `counts` leaves out, or of no known enumerator, belong to none. */
export function fieldwork(enumerator: Groups, area: Groups, cluster: Groups, counts: Uint8Array): Fieldwork {
  const cells = new Int32Array(enumerator.codes.length).fill(-1);
  const places = new Map<string, number>();
  const enumeratorOf: number[] = [];
  const areaOf: number[] = [];
  let areas = 0;
  for (let row = 0; row < cells.length; row += 1) {
    const who = enumerator.codes[row] ?? -1;
    if (counts[row] !== 1 || who < 0) continue;
    const where = (area.codes[row] ?? -1) + 1;
    const key = `${who}/${where}/${cluster.codes[row] ?? -1}`;
    let cell = places.get(key);
    if (cell === undefined) {
      cell = enumeratorOf.push(who) - 1;
      areaOf.push(where);
      areas = Math.max(areas, where + 1);
      places.set(key, cell);
    }
    cells[row] = cell;
  }
  return { enumerators: enumerator.names, cells, enumeratorOf, areaOf, areas };
}

/** Sums over cells of one enumerator in one area, or of all: how many, of their means, of the squares of their means. */
interface Sums {
  count: number;
  sum: number;
  squares: number;
  rows: number;
}

const none = (): Sums => ({ count: 0, sum: 0, squares: 0, rows: 0 });
const spreadOf = ({ count, sum, squares }: Sums) => (count < 2 ? 0 : Math.max(0, squares - (sum * sum) / count));

/**
 * Compares each enumerator with colleagues in the same areas on one number an interview (NaN where it has none). The mean of a cluster
 * is one observation, as interviews of one cluster are alike: the gap is the mean over areas of own less colleagues' means, weighted by
 * the enumerator's clusters, and its variance Welch's, with within-area variances pooled over areas (own not below colleagues') and
 * Satterthwaite's degrees of freedom. Null for an enumerator without any number.
 */
export function compare(y: Float64Array, field: Fieldwork): readonly (Comparison | null)[] {
  const { enumerators, cells, enumeratorOf, areaOf, areas } = field;
  const sums = new Float64Array(enumeratorOf.length);
  const counts = new Uint32Array(enumeratorOf.length);
  for (let row = 0; row < cells.length; row += 1) {
    const cell = cells[row] as number;
    const value = y[row] as number;
    if (cell < 0 || Number.isNaN(value)) continue;
    sums[cell] = (sums[cell] as number) + value;
    counts[cell] = (counts[cell] as number) + 1;
  }
  const all = Array.from({ length: areas }, none);
  const own = new Map<number, Map<number, Sums>>();
  for (const [cell, who] of enumeratorOf.entries()) {
    const rows = counts[cell] ?? 0;
    if (rows === 0) continue;
    const area = areaOf[cell] ?? 0;
    const mean = (sums[cell] ?? 0) / rows;
    const byArea = own.get(who) ?? new Map<number, Sums>();
    own.set(who, byArea);
    const mine = byArea.get(area) ?? none();
    byArea.set(area, mine);
    for (const each of [mine, all[area] ?? none()]) {
      each.count += 1;
      each.sum += mean;
      each.squares += mean * mean;
      each.rows += rows;
    }
  }
  return enumerators.map((_, who) => {
    const byArea = own.get(who);
    return byArea === undefined ? null : against(byArea, all);
  });
}

function against(byArea: ReadonlyMap<number, Sums>, all: readonly Sums[]): Comparison {
  const areas = [...byArea].map(([area, mine]) => ({ mine, others: less(all[area] ?? none(), mine) }));
  const shared = areas.filter(({ others }) => others.count > 0);
  const total = (pick: (area: (typeof areas)[number]) => number, of = shared) =>
    of.reduce((sum, area) => sum + pick(area), 0);
  const n = total(({ mine }) => mine.rows, areas);
  const clusters = total(({ mine }) => mine.count, areas);
  if (shared.length === 0) {
    const value = total(({ mine }) => mine.sum, areas) / clusters;
    return { value, colleagues: null, n, clusters, p: null };
  }
  const count = total(({ mine }) => mine.count);
  const value = total(({ mine }) => mine.sum) / count;
  const colleagues = total(({ mine, others }) => (mine.count * others.sum) / others.count) / count;
  const ownDf = total(({ mine }) => mine.count - 1);
  const otherDf = total(({ others }) => others.count - 1);
  const result = { value, colleagues, n, clusters };
  if (otherDf < 1) return { ...result, p: null };
  const otherVariance = total(({ others }) => spreadOf(others)) / otherDf;
  // Own variance is at least the colleagues': a few clusters that agree by chance (nobody gave a rare answer) prove nothing.
  const ownSpread = ownDf < 1 ? 0 : total(({ mine }) => spreadOf(mine)) / ownDf;
  const ownVariance = Math.max(otherVariance, ownSpread);
  const ownPart = ownVariance / count;
  const otherPart =
    otherVariance * total(({ mine, others }) => ((mine.count / count) * (mine.count / count)) / others.count);
  const variance = ownPart + otherPart;
  if (!(variance > 1e-12 * (1 + value * value))) return { ...result, p: value === colleagues ? 1 : null };
  // A variance that is the colleagues' is known as well as theirs: their degrees of freedom, not those of a few own clusters.
  const df =
    ownSpread <= otherVariance
      ? otherDf
      : (variance * variance) / ((ownPart * ownPart) / ownDf + (otherPart * otherPart) / otherDf);
  return { ...result, p: studentBeyond((value - colleagues) / Math.sqrt(variance), df) };
}

function less(all: Sums, mine: Sums): Sums {
  return {
    count: all.count - mine.count,
    sum: all.sum - mine.sum,
    squares: all.squares - mine.squares,
    rows: all.rows - mine.rows,
  };
}
