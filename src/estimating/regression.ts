import { fault } from '../fault.ts';
import { degrees } from '../survey/degrees.ts';
import type { Design } from '../survey/design.ts';
import { studentBeyond } from '../survey/distributions/student.ts';
import { type Interval, interval } from '../survey/interval.ts';
import type { Matrix } from '../survey/matrix.ts';
import { bellMcCaffrey } from '../survey/models/bellmccaffrey.ts';
import type { Family } from '../survey/models/family.ts';
import { type FitMeasures, fitMeasures, type Inflation, varianceInflation } from '../survey/models/fit.ts';
import { fitModel, type Model } from '../survey/models/model.ts';
import { fitOrdinal } from '../survey/models/ordinal.ts';
import { type FTest, part, waldTest } from '../survey/models/wald.ts';
import { psusOf } from '../survey/psus.ts';
import { isNumbers } from '../table/column.ts';
import type { Table } from '../table/table.ts';
import { columnIn } from './columns.ts';
import { averageEffects, type EffectLine, type PredictionLine, predictionsAt, type Setting } from './effects.ts';
import { type Formula, parseFormula } from './formula.ts';
import { type Levels, levelsOf } from './levels.ts';
import { named, refuseOutcome } from './modelMessages.ts';
import { type Term, termsOf } from './terms.ts';
import { isExpression, valuesOf } from './variable.ts';

export const FAMILIES = ['gaussian', 'binomial', 'poisson', 'ordinal'] as const;
export type FamilyName = (typeof FAMILIES)[number];

/** A coefficient with its test. */
export interface CoefficientLine {
  readonly term: string;
  readonly estimate: number;
  readonly se: number;
  readonly t: number;
  readonly df: number;
  readonly p: number | null;
  readonly interval: Interval;
  /** exp(estimate): odds ratio, or ratio of counts; null where that says nothing. */
  readonly ratio: { readonly estimate: number; readonly low: number | null; readonly high: number | null } | null;
}

/** What is asked of a model besides its coefficients. */
export interface ModelExtras {
  readonly effects: boolean;
  readonly predict: readonly Setting[];
}

/** A fitted model as people read it. */
export interface Regression {
  readonly formula: string;
  readonly family: FamilyName;
  /** What the outcome's 1 stands for, or the order of its levels; '' of a number. */
  readonly outcome: string;
  readonly references: readonly string[];
  readonly rows: number;
  readonly df: number;
  readonly dispersion: number | null;
  readonly coefficients: readonly CoefficientLine[];
  /** Wald's test of each term of several columns. */
  readonly tests: readonly (FTest & { readonly term: string })[];
  /** How much of the outcome it tells; null of an ordinal model. */
  readonly fit: FitMeasures | null;
  /** Variance inflation of each term; null with one term. */
  readonly inflation: readonly (Inflation & { readonly term: string })[] | null;
  /** Average marginal effects, where they are asked; and predictions. */
  readonly effects: readonly EffectLine[] | null;
  readonly predictions: readonly PredictionLine[];
  /** Why errors for few PSUs are missing where they are called for; '' elsewhere. */
  readonly caution: string;
  /** Bell and McCaffrey's errors where there are few PSUs; null where there are enough, or too much work. */
  readonly fewPsus: readonly CoefficientLine[] | null;
}

/** Below this many PSUs the plain errors are too small more often than not. */
const FEW_PSUS = 30;
/** The work of the correction grows with the cube of a PSU's rows. */
const LARGE_PSU = 400;

/** Fits a model over the rows that `inside` holds for; every fault names the column, the term or the level. */
export function regression(
  table: Table,
  design: Design,
  text: string,
  family: FamilyName,
  inside: (row: number) => boolean,
  level: number,
  place: string,
  extras: ModelExtras = { effects: false, predict: [] },
): Regression {
  const formula = parseFormula(text);
  const terms = termsOf(table, formula, inside);
  return family === 'ordinal'
    ? ordinal(table, design, formula, terms, inside, level)
    : linear(table, design, formula, terms, family, inside, level, place, extras);
}

