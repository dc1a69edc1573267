import type { Design } from '../../survey/design.ts';
import { psusOf } from '../../survey/psus.ts';
import type { Estimate, Why } from '../../table/estimate.ts';
import { estimateKey, NO_NUMBERS } from '../../table/estimate.ts';
import { hasValue, IMPUTED } from '../../table/states.ts';
import type { Standing } from '../indicator.ts';
import { OUTSIDE } from '../indicator.ts';
import type { ModelSpec } from './model.ts';
import { TERM_STATS, termName } from './model.ts';
import type { ModelNumber } from './numbers.ts';
import type { ModelAnswer, ModelTask } from './task.ts';

/** What every estimate of a model shares, besides the model. */
export interface ModelSubject {
  readonly unit: string;
  readonly level: number;
  readonly simulated: boolean;
}

/**
 * A model's estimates over all people in its base, from its numbers: a coefficient for each term of a linear model, odds ratio and average marginal effect
 * of a logistic one, then what tells whether the model suits: `r2` (explained part, McFadden's of a logistic model), `vif` (largest variance
 * inflation of a term, per column), `events` (rows, or rarer outcomes, per coefficient) and `linktest` (coefficient of the squared
 * predictor), with a propensity score its evidence; over filled copies `events` and `missing`. A model that cannot be fitted gives its exposures as not estimable, with the reason.
 */
export function modelEstimates(
  spec: ModelSpec,
  { standing }: ModelTask,
  answer: ModelAnswer,
  design: Design,
  subject: ModelSubject,
): readonly Estimate[] {
  return 'reason' in answer
    ? notEstimable(spec, answer.reason, standing, design, subject)
    : cautious(inEstimates(spec, answer.numbers, standing, design, subject));
}

/** With fewer rows, or rarer outcomes, per coefficient, terms are to be read with caution. */
const EVENTS = 10;
/** So are those of groups weighted by a propensity score that still differ by more than this many standard deviations (Austin 2009), */
const DIFFERENCE = 0.1;
/** of whom a larger share has nobody alike, */
const OUTSIDE_SHARE = 0.1;
/** or of whom fewer effective rows are left. */
const EFFECTIVE = 30;

/** Marks the terms of a model that has too few rows or rarer outcomes for its coefficients, or whose weighted groups are not alike. */
function cautious(estimates: readonly Estimate[]): readonly Estimate[] {
  const indices = new Map(estimates.map(({ stat, item, value }) => [stat === 'index' ? item : '', value]));
  const above = (item: string, most: number) => (indices.get(item) ?? most) > most;
  const below = (item: string, least: number) => (indices.get(item) ?? least) < least;
  const apart =
    above('smdAfter', DIFFERENCE) ||
    above('outside', OUTSIDE_SHARE) ||
    below('effectiveExposed', EFFECTIVE) ||
    below('effectiveOthers', EFFECTIVE);
  if (!apart && !below('events', EVENTS)) return estimates;
  return estimates.map((one) =>
    one.stat === 'index' || one.quality !== 'good'
      ? one
      : { ...one, quality: 'caution', why: apart ? 'overlap' : 'precision' },
  );
}

/** Estimates of numbers that rest on the rows of a standing. */
export function inEstimates(
  { id, table }: Pick<ModelSpec, 'id' | 'table'>,
  numbers: readonly ModelNumber[],
  standing: Standing,
  design: Design,
  subject: ModelSubject,
): Estimate[] {
  const base = baseOf(standing, design);
  const finite = (x: number | null) => (x === null || !Number.isFinite(x) ? null : x);
  return numbers.map(({ stat, item, value, se, df, p, low, high, method }): Estimate => {
    const why: Why = method !== '' && low === null ? 'df' : '';
    return {
      ...NO_NUMBERS,
      ...base,
      key: estimateKey(id, stat, item, []),
      indicator: id,
      stat,
      item,
      domain: [],
      table,
      unit: stat === 'coefficient' ? subject.unit : '',
      value: finite(value),
      se: finite(se),
      low: finite(low),
      high: finite(high),
      level: low === null ? null : subject.level,
      method: low === null ? '' : method,
      df: finite(df),
      p: finite(p),
      quality: why === '' ? 'good' : 'notEstimable',
      why,
      simulated: subject.simulated,
    };
  });
}

function notEstimable(
  spec: ModelSpec,
  why: Why,
  standing: Standing,
  design: Design,
  subject: ModelSubject,
): readonly Estimate[] {
  const nothing = { value: Number.NaN, se: null, df: null, p: null, low: null, high: null, method: '' };
  const numbers = TERM_STATS[spec.family].flatMap((stat) =>
    spec.exposures.map((term): ModelNumber => ({ stat, item: termName(term), ...nothing })),
  );
  return inEstimates(spec, numbers, standing, design, subject).map((estimate) => ({
    ...estimate,
    quality: 'notEstimable',
    why,
  }));
}

/** The rows in a model, their weight and units, and who is not in it. */
function baseOf(standing: Standing, design: Design): Partial<Estimate> {
  const states = [0, 0, 0, 0, 0, 0, 0, 0];
  let n = 0;
  let weighted = 0;
  const { ofRow, count } = psusOf(design);
  const seen = new Uint8Array(count);
  for (let row = 0; row < standing.length; row += 1) {
    const state = standing[row] ?? OUTSIDE;
    if (state === OUTSIDE) continue;
    states[state] = (states[state] ?? 0) + 1;
    if (!hasValue(state)) continue;
    n += 1;
    weighted += design.weight[row] ?? 0;
    if ((design.weight[row] ?? 0) > 0) seen[ofRow[row] ?? 0] = 1;
  }
  const [, , notAsked = 0, blank = 0, dontKnow = 0, refused = 0, removed = 0, invalid = 0] = states;
  return {
    ...{ n, weighted, notAsked, blank, dontKnow, refused, removed, invalid, imputed: states[IMPUTED] ?? 0 },
    units: seen.reduce((sum, is) => sum + is, 0),
  };
}
