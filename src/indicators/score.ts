import { fault } from '../fault.ts';
import { kind } from '../kind.ts';
import type { Indicator, IndicatorContext } from './indicator.ts';
import { compiledBase, namedField, ofField } from './params.ts';
import { standingOf } from './standing.ts';

/** Mean of a score that is a variable of the study (a scale over several questions), among those whose score could be made. */
export const index = kind(ofField, ({ field, base }, context: IndicatorContext): Indicator => {
  namedField(field, ['integer', 'decimal'], context);
  if (context.form.fields.some(({ name }) => name === field))
    throw fault(
      `${context.place} › field`,
      `'${field}' is a question of the form, no score`,
      'Say "kind": "number", or "mean" with a value',
    );
  const condition = compiledBase(base, context);
  return (sample) => {
    const column = sample.table.columns.get(field);
    if (column === undefined || !('values' in column) || 'answers' in column) return [];
    const standing = standingOf(sample, column, condition);
    return [{ item: '', stat: 'mean', standing, numerator: column.values, denominator: null }];
  };
});
