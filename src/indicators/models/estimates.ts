import { degrees } from '../../survey/degrees.ts';
import type { Design } from '../../survey/design.ts';
import { studentBeyond } from '../../survey/distributions/student.ts';
import { interval } from '../../survey/interval.ts';
import { bellMcCaffrey } from '../../survey/models/bellmccaffrey.ts';
import { fitMeasures, varianceInflation } from '../../survey/models/fit.ts';
import { linkTest } from '../../survey/models/linktest.ts';
import { averagePrediction, marginalEffect } from '../../survey/models/marginal.ts';
import type { Model } from '../../survey/models/model.ts';
import { fitModel } from '../../survey/models/model.ts';
import { isModelFault, modelFault } from '../../survey/models/modelfault.ts';
import { pooled } from '../../survey/models/rubin.ts';
import { psusOf } from '../../survey/psus.ts';
import { standardError } from '../../survey/variance.ts';
import { isNumbers } from '../../table/column.ts';
import type { Estimate, Stat, Why } from '../../table/estimate.ts';
import { estimateKey, NO_NUMBERS } from '../../table/estimate.ts';
import { hasValue, IMPUTED } from '../../table/states.ts';
import type { Sample, Standing } from '../indicator.ts';
import { OUTSIDE } from '../indicator.ts';
import { filledCopies, imputableStanding } from './impute.ts';
import type { Imputation, ModelSpec } from './model.ts';
import { predictionItem, TERM_STATS, termName } from './model.ts';
import { modelStanding } from './rows.ts';
import type { TermColumns } from './terms.ts';
import { INTERCEPT, termColumns } from './terms.ts';

/** What every estimate of a model shares, besides the model. */
export interface ModelSubject {
  readonly unit: string;
  readonly level: number;
  readonly simulated: boolean;
}

/** A number of a model with its error: `df` 0 gives no interval. */
export interface ModelNumber {
  readonly stat: Stat;
  readonly item: string;
  readonly value: number;
  readonly se: number | null;
  readonly df: number | null;
  readonly p: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly method: string;
}

/** A model fitted to the rows that a standing marks, with what its estimates are made of. */
export interface FittedModel {
  readonly design: Design;
  readonly model: Model;
  readonly y: Float64Array;
  readonly terms: readonly TermColumns[];
}

/** Below this many PSUs the plain errors are too small more often than not. */
const FEW_PSUS = 30;
/** The work of the correction grows with the cube of a PSU's rows. */
const LARGE_PSU = 400;

/**
 * A model's estimates over all people in its base: a coefficient for each term of a linear model, odds ratio and average marginal effect
 * of a logistic one, then what tells whether the model suits: `r2` (explained part, McFadden's of a logistic model), `vif` (largest variance
 * inflation of a term, per column), `events` (rows, or rarer outcomes, per coefficient) and `linktest` (coefficient of the squared
 * predictor). A model that cannot be fitted gives its exposures as not estimable, with the reason.
 */
export function modelEstimates(
  spec: ModelSpec,
  sample: Sample,
  design: Design,
  subject: ModelSubject,
): readonly Estimate[] {
  if (spec.imputation !== null) return imputedEstimates(spec, spec.imputation, sample, design, subject);
  const standing = modelStanding(spec, sample);
  const inside = Uint8Array.from(standing, (state) => (hasValue(state) ? 1 : 0));
  try {
    const fitted = fitRows(spec, sample, design, inside);
    const numbers = [
      ...termNumbers(fitted, subject.level),
      ...predictions(spec, sample, fitted, inside, subject.level),
      ...diagnostics(fitted, subject.level),
    ];
    return thin(inEstimates(spec, numbers, standing, design, subject));
  } catch (error) {
    if (!isModelFault(error)) throw error;
    return inEstimates(spec, [], standing, design, subject).concat(
      notEstimable(spec, error.reason, standing, design, subject),
    );
  }
}

/** With fewer rows, or rarer outcomes, per coefficient, terms are to be read with caution. */
const EVENTS = 10;

/** Marks the terms of a model that has too few rows or rarer outcomes for its coefficients. */
function thin(estimates: readonly Estimate[]): readonly Estimate[] {
  const events = estimates.find(({ stat, item }) => stat === 'index' && item === 'events')?.value ?? EVENTS;
  if (events >= EVENTS) return estimates;
  return estimates.map((one) =>
    one.stat === 'index' || one.quality !== 'good' ? one : { ...one, quality: 'caution', why: 'precision' },
  );
}

/**
 * A model over filled copies of the data: each fitted as complete cases are, the numbers pooled by Rubin's rules, odds ratios on the scale of
 * logarithms. Then `missing`: the largest fraction of missing information of a term.
 */
