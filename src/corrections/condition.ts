import type { Expression } from '../expression/compile.ts';
import { compile } from '../expression/compile.ts';
import { truth } from '../expression/evaluate.ts';
import { fault } from '../fault.ts';
import type { Dataset } from '../table/table.ts';
import type { CorrectionContext } from './correction.ts';

/** When an entry applies, read for the rows of a table; a fault where that can never be known. */
export function condition(when: string, table: string, context: CorrectionContext): Expression {
  const place = `${context.place} › when`;
  const expression = compile(when, context.names, { place, table });
  if (expression.notEvaluated !== '') throw fault(place, `cannot be evaluated here: ${expression.notEvaluated}`);
  return expression;
}

/** The rows for which a condition surely holds. A row for which it is unknown is none of them. */
export function rowsWhere(expression: Expression, data: Dataset): readonly number[] {
  const rows: number[] = [];
  for (const [row, holds] of truth(expression, data, 'analysis').entries()) if (holds === 1) rows.push(row);
  return rows;
}
