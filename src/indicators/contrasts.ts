import { degrees } from '../survey/degrees.ts';
import type { Design } from '../survey/design.ts';
import { interval } from '../survey/interval.ts';
import { minus, union } from '../survey/linear.ts';
import { standardError } from '../survey/variance.ts';
import type { DomainPart } from '../table/estimate.ts';
import { estimateKey, NO_NUMBERS } from '../table/estimate.ts';
import { baseOf, tabulationOf } from './base.ts';
import type { Breakdown } from './domains.ts';
import type { Computed, Side, Subject } from './estimate.ts';
import { sidesOf } from './estimate.ts';
import type { CountedMeasure } from './indicator.ts';
import { holdersIn, linearIn } from './sums.ts';

/** The gap of one number between two levels of a breakdown, as the prose of a report declares it. */
export interface Contrast {
  /** Indicator of the estimate, and its item: the key of what is compared. */
  readonly indicator: string;
  readonly item: string;
  readonly field: string;
  readonly level: string;
  readonly against: string;
}

/**
 * The difference of a share, mean or ratio between two levels of a breakdown, with its standard error under the whole design: the pulls of
 * the two are taken from each other, so that their covariance is in it (two groups of the same villages are not independent), and the interval
 * is ± t with the design's degrees of freedom. Null where a level has no rows, or the number is not one of totals (a median, a model).
 */
export function contrastOf(
  contrast: Contrast,
  { table, unit, level, simulated }: Omit<Subject, 'indicator' | 'single'>,
  design: Design,
  measure: CountedMeasure,
  breakdown: Breakdown,
  interviews: Int32Array | null,
): Computed | null {
  if (!('numerator' in measure)) return null;
  const placeOf = (wanted: string) => breakdown.domains.findIndex(([part]) => part?.level === wanted);
  const [a, b] = [placeOf(contrast.level), placeOf(contrast.against)];
  if (a < 0 || b < 0) return null;
  const base = baseOf(design, measure.standing, tabulationOf(design, [breakdown], interviews));
  const ofShare = measure.stat === 'share' ? sidesOf(measure.numerator, holdersIn(measure, breakdown), base) : null;
  const group = (place: number): Side => ({
    people: base.people[place]!,
    holders: ofShare?.holders[place] ?? null,
    others: ofShare?.others[place] ?? null,
  });
  const { below, numbers } = linearIn(design, measure, breakdown);
  const gap = minus(numbers[a]!, numbers[b]!);
  const se = standardError(design, gap);
  const bounds = interval(gap.value, se, degrees(design).df, level);
  const known = Number.isFinite(gap.value) && bounds.low !== null;
  const domain: readonly DomainPart[] = [{ field: contrast.field, level: `${contrast.level}-${contrast.against}` }];
  const sideOf = (one: string) => `${contrast.item}|${partText(contrast.field, one)}`;
  return {
    ...NO_NUMBERS,
    key: estimateKey(contrast.indicator, '', contrast.item, domain),
    indicator: contrast.indicator,
    stat: 'difference',
    item: contrast.item,
    domain,
    table,
    unit,
    value: Number.isFinite(gap.value) ? gap.value : null,
    se: known ? se : null,
    low: bounds.low,
    high: bounds.high,
    level: known ? level : null,
    method: known ? bounds.method : '',
    n: base.known[a]! + base.known[b]!,
    weighted: base.weight[a]! + base.weight[b]!,
    units: degrees(design, union(below[a]!.present, below[b]!.present)).psus,
    df: Number.isFinite(bounds.df) ? bounds.df : null,
    quality: bounds.reason === '' ? 'good' : 'notEstimable',
    why: bounds.reason,
    simulated,
    sides: [sideOf(contrast.level), sideOf(contrast.against)],
    groups: [group(a), group(b)],
  };
}

function partText(field: string, level: string): string {
  return `${encodeURIComponent(field)}=${encodeURIComponent(level)}`;
}
