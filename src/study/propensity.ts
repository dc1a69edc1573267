import { z } from 'zod';
import { fieldNamed, type Names } from '../expression/names.ts';
import { fault } from '../fault.ts';
import type { Form } from '../form/form.ts';
import type { ModelSpec, Propensity, Term } from '../indicators/models/model.ts';
import { termName } from '../indicators/models/model.ts';
import { unknown } from './columns.ts';
import { checkList, type ModelLists, refuseOwnParts, sharing, terms, termsOf } from './modelTerms.ts';
import type { VariableEntry } from './study.ts';

/** How a model, or one of its runs, is weighted by a propensity score. */
export const propensitySchema = z.strictObject({
  exposure: z.string().min(1),
  covariates: z.exactOptional(terms),
  estimand: z.enum(['att', 'ate']),
});

/** The weighting with its covariates; those that are left out are the controls of the model. */
export function propensityOf(
  { exposure, covariates, estimand }: z.infer<typeof propensitySchema>,
  controls: readonly Term[],
  lists: ModelLists['terms'],
  place: string,
): Propensity {
  const own = covariates === undefined ? controls : termsOf(covariates, lists, `${place} › propensity › covariates`);
  if (own.length === 0)
    throw fault(
      `${place} › propensity`,
      'has no covariates, and the model no controls that could be',
      'Name what tells who is exposed: "covariates": […]',
    );
  return { exposure, covariates: own, estimand };
}

/**
 * Faults an exposure that is none of the model or has other values than 0 and 1, and covariates that are unknown, hold the exposure or share a part with it or with the
 * outcome.
 */
export function checkPropensity(
  { outcome, exposures, propensity }: Pick<ModelSpec, 'outcome' | 'exposures' | 'propensity'>,
  { names, form, variables }: { names: Names; form: Form; variables: ReadonlyMap<string, VariableEntry> },
  place: string,
): void {
  if (propensity === null) return;
  const { exposure, covariates } = propensity;
  const where = `${place} › propensity`;
  const field = fieldNamed(names, exposure, `${where} › exposure`);
  if (!exposures.some((one) => termName(one) === exposure))
    throw unknown(`${where} › exposure`, 'exposure of the model', exposure, exposures.map(termName));
  if (field.flag !== true)
    throw fault(
      `${where} › exposure`,
      `'${exposure}' is no flag`,
      'A propensity score is the chance of one thing out of two: a variable of 0 and 1, "type": "flag"',
    );
  checkList(covariates, names, `${where} › covariates`);
  refuseOwnParts(outcome, covariates, variables, form, `${where} › covariates`);
  const found = sharing(exposure, covariates, variables, form);
  if (found === null) return;
  const { name, part } = found;
  throw fault(
    `${where} › covariates › ${name}`,
    name === exposure ? 'is the exposure itself' : `'${name}' and the exposure are both made of '${part}'`,
    'Leave it out of the covariates: it would tell who is exposed by itself',
  );
}
