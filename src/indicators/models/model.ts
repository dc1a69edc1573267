import type { Expression } from '../../expression/compile.ts';
import type { Estimand } from '../../survey/models/propensity.ts';

/** A term of a model: one variable, or several that are multiplied (an interaction). */
export type Term = readonly string[];

/** A model as the study declares it: who, of what, on what. */
export interface ModelSpec {
  readonly id: string;
  readonly table: string;
  readonly family: 'gaussian' | 'binomial';
  readonly outcome: string;
  /** What the model is about. */
  readonly exposures: readonly Term[];
  /** What is held equal. */
  readonly controls: readonly Term[];
  /** Level that the others of a variable are compared with. */
  readonly references: ReadonlyMap<string, string>;
  readonly base: Expression | null;
  /** What outcomes are predicted at: values of some variables, the others as people have them. */
  readonly predictions: readonly ReadonlyMap<string, number>[];
  /** How its missing terms are filled in; null: complete cases. */
  readonly imputation: Imputation | null;
  /** How its rows are weighted by the chance of the exposure; null: by the survey alone. */
  readonly propensity: Propensity | null;
}

/** Weighting by a propensity score: the chance of an exposure, told by covariates. */
export interface Propensity {
  /** A flag that is one of the model's exposures. */
  readonly exposure: string;
  readonly covariates: readonly Term[];
  readonly estimand: Estimand;
}

/** Multiple imputation by a hot deck within classes. */
export interface Imputation {
  /** How many filled copies. */
  readonly copies: number;
  readonly seed: number;
  /** Variables whose levels make the classes, the most important first. */
  readonly classes: readonly string[];
}

/** The item of a prediction: `gain=2&many=1`. */
export function predictionItem(at: ReadonlyMap<string, number>): string {
  return [...at].map(([name, value]) => `${name}=${value}`).join('&');
}

/** Coefficients fixed in advance, whose p-values are adjusted together (Benjamini and Hochberg). */
export interface CoefficientFamily {
  readonly id: string;
  readonly models: readonly string[];
  /** Rate of false discoveries that is accepted. */
  readonly rate: number;
}

/** The statistics that a model of each family gives of its terms. */
export const TERM_STATS = {
  gaussian: ['coefficient'],
  binomial: ['oddsRatio', 'marginalEffect'],
} as const;

/** Name of a term in keys and messages: `gain`, `gain:many`. */
export function termName(term: Term): string {
  return term.join(':');
}
