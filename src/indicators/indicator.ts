import type { Names } from '../expression/names.ts';
import type { Form } from '../form/form.ts';
import type { Estimate, Stat } from '../table/estimate.ts';
import type { Dataset, Table } from '../table/table.ts';
import type { ScaleSpec } from './scales/scale.ts';

/** The rows that an indicator looks at: one table of the clean data, and who of it is in the study's population (1 or 0 a row). */
export interface Sample {
  readonly data: Dataset;
  readonly table: Table;
  readonly eligible: Uint8Array;
  /** Estimates of the study's models, by model; they are made before the indicators that pick from them. */
  readonly models?: ReadonlyMap<string, readonly Estimate[]>;
}

/** A row outside of the population: in no base, and in no count of missing answers. */
export const OUTSIDE = 255;

/**
 * How each row stands to a number: a state (`table/states.ts`) or OUTSIDE. Answered and imputed rows are in it; the others are in
 * the population and their state says why they are not. A base that is false is notAsked.
 */
export type Standing = Uint8Array;

interface Named {
  /** The choice, bin or term; '' where the indicator has one number. */
  readonly item: string;
  readonly stat: Stat;
}

/** What to count. Values of rows that do not count are ignored. */
export type CountedMeasure = Named & { readonly standing: Standing } & (
    | {
        /** Of a share 1 for each row that is in it, as bytes. */
        readonly numerator: Float64Array | Uint8Array;
        /** What the total is over; null: each row that counts is one. */
        readonly denominator: Float64Array | null;
        /** Whether it is tested against 0. */
        readonly tested?: true;
      }
    | { readonly values: Float64Array; readonly probability: number }
  );

/** A number to count, or one that a model gives and that stands for everybody. */
export type Measure = CountedMeasure | (Named & { readonly made: Estimate });

/** Says what to count; its sampling error is made in one place, `estimate.ts`. */
export type Indicator = (sample: Sample) => readonly Measure[];

/** What an indicator may know of the study. */
export interface IndicatorContext {
  readonly names: Names;
  readonly form: Form;
  readonly table: string;
  /** Codes of each field that mean don't know or refused: no items of a distribution. */
  readonly missing: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names of the terms of each model of the study. */
  readonly models?: ReadonlyMap<string, ReadonlySet<string>>;
  /** The indices of the study. */
  readonly indices?: readonly ScaleSpec[];
  /** Where the entry stands, for messages: `schemas/indicators.json › id`. */
  readonly place: string;
}
