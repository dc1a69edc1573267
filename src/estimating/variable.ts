import { compile } from '../expression/compile.ts';
import { numbers, truth } from '../expression/evaluate.ts';
import type { NamedField, Names } from '../expression/names.ts';
import { fault } from '../fault.ts';
import { isNumbers } from '../table/column.ts';
import { MAIN, type Table } from '../table/table.ts';
import { columnIn } from './columns.ts';
import { rowFault, rowsOf } from './rowFault.ts';

/** True for what is written in the expression language, as `${age} >= 18`; anything else is a column's name. */
export const isExpression = (text: string): boolean => text.includes('${');

const namesWith = (fields: ReadonlyMap<string, NamedField>): Names => ({
  fields,
  tables: new Map([[MAIN, '']]),
  parameters: new Map(),
  lookups: new Map(),
});

/** The columns that an expression reads; faults a name that the header does not have. */
export function columnsRead(text: string, header: readonly string[], place: string): readonly string[] {
  const fields = new Map(
    header.map((name): [string, NamedField] => [name, { name, type: 'text', table: MAIN, options: null, loose: true }]),
  );
  return compile(text, namesWith(fields), { place, table: MAIN }).fields;
}

function compiled(table: Table, text: string, place: string) {
  const fields = new Map<string, NamedField>();
  for (const [name, { type }] of table.columns) fields.set(name, { name, type, table: MAIN, options: null });
  return compile(text, namesWith(fields), { place, table: MAIN });
}

const dataOf = (table: Table) => ({ tables: new Map([[MAIN, table]]) });

/** The rows where a condition holds; one that it cannot tell (an empty cell) is out. */
export function rowsWhere(table: Table, text: string | null, place: string): (row: number) => boolean {
  if (text === null) return () => true;
  const holds = truth(compiled(table, text, place), dataOf(table), 'analysis');
  return (row) => holds[row] === 1;
}

/** Numbers of a column or an expression, one a row, NaN where there is none; of a condition 1 and 0. */
export function valuesOf(table: Table, text: string, place: string): Float64Array {
  if (isExpression(text)) {
    const expression = compiled(table, text, place);
    if (expression.type === 'boolean')
      return Float64Array.from(truth(expression, dataOf(table), 'analysis'), (told) =>
        told === 2 ? Number.NaN : told,
      );
    return numbers(expression, dataOf(table), 'analysis').values;
  }
  const column = columnIn(table, text);
  if (isNumbers(column)) return column.values;
  const odd = column.answers.find((answer) => answer !== '' && !Number.isFinite(Number(answer)));
  const holds = odd === undefined ? 'no number' : `text such as '${odd}'`;
  throw fault(
    place,
    `column '${text}' holds ${holds}`,
    `Take the shares of its levels with --proportion '${text}', or mend the column`,
  );
}

/** The numbers of a column that says how rows were sampled: what is no number there is a fault with its rows. */
export function designNumbers(table: Table, name: string, file: string): Float64Array {
  const column = columnIn(table, name);
  if (isNumbers(column)) return column.values;
  const isOdd = (code: number): boolean => {
    const answer = column.answers[code] ?? '';
    return answer !== '' && !Number.isFinite(Number(answer));
  };
  const rows = rowsOf(table.rows, (row) => isOdd(column.values[row]!));
  if (rows.length === 0)
    throw fault(`${file}, column ${name}`, 'every cell is empty', 'Name the column that holds the numbers');
  const shown = column.answers[column.values[rows[0]!]!];
  throw rowFault(`${file}, column ${name}`, `'${shown}' is no number`, 'Mend it, or name another column', rows);
}
