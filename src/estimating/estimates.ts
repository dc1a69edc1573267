import { fault } from '../fault.ts';
import { degrees } from '../survey/degrees.ts';
import type { Design } from '../survey/design.ts';
import { designEffect, designEffectOfTotal, type Sampling } from '../survey/effect.ts';
import { type Interval, interval } from '../survey/interval.ts';
import { type Linear, ratio, totalsBy } from '../survey/linear.ts';
import { meansBy } from '../survey/means.ts';
import { type Moments, momentsBy } from '../survey/moments.ts';
import { type ProportionMethod, proportionInterval } from '../survey/proportion.ts';
import { quantilesBy } from '../survey/quantile.ts';
import { cumulate, readQuantile } from '../survey/quantilerule.ts';
import { type OfWeights, type Replicates, replicated } from '../survey/replicates/replicates.ts';
import { meanOfWeights, ratioOf, totalOf } from '../survey/replicates/weighted.ts';
import { standardError } from '../survey/variance.ts';
import type { Crossed } from './levels.ts';

/** One estimated number. */
export interface Line {
  readonly statistic: 'mean' | 'total' | 'proportion' | 'ratio' | 'quantile';
  readonly variable: string;
  /** Of a proportion the level, of a quantile the share; '' for others. */
  readonly level: string;
  /** The value of each variable of the breakdown. */
  readonly group: readonly string[];
  /** Rows with a value, and rows in the domain without one. */
  readonly n: number;
  readonly missing: number;
  /** Sampled units (PSUs) that have such rows. */
  readonly psus: number;
  /** NaN where nobody has a value. */
  readonly estimate: number;
  readonly se: number;
  readonly interval: Interval;
  /** Design effect against sampling with replacement, and without. */
  readonly deff: number | null;
  readonly deffWithoutReplacement: number | null;
  /** Under 30 rows, 30 effective rows (n / deff) or 8 degrees of freedom, where intervals cover too little. */
  readonly caution: boolean;
}

const FEW_ROWS = 30;
const FEW_DF = 8;

/** What estimates stand on: the design, the domain and its breakdown. */
export interface Ground {
  readonly design: Design;
  /** Errors come from these where they are given, else from linearisation. */
  readonly replicates: Replicates | null;
  readonly inside: (row: number) => boolean;
  readonly groups: Crossed;
  readonly level: number;
  readonly method: ProportionMethod;
  /** Degrees of freedom of the domain over all groups. */
  readonly df: number;
}

interface Asked {
  readonly statistic: Line['statistic'];
  readonly variable: string;
  readonly level: string;
}

/** Values inside the domain, NaN outside. */
const within = ({ inside }: Ground, values: Float64Array): Float64Array =>
  values.map((value, row) => (inside(row) ? value : Number.NaN));

/** Values of one group, NaN in the others: what a replicate statistic reads. */
const ofGroup = (ground: Ground, values: Float64Array, group: number): Float64Array =>
  values.map((value, row) => (ground.groups.codes[row] === group ? value : Number.NaN));

/** Rows inside the domain and a group whose value is not known. */
function missingIn(ground: Ground, values: Float64Array): number[] {
  const counts = ground.groups.labels.map(() => 0);
  for (let row = 0; row < values.length; row++) {
    const group = ground.groups.codes[row]!;
    if (group >= 0 && Number.isNaN(values[row]!) && ground.inside(row)) counts[group]! += 1;
  }
  return counts;
}

/** The error of a statistic of a group: of its linearisation, or over the replicates. */
function errorOf({ design, replicates }: Ground, linear: Linear, statistic: () => OfWeights): number {
  if (Number.isNaN(linear.value)) return Number.NaN;
  return replicates === null ? standardError(design, linear) : replicated(replicates, design.weight, statistic()).se;
}

function line(
  ground: Ground,
  asked: Asked,
  group: number,
  missing: number,
  of: { linear: Linear; moments: Moments; se: number; deff: typeof designEffect; interval: Interval },
): Line {
  const { moments, se } = of;
  const effect = (sampling: Sampling): number | null =>
    moments.weighing < 2 || !Number.isFinite(se) ? null : of.deff(se * se, moments, sampling);
  const deff = effect('withReplacement');
  return {
    ...asked,
    group: ground.groups.labels[group]!,
    n: moments.rows,
    missing,
    psus: degrees(ground.design, of.linear.present).psus,
    estimate: of.linear.value,
    se,
    interval: of.interval,
    deff,
    deffWithoutReplacement: effect('withoutReplacement'),
    caution: isCaution(moments.rows, deff, of.interval.df),
  };
}

function isCaution(n: number, deff: number | null, df: number): boolean {
  return n < FEW_ROWS || n / Math.max(1, deff ?? 1) < FEW_ROWS || df < FEW_DF;
}

/** Weighted means by group; the t interval has the degrees of freedom of the domain (R's svymean, svyby). */
export function meanLines(ground: Ground, variable: string, values: Float64Array): Line[] {
  const y = within(ground, values);
  const missing = missingIn(ground, values);
  const { codes, labels } = ground.groups;
  return meansBy(ground.design, y, codes, labels.length).map(({ mean, moments }, group) => {
    const se = errorOf(ground, mean, () => meanOfWeights(ofGroup(ground, y, group)));
    const around = interval(mean.value, se, ground.df, ground.level);
    const of = { linear: mean, moments, se, deff: designEffect, interval: around };
    return line(ground, { statistic: 'mean', variable, level: '' }, group, missing[group]!, of);
  });
}

