import { z } from 'zod';
import { fault } from '../fault.ts';
import { didYouMean } from '../form/nearest.ts';
import { kind } from '../kind.ts';
import { keyAt, MAIN } from '../table/table.ts';
import { condition, rowsWhere } from './condition.ts';
import type { Correction, CorrectionContext } from './correction.ts';

const params = z.strictObject({ when: z.string().min(1), table: z.string().default(MAIN) });

/** Removes rows, such as test interviews, with all roster rows below them. Where the condition is unknown the row stays. */
export const drop = kind(params, ({ when, table }, context: CorrectionContext): Correction => {
  if (!context.names.tables.has(table))
    throw fault(
      `${context.place} › table`,
      `unknown table '${table}'${didYouMean(table, context.names.tables.keys())}`,
    );
  const expression = condition(when, table, context);
  return (data) => {
    const rows = data.tables.get(table);
    if (rows === undefined) return [];
    return rowsWhere(expression, data).map((row) => ({
      table,
      key: keyAt(rows, row),
      field: '',
      action: 'drop_row',
      to: '',
      reason: '',
    }));
  };
});
