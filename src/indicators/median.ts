import { kind } from '../kind.ts';
import type { Indicator, IndicatorContext } from './indicator.ts';
import { ofValue } from './params.ts';
import { valuesOf } from './values.ts';

/** Median of a numeric expression over the base. */
export const median = kind(ofValue, (params, context: IndicatorContext): Indicator => {
  const read = valuesOf(params, context);
  return (sample) => [{ item: '', stat: 'median', ...read(sample), probability: 0.5 }];
});
