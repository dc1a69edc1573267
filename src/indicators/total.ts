import { kind } from '../kind.ts';
import type { Indicator, IndicatorContext } from './indicator.ts';
import { ofValue } from './params.ts';
import { valuesOf } from './values.ts';

/** Weighted total of a numeric expression over the base: of the population only where weights add up to it. */
export const total = kind(ofValue, (params, context: IndicatorContext): Indicator => {
  const read = valuesOf(params, context);
  return (sample) => {
    const { values, standing } = read(sample);
    return [{ item: '', stat: 'total', standing, numerator: values, denominator: null }];
  };
});
