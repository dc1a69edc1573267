import { z } from 'zod';
import { fault } from '../fault.ts';
import { didYouMean } from '../form/nearest.ts';
import { kind } from '../kind.ts';
import type { Indicator, IndicatorContext } from './indicator.ts';
import { isOfTerm } from './models/family.ts';

const text = z.string().min(1);

/** Terms of a model of `schemas/models.json` that are an indicator of the study. */
export const model = kind(
  z.strictObject({ model: text, terms: z.array(text).min(1) }),
  ({ model: id, terms }, context: IndicatorContext): Indicator => {
    const models = context.models ?? new Map<string, ReadonlySet<string>>();
    const known = models.get(id);
    if (known === undefined)
      throw fault(
        `${context.place} › model`,
        `unknown model '${id}'${didYouMean(id, models.keys())}`,
        'Models are declared in schemas/models.json',
      );
    for (const term of terms)
      if (!known.has(term))
        throw fault(
          `${context.place} › terms`,
          `the model ${id} has no term '${term}'${didYouMean(term, known)}`,
          `It has ${[...known].join(', ')}`,
        );
    return ({ models: made }) =>
      (made?.get(id) ?? [])
        .filter(({ stat, item }) => stat !== 'index' && terms.some((term) => isOfTerm(term, item)))
        .map((estimate) => ({ item: estimate.item, stat: estimate.stat, made: estimate }));
  },
);
