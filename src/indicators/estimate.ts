import { degrees } from '../survey/degrees.ts';
import type { Design } from '../survey/design.ts';
import { studentBeyond } from '../survey/distributions/student.ts';
import { designEffect } from '../survey/effect.ts';
import type { Interval } from '../survey/interval.ts';
import { interval, noInterval } from '../survey/interval.ts';
import type { Linear } from '../survey/linear.ts';
import { ratio, totalsBy } from '../survey/linear.ts';
import { momentsBy } from '../survey/moments.ts';
import { proportionInterval } from '../survey/proportion.ts';
import { quantilesBy } from '../survey/quantile.ts';
import { standardError } from '../survey/variance.ts';
import type { Estimate, Why } from '../table/estimate.ts';
import { estimateKey } from '../table/estimate.ts';
import { hasValue, IMPUTED } from '../table/states.ts';
import type { Breakdown } from './domains.ts';
import type { CountedMeasure, Measure, Standing } from './indicator.ts';
import { OUTSIDE } from './indicator.ts';

/** An estimate before the rules of publication were applied, with what they need to know besides; `published` takes that away. */
export interface Computed extends Estimate {
  readonly behind?: Behind;
  /** Of a gap between two groups: the keys of what it is the difference of. It may be seen where both may. */
  readonly sides?: readonly [string, string];
}

/** People, not rows: a roster's rows of one interview are one person. */
export interface Behind {
  readonly standing: Standing;
  readonly people: number;
  /** Of a share: people in it, and people outside it; null of other numbers. */
  readonly holders: number | null;
  readonly others: number | null;
  /** Rows in the share. */
  readonly rows: number | null;
}

/** What every estimate of an indicator shares. */
export interface Subject {
  readonly indicator: string;
  readonly table: string;
  readonly unit: string;
  /** Confidence level of its intervals. */
  readonly level: number;
  readonly simulated: boolean;
  /** True where the indicator has one statistic, which its keys then leave out. */
  readonly single: boolean;
  /** Of a roster: the interview of each row (-1: of none). */
  readonly interviews?: Int32Array | null;
}

/** Median of an even number of values: their middle, as people know it (IMPACT's « school » rule). */
const MEDIAN = { rule: 'school', scale: 'mean' } as const;

/** One measure in every level of one breakdown, with its sampling error, base and missing answers. */
export function estimatesOf(
  subject: Subject,
  design: Design,
  measure: Measure,
  breakdown: Breakdown,
): readonly Computed[] {
  if ('made' in measure) return remade(subject, measure.made, breakdown);
  const levels = breakdown.domains.length;
  const counted = countedCodes(measure, breakdown);
  const counts = countStates(design, measure, breakdown, counted, levels);
  const answers =
    'probability' in measure
      ? quantileAnswers(subject, design, measure, counted, levels)
      : ratioAnswers(subject, design, measure, counted, levels, counts);
  const behind = behindOf(subject, measure, counted, levels);
  return breakdown.domains.map((domain, place): Computed => {
    const { value, se, bounds, deff, present, why } = answers[place]!;
    const count = counts[place]!;
    const { psus } = degrees(design, present);
    const number = (x: number | null) => (x === null || !Number.isFinite(x) ? null : x);
    return {
      key: estimateKey(subject.indicator, subject.single ? '' : measure.stat, measure.item, domain),
      indicator: subject.indicator,
      stat: measure.stat,
      item: measure.item,
      domain,
      table: subject.table,
      unit: subject.unit,
      value: number(value),
      se: bounds.low === null ? null : number(se),
      low: number(bounds.low),
      high: number(bounds.high),
      level: bounds.low === null ? null : subject.level,
      method: bounds.low === null ? '' : bounds.method,
      n: count.known,
      weighted: count.weight,
      units: psus,
      df: Number.isFinite(bounds.df) ? bounds.df : null,
      deff: number(deff),
      p: 'tested' in measure ? testOfZero(value, se, bounds) : null,
      q: null,
      notAsked: count.states[2] ?? 0,
      blank: count.states[3] ?? 0,
      dontKnow: count.states[4] ?? 0,
      refused: count.states[5] ?? 0,
      removed: count.states[6] ?? 0,
      invalid: count.states[7] ?? 0,
      imputed: count.states[IMPUTED] ?? 0,
      quality: why === '' ? 'good' : 'notEstimable',
      why,
      simulated: subject.simulated,
      behind: behind[place]!,
    };
  });
}

/** What a model gave, under the indicator's own key; there is none of a part of the people. */
function remade(subject: Subject, made: Estimate, { domains }: Breakdown): readonly Estimate[] {
  if (domains.some((domain) => domain.length > 0)) return [];
  const key = estimateKey(subject.indicator, subject.single ? '' : made.stat, made.item, []);
  const { indicator, simulated, table } = subject;
  return [{ ...made, key, indicator, table, simulated, unit: made.stat === 'coefficient' ? subject.unit : made.unit }];
}

