import { fault } from '../fault.ts';
import { isNumbers } from '../table/column.ts';
import type { Table } from '../table/table.ts';
import { columnIn } from './columns.ts';
import type { Factor, Formula } from './formula.ts';
import { levelNamed, levelsOf } from './levels.ts';

/** One column of a model. */
export interface TermColumn {
  readonly label: string;
  readonly values: Float64Array;
  /** What it is the product of; itself, where it is of one variable. */
  readonly parts: readonly TermPart[];
}

/** A number, or the 0/1 of a factor's level. */
export interface TermPart {
  readonly name: string;
  readonly level: string | null;
  readonly values: Float64Array;
}

/** A term with its columns: one of a number, one a level but the reference of a factor, products of an interaction. */
export interface Term {
  readonly label: string;
  /** « region = North » for each factor in it. */
  readonly references: readonly string[];
  /** Its variables; the levels of a factor in the model, the reference first, null of a number. */
  readonly factors: readonly { readonly name: string; readonly levels: readonly string[] | null }[];
  readonly columns: readonly TermColumn[];
}

/** The terms of a formula over the rows that `inside` holds for: treatment contrasts against the reference, as in R. */
export function termsOf(table: Table, formula: Formula, inside: (row: number) => boolean): readonly Term[] {
  const names = [...new Set(formula.terms.flat().map(({ name }) => name))];
  const columns = names.map((name) => columnIn(table, name));
  const complete = (row: number): boolean => inside(row) && columns.every(({ states }) => states[row] === 0);
  return formula.terms.map((factors) => {
    const parts = factors.map((factor) => partOf(table, factor, complete));
    const crossed = parts.slice(1).reduce((left, right) => cross(left, right.columns), parts[0]!.columns);
    return {
      label: factors.map(({ name }) => name).join(':'),
      references: parts.flatMap(({ reference }) => reference),
      factors: parts.map(({ name, levels }) => ({ name, levels })),
      columns: crossed,
    };
  });
}

function partOf(table: Table, { name, factor, reference }: Factor, complete: (row: number) => boolean) {
  const column = columnIn(table, name);
  if (isNumbers(column) && !factor) return numberPart(name, column.values);
  const found = levelsOf(table, name);
  const { codes, labels } = found;
  const occurring = new Set<number>();
  for (let row = 0; row < codes.length; row++) if (complete(row)) occurring.add(codes[row]!);
  const levels = labels.map((_, code) => code).filter((code) => occurring.has(code));
  if (levels.length < 2) {
    const only = levels.length === 0 ? 'no level' : `one level (${labels[levels[0]!]})`;
    throw fault(
      '--model',
      `factor '${name}' has ${only} among the rows of the model`,
      'Leave it out, or take another domain',
    );
  }
  const base = reference === null ? levels[0]! : levelNamed(found, reference);
  if (!levels.includes(base))
    throw fault(
      '--model',
      `'${name}' has no level '${reference}' among the rows of the model`,
      `It has ${levels.map((code) => labels[code]).join(', ')}`,
    );
  const columns = levels
    .filter((code) => code !== base)
    .map((code) => {
      const values = Float64Array.from(codes, (own) => (own < 0 ? Number.NaN : own === code ? 1 : 0));
      const level = labels[code]!;
      return { label: `${name} = ${level}`, values, parts: [{ name, level, values }] };
    });
  const ordered = [base, ...levels.filter((code) => code !== base)].map((code) => labels[code]!);
  return { name, levels: ordered, reference: [`${name} = ${labels[base]}`], columns };
}

function numberPart(name: string, values: Float64Array) {
  const columns: TermColumn[] = [{ label: name, values, parts: [{ name, level: null, values }] }];
  return { name, levels: null, reference: [], columns };
}

const cross = (left: readonly TermColumn[], right: readonly TermColumn[]): TermColumn[] =>
  right.flatMap((b) =>
    left.map((a) => ({
      label: `${a.label} × ${b.label}`,
      values: a.values.map((value, row) => value * b.values[row]!),
      parts: [...a.parts, ...b.parts],
    })),
  );
