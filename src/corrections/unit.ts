import { z } from 'zod';
import { compile } from '../expression/compile.ts';
import { numbers } from '../expression/evaluate.ts';
import { fieldNamed } from '../expression/names.ts';
import { contains } from '../expression/tree.ts';
import { fault } from '../fault.ts';
import { kind } from '../kind.ts';
import { hasValue, INVALID } from '../table/states.ts';
import { keyAt } from '../table/table.ts';
import { numberText } from '../table/text.ts';
import { condition, rowsWhere } from './condition.ts';
import type { Correction, CorrectionContext } from './correction.ts';

const params = z.strictObject({
  field: z.string().min(1),
  when: z.string().min(1),
  /** What the answer is multiplied by: a number, or an expression such as param('mad_per_eur'). */
  factor: z.union([z.number().refine((factor) => factor !== 0, 'a factor of 0 would say nothing'), z.string().min(1)]),
  /** Decimals that the result keeps; a question of whole numbers keeps none. */
  decimals: z.number().int().min(0).max(9).default(2),
});

/**
 * Multiplies an answer that was given in another unit or currency, where a condition surely holds: a parameter's rate, 12 for a yearly
 * amount. Where the factor is unknown the answer stays.
 */
export const unit = kind(params, ({ field: name, when, factor, decimals }, context: CorrectionContext): Correction => {
  const { names, place } = context;
  const field = fieldNamed(names, name, `${place} › field`);
  if (field.type !== 'integer' && field.type !== 'decimal')
    throw fault(`${place} › field`, `'${name}' is of type ${field.type}, not a number`);
  const holds = condition(when, field.table, context);
  const by = compile(String(factor), names, { place: `${place} › factor`, table: field.table });
  if (by.type !== 'number' && by.type !== 'any')
    throw fault(`${place} › factor`, `gives ${by.type}, where a number is expected`);
  for (const [parameter, value] of names.parameters)
    if (value === null && contains(by.tree, (part) => part.kind === 'text' && part.value === parameter))
      throw fault(`${place} › factor`, `the parameter '${parameter}' has no value`, 'Set it in schemas/parameters.csv');
  const scale = 10 ** (field.type === 'integer' ? 0 : decimals);
  return (data) => {
    const table = data.tables.get(field.table);
    const column = table?.columns.get(name);
    if (table === undefined || column === undefined || !('values' in column)) return [];
    const factors = numbers(by, data, 'analysis').values;
    return rowsWhere(holds, data).flatMap((row) => {
      const by = factors[row] ?? Number.NaN;
      if (!hasValue(column.states[row] ?? INVALID) || Number.isNaN(by)) return [];
      const to = numberText(Math.round((column.values[row] ?? Number.NaN) * by * scale) / scale);
      return [
        { table: table.name, key: keyAt(table, row), field: name, action: 'set', to, reason: `× ${numberText(by)}` },
      ];
    });
  };
});
