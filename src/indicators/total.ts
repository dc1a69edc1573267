import { kind } from '../kind.ts';
import { hasValue } from '../table/states.ts';
import type { Indicator, IndicatorContext } from './indicator.ts';
import { ofValue } from './params.ts';
import { valuesOf } from './values.ts';

/** Weighted total of a numeric expression over the base: of the population only where weights add up to it. */
export const total = kind(ofValue, (params, context: IndicatorContext): Indicator => {
  const read = valuesOf(params, context);
  return (sample) => {
    const { values, standing } = read(sample);
    const denominator = Float64Array.from(standing, (state) => (hasValue(state) ? 1 : 0));
    const numerator = Float64Array.from(denominator, (inside, row) => (inside === 1 ? (values[row] ?? 0) : 0));
    return [{ item: '', stat: 'total', standing, numerator, denominator }];
  };
});
