import type { Design } from '../../src/survey/design.ts';
import type { Check } from './compare.ts';
import { column, type Dataset, type DesignCase, equals, type Variable } from './dataset.ts';

/** One case of cases.json as it is written there. */
export interface Case {
  readonly id: string;
  readonly dataset: string;
  readonly design: DesignCase;
  readonly quantity: string;
  readonly vars: readonly string[];
  readonly by: readonly string[];
  readonly args: Record<string, unknown>;
  readonly expected: { readonly rows?: readonly Row[] } & Record<string, unknown>;
}

/** One row of expected values. */
export type Row = Record<string, unknown> & { readonly term?: string; readonly group?: Record<string, unknown> };

/** A case with its data read and its design declared. */
export interface Setting {
  readonly folder: string;
  readonly case: Case;
  readonly data: Dataset;
  readonly design: Design;
}

/** Answers a case: every expected number beside ours. */
export type Answer = (setting: Setting) => Check[];

export const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** Rows inside the case's subset; all rows without one. */
export function inSubset({ data, case: { args } }: Setting): (row: number) => boolean {
  const subset = args.subset as { var: string; eq: unknown } | null | undefined;
  if (subset === null || subset === undefined) return () => true;
  const of = column(data, subset.var);
  return (row) => equals(of, row, subset.eq);
}

/** Rows inside the group that an expected row names; all rows without a group. */
export function inGroup({ data }: Setting, { group }: Row): (row: number) => boolean {
  const parts = Object.entries(group ?? {}).map(([name, value]) => ({ of: column(data, name), value }));
  return (row) => parts.every(({ of, value }) => equals(of, row, value));
}

/** The variable of a term: its values, or the 0/1 of the level that the term names behind the variable's name. */
export function termValues(of: Variable, name: string, term: string): Float64Array {
  if (term === name) return of.values;
  const level = of.levels.findIndex((candidate) => `${name}${candidate}` === term);
  return Float64Array.from(of.codes, (code) => (code < 0 ? Number.NaN : code === level ? 1 : 0));
}

/** `values` where a row is inside, NaN elsewhere. */
export const within = (values: Float64Array, inside: (row: number) => boolean): Float64Array =>
  values.map((value, row) => (inside(row) ? value : Number.NaN));

/** 1 where a value is known, NaN elsewhere: the denominator of a mean. */
export const ones = (values: Float64Array): Float64Array => values.map((value) => (Number.isNaN(value) ? value : 1));