/** People behind each level: in its base, in its share, outside it. */
function behindOf(
  { interviews = null }: Subject,
  measure: CountedMeasure,
  counted: Int32Array,
  levels: number,
): readonly Behind[] {
  const ofShare = 'numerator' in measure && measure.stat === 'share' ? measure.numerator : null;
  const people = peopleIn(counted, interviews, levels, () => true);
  const holders = ofShare && peopleIn(counted, interviews, levels, (row) => (ofShare[row] ?? 0) > 0);
  const others = ofShare && peopleIn(counted, interviews, levels, (row) => !((ofShare[row] ?? 0) > 0));
  const rows =
    ofShare && (interviews === null ? holders : peopleIn(counted, null, levels, (row) => (ofShare[row] ?? 0) > 0));
  return Array.from({ length: levels }, (_, level) => ({
    standing: measure.standing,
    people: people[level] ?? 0,
    holders: holders?.[level] ?? null,
    others: others?.[level] ?? null,
    rows: rows?.[level] ?? null,
  }));
}

function peopleIn(
  counted: Int32Array,
  interviews: Int32Array | null,
  levels: number,
  holds: (row: number) => boolean,
): Float64Array {
  const people = new Float64Array(levels);
  const seen = new Set<number>();
  for (let row = 0; row < counted.length; row += 1) {
    const level = counted[row] ?? -1;
    if (level < 0 || !holds(row)) continue;
    if (interviews !== null) {
      const person = (interviews[row] ?? -1) * levels + level;
      if (seen.has(person)) continue;
      seen.add(person);
    }
    people[level]! += 1;
  }
  return people;
}

/** Two-sided p of t = value / se; null without an interval. */
function testOfZero(value: number | null, se: number | null, { low, df }: Interval): number | null {
  if (value === null || se === null || low === null || !(se > 0)) return null;
  return studentBeyond(value / se, df);
}

interface Answer {
  readonly value: number | null;
  readonly se: number | null;
  readonly bounds: Interval;
  readonly deff: number | null;
  readonly present: Uint8Array;
  readonly why: Why;
}

/** The level of each row that counts; -1 for the others. */
export function countedCodes(measure: CountedMeasure, { codes }: Breakdown): Int32Array {
  return codes.map((code, row) => (hasValue(measure.standing[row] ?? OUTSIDE) ? code : -1));
}

interface Count {
  known: number;
  weight: number;
  readonly states: number[];
}

function countStates(
  design: Design,
  { standing }: CountedMeasure,
  { codes }: Breakdown,
  counted: Int32Array,
  levels: number,
): readonly Count[] {
  const counts: Count[] = Array.from({ length: levels }, () => ({
    known: 0,
    weight: 0,
    states: [0, 0, 0, 0, 0, 0, 0, 0],
  }));
  for (let row = 0; row < standing.length; row += 1) {
    const state = standing[row] ?? OUTSIDE;
    const count = counts[codes[row] ?? -1];
    if (state === OUTSIDE || count === undefined) continue;
    count.states[state] = (count.states[state] ?? 0) + 1;
    if ((counted[row] ?? -1) < 0) continue;
    count.known += 1;
    count.weight += design.weight[row] ?? 0;
  }
  return counts;
}

function ratioAnswers(
  subject: Subject,
  design: Design,
  measure: Extract<CountedMeasure, { readonly numerator: Float64Array }>,
  counted: Int32Array,
  levels: number,
  counts: readonly Count[],
): readonly Answer[] {
  const above = totalsBy(design, measure.numerator, counted, levels);
  const below = totalsBy(design, measure.denominator, counted, levels);
  const spread = momentsBy(design, measure.numerator, counted, levels);
  const whole = degrees(design).df;
  return above.map((top: Linear, place): Answer => {
    const bottom = below[place]!;
    const share = measure.stat === 'total' ? { ...top, present: bottom.present } : ratio(top, bottom);
    const se = standardError(design, share);
    const bounds =
      measure.stat === 'share'
        ? proportionInterval(
            'beta',
            share.value,
            { se, rows: counts[place]!.known, df: degrees(design, bottom.present).df },
            subject.level,
          )
        : interval(share.value, se, whole, subject.level);
    const moments = spread[place]!;
    const deff =
      moments.weighing < 2 || measure.stat === 'total' || measure.stat === 'ratio'
        ? null
        : designEffect(se * se, moments, 'withReplacement');
    return { value: share.value, se, bounds, deff, present: bottom.present, why: bounds.reason };
  });
}

function quantileAnswers(
  subject: Subject,
  design: Design,
  measure: Extract<CountedMeasure, { readonly probability: number }>,
  counted: Int32Array,
  levels: number,
): readonly Answer[] {
  const question = { ...MEDIAN, shares: [measure.probability], level: subject.level };
  return quantilesBy(design, measure.values, counted, levels, question).map(([answer]): Answer => {
    const { value, se, interval: bounds, present } = answer!;
    // With few units one end may lie beyond every value: then there is no interval to show.
    const open = bounds.reason === '' && (bounds.low === null || bounds.high === null);
    const whole = open ? noInterval(bounds.method, bounds.level, bounds.df, 'units') : bounds;
    return { value, se: open ? null : se, bounds: whole, deff: null, present, why: whole.reason };
  });
}
