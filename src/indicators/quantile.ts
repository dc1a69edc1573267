import { z } from 'zod';
import { kind } from '../kind.ts';
import type { Indicator, IndicatorContext } from './indicator.ts';
import { ofValue } from './params.ts';
import { valuesOf } from './values.ts';

/** Quantiles of a numeric expression over the base, such as the 10th and 90th percentiles: items `p10`, `p90`. */
export const quantile = kind(
  ofValue.extend({ shares: z.array(z.number().gt(0).lt(1)).min(1) }),
  ({ shares, ...params }, context: IndicatorContext): Indicator => {
    const read = valuesOf(params, context);
    return (sample) => {
      const values = read(sample);
      return shares.map((probability) => ({
        ...{ item: `p${Number((100 * probability).toPrecision(6))}`, stat: 'quantile' },
        ...values,
        probability,
      }));
    };
  },
);
