import { degrees } from '../survey/degrees.ts';
import type { Design } from '../survey/design.ts';
import { studentBeyond } from '../survey/distributions/student.ts';
import { designEffect } from '../survey/effect.ts';
import type { Interval } from '../survey/interval.ts';
import { interval, noInterval } from '../survey/interval.ts';
import { proportionInterval } from '../survey/proportion.ts';
import { quantilesBy } from '../survey/quantile.ts';
import { orderByValue } from '../survey/rows.ts';
import type { Estimate, Stat, Why } from '../table/estimate.ts';
import { estimateKey } from '../table/estimate.ts';
import { BLANK, DONT_KNOW, IMPUTED, INVALID, NOT_ASKED, REFUSED, REMOVED } from '../table/states.ts';
import type { Base, Tabulation } from './base.ts';
import { baseOf, countedIn, peopleIn } from './base.ts';
import type { Breakdown } from './domains.ts';
import { type Fingerprints, fingerprintsOf } from './fingerprint.ts';
import type { CountedMeasure, Measure, Standing } from './indicator.ts';
import { type Summed, summed } from './sums.ts';

/** An estimate before the rules of publication were applied, with what they need to know besides; `published` takes that away. */
export interface Computed extends Estimate {
  readonly behind?: Behind;
  /** Of a gap between two groups: the keys of what it is the difference of. It may be seen where both may. */
  readonly sides?: readonly [string, string];
  /** The people of those two. */
  readonly groups?: readonly Side[];
}

/** People, not rows: a roster's rows of one interview are one person. */
export interface Behind {
  readonly standing: Standing;
  /** By which two numbers that are the same by their rows are told from two that are equal by chance; null of a quantile. */
  readonly fingerprints: Fingerprints | null;
  readonly people: number;
  /** Of a share: people in it, and people outside it; null of other numbers. */
  readonly holders: number | null;
  readonly others: number | null;
  /** Rows in the share. */
  readonly rows: number | null;
  /** What the number is over: the weight of its base, or of a ratio the total below; null of a quantile. */
  readonly below: number | null;
}

/** People of one side of a gap. */
export type Side = Pick<Behind, 'people' | 'holders' | 'others'>;

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
}

/** Median of an even number of values: their middle, as people know it (IMPACT's « school » rule). */
const MEDIAN = { rule: 'school', scale: 'mean' } as const;

/** Measures of one indicator in every level of some breakdowns, one breakdown after the other, with their sampling error, base and missing answers. */
export function estimatesOf(
  subject: Subject,
  design: Design,
  measures: readonly Measure[],
  tabulation: Tabulation,
): readonly Computed[] {
  const bases = new Map<Standing, Base>();
  const answered = measures.map((measure): Answered => {
    if ('made' in measure) return measure;
    const base = bases.get(measure.standing) ?? baseOf(design, measure.standing, tabulation);
    bases.set(measure.standing, base);
    if ('probability' in measure)
      return { measure, base, answers: quantileAnswers(subject, design, measure, base), sides: null, below: null };
    const sums = summed(design, measure, base);
    const sides = sums.holders === null ? null : sidesOf(measure.numerator, sums.holders, base);
    return {
      measure,
      base,
      answers: summedAnswers(subject, design, measure.stat, base, sums),
      sides,
      below: sums.below,
    };
  });
  tabulation.room.free();
  return tabulation.breakdowns.flatMap((breakdown, b) =>
    answered.flatMap((one) =>
      'made' in one
        ? remade(subject, one.made, breakdown)
        : inLevels(subject, one, breakdown, tabulation.domains.start[b]!),
    ),
  );
}

/** A measure with what it is in every domain of a tabulation. */
type Answered =
  | Extract<Measure, { readonly made: Estimate }>
  | {
      readonly measure: CountedMeasure;
      readonly base: Base;
      readonly answers: readonly Answer[];
      readonly sides: Sides | null;
      /** The total below; null of a quantile. */
      readonly below: Float64Array | null;
    };

