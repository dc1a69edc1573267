import type { Expression } from '../expression/compile.ts';

/** How final weights are made from base weights, step by step; a step that is null is not made. */
export interface Weighting {
  readonly nonresponse: NonresponseStep | null;
  readonly calibration: CalibrationStep | null;
  readonly trim: TrimStep | null;
  /** Level that stands for a missing answer, by field; a field that is not here must be known for every row that weighs. */
  readonly missing: ReadonlyMap<string, string>;
}

/** Respondents also stand for the eligible of their cell who did not answer. */
export interface NonresponseStep {
  /** Fields whose levels, crossed, are the cells. */
  readonly cells: readonly string[];
  /** Those of the cells' fields across whose levels cells are never merged. */
  readonly within: readonly string[];
  readonly responded: Expression;
  readonly ineligible: Expression | null;
  /** Cases of which nobody knows whether they are eligible. */
  readonly unknown: Expression | null;
  /** A cell of fewer respondents is merged with a neighbour. */
  readonly fewest: number;
  /** So is one whose factor is larger. */
  readonly largestFactor: number;
}

export type CalibrationMethod = 'poststratify' | 'rake' | 'linear' | 'raking' | 'logit';

/** Weights are changed as little as possible so that they add up to totals that are known. */
export interface CalibrationStep {
  readonly method: CalibrationMethod;
  readonly margins: readonly Margin[];
  /** Bounds of the factor by which a weight may change (linear, raking, logit). */
  readonly bounds: readonly [number, number] | null;
  /** Largest relative gap that is left to a total. */
  readonly gap: number;
  readonly rounds: number;
  /** Weights above this many medians are cut and raked again (rake). */
  readonly cap: number | null;
}

/** Totals of the population by the levels of a field, or of several that are crossed; or the total of a number. */
export interface Margin {
  readonly name: string;
  readonly fields: readonly string[];
  /** Level (crossed levels joined by &) → how many there are. The total of a number has the one level ''. */
  readonly totals: ReadonlyMap<string, number>;
  /** The file it is from. */
  readonly file: string;
}

/** Weights are cut to multiples of their median, and what is cut off is shared among the others. */
export interface TrimStep {
  readonly lowest: number;
  readonly highest: number;
}

/** True for a margin that is the total of a number, not of people by level. */
export const isNumberTotal = ({ totals }: Margin): boolean => totals.size === 1 && totals.has('');

/** Joins the fields of crossed margins, and their levels. */
export const CROSSED = '&';
