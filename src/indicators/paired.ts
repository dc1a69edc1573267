import { z } from 'zod';
import { compile } from '../expression/compile.ts';
import { truth } from '../expression/evaluate.ts';
import { fault } from '../fault.ts';
import { didYouMean } from '../form/nearest.ts';
import { kind } from '../kind.ts';
import { holdersOf, standingOfBoth, unknownsOf } from './counted.ts';
import type { Indicator, IndicatorContext, Measure, Sample } from './indicator.ts';
import { compiledBase } from './params.ts';
import { standingOfValue } from './standing.ts';

const text = z.string().min(1);
const texts = z.strictObject({ fr: z.exactOptional(text), en: z.exactOptional(text), ar: z.exactOptional(text) });
const side = z.strictObject({ id: text, label: texts });

/** Pairs of conditions on the same rows. */
export const pairedParams = z.strictObject({
  /** Choice list that the items are taken from: its labels name them. */
  list: text,
  /** What the first and the second condition of each pair are called. */
  sides: z.tuple([side, side]),
  pairs: z.array(z.strictObject({ item: text, values: z.tuple([text, text]) })).min(1),
  base: z.exactOptional(text),
});

/** The item of one side of a pair. */
export function sideItem(item: string, of: string): string {
  return `${item}.${of}`;
}

/**
 * For each item the share for whom the first condition is true, the share for whom the second is, and the second minus the first, all
 * three on the rows where both are known: the difference is that of the two shares shown, and its error takes into account that they
 * come from the same people.
 */
export const paired = kind(pairedParams, ({ list, sides, pairs, base }, context: IndicatorContext): Indicator => {
  const choices = context.form.lists.get(list)?.choices.map(({ name }) => name);
  if (choices === undefined)
    throw fault(
      `${context.place} › list`,
      `unknown choice list '${list}'${didYouMean(list, context.form.lists.keys())}`,
    );
  const made = pairs.map(({ item, values }, place) => {
    const where = `${context.place} › pairs › ${place + 1}`;
    if (!choices.includes(item))
      throw fault(`${where} › item`, `the list '${list}' has no choice '${item}'${didYouMean(item, choices)}`);
    const [first, second] = values.map((value) =>
      compile(value, context.names, { place: where, table: context.table }),
    );
    if (first === undefined || second === undefined) throw new Error('a pair of two');
    return { item, first, second };
  });
  const condition = compiledBase(base, context);
  const half = (sample: Sample, value: (typeof made)[number]['first']) => {
    const holds = truth(value, sample.data, 'analysis');
    const unknown = unknownsOf(holds);
    return {
      holds,
      standing: standingOfValue(sample, value, { unknown, notAsked: new Uint8Array(holds.length) }, condition),
    };
  };
  return (sample) =>
    made.flatMap(({ item, first, second }): readonly Measure[] => {
      const [a, b] = [half(sample, first), half(sample, second)];
      const standing = standingOfBoth(a.standing, b.standing);
      const [shareA, shareB] = [holdersOf(standing, a.holds), holdersOf(standing, b.holds)];
      const difference = new Float64Array(standing.length);
      for (let row = 0; row < difference.length; row += 1) difference[row] = shareB[row]! - shareA[row]!;
      return [
        { item: sideItem(item, sides[0].id), stat: 'share', standing, numerator: shareA, denominator: null },
        { item: sideItem(item, sides[1].id), stat: 'share', standing, numerator: shareB, denominator: null },
        { item, stat: 'difference', standing, numerator: difference, denominator: null },
      ];
    });
});