function inLevels(
  subject: Subject,
  { measure, base, answers, sides, below }: Exclude<Answered, { readonly made: Estimate }>,
  { domains }: Breakdown,
  start: number,
): readonly Computed[] {
  const number = (x: number | null) => (x === null || !Number.isFinite(x) ? null : x);
  return domains.map((domain, level): Computed => {
    const place = start + level;
    const { value, se, bounds, deff, psus, why } = answers[place]!;
    const inState = (state: number) => base.states[8 * place + state]!;
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
      n: base.known[place]!,
      weighted: base.weight[place]!,
      units: psus,
      df: Number.isFinite(bounds.df) ? bounds.df : null,
      deff: number(deff),
      p: 'tested' in measure ? testOfZero(value, se, bounds) : null,
      q: null,
      notAsked: inState(NOT_ASKED),
      blank: inState(BLANK),
      dontKnow: inState(DONT_KNOW),
      refused: inState(REFUSED),
      removed: inState(REMOVED),
      invalid: inState(INVALID),
      imputed: inState(IMPUTED),
      quality: why === '' ? 'good' : 'notEstimable',
      why,
      simulated: subject.simulated,
      behind: {
        standing: measure.standing,
        fingerprints: fingerprintsOf(measure),
        people: base.people[place]!,
        holders: sides?.holders[place] ?? null,
        others: sides?.others[place] ?? null,
        rows: sides?.rows[place] ?? null,
        below: below?.[place] ?? null,
      },
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

/** Of a share in each level: people in it, people outside it, rows in it. */
export interface Sides {
  readonly holders: Float64Array;
  readonly others: Float64Array;
  readonly rows: Float64Array;
}

/** How many people are on either side of a share in each domain, of which `rows` are in it. */
export function sidesOf(ofShare: Float64Array | Uint8Array, rows: Float64Array, base: Base): Sides {
  const { known, tabulation } = base;
  const { interviews } = tabulation;
  if (interviews === null) return { rows, holders: rows, others: known.map((all, d) => all - rows[d]!) };
  const people = (side: 0 | 1) => peopleIn(base, interviews, ofShare, side);
  return { rows, holders: people(1), others: people(0) };
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
  readonly psus: number;
  readonly why: Why;
}

/** Shares, means, ratios and totals in each domain. */
function summedAnswers(subject: Subject, design: Design, stat: Stat, base: Base, sums: Summed): readonly Answer[] {
  const { known, weighing, weight, psus, df } = base;
  const whole = degrees(design).df;
  return Array.from(sums.values, (value, d): Answer => {
    const se = sums.errors[d]!;
    const bounds =
      stat === 'share'
        ? proportionInterval('beta', value, { se, rows: known[d]!, df: df[d]! }, subject.level)
        : interval(value, se, whole, subject.level);
    const moments = { rows: known[d]!, weighing: weighing[d]!, weight: weight[d]!, mean: value };
    const deff =
      sums.spreads === null || moments.weighing < 2
        ? null
        : designEffect(se * se, { ...moments, spread: sums.spreads[d]! }, 'withReplacement');
    return { value, se, bounds, deff, psus: psus[d]!, why: bounds.reason };
  });
}

function quantileAnswers(
  subject: Subject,
  design: Design,
  measure: Extract<CountedMeasure, { readonly probability: number }>,
  { tabulation }: Base,
): readonly Answer[] {
  const question = { ...MEDIAN, shares: [measure.probability], level: subject.level };
  const order = orderByValue(measure.values);
  const found = tabulation.breakdowns.flatMap((breakdown) =>
    quantilesBy(
      design,
      measure.values,
      countedIn(breakdown, measure.standing),
      breakdown.domains.length,
      question,
      order,
    ),
  );
  return found.map(([answer]): Answer => {
    const { value, se, interval: bounds, present } = answer!;
    // With few units one end may lie beyond every value: then there is no interval to show.
    const open = bounds.reason === '' && (bounds.low === null || bounds.high === null);
    const whole = open ? noInterval(bounds.method, bounds.level, bounds.df, 'units') : bounds;
    const { psus } = degrees(design, present);
    return { value, se: open ? null : se, bounds: whole, deff: null, psus, why: whole.reason };
  });
}