function linear(
  table: Table,
  design: Design,
  formula: Formula,
  terms: readonly Term[],
  family: Family,
  inside: (row: number) => boolean,
  level: number,
  place: string,
  extras: ModelExtras,
): Regression {
  const outcome = outcomeOf(table, formula.outcome, family, place);
  const y = outcome.values.map((value, row) => (inside(row) ? value : Number.NaN));
  refuseOutcome(y, family, formula.outcome);
  const columns = terms.flatMap(({ columns }) => columns);
  const labels = ['(Intercept)', ...columns.map(({ label }) => label)];
  const given = [new Float64Array(table.rows).fill(1), ...columns.map(({ values }) => values)];
  const model = named(formula, labels, () => fitModel(design, family, y, given));
  const values = model.coefficients.map(({ value }) => value);
  const fitted = { design, model, terms, level };
  const fewPsus = corrected(design, model, y, labels, level);
  const inflation = varianceInflation(model, placesOf(terms));
  return {
    formula: formula.text,
    family,
    outcome: outcome.meaning,
    references: referencesOf(terms),
    rows: model.rows,
    df: model.df,
    dispersion: finite(model.dispersion),
    coefficients: lines(
      labels,
      values,
      model.covariance,
      () => model.df,
      level,
      family === 'gaussian' ? 0 : labels.length,
    ),
    tests: termTests(terms, values, model.covariance, 1, model.df),
    fit: fitMeasures(model),
    inflation: inflation?.map((each, k) => ({ term: terms[k]!.label, ...each })) ?? null,
    effects: extras.effects ? averageEffects(fitted) : null,
    predictions: extras.predict.flatMap((setting) => predictionsAt(fitted, setting)),
    caution: fewPsus === null ? cautionOf(design) : '',
    fewPsus,
  };
}

function ordinal(
  table: Table,
  design: Design,
  formula: Formula,
  terms: readonly Term[],
  inside: (row: number) => boolean,
  level: number,
): Regression {
  if (isExpression(formula.outcome))
    throw fault('--model', 'the outcome of an ordinal model is a column', 'Name it without ${…}');
  const columns = terms.flatMap(({ columns }) => columns);
  const { codes, labels } = occurring(
    levelsOf(table, formula.outcome),
    (row) => inside(row) && design.weight[row]! > 0 && columns.every(({ values }) => !Number.isNaN(values[row]!)),
  );
  if (labels.length < 3)
    throw fault(
      '--model',
      `the outcome '${formula.outcome}' has ${labels.length} levels`,
      'An ordinal model needs three; two are for --family binomial',
    );
  const names = columns.map(({ label }) => label);
  const model = named(formula, names, () =>
    fitOrdinal(
      design,
      codes,
      labels.length,
      columns.map(({ values }) => values),
    ),
  );
  const all = [...model.coefficients, ...model.thresholds].map(({ value }) => value);
  const cuts = labels.slice(1).map((label, k) => `${labels[k]} | ${label}`);
  return {
    formula: formula.text,
    family: 'ordinal',
    outcome: labels.join(' < '),
    references: referencesOf(terms),
    rows: model.rows,
    df: model.df,
    dispersion: null,
    coefficients: lines([...names, ...cuts], all, model.covariance, () => model.df, level, names.length),
    tests: termTests(terms, all, model.covariance, 0, model.df),
    fit: null,
    inflation: null,
    effects: null,
    predictions: [],
    caution: cautionOf(design),
    fewPsus: null,
  };
}

/** Levels that occur where `inside` holds, renumbered; other rows have no level. */
function occurring({ codes, labels }: Levels, inside: (row: number) => boolean): Levels {
  const found = new Set<number>();
  for (let row = 0; row < codes.length; row++) if (inside(row)) found.add(codes[row]!);
  const left = labels.map((_, code) => code).filter((code) => found.has(code));
  const place = new Map(left.map((code, k) => [code, k]));
  return {
    codes: codes.map((code, row) => (inside(row) ? (place.get(code) ?? -1) : -1)),
    labels: left.map((code) => labels[code]!),
  };
}

