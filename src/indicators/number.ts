import { kind } from '../kind.ts';
import { isNumbers } from '../table/column.ts';
import type { Indicator, IndicatorContext } from './indicator.ts';
import { compiledBase, namedField, ofField } from './params.ts';
import { standingOf } from './standing.ts';

/** Mean and median of a numeric question among those who gave a number. */
export const number = kind(ofField, ({ field, base }, context: IndicatorContext): Indicator => {
  namedField(field, ['integer', 'decimal'], context);
  const condition = compiledBase(base, context);
  return (sample) => {
    const column = sample.table.columns.get(field);
    if (column === undefined || !isNumbers(column)) return [];
    const standing = standingOf(sample, column, condition);
    return [
      { item: '', stat: 'mean', standing, numerator: column.values, denominator: null },
      { item: '', stat: 'median', standing, values: column.values, probability: 0.5 },
    ];
  };
});
