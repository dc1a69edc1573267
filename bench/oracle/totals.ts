import { degrees } from '../../src/survey/degrees.ts';
import { designEffect, designEffectOfTotal } from '../../src/survey/effect.ts';
import { interval } from '../../src/survey/interval.ts';
import { type Linear, minus, ratio, times, total } from '../../src/survey/linear.ts';
import { moments } from '../../src/survey/moments.ts';
import { varianceOf } from '../../src/survey/spread.ts';
import { standardError, variance } from '../../src/survey/variance.ts';
import { type Answer, inGroup, inSubset, number, ones, type Row, type Setting, termValues, within } from './case.ts';
import { type Check, closed, pair } from './compare.ts';
import { column } from './dataset.ts';

/** The mean of the known values of y. */
export const mean = (setting: Setting, y: Float64Array): Linear =>
  ratio(total(setting.design, y), total(setting.design, ones(y)));

/** Estimate, standard error and both intervals of a statistic against an expected row; `own` is ours off R's footing. */
export function compareEstimate(
  setting: Setting,
  row: Row,
  linear: Linear,
  tolerance: number,
  own: Linear = linear,
): Check[] {
  const se = standardError(setting.design, linear);
  const ownSe = standardError(setting.design, own);
  const scale = Math.abs(linear.value) || 1;
  const df = number(setting.case.expected.df) ?? Number.POSITIVE_INFINITY;
  const t = interval(linear.value, se, df, 0.95);
  const z = interval(linear.value, se, Number.POSITIVE_INFINITY, 0.95);
  const bounds = (of: number): readonly (number | null)[] => {
    const { low, high } = interval(own.value, ownSe, of, 0.95);
    return [low, high];
  };
  const checks: Check[] = [
    { what: 'estimate', ours: linear.value, own: own.value, theirs: number(row.estimate), tolerance },
    { what: 'se', ours: se, own: ownSe, theirs: number(row.se), tolerance, scale },
  ];
  if ('ci' in row) checks.push(...pair('ci', [t.low, t.high], row.ci, tolerance, { scale }, bounds(df)));
  if ('ci_z' in row)
    checks.push(...pair('ci_z', [z.low, z.high], row.ci_z, tolerance, { scale }, bounds(Number.POSITIVE_INFINITY)));
  return checks;
}

function domainValues(setting: Setting, row: Row, name: string): Float64Array {
  const inside = inSubset(setting);
  const group = inGroup(setting, row);
  const values = termValues(column(setting.data, name), name, row.term ?? name);
  return within(values, (k) => inside(k) && group(k));
}

function sampling(setting: Setting): 'withReplacement' | 'withoutReplacement' {
  return setting.case.args.deff === 'replace' ? 'withReplacement' : 'withoutReplacement';
}

function meanOrTotal(setting: Setting, isMean: boolean): Check[] {
  const {
    design,
    case: { expected, vars },
  } = setting;
  const checks: Check[] = [];
  for (const row of expected.rows!) {
    const y = domainValues(setting, row, vars[0]!);
    const linear = isMean ? mean(setting, y) : total(design, y);
    checks.push(...compareEstimate(setting, row, linear, closed));
    const spread = moments(design, y);
    if ('deff' in row) {
      const of = isMean ? designEffect : designEffectOfTotal;
      checks.push({
        what: 'deff',
        ...deffOfOne(of(variance(design, linear), spread, sampling(setting)), spread.weighing, number(row.deff)),
        tolerance: closed,
      });
    }
    if ('n' in row) checks.push({ what: 'n', ours: spread.rows, theirs: number(row.n), tolerance: 0 });
    if ('df_domain' in row) {
      checks.push({
        what: 'df_domain',
        ours: degrees(design, total(design, within(new Float64Array(design.rows), inGroup(setting, row))).present).df,
        theirs: number(row.df_domain),
        tolerance: 0,
      });
    }
  }
  const inside = inSubset(setting);
  const domain = total(design, within(new Float64Array(design.rows), inside));
  if ('df' in expected)
    checks.push({ what: 'df', ours: degrees(design, domain.present).df, theirs: number(expected.df), tolerance: 0 });
  return checks;
}

