import { modelFault } from '../../survey/models/modelfault.ts';
import type { Column } from '../../table/column.ts';
import { isCodes, isNumbers } from '../../table/column.ts';
import type { Table } from '../../table/table.ts';
import type { Term } from './model.ts';
import { termName } from './model.ts';

/** The rows of a table that the columns of a model have, ascending, and which rows of the table are in the model: the others are NaN. */
export interface ModelRows {
  readonly own: Int32Array;
  readonly inside: Uint8Array;
}

/** The columns of a table that a model reads. */
export type ModelTable = Pick<Table, 'rows' | 'columns'>;

/** One column of a model's matrix. */
export interface TermColumn {
  /** `age`, `region=rsk`, or a product of such: `gain:many`. */
  readonly item: string;
  readonly values: Float64Array;
  /** What it is the product of; of one variable the column itself. */
  readonly factors: readonly Factor[];
}

/** A column of one variable. */
export interface Factor {
  readonly variable: string;
  readonly values: Float64Array;
}

/** A term with its columns: one of a number or flag, one for each level but the reference, products of an interaction. */
export interface TermColumns {
  readonly term: string;
  readonly columns: readonly TermColumn[];
}

/** The intercept's item. */
export const INTERCEPT = 'intercept';

/**
 * The columns of terms on some rows. Levels that do not occur there have no column. Throws a ModelFault
 * where a variable has one value only: the intercept says the same. `settings` gives every row the same value of some numbers or flags;
 * the columns of other variables are then those of `before`, the same terms without settings.
 */
export function termColumns(
  table: ModelTable,
  terms: readonly Term[],
  references: ReadonlyMap<string, string>,
  rows: ModelRows,
  settings: ReadonlyMap<string, number> = new Map(),
  before: readonly TermColumns[] = [],
): readonly TermColumns[] {
  const made = new Map(before.filter(({ term }) => !settings.has(term)).map(({ term, columns }) => [term, columns]));
  const of = (name: string): readonly TermColumn[] => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const set = settings.get(name);
    if (set !== undefined)
      return [
        ofVariable(
          name,
          name,
          within(rows, () => set),
        ),
      ];
    const column = table.columns.get(name);
    if (column === undefined) throw new Error(`a model reads '${name}', which is not in the data`);
    const columns = columnsOf(column, references.get(name) ?? '', rows);
    if (columns.length === 0 || columns.every(({ values }) => isConstant(values)))
      throw modelFault('collinear', `'${name}' has one value among the rows of the model`);
    made.set(name, columns);
    return columns;
  };
  return terms.map((term) => {
    const [first, ...others] = term.map(of);
    const columns = others.reduce<readonly TermColumn[]>(
      (left, right) => left.flatMap((a) => right.map((b) => product(a, b))),
      first ?? [],
    );
    return { term: termName(term), columns };
  });
}

/**
 * Puts another value in the place of each row's missing one, that of its donor, in the columns themselves: `lacking` names for each variable the
 * rows and donors that it concerns. Rows that lack part of a product have it made anew.
 */
export function refill(terms: readonly TermColumns[], lacking: (variable: string) => Filling): void {
  const columns = terms.flatMap(({ columns: own }) => own);
  const filled = new Set<Float64Array>();
  for (const { variable, values } of columns.flatMap(({ factors }) => factors)) {
    if (filled.has(values)) continue;
    filled.add(values);
    const { rows, donors } = lacking(variable);
    for (let i = 0; i < rows.length; i += 1) values[rows[i]!] = values[donors[i]!]!;
  }
  for (const { values, factors } of columns) {
    if (factors.length < 2) continue;
    for (const { variable } of factors)
      for (const row of lacking(variable).rows)
        values[row] = factors.reduce((product, factor) => product * factor.values[row]!, 1);
  }
}

/** For each column of terms the rows, ascending, that lack part of it. */
export function rowsLacking(
  terms: readonly TermColumns[],
  lacking: (variable: string) => Filling,
): readonly Int32Array[] {
  return terms
    .flatMap(({ columns }) => columns)
    .map(({ factors }) => {
      const [first, ...others] = factors.map(({ variable }) => lacking(variable).rows);
      const all = others.length === 0 ? first! : new Set([first!, ...others].flatMap((rows) => [...rows]));
      return Int32Array.from(all).sort();
    });
}

/** Rows that lack a variable, and who gives each its value. */
export interface Filling {
  readonly rows: Int32Array;
  readonly donors: Int32Array;
}

function ofVariable(variable: string, item: string, values: Float64Array): TermColumn {
  return { item, values, factors: [{ variable, values }] };
}

function product(a: TermColumn, b: TermColumn): TermColumn {
  const values = a.values.slice();
  for (let row = 0; row < values.length; row += 1) values[row]! *= b.values[row]!;
  return { item: `${a.item}:${b.item}`, values, factors: [...a.factors, ...b.factors] };
}

/** The intercept and the columns of terms. */
export function matrixOf(terms: readonly TermColumns[], rows: number): readonly Float64Array[] {
  return [new Float64Array(rows).fill(1), ...terms.flatMap(({ columns }) => columns.map(({ values }) => values))];
}

/** A value for each row that is in a model, NaN for the others. */
export function within({ own, inside }: ModelRows, of: (row: number) => number): Float64Array {
  const values = new Float64Array(own.length);
  for (let i = 0; i < own.length; i += 1) values[i] = inside[own[i]!] === 1 ? of(own[i]!) : Number.NaN;
  return values;
}

function columnsOf(column: Column, reference: string, rows: ModelRows): readonly TermColumn[] {
  const { name } = column;
  if (isNumbers(column)) {
    return [
      ofVariable(
        name,
        name,
        within(rows, (row) => column.values[row]!),
      ),
    ];
  }
  if (!isCodes(column)) throw new Error(`a model reads '${name}', which is of type ${column.type}`);
  const occurs = new Uint8Array(column.answers.length);
  for (const row of rows.own) if (rows.inside[row] === 1) occurs[column.values[row] ?? 0] = 1;
  const levels = [...occurs.keys()].filter((code) => occurs[code] === 1);
  const base = levels.find((code) => column.answers[code] === reference) ?? levels[0];
  return levels
    .filter((code) => code !== base)
    .map((code) => {
      const values = within(rows, (row) => (column.values[row] === code ? 1 : 0));
      return ofVariable(name, `${name}=${column.answers[code] ?? ''}`, values);
    });
}

function isConstant(values: Float64Array): boolean {
  let first = Number.NaN;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (Number.isNaN(first)) first = value;
    else if (value !== first) return false;
  }
  return true;
}
