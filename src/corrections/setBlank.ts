import { z } from 'zod';
import { fieldNamed } from '../expression/names.ts';
import { isEmptyState } from '../expression/run.ts';
import { kind } from '../kind.ts';
import { BLANK } from '../table/states.ts';
import { keyAt } from '../table/table.ts';
import { condition, rowsWhere } from './condition.ts';
import type { Correction, CorrectionContext, Mend } from './correction.ts';
import { tableOfFields } from './fields.ts';

const params = z.strictObject({ when: z.string().min(1), fields: z.array(z.string()).min(1) });

/** Empties the answers to some questions where a condition surely holds. */
export const setBlank = kind(params, ({ when, fields }, context: CorrectionContext): Correction => {
  const table = tableOfFields(
    fields.map((name) => fieldNamed(context.names, name, `${context.place} › fields`)),
    context,
  );
  const expression = condition(when, table, context);
  return (data) => {
    const holder = data.tables.get(table);
    const mends: Mend[] = [];
    if (holder === undefined) return mends;
    const rows = rowsWhere(expression, data);
    for (const field of fields) {
      const states = holder.columns.get(field)?.states;
      for (const row of rows)
        if (!isEmptyState(states?.[row] ?? BLANK))
          mends.push({ table, key: keyAt(holder, row), field, action: 'set', to: '', reason: '' });
    }
    return mends;
  };
});