/** The outcome as numbers: of a text with two levels, 1 is the second. */
function outcomeOf(table: Table, name: string, family: Family, place: string) {
  if (isExpression(name))
    return { values: valuesOf(table, name, `${place}, --model`), meaning: family === 'binomial' ? `1: ${name}` : '' };
  const column = columnIn(table, name);
  if (isNumbers(column) || family !== 'binomial')
    return { values: valuesOf(table, name, `${place}, --model`), meaning: '' };
  const { codes, labels } = levelsOf(table, name);
  if (labels.length !== 2)
    throw fault(
      '--model',
      `the outcome '${name}' has ${labels.length} levels: ${labels.slice(0, 8).join(', ')}`,
      `A logistic model needs two; write the condition: "\${${name}} = '${labels[0] ?? 'x'}' ~ …"`,
    );
  return {
    values: Float64Array.from(codes, (code) => (code < 0 ? Number.NaN : code)),
    meaning: `1: ${name} = ${labels[1]}`,
  };
}

const referencesOf = (terms: readonly Term[]): string[] => [...new Set(terms.flatMap(({ references }) => references))];
const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Lines of coefficients; the first `ratios` of them are logarithms of ratios. */
function lines(
  labels: readonly string[],
  values: readonly number[],
  covariance: Matrix,
  df: (k: number) => number,
  level: number,
  ratios: number,
): CoefficientLine[] {
  return labels.map((term, k) => {
    const estimate = values[k]!;
    const se = Math.sqrt(Math.max(0, covariance[k]![k]!));
    const t = estimate / se;
    const p = df(k) > 0 && Number.isFinite(t) ? studentBeyond(t, df(k)) : null;
    const around = interval(estimate, se, df(k), level);
    const exp = (bound: number | null) => (bound === null ? null : Math.exp(bound));
    const ratio = k < ratios ? { estimate: Math.exp(estimate), low: exp(around.low), high: exp(around.high) } : null;
    return { term, estimate, se, t, df: df(k), p, interval: around, ratio };
  });
}

function termTests(terms: readonly Term[], values: readonly number[], covariance: Matrix, first: number, df: number) {
  let from = first;
  return terms.flatMap(({ label, columns }) => {
    const places = columns.map((_, k) => from + k);
    from += columns.length;
    if (places.length < 2) return [];
    return [
      {
        term: label,
        ...waldTest(
          places.map((k) => values[k]!),
          part(covariance, places),
          df,
        ),
      },
    ];
  });
}

/** The places of each term among the columns of a model, after the intercept. */
function placesOf(terms: readonly Term[]): number[][] {
  let from = 1;
  return terms.map(({ columns }) => columns.map(() => from++));
}

/** What to say where there are few PSUs and no errors for them. */
function cautionOf(design: Design): string {
  const { psus } = degrees(design);
  if (psus >= FEW_PSUS) return '';
  return `${psus} PSUs are few: these errors are too small more often than not, and there is no correction for ordinal models, nor for PSUs of over ${LARGE_PSU} rows`;
}

/** The errors for few PSUs; null where there are many, or some PSU is too large for the work. */
function corrected(design: Design, model: Model, y: Float64Array, labels: readonly string[], level: number) {
  if (degrees(design).psus >= FEW_PSUS) return null;
  const { ofRow, count } = psusOf(design);
  const sizes = new Int32Array(count);
  for (const psu of ofRow) sizes[psu]! += 1;
  if (sizes.some((size) => size > LARGE_PSU)) return null;
  const { covariance, df } = bellMcCaffrey(design, model, y);
  return lines(
    labels,
    model.coefficients.map(({ value }) => value),
    covariance,
    (k) => df[k]!,
    level,
    model.family === 'gaussian' ? 0 : labels.length,
  );
}
