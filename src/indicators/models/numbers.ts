import { degrees } from '../../survey/degrees.ts';
import { studentBeyond } from '../../survey/distributions/student.ts';
import { interval } from '../../survey/interval.ts';
import { bellMcCaffrey } from '../../survey/models/bellmccaffrey.ts';
import { fitMeasures, varianceInflation } from '../../survey/models/fit.ts';
import { linkTest } from '../../survey/models/linktest.ts';
import { averagePrediction } from '../../survey/models/marginal.ts';
import type { MarginalOf } from '../../survey/models/marginaleffects.ts';
import { marginalEffects } from '../../survey/models/marginaleffects.ts';
import { psusOf } from '../../survey/psus.ts';
import { standardError } from '../../survey/variance.ts';
import type { Stat } from '../../table/estimate.ts';
import type { FittedModel } from './fitted.ts';
import type { ModelSpec } from './model.ts';
import { predictionItem } from './model.ts';
import type { ModelTable, TermColumns } from './terms.ts';
import { INTERCEPT, matrixOf, termColumns } from './terms.ts';

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

/** Below this many PSUs the plain errors are too small more often than not. */
const FEW_PSUS = 30;
/** The work of the correction grows with the cube of a PSU's rows. */
const LARGE_PSU = 400;

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
  const alone = columnsAlone(terms);
  const effects = marginalEffects(design, model, alone, 'population').map(
    (linear, k): ModelNumber => ({
      ...{ stat: 'marginalEffect', item: alone[k]?.item ?? '', value: linear.value, method: 't' },
      ...tested(linear.value, standardError(design, linear), model.df, level),
    }),
  );
  return [...ratios, ...effects];
}

/** The columns of terms that stand for themselves: the slope of a variable that is also in a product is that of several terms together. */
function columnsAlone(terms: readonly TermColumns[]): readonly (MarginalOf & { readonly item: string })[] {
  let place = 0;
  return terms.flatMap(({ term, columns }) => {
    const own = columns.map(() => (place += 1));
    const crossed = terms.some((other) => other.term !== term && other.term.split(':').includes(term));
    if (term.includes(':') || crossed) return [];
    return columns.map(({ item }, k) => {
      const column = own[k] ?? 0;
      return { item, column, siblings: own.filter((other) => other !== column) };
    });
  });
}

/** The test that a number is 0, and its interval. */
export function tested(
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
export function predictions(
  spec: Omit<ModelSpec, 'base'>,
  table: ModelTable,
  { design, model, terms: asTheyAre, rows }: FittedModel,
  level: number,
): readonly ModelNumber[] {
  return spec.predictions.map((at) => {
    const all = [...spec.exposures, ...spec.controls];
    const terms = termColumns(table, all, spec.references, rows, at, asTheyAre);
    const linear = averagePrediction(design, model, matrixOf(terms, rows.own.length), 'population');
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
export function oddsRatio({ item, value, se, df, p, low, high, method }: ModelNumber): ModelNumber {
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
export function eventsOf({ model, y }: Pick<FittedModel, 'model' | 'y'>): number {
  let ones = 0;
  for (let row = 0; row < y.length; row += 1) if (!Number.isNaN(y[row]!)) ones += y[row]!;
  const rarer = model.family === 'binomial' ? Math.min(ones, model.rows - ones) : model.rows;
  return rarer / model.coefficients.length;
}

/** A number about a model, without error. */
export function bare(item: string, value: number): ModelNumber {
  return { stat: 'index', item, value, se: null, df: null, p: null, low: null, high: null, method: '' };
}

/** What tells whether a model suits: `r2`, `vif`, `events`, `linktest`, and the evidence of a propensity score. */
export function diagnostics({ design, model, y, terms, evidence }: FittedModel, level: number): readonly ModelNumber[] {
  let from = 1;
  const places = terms.map(({ columns }) => columns.map(() => from++));
  const inflation = varianceInflation(model, places) ?? [];
  const link = linkTest(design, model, y, level);
  return [
    bare('r2', fitMeasures(model).explained),
    ...(inflation.length === 0 ? [] : [bare('vif', Math.max(...inflation.map(({ root }) => root * root)))]),
    bare('events', eventsOf({ model, y })),
    // A test and no estimate: an interval would take the predictor, which is estimated too, as given.
    ...(link === null
      ? []
      : [{ ...bare('linktest', link.value), ...{ se: link.se, df: link.interval.df, p: link.p } }]),
    ...evidence,
  ];
}
