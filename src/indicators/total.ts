import { kind } from '../kind.ts';
import { valuesOfCounted } from './counted.ts';
import type { Indicator, IndicatorContext } from './indicator.ts';
import { ofValue } from './params.ts';
import { valuesOf } from './values.ts';

/** Weighted total of a numeric expression over the base: of the population only where weights add up to it. */
export const total = kind(ofValue, (params, context: IndicatorContext): Indicator => {
  const read = valuesOf(params, context);
  return (sample) => {
    const { values, standing } = read(sample);
    const numerator = valuesOfCounted(standing, values);
    return [{ item: '', stat: 'total', standing, numerator, denominator: null }];
  };
});
