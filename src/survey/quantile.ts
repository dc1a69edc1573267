import { degrees } from './degrees.ts';
import type { Design } from './design.ts';
import { critical, type Interval, noInterval, obstacle } from './interval.ts';
import { type Linear, ratio, total } from './linear.ts';
import { type ProportionMethod, proportionInterval } from './proportion.ts';
import { type Cumulated, cumulate, type QuantileRule, readQuantile } from './quantilerule.ts';
import { type Codes, orderByValue } from './rows.ts';
import { scoreBounds } from './score.ts';
import { standardError } from './variance.ts';

/** What to estimate: the shares at which quantiles are wanted (0.5 is the median), and how. */
export interface QuantileQuestion {
  readonly shares: readonly number[];
  readonly rule: QuantileRule;
  /** The scale on which the interval of the share below the quantile is made; score: the inverted score test instead. */
  readonly scale: Exclude<ProportionMethod, 'wilson' | 'likelihood'> | 'score';
  readonly level: number;
}

/** A quantile with Woodruff's interval or that of the score test; se = length of the interval / 2 t. */
export interface Quantile {
  readonly share: number;
  /** NaN where nobody is in the domain. */
  readonly value: number;
  readonly se: number | null;
  readonly interval: Interval;
  /** The interval of the share at or below the quantile, from which `interval` is read back. */
  readonly shareBelow: Interval;
  readonly present: Uint8Array;
}

/** Weighted quantiles of the known (not NaN) values of `y`, one for each share of the question. */
export function quantiles(design: Design, y: Float64Array, question: QuantileQuestion): Quantile[] {
  return quantilesBy(design, y, new Uint8Array(y.length), 1, question)[0]!;
}

/**
 * Weighted quantiles in every level of a breakdown, answer[level][k] for share k. The interval is Woodruff's (1952): that
 * of the share of people at or below the quantile, with the t of the domain's degrees of freedom, read back through the
 * same rule; a bound that falls outside [0, 1] is null, as in R's svyquantile. `order`: the known rows by ascending value.
 */
export function quantilesBy(
  design: Design,
  y: Float64Array,
  codes: Codes,
  levels: number,
  question: QuantileQuestion,
  order: Int32Array = orderByValue(y),
): Quantile[][] {
  return sortedRows(order, codes, levels).map((rows) => {
    const known = cumulated(design, y, rows);
    const base = weightOf(design, rows, rows.length);
    return question.shares.map((share) => quantile(design, { y, rows, known, base }, share, question));
  });
}

interface Domain {
  readonly y: Float64Array;
  readonly rows: Int32Array;
  readonly known: Cumulated;
  readonly base: Linear;
}

function quantile(
  design: Design,
  { y, rows, known, base }: Domain,
  share: number,
  { rule, scale, level }: QuantileQuestion,
): Quantile {
  const value = readQuantile(known, share, rule);
  const { df } = degrees(design, base.present);
  const answer = { share, value, present: base.present };
  if (known.x.length < 2) {
    const none = noInterval('woodruff', level, df, 'units');
    return { ...answer, se: null, interval: none, shareBelow: none };
  }
  if (scale === 'score') return { ...answer, ...byScore(design, { y, rows, known, base }, share, df, level) };
  let below = 0;
  while (below < rows.length && y[rows[below]!]! <= value) below += 1;
  const p = ratio(weightOf(design, rows, below), base);
  const se = standardError(design, p);
  const around = shareInterval(p.value, { se, rows: rows.length, df }, scale, level);
  if (around.reason !== '')
    return { ...answer, se: null, interval: { ...around, method: 'woodruff' }, shareBelow: around };
  const low = around.low === null || around.low < 0 ? null : readQuantile(known, around.low, rule);
  const high = around.high === null || around.high > 1 ? null : readQuantile(known, around.high, rule);
  const half = low === null || high === null ? null : (high - low) / 2 / critical(df, level);
  return { ...answer, se: half, interval: { ...around, low, high, method: 'woodruff' }, shareBelow: around };
}

/** Interval and error by the inverted score test; none where a standard error is not known. */
function byScore(
  design: Design,
  { y, rows, base }: Domain,
  share: number,
  df: number,
  level: number,
): Pick<Quantile, 'se' | 'interval' | 'shareBelow'> {
  const reason = obstacle(share, standardError(design, base), df);
  if (reason !== '') {
    const none = noInterval('score', level, df, reason);
    return { se: null, interval: none, shareBelow: none };
  }
  const sorted = Float64Array.from(rows, (row) => y[row]!);
  const t = critical(df, level);
  const { low, high, below } = scoreBounds(sorted, share, t, (count) => {
    const p = ratio(weightOf(design, rows, count), base);
    // At the largest value everybody is below: no error, whatever rounding leaves.
    return { value: p.value, se: count === rows.length ? 0 : standardError(design, p) };
  });
  const made = { method: 'score', level, df, reason };
  return {
    se: (high - low) / 2 / t,
    interval: { ...made, low, high },
    shareBelow: { ...made, low: below[0], high: below[1] },
  };
}

/** The plain t interval of a share, which may leave [0, 1], or that of another scale. */
function shareInterval(
  p: number,
  precision: { se: number; rows: number; df: number },
  scale: Exclude<QuantileQuestion['scale'], 'score'>,
  level: number,
): Interval {
  if (scale !== 'mean' || precision.df <= 0 || !Number.isFinite(precision.se))
    return proportionInterval(scale, p, precision, level);
  const half = critical(precision.df, level) * precision.se;
  return { low: p - half, high: p + half, method: 'mean', level, df: precision.df, reason: '' };
}

/** The rows of each level by ascending value. */
function sortedRows(order: Int32Array, codes: Codes, levels: number): Int32Array[] {
  const sizes = new Int32Array(levels);
  for (let i = 0; i < order.length; i++) {
    const level = codes[order[i]!]!;
    if (level >= 0 && level < levels) sizes[level]! += 1;
  }
  const found = Array.from(sizes, (size) => new Int32Array(size));
  sizes.fill(0);
  for (let i = 0; i < order.length; i++) {
    const level = codes[order[i]!]!;
    if (level < 0 || level >= levels) continue;
    found[level]![sizes[level]!] = order[i]!;
    sizes[level]! += 1;
  }
  return found;
}

function cumulated({ weight }: Design, y: Float64Array, rows: Int32Array): Cumulated {
  const x = new Float64Array(rows.length);
  const w = new Float64Array(rows.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (!(weight[row]! > 0)) continue;
    x[count] = y[row]!;
    w[count] = weight[row]!;
    count += 1;
  }
  return cumulate(x.subarray(0, count), w.subarray(0, count));
}

/** The total weight of the first `count` rows of a list. */
function weightOf(design: Design, rows: Int32Array, count: number): Linear {
  if (design.adjustments.length > 0) {
    const ones = new Float64Array(design.rows).fill(Number.NaN);
    for (let i = 0; i < count; i++) ones[rows[i]!] = 1;
    return total(design, ones);
  }
  const { unit, weight } = design;
  const pull = new Float64Array(design.units);
  const present = new Uint8Array(design.units);
  let value = 0;
  for (let i = 0; i < count; i++) {
    const row = rows[i]!;
    const w = weight[row]!;
    present[unit[row]!]! |= w > 0 ? 2 : 1;
    pull[unit[row]!]! += w;
    value += w;
  }
  return { value, pull, present };
}