function imputedEstimates(
  spec: ModelSpec,
  imputation: Imputation,
  sample: Sample,
  design: Design,
  subject: ModelSubject,
): readonly Estimate[] {
  const standing = imputableStanding(spec, sample);
  const inside = Uint8Array.from(standing, (state) => (hasValue(state) ? 1 : 0));
  try {
    const copies: (readonly ModelNumber[])[] = [];
    let events = EVENTS;
    for (const table of filledCopies(spec, imputation, sample.table, standing)) {
      const fitted = fitRows(spec, { ...sample, table }, design, inside);
      copies.push(termNumbers(fitted, subject.level));
      events = Math.min(events, eventsOf(fitted));
    }
    if (copies.length < 2) throw modelFault('noRows', 'no row has all variables of the model');
    const numbers = pooledNumbers(copies, subject.level);
    const terms = numbers.map(({ number }) => number);
    const bare = { se: null, df: null, p: null, low: null, high: null, method: '' };
    const index = (item: string, value: number): ModelNumber => ({ stat: 'index', item, value, ...bare });
    const most = Math.max(...numbers.map(({ missing }) => missing));
    return thin(
      inEstimates(spec, [...terms, index('events', events), index('missing', most)], standing, design, subject),
    );
  } catch (error) {
    if (!isModelFault(error)) throw error;
    return notEstimable(spec, error.reason, standing, design, subject);
  }
}

/** The numbers that every copy has, pooled. */
function pooledNumbers(copies: readonly (readonly ModelNumber[])[], level: number) {
  const byName = copies.map((copy) => new Map(copy.map((one) => [`${one.stat} ${one.item}`, one])));
  return (copies[0] ?? []).flatMap((first) => {
    const all = byName.map((copy) => copy.get(`${first.stat} ${first.item}`)).filter((one) => one !== undefined);
    if (all.length < copies.length) return [];
    const ratio = first.stat === 'oddsRatio';
    const each = all.map(({ value, se }) =>
      ratio ? { value: Math.log(value), se: (se ?? Number.NaN) / value } : { value, se: se ?? Number.NaN },
    );
    const df = all.reduce((sum, one) => sum + (one.df ?? 0), 0) / all.length;
    const whole = pooled(each, df);
    const number: ModelNumber = {
      ...{ stat: ratio ? 'coefficient' : first.stat, item: first.item, value: whole.value, method: 'rubin' },
      ...tested(whole.value, whole.se, whole.df, level),
    };
    return [{ number: ratio ? oddsRatio(number) : number, missing: whole.missing }];
  });
}

/** Fits a model to the rows that `inside` marks. Throws a ModelFault where that cannot be done. */
export function fitRows(spec: ModelSpec, { table }: Sample, design: Design, inside: Uint8Array): FittedModel {
  const outcome = table.columns.get(spec.outcome);
  if (outcome === undefined || !isNumbers(outcome)) throw new Error(`the outcome '${spec.outcome}' holds no numbers`);
  if (!inside.includes(1)) throw modelFault('noRows', 'no row has all variables of the model');
  const y = outcome.values.map((value, row) => (inside[row] === 1 ? value : Number.NaN));
  const terms = termColumns(table, [...spec.exposures, ...spec.controls], spec.references, inside);
  const columns = terms.flatMap(({ columns: own }) => own.map(({ values }) => values));
  const model = fitModel(design, spec.family, y, [new Float64Array(table.rows).fill(1), ...columns]);
  return { design, model, y, terms };
}

/** Coefficients, or odds ratios and average marginal effects, in the order of the terms, the intercept last. */
export function termNumbers(fitted: FittedModel, level: number): readonly ModelNumber[] {
  const { design, model, terms } = fitted;
  const items = [INTERCEPT, ...terms.flatMap(({ columns }) => columns.map(({ item }) => item))];
  const few = corrected(fitted);
  const coefficients = items.map((item, k): ModelNumber => {
    const value = model.coefficients[k]?.value ?? Number.NaN;
    const own = (few?.covariance ?? model.covariance)[k]?.[k] ?? Number.NaN;
    const se = Math.sqrt(Math.max(0, own));
    const df = few?.df[k] ?? model.df;
    return {
      stat: 'coefficient',
      item,
      value,
      method: few === null ? 't' : 'bellMcCaffrey',
      ...tested(value, se, df, level),
    };
  });
  const ordered = [...coefficients.slice(1), ...coefficients.slice(0, 1)];
  if (model.family === 'gaussian') return ordered;
  const ratios = ordered.filter(({ item }) => item !== INTERCEPT).map(oddsRatio);
  let place = 0;
  const effects = terms.flatMap(({ term, columns }): readonly ModelNumber[] => {
    const own = columns.map(() => (place += 1));
    // The slope of a variable that is also in a product is that of several terms together.
    const crossed = terms.some((other) => other.term !== term && other.term.split(':').includes(term));
    if (term.includes(':') || crossed) return [];
    return columns.map(({ item }, k) => {
      const at = own[k] ?? 0;
      const siblings = own.filter((other) => other !== at);
      const linear = marginalEffect(design, model, at, siblings, 'population');
      const se = standardError(design, linear);
      return {
        stat: 'marginalEffect',
        item,
        value: linear.value,
        method: 't',
        ...tested(linear.value, se, model.df, level),
      };
    });
  });
  return [...ratios, ...effects];
}

