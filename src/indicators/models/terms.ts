import { modelFault } from '../../survey/models/modelfault.ts';
import type { Column } from '../../table/column.ts';
import { isCodes, isNumbers } from '../../table/column.ts';
import type { Table } from '../../table/table.ts';
import type { Term } from './model.ts';
import { termName } from './model.ts';

/** One column of a model's matrix. */
export interface TermColumn {
  /** `age`, `region=rsk`, or a product of such: `gain:many`. */
  readonly item: string;
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
 * The columns of terms, NaN outside of the rows that `inside` marks. Levels that do not occur there have no column. Throws a ModelFault
 * where a variable has one value only: the intercept says the same. `settings` gives every row the same value of some numbers or flags.
 */
export function termColumns(
  table: Table,
  terms: readonly Term[],
  references: ReadonlyMap<string, string>,
  inside: Uint8Array,
  settings: ReadonlyMap<string, number> = new Map(),
): readonly TermColumns[] {
  const made = new Map<string, readonly TermColumn[]>();
  const of = (name: string): readonly TermColumn[] => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const set = settings.get(name);
    if (set !== undefined) return [{ item: name, values: within(inside, () => set) }];
    const column = table.columns.get(name);
    if (column === undefined) throw new Error(`a model reads '${name}', which is not in the data`);
    const columns = columnsOf(column, references.get(name) ?? '', inside);
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

function product(a: TermColumn, b: TermColumn): TermColumn {
  const values = a.values.slice();
  for (let row = 0; row < values.length; row += 1) values[row]! *= b.values[row]!;
  return { item: `${a.item}:${b.item}`, values };
}

/** A value for each row that `inside` marks, NaN for the others. */
function within(inside: Uint8Array, of: (row: number) => number): Float64Array {
  const values = new Float64Array(inside.length).fill(Number.NaN);
  for (let row = 0; row < values.length; row += 1) if (inside[row] === 1) values[row] = of(row);
  return values;
}

function columnsOf(column: Column, reference: string, inside: Uint8Array): readonly TermColumn[] {
  if (isNumbers(column)) {
    return [{ item: column.name, values: within(inside, (row) => column.values[row]!) }];
  }
  if (!isCodes(column)) throw new Error(`a model reads '${column.name}', which is of type ${column.type}`);
  const occurs = new Set<number>();
  for (let row = 0; row < inside.length; row += 1) if (inside[row] === 1) occurs.add(column.values[row] ?? 0);
  const levels = [...occurs].sort((a, b) => a - b);
  const base = levels.find((code) => column.answers[code] === reference) ?? levels[0];
  return levels
    .filter((code) => code !== base)
    .map((code) => ({
      item: `${column.name}=${column.answers[code] ?? ''}`,
      values: within(inside, (row) => (column.values[row] === code ? 1 : 0)),
    }));
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
