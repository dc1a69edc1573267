import { compile } from '../expression/compile.ts';
import { truth } from '../expression/evaluate.ts';
import { kind } from '../kind.ts';
import { ANSWERED, DONT_KNOW } from '../table/states.ts';
import { holdersOf, unknownsOf } from './counted.ts';
import type { Indicator, IndicatorContext, Measure, Standing } from './indicator.ts';
import { compiledBase, ofValue } from './params.ts';
import { standingOfValue } from './standing.ts';

/**
 * A share with its bounds by the answer « don't know »: among those who know (item ''), with don't know counted as no (`dkNo`), and as yes
 * (`dkYes`). Whatever those people would say, the share lies between the last two.
 */
export const bounds = kind(ofValue, ({ value, base }, context: IndicatorContext): Indicator => {
  const expression = compile(value, context.names, { place: `${context.place} › value`, table: context.table });
  const condition = compiledBase(base, context);
  return (sample) => {
    const holds = truth(expression, sample.data, 'analysis');
    const unknown = unknownsOf(holds);
    const none = new Uint8Array(holds.length);
    const known = standingOfValue(sample, expression, { unknown, notAsked: none }, condition);
    // Somebody of whom it is not known whether they are in the base is no don't know to the question.
    const inBase = condition === null ? null : truth(condition, sample.data, 'analysis');
    const counted = known.slice();
    const no = new Uint8Array(holds.length);
    const yes = new Uint8Array(holds.length);
    for (let row = 0; row < holds.length; row += 1) {
      const doubt = known[row] === DONT_KNOW && (inBase === null || inBase[row] === 1);
      if (doubt) counted[row] = ANSWERED;
      no[row] = !doubt && holds[row] === 1 ? 1 : 0;
      yes[row] = doubt || holds[row] === 1 ? 1 : 0;
    }
    const share = (item: string, standing: Standing, held: Uint8Array): Measure => ({
      ...{ item, stat: 'share', standing },
      numerator: holdersOf(standing, held),
      denominator: null,
    });
    return [share('', known, holds), share('dkNo', counted, no), share('dkYes', counted, yes)];
  };
});