/** One row has no design effect; R's is none or 0, as rounding leaves its one value off its own mean or not. */
function deffOfOne(own: number | null, rows: number, theirs: number | null): Pick<Check, 'ours' | 'own' | 'theirs'> {
  return { ours: rows === 1 && own === null && theirs === 0 ? 0 : own, own, theirs };
}

export const svymean: Answer = (setting) => meanOrTotal(setting, true);
export const svytotal: Answer = (setting) => meanOrTotal(setting, false);

export const svyratio: Answer = (setting) => {
  const {
    design,
    data,
    case: { args, expected },
  } = setting;
  return expected.rows!.flatMap((row) => {
    const group = inGroup(setting, row);
    const top = column(data, String(args.numerator)).values;
    const bottom = column(data, String(args.denominator)).values;
    const known = (k: number) => group(k) && !Number.isNaN(top[k]!) && !Number.isNaN(bottom[k]!);
    const y = within(top, known);
    const x = within(bottom, known);
    const below = total(design, x);
    const linear = ratio(total(design, y), below);
    const checks = compareEstimate(setting, row, linear, closed);
    if ('deff' in row) {
      const z = y.map((value, k) => (value - linear.value * x[k]!) / below.value);
      const deff = designEffectOfTotal(variance(design, linear), moments(design, z), sampling(setting));
      checks.push({ what: 'deff', ours: deff, theirs: number(row.deff), tolerance: closed });
    }
    return checks;
  });
};

export const degf: Answer = (setting) => {
  const {
    design,
    case: { expected },
  } = setting;
  const domain = total(design, within(new Float64Array(design.rows), inSubset(setting)));
  const { df, psus, strata } = degrees(design, domain.present);
  return [
    { what: 'df', ours: df, theirs: number(expected.df), tolerance: 0 },
    { what: 'n_psu', ours: psus, theirs: number(expected.n_psu), tolerance: 0 },
    { what: 'n_strata', ours: strata, theirs: number(expected.n_strata), tolerance: 0 },
  ];
};

/** Difference of two domain means, and the logarithm of their ratio. */
export const svycontrast: Answer = (setting) => {
  const {
    data,
    design,
    case: { vars, by, expected },
  } = setting;
  const [first, last] = (expected.levels as unknown[]).map((level) =>
    mean(setting, within(column(data, vars[0]!).values, inGroup(setting, { group: { [by[0]!]: level } }))),
  ) as [Linear, Linear];
  // R takes the covariance of groups over the whole design, so that 'average' counts all its strata.
  const everywhere = (a: Linear): Linear => ({ ...a, present: design.present });
  const gap = minus(last, first);
  const logRatio = minus(times(last, 1 / last.value), times(first, 1 / first.value));
  const values: Record<string, readonly [number, Linear]> = {
    difference: [gap.value, gap],
    log_ratio: [Math.log(last.value / first.value), logRatio],
  };
  return expected.rows!.flatMap((row) => {
    const [value, linear] = values[row.term!]!;
    const se = standardError(design, everywhere(linear));
    return [
      { what: 'estimate', ours: value, theirs: number(row.estimate), tolerance: closed },
      { what: 'se', ours: se, own: standardError(design, linear), theirs: number(row.se), tolerance: closed },
    ];
  });
};

/** R's n / (n − 1) counts rows without a value too; ours does not, and is put on R's footing for the comparison. */
export const svyvar: Answer = (setting) =>
  setting.case.expected.rows!.flatMap((row) => {
    const y = column(setting.data, row.term!).values;
    const known = moments(setting.design, y).weighing;
    const all = setting.design.weight.filter((w) => w > 0).length;
    const footing = (all / (all - 1)) * ((known - 1) / known);
    const own = varianceOf(setting.design, y);
    return compareEstimate(setting, row, times(own, footing), closed, own);
  });
