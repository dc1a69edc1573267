import { z } from 'zod';
import { compile } from '../expression/compile.ts';
import { truth } from '../expression/evaluate.ts';
import { kind } from '../kind.ts';
import { ANSWERED, DONT_KNOW, isUnknown } from '../table/states.ts';
import { holdersOf, unknownsOf } from './counted.ts';
import type { Indicator, IndicatorContext, Measure, Standing } from './indicator.ts';
import { compiledBase, ofValue } from './params.ts';
import { standingOfValue } from './standing.ts';

const params = ofValue.extend({
  /** Whose answers the bounds make up: of those who do not know, or of everybody whose answer is unknown (refused, blank, removed too). */
  unknown: z.exactOptional(z.enum(['dontKnow', 'all'])),
});

/**
 * A share with its bounds by the answer « don't know »: among those who know (item ''), with don't know counted as no (`dkNo`), and as yes
 * (`dkYes`). Whatever those people would say, the share among those who know or do not lies between the last two; refusals and blank answers
 * are in none of the three, as in any other share. With `unknown: "all"` they are made up too: the worst case of Manski (1989, Journal of
 * Human Resources 24), which needs no assumption on who answers, and is wider.
 */
export const bounds = kind(params, ({ value, base, unknown: madeUp }, context: IndicatorContext): Indicator => {
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
      const missing = madeUp === 'all' ? isUnknown(known[row]!) : known[row] === DONT_KNOW;
      const doubt = missing && (inBase === null || inBase[row] === 1);
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
