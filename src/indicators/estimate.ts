import { degrees } from '../survey/degrees.ts';
import type { Design } from '../survey/design.ts';
import { studentBeyond } from '../survey/distributions/student.ts';
import { designEffect } from '../survey/effect.ts';
import type { Interval } from '../survey/interval.ts';
import { interval, noInterval } from '../survey/interval.ts';
import type { Linear } from '../survey/linear.ts';
import { newRoom, type Room, ratiosBy, totalsBy } from '../survey/linear.ts';
import { type Moments, momentsBy } from '../survey/moments.ts';
import { proportionInterval } from '../survey/proportion.ts';
import { quantilesBy } from '../survey/quantile.ts';
import { orderByValue } from '../survey/rows.ts';
import { standardError } from '../survey/variance.ts';
import type { Estimate, Why } from '../table/estimate.ts';
import { estimateKey } from '../table/estimate.ts';
import { BLANK, DONT_KNOW, IMPUTED, INVALID, NOT_ASKED, REFUSED, REMOVED } from '../table/states.ts';
import type { Base, Denominator } from './base.ts';
import { baseOf, denominatorOf, peopleIn, rowsIn } from './base.ts';
import type { Breakdown } from './domains.ts';
import { type Fingerprints, fingerprintsOf } from './fingerprint.ts';
import type { CountedMeasure, Measure, Standing } from './indicator.ts';

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
  /** Of a roster: the interview of each row (-1: of none). */
  readonly interviews?: Int32Array | null;
}

/** Median of an even number of values: their middle, as people know it (IMPACT's « school » rule). */
const MEDIAN = { rule: 'school', scale: 'mean' } as const;

/** Measures of one indicator in every level of one breakdown, with their sampling error, base and missing answers. */
export function estimatesOf(
  subject: Subject,
  design: Design,
  measures: readonly Measure[],
  breakdown: Breakdown,
): readonly Computed[] {
  const { interviews = null } = subject;
  const bases = new Map<Standing, Base>();
  const denominators = new Map<Float64Array, Denominator>();
  const { above, below, counted } = roomsOf(design);
  return measures.flatMap((measure) => {
    if ('made' in measure) return remade(subject, measure.made, breakdown);
    const base =
      bases.get(measure.standing) ??
      baseOf(design, measure.standing, breakdown, interviews, bases.size === 0 ? counted : undefined);
    bases.set(measure.standing, base);
    if ('probability' in measure)
      return inLevels(subject, measure, breakdown, base, quantileAnswers(subject, design, measure, base), null, null);
    const known = denominators.get(measure.denominator);
    const denominator =
      known?.counted === base.counted
        ? known
        : denominatorOf(design, base, measure.denominator, denominators.size === 0 ? below : undefined);
    denominators.set(measure.denominator, denominator);
    const sides = measure.stat === 'share' ? sidesOf(measure.numerator, base, interviews) : null;
    const answers = ratioAnswers(subject, design, measure, denominator, above);
    return inLevels(subject, measure, breakdown, base, answers, sides, denominator);
  });
}

/** Room for the sums of a design, which no estimate keeps: large samples of many PSUs would fill memory with them anew for every table. */
function roomsOf(design: Design): Rooms {
  const found = rooms.get(design) ?? { above: newRoom(), below: newRoom(), counted: new Int32Array(design.rows) };
  rooms.set(design, found);
  return found;
}

interface Rooms {
  readonly above: Room;
  readonly below: Room;
  readonly counted: Int32Array;
}

const rooms = new WeakMap<Design, Rooms>();

function inLevels(
  subject: Subject,
  measure: CountedMeasure,
  { domains }: Breakdown,
  base: Base,
  answers: readonly Answer[],
  sides: Sides | null,
  over: Denominator | null,
): readonly Computed[] {
  const number = (x: number | null) => (x === null || !Number.isFinite(x) ? null : x);
  return domains.map((domain, place): Computed => {
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
        below: over?.below[place]?.value ?? null,
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

/** How many people are on either side of a share in each level. */
export function sidesOf(ofShare: Float64Array, base: Base, interviews: Int32Array | null): Sides {
  const rows = rowsIn(base, ofShare);
  const { counted, levels, known } = base;
  if (interviews === null) return { rows, holders: rows, others: known.map((all, level) => all - rows[level]!) };
  const people = (side: 0 | 1) => peopleIn(counted, interviews, levels, ofShare, side);
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

function ratioAnswers(
  subject: Subject,
  design: Design,
  measure: Extract<CountedMeasure, { readonly numerator: Float64Array }>,
  base: Denominator,
  room: Room,
): readonly Answer[] {
  const { stat, numerator } = measure;
  const { counted, levels, known, below, psus, df } = base;
  const whole = degrees(design).df;
  const answers =
    stat === 'total'
      ? totalsBy(design, numerator, counted, levels, room).map((top, place) => ({
          ...top,
          present: below[place]!.present,
        }))
      : ratiosBy(design, numerator, below, counted, room);
  // Neither a total nor a ratio has a sample of the same size to be held against; a share tells its own spread.
  const spread =
    stat === 'total' || stat === 'ratio' || stat === 'share' ? null : momentsBy(design, numerator, counted, levels);
  return answers.map((share: Linear, place): Answer => {
    const se = standardError(design, share);
    const bounds =
      stat === 'share'
        ? proportionInterval('beta', share.value, { se, rows: known[place]!, df: df[place]! }, subject.level)
        : interval(share.value, se, whole, subject.level);
    const moments = stat === 'share' ? shareMoments(share.value, base, place) : spread?.[place];
    const deff =
      moments === undefined || moments.weighing < 2 ? null : designEffect(se * se, moments, 'withReplacement');
    return { value: share.value, se, bounds, deff, psus: psus[place]!, why: bounds.reason };
  });
}

/** Values in their order: the same for every breakdown of a measure. */
const orders = new WeakMap<Float64Array, Int32Array>();

/** Moments of a share of rows that are in it or not: p (1 − p) · n / (n − 1). */
function shareMoments(mean: number, { known, weighing, weight }: Base, place: number): Moments {
  const n = weighing[place]!;
  const spread = n < 2 ? Number.NaN : mean * (1 - mean) * (n / (n - 1));
  return { rows: known[place]!, weighing: n, weight: weight[place]!, mean, spread };
}

function quantileAnswers(
  subject: Subject,
  design: Design,
  measure: Extract<CountedMeasure, { readonly probability: number }>,
  { counted, levels }: Base,
): readonly Answer[] {
  const question = { ...MEDIAN, shares: [measure.probability], level: subject.level };
  const order = orders.get(measure.values) ?? orderByValue(measure.values);
  orders.set(measure.values, order);
  return quantilesBy(design, measure.values, counted, levels, question, order).map(([answer]): Answer => {
    const { value, se, interval: bounds, present } = answer!;
    // With few units one end may lie beyond every value: then there is no interval to show.
    const open = bounds.reason === '' && (bounds.low === null || bounds.high === null);
    const whole = open ? noInterval(bounds.method, bounds.level, bounds.df, 'units') : bounds;
    const { psus } = degrees(design, present);
    return { value, se: open ? null : se, bounds: whole, deff: null, psus, why: whole.reason };
  });
}
