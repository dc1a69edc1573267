import { kind } from '../kind.ts';
import type { Indicator, IndicatorContext } from './indicator.ts';
import { ofValue } from './params.ts';
import { valuesOf } from './values.ts';

/** Mean of a numeric expression over the base. */
export const mean = kind(ofValue, (params, context: IndicatorContext): Indicator => {
  const read = valuesOf(params, context);
  return (sample) => {
    const { values, standing } = read(sample);
    return [{ item: '', stat: 'mean', standing, numerator: values, denominator: null }];
  };
});