function tested(
  value: number,
  se: number,
  df: number,
  level: number,
): Pick<ModelNumber, 'se' | 'df' | 'p' | 'low' | 'high'> {
  const t = value / se;
  const { low, high } = interval(value, se, df, level);
  return { se, df, low, high, p: df > 0 && Number.isFinite(t) ? studentBeyond(t, df) : null };
}

/** Mean outcomes that a model predicts where some variables are set and the others are as people have them, by the delta method. */
function predictions(
  spec: ModelSpec,
  { table }: Sample,
  { design, model }: FittedModel,
  inside: Uint8Array,
  level: number,
): readonly ModelNumber[] {
  return spec.predictions.map((at) => {
    const terms = termColumns(table, [...spec.exposures, ...spec.controls], spec.references, inside, at);
    const columns = terms.flatMap(({ columns: own }) => own.map(({ values }) => values));
    const linear = averagePrediction(design, model, [new Float64Array(table.rows).fill(1), ...columns], 'population');
    const { value } = linear;
    return {
      stat: spec.family === 'gaussian' ? 'mean' : 'share',
      item: predictionItem(at),
      value,
      method: 't',
      ...tested(value, standardError(design, linear), model.df, level),
      // That a mean is zero is nothing to test.
      p: null,
    };
  });
}

/** exp of a coefficient and its bounds; the error by the delta method. */
function oddsRatio({ item, value, se, df, p, low, high, method }: ModelNumber): ModelNumber {
  const exp = (bound: number | null) => (bound === null ? null : Math.exp(bound));
  const ratio = Math.exp(value);
  return {
    stat: 'oddsRatio',
    item,
    value: ratio,
    se: se === null ? null : ratio * se,
    df,
    p,
    low: exp(low),
    high: exp(high),
    method,
  };
}

/** Bell and McCaffrey's errors where there are few PSUs of a bearable size; null elsewhere. */
function corrected({ design, model, y }: FittedModel) {
  if (degrees(design).psus >= FEW_PSUS) return null;
  const { ofRow, count } = psusOf(design);
  const sizes = new Int32Array(count);
  for (const psu of ofRow) sizes[psu] = (sizes[psu] ?? 0) + 1;
  return sizes.some((size) => size > LARGE_PSU) ? null : bellMcCaffrey(design, model, y);
}

/** Rows, or of a logistic model the rarer outcomes, per coefficient. */
function eventsOf({ model, y }: FittedModel): number {
  const ones = y.reduce((sum, value) => (Number.isNaN(value) ? sum : sum + value), 0);
  const rarer = model.family === 'binomial' ? Math.min(ones, model.rows - ones) : model.rows;
  return rarer / model.coefficients.length;
}

function diagnostics({ design, model, y, terms }: FittedModel, level: number): readonly ModelNumber[] {
  const bare = (item: string, value: number): ModelNumber => ({
    ...{ stat: 'index', item, value, se: null, df: null, p: null, low: null, high: null, method: '' },
  });
  let from = 1;
  const places = terms.map(({ columns }) => columns.map(() => from++));
  const inflation = varianceInflation(design, model, places) ?? [];
  const link = linkTest(design, model, y, level);
  return [
    bare('r2', fitMeasures(design, model, y).explained),
    ...(inflation.length === 0 ? [] : [bare('vif', Math.max(...inflation.map(({ root }) => root * root)))]),
    bare('events', eventsOf({ design, model, y, terms })),
    ...(link === null
      ? []
      : [
          {
            ...bare('linktest', link.value),
            ...{
              se: link.se,
              df: link.interval.df,
              p: link.p,
              low: link.interval.low,
              high: link.interval.high,
              method: 't',
            },
          },
        ]),
  ];
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
