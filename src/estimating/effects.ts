import { fault } from '../fault.ts';
import { didYouMean } from '../form/nearest.ts';
import type { Design } from '../survey/design.ts';
import { studentBeyond } from '../survey/distributions/student.ts';
import { critical, type Interval, interval } from '../survey/interval.ts';
import { type Linear, minus } from '../survey/linear.ts';
import { type Averaged, averagePrediction, averageSlope } from '../survey/models/marginal.ts';
import type { Model } from '../survey/models/model.ts';
import { standardError } from '../survey/variance.ts';
import type { Term, TermColumn } from './terms.ts';

/** A number that a model gives, with its test and both errors. */
interface Derived {
  readonly estimate: number;
  /** By the delta method: of the coefficients, the people averaged over being given. */
  readonly se: number;
  /** The same, and the sampling of those people too. */
  readonly seWithSampling: number;
  readonly df: number;
  readonly interval: Interval;
}

/** The average marginal effect of a variable, or of a level against the reference. */
export interface EffectLine extends Derived {
  readonly variable: string;
  /** `slope`, or « level − reference ». */
  readonly change: string;
  readonly t: number;
  readonly p: number | null;
}

/** What a model predicts where some of its variables are set, averaged over people as they are in the others. */
export interface PredictionLine extends Derived {
  readonly at: readonly (readonly [name: string, value: string])[];
}

/** Values that variables are set to, by name: a grid is their product. */
export type Setting = ReadonlyMap<string, readonly string[]>;

/** A model fitted to columns that were made of terms, the first column being the intercept. */
export interface Fitted {
  readonly design: Design;
  readonly model: Model;
  readonly terms: readonly Term[];
  readonly level: number;
}

const MOST_PREDICTIONS = 1000;
const REMEDY = 'Write --predict "age=30,sex=f"; several values make a grid: "age=30|40|50,sex=f|m"';

/** Reads « x=1,y=a|b ». */
export function parseSetting(text: string): Setting {
  const found = new Map<string, readonly string[]>();
  for (const part of text.split(',')) {
    const sign = part.indexOf('=');
    const name = part.slice(0, Math.max(0, sign)).trim();
    const values = part
      .slice(sign + 1)
      .split('|')
      .map((value) => value.trim());
    if (name === '' || values.includes('')) throw fault('--predict', `'${part.trim()}' sets nothing`, REMEDY);
    if (found.has(name)) throw fault('--predict', `'${name}' is set twice`, REMEDY);
    found.set(name, values);
  }
  return found;
}

/** Average marginal effects of every variable of a model, by the delta method. */
export function averageEffects(fitted: Fitted): EffectLine[] {
  return variablesOf(fitted.terms).flatMap((variable): EffectLine[] => {
    const { name, levels } = variable;
    if (levels === null) {
      const derivatives = derivativesBy(fitted, name);
      return [effect(fitted, name, 'slope', (of) => averageSlope(fitted.design, fitted.model, derivatives, of))];
    }
    const [reference = '', ...others] = levels;
    const at = (level: string, of: Averaged): Linear =>
      averagePrediction(fitted.design, fitted.model, columnsAt(fitted, new Map([[name, level]])), of);
    return others.map((level) =>
      effect(fitted, name, `${level} − ${reference}`, (of) => minus(at(level, of), at(reference, of))),
    );
  });
}

function effect(fitted: Fitted, variable: string, change: string, make: (of: Averaged) => Linear): EffectLine {
  const { design, model, level } = fitted;
  const linear = make('sample');
  const se = standardError(design, linear);
  const t = linear.value / se;
  const p = model.df > 0 && Number.isFinite(t) ? studentBeyond(t, model.df) : null;
  return {
    variable,
    change,
    estimate: linear.value,
    se,
    seWithSampling: standardError(design, make('population')),
    df: model.df,
    t,
    p,
    interval: interval(linear.value, se, model.df, level),
  };
}

/** Predictions at every combination of the values set. Faults a variable or a level that the model does not have. */
export function predictionsAt(fitted: Fitted, setting: Setting): PredictionLine[] {
  checkSetting(fitted.terms, setting);
  return combinations(setting).map((at) => {
    const columns = columnsAt(fitted, at);
    const of = (averaged: Averaged): Linear => averagePrediction(fitted.design, fitted.model, columns, averaged);
    const linear = of('sample');
    const se = standardError(fitted.design, linear);
    return {
      at: [...at],
      estimate: linear.value,
      se,
      seWithSampling: standardError(fitted.design, of('population')),
      df: fitted.model.df,
      interval: predictionInterval(fitted, linear.value, se),
    };
  });
}

