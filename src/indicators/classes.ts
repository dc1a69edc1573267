import { z } from 'zod';
import { fault } from '../fault.ts';
import { kind } from '../kind.ts';
import { hasValue } from '../table/states.ts';
import type { Indicator, IndicatorContext, Measure } from './indicator.ts';
import { ofValue } from './params.ts';
import { valuesOf } from './values.ts';

const params = ofValue.extend({
  /** Where each class begins, and the last one ends; a number on an edge is in the class that begins there, the last edge in the last class. */
  edges: z.array(z.number()).min(2),
});

/**
 * Shares of the classes of a numeric expression, for a histogram: items are `low..high`. Numbers outside of the edges stay in the base, so
 * that the shares are of everybody whose number is known; where there are any, the classes add up to less than 100 %.
 */
export const classes = kind(params, ({ edges, ...of }, context: IndicatorContext): Indicator => {
  for (const [place, edge] of edges.entries())
    if (place > 0 && edge <= (edges[place - 1] ?? edge))
      throw fault(
        `${context.place} › edges`,
        `${edge} does not come after ${edges[place - 1]}`,
        'Write them from low to high',
      );
  const read = valuesOf(of, context);
  return (sample) => {
    const { values, standing } = read(sample);
    return edges.slice(1).map((high, place): Measure => {
      const low = edges[place] ?? high;
      const last = place === edges.length - 2;
      const numerator = new Uint8Array(standing.length);
      for (let row = 0; row < numerator.length; row += 1) {
        const x = values[row]!;
        if (hasValue(standing[row]!) && x >= low && (x < high || (last && x === high))) numerator[row] = 1;
      }
      return { item: `${low}..${high}`, stat: 'share', standing, numerator, denominator: null };
    });
  };
});