/** Weighted totals by group (R's svytotal). */
export function totalLines(ground: Ground, variable: string, values: Float64Array): Line[] {
  const y = within(ground, values);
  const missing = missingIn(ground, values);
  const { codes, labels } = ground.groups;
  const moments = momentsBy(ground.design, y, codes, labels.length);
  return totalsBy(ground.design, y, codes, labels.length).map((total, group) => {
    const se = errorOf(ground, total, () => totalOf(ofGroup(ground, y, group)));
    const around = interval(total.value, se, ground.df, ground.level);
    const of = { linear: total, moments: moments[group]!, se, deff: designEffectOfTotal, interval: around };
    return line(ground, { statistic: 'total', variable, level: '' }, group, missing[group]!, of);
  });
}

/** Weighted shares of a level by group; `values` is 1 in the level, 0 in others. The interval's degrees of freedom are those of the group. */
export function proportionLines(ground: Ground, variable: string, level: string, values: Float64Array): Line[] {
  const y = within(ground, values);
  const missing = missingIn(ground, values);
  const { codes, labels } = ground.groups;
  return meansBy(ground.design, y, codes, labels.length).map(({ mean, moments }, group) => {
    const se = errorOf(ground, mean, () => meanOfWeights(ofGroup(ground, y, group)));
    const df = ground.replicates?.df ?? degrees(ground.design, mean.present).df;
    const around = proportionInterval(ground.method, mean.value, { se, rows: moments.rows, df }, ground.level);
    const of = { linear: mean, moments, se, deff: designEffect, interval: around };
    return line(ground, { statistic: 'proportion', variable, level }, group, missing[group]!, of);
  });
}

/** Ratios of two weighted totals by group, over the rows that know both (R's svyratio). */
export function ratioLines(ground: Ground, variable: string, above: Float64Array, below: Float64Array): Line[] {
  const known = above.map((value, row) => (Number.isNaN(below[row]!) ? Number.NaN : value));
  const y = within(ground, known);
  const x = y.map((value, row) => (Number.isNaN(value) ? value : below[row]!));
  const missing = missingIn(ground, known);
  const { codes, labels } = ground.groups;
  const tops = totalsBy(ground.design, y, codes, labels.length);
  const bottoms = totalsBy(ground.design, x, codes, labels.length);
  return labels.map((_, group) => {
    const linear = ratio(tops[group]!, bottoms[group]!);
    const se = errorOf(ground, linear, () => ratioOf(ofGroup(ground, y, group), x));
    const around = interval(linear.value, se, ground.df, ground.level);
    const residual = y.map((value, row) => (value - linear.value * x[row]!) / bottoms[group]!.value);
    const moments = momentsBy(ground.design, residual, codes, labels.length)[group]!;
    const of = { linear, moments, se, deff: designEffectOfTotal, interval: around };
    return line(ground, { statistic: 'ratio', variable, level: '' }, group, missing[group]!, of);
  });
}

/** Weighted quantiles by group, by the rule «school» (the median of an even number is the middle) with Woodruff's interval. */
export function quantileLines(
  ground: Ground,
  variable: string,
  shares: readonly number[],
  values: Float64Array,
): Line[] {
  const { design, level, groups, replicates } = ground;
  const y = within(ground, values);
  const missing = missingIn(ground, values);
  const question = { shares, rule: 'school', scale: 'mean', level } as const;
  const rows = momentsBy(design, y, groups.codes, groups.labels.length);
  return quantilesBy(design, y, groups.codes, groups.labels.length, question).flatMap((found, group) =>
    found.map((each): Line => {
      const se =
        replicates === null
          ? (each.se ?? Number.NaN)
          : replicated(replicates, design.weight, quantileOfWeights(ofGroup(ground, y, group), each.share)).se;
      return {
        statistic: 'quantile',
        variable,
        level: String(each.share),
        group: groups.labels[group]!,
        n: rows[group]!.rows,
        missing: missing[group]!,
        psus: degrees(design, each.present).psus,
        estimate: each.value,
        se,
        interval: replicates === null ? each.interval : interval(each.value, se, replicates.df, level),
        deff: null,
        deffWithoutReplacement: null,
        caution: isCaution(rows[group]!.rows, null, each.interval.df),
      };
    }),
  );
}

/** A quantile as a function of the weights alone. */
function quantileOfWeights(y: Float64Array, share: number): OfWeights {
  const rows = [...y.keys()].filter((row) => !Number.isNaN(y[row]!)).sort((a, b) => y[a]! - y[b]!);
  return (weight) => {
    const weighing = rows.filter((row) => weight[row]! > 0);
    if (weighing.length === 0) return Number.NaN;
    const x = Float64Array.from(weighing, (row) => y[row]!);
    return readQuantile(
      cumulate(
        x,
        Float64Array.from(weighing, (row) => weight[row]!),
      ),
      share,
      'school',
    );
  };
}

/** Shares have few levels; a variable of many is a number, or a name. */
const MOST_LEVELS = 200;

/** Faults a variable that has too many levels for shares. */
export function refuseManyLevels(labels: readonly string[], variable: string, place: string): void {
  if (labels.length > MOST_LEVELS)
    throw fault(
      place,
      `'${variable}' has ${labels.length} levels`,
      `Shares are for up to ${MOST_LEVELS}; take --mean or --quantile of a number, or a condition such as '\${${variable}} > 3'`,
    );
}