/** On the scale of the linear predictor, so that a share stays in (0, 1) and a count above 0. */
function predictionInterval({ model, level }: Fitted, value: number, se: number): Interval {
  const plain = interval(value, se, model.df, level);
  if (model.family === 'gaussian' || plain.reason !== '') return plain;
  const steep = model.family === 'binomial' ? value * (1 - value) : value;
  const half = (critical(model.df, level) * se) / steep;
  if (model.family === 'poisson') return { ...plain, low: value * Math.exp(-half), high: value * Math.exp(half) };
  const logit = Math.log(value / (1 - value));
  return { ...plain, low: 1 / (1 + Math.exp(half - logit)), high: 1 / (1 + Math.exp(-half - logit)) };
}

interface Variable {
  readonly name: string;
  /** The reference first; null of a number. */
  readonly levels: readonly string[] | null;
}

/** The variables of a model; one that is a number in one term and a factor in another is a fault. */
function variablesOf(terms: readonly Term[]): readonly Variable[] {
  const found = new Map<string, Variable>();
  for (const { factors } of terms)
    for (const factor of factors) {
      const before = found.get(factor.name);
      if (before !== undefined && (before.levels === null) !== (factor.levels === null))
        throw fault('--model', `'${factor.name}' is a number in one term and a factor in another`, 'Choose one');
      found.set(factor.name, factor);
    }
  return [...found.values()];
}

function checkSetting(terms: readonly Term[], setting: Setting): void {
  const variables = variablesOf(terms);
  for (const [name, values] of setting) {
    const variable = variables.find((each) => each.name === name);
    const known = variables.map((each) => each.name);
    if (variable === undefined)
      throw fault(
        '--predict',
        `the model has no variable '${name}'${didYouMean(name, known)}`,
        `It has ${known.join(', ')}`,
      );
    for (const value of values) {
      if (variable.levels !== null && !variable.levels.includes(value))
        throw fault(
          '--predict',
          `'${name}' has no level '${value}' in the model`,
          `It has ${variable.levels.join(', ')}`,
        );
      if (variable.levels === null && !Number.isFinite(Number(value)))
        throw fault('--predict', `'${name}' is a number, and '${value}' is none`, REMEDY);
    }
  }
  const count = [...setting.values()].reduce((product, values) => product * values.length, 1);
  if (count > MOST_PREDICTIONS)
    throw fault('--predict', `the grid has ${count} points`, `At most ${MOST_PREDICTIONS}; take fewer values`);
}

function combinations(setting: Setting): readonly ReadonlyMap<string, string>[] {
  let all: readonly ReadonlyMap<string, string>[] = [new Map()];
  for (const [name, values] of setting)
    all = all.flatMap((before) => values.map((value) => new Map([...before, [name, value]])));
  return all;
}

/** The columns of the model with some variables set. */
const columnsAt = ({ model, terms }: Fitted, at: ReadonlyMap<string, string>): readonly Float64Array[] => [
  model.columns[0]!,
  ...terms.flatMap(({ columns }) => columns.map((column) => setTo(column, at))),
];

/** The derivative of each column of the model by a variable. */
const derivativesBy = ({ model, terms }: Fitted, name: string): readonly Float64Array[] => [
  new Float64Array(model.columns[0]!.length),
  ...terms.flatMap(({ columns }) => columns.map((column) => derivative(column, name))),
];

/** A column with the variables that are set at their value: of a factor 1 where its level is the one set. */
function setTo({ parts, values }: TermColumn, at: ReadonlyMap<string, string>): Float64Array {
  if (!parts.some(({ name }) => at.has(name))) return values;
  return parts
    .map(({ name, level, values: own }) => {
      const set = at.get(name);
      if (set === undefined) return own;
      return new Float64Array(own.length).fill(level === null ? Number(set) : level === set ? 1 : 0);
    })
    .reduce(product);
}

/** The derivative of a column by a number in it: what the number is multiplied with. */
function derivative({ parts, values }: TermColumn, name: string): Float64Array {
  if (!parts.some((part) => part.name === name)) return new Float64Array(values.length);
  const others = parts.filter((part) => part.name !== name).map((part) => part.values);
  return others.reduce(product, new Float64Array(values.length).fill(1));
}

const product = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, row) => value * b[row]!);
