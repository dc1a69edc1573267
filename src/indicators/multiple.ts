import { kind } from '../kind.ts';
import { holdsOption } from '../table/column.ts';
import { hasValue } from '../table/states.ts';
import type { Indicator, IndicatorContext, Measure } from './indicator.ts';
import { compiledBase, namedField, ofField } from './params.ts';
import { standingOf } from './standing.ts';

/** Share that names each option of a select_multiple, among those who answered the question; shares add up to more than one. */
export const multiple = kind(ofField, ({ field, base }, context: IndicatorContext): Indicator => {
  namedField(field, ['many'], context);
  const condition = compiledBase(base, context);
  const missing = context.missing.get(field);
  return (sample) => {
    const column = sample.table.columns.get(field);
    if (column === undefined || !('answers' in column)) return [];
    const standing = standingOf(sample, column, condition);
    const denominator = Float64Array.from(standing, (state) => (hasValue(state) ? 1 : 0));
    const options = (column.options ?? [])
      .map((item, option) => ({ item, option }))
      .filter(({ item }) => missing?.has(item) !== true);
    return options.map(({ item, option }): Measure => {
      const holds = column.answers.map((_, code) => (holdsOption(column, code, option) ? 1 : 0));
      const numerator = Float64Array.from(denominator, (inside, row) =>
        inside === 1 ? (holds[column.values[row] ?? 0] ?? 0) : 0,
      );
      return { item, stat: 'share', standing, numerator, denominator };
    });
  };
});
