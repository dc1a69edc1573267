import { kind } from '../kind.ts';
import { hasValue } from '../table/states.ts';
import type { Indicator, IndicatorContext } from './indicator.ts';
import { ofValue } from './params.ts';
import { valuesOf } from './values.ts';

/** Mean of a numeric expression over the base. */
export const mean = kind(ofValue, (params, context: IndicatorContext): Indicator => {
  const read = valuesOf(params, context);
  return (sample) => {
    const { values, standing } = read(sample);
    const denominator = Float64Array.from(standing, (state) => (hasValue(state) ? 1 : 0));
    const numerator = Float64Array.from(denominator, (inside, row) => (inside === 1 ? (values[row] ?? 0) : 0));
    return [{ item: '', stat: 'mean', standing, numerator, denominator }];
  };
});
