import { compile } from '../expression/compile.ts';
import { fault } from '../fault.ts';
import { nearest } from '../form/nearest.ts';
import type { CaseAccount } from '../indicators/cases.ts';
import type { Computed } from '../indicators/estimate.ts';
import { published } from '../indicators/hide.ts';
import { unknown } from '../study/columns.ts';
import { checkBreakdown } from '../study/indicatorEntries.ts';
import type { Study } from '../study/study.ts';
import type { Estimate, Why } from '../table/estimate.ts';
import type { Dataset } from '../table/table.ts';
import { MAIN } from '../table/table.ts';
import { computed, publicationRules } from './indicators.ts';

/** What somebody asks beyond the declared tables. */
export interface Cut {
  /** Ids of indicators; all where none is named. */
  readonly ids: readonly string[];
  /** A condition on interviews; '' for everybody in scope. */
  readonly where: string;
  /** Fields to break down by, crossed; [] for everybody together. */
  readonly by: readonly string[];
}

/**
 * Estimates of a part of the people, or by a breakdown that no entry declares, under the rules of publication: also held against everybody,
 * so that the few people whom a condition leaves out cannot be had by subtraction. Nothing of it is kept. Faults: an unknown indicator
 * or field, a condition that is none (with a caret), nobody who meets it, more levels than a table can have.
 */
export function cutOf(
  study: Study,
  answers: Dataset,
  account: CaseAccount,
  { ids, where, by }: Cut,
): readonly Estimate[] {
  const known = study.indicators.map(({ id }) => id);
  for (const id of ids) if (!known.includes(id)) throw unknownIndicator('--of', id, study);
  const doubled = by.find((field, at) => by.indexOf(field) < at);
  if (doubled !== undefined) throw fault('--by', `'${doubled}' is there twice`, 'Leave one of them out');
  const condition = where === '' ? null : compile(where, study.names, { place: '--where', table: MAIN });
  if (condition?.reads.length === 0)
    throw fault('--where', 'reads no question, so that it holds for everybody or for nobody', 'Name a question');
  const entries = study.indicators
    .filter(({ id, kind }) => (ids.length === 0 ? kind !== 'model' : ids.includes(id)))
    .map((entry) => {
      for (const field of by) checkBreakdown(field, entry.table, study.names, '--by');
      return { ...entry, by: partsOf(by) };
    });
  const model = entries.find(({ kind }) => kind === 'model');
  if (model !== undefined)
    throw fault('pipeline indicators', `${model.id} is a model: it stands for everybody in its base`, 'Leave it out');
  const asked: Study = { ...study, indicators: entries, models: [], comparisons: [], indices: [], dispositions: [] };
  const own = (estimates: readonly Computed[]) => estimates.filter(({ stat }) => stat !== 'count');
  // Tables by one of the crossed fields may be published already: the crossing must not give away what they hide, nor they what it hides.
  const shown = (estimates: readonly Estimate[]) =>
    estimates.filter(({ domain }) => domain.length === 0 || domain.length === by.length);
  const declaredAt = () => '--by';
  const made = computed(asked, answers, account, () => undefined, condition, declaredAt);
  if (!made.eligible.includes(1))
    throw fault('--where', 'nobody in the scope of the study meets it', 'Check codes and spelling of the condition');
  const rules = publicationRules(study);
  if (condition === null) return shown(published(own(made.estimates), rules));
  const whole = new Map(
    own(computed(asked, answers, account, () => undefined, null, declaredAt).estimates).map((one) => [one.key, one]),
  );
  const leftOut = (estimate: Computed): Why =>
    fewLeft(estimate, whole.get(estimate.key), rules.minimum) ? 'complement' : '';
  return shown(published(own(made.estimates), rules, leftOut));
}

/** The fault of an id that no indicator has; models and indices are told by the indicators that show them. */
export function unknownIndicator(place: string, id: string, study: Study): Error {
  const entry = [...study.models, ...study.indices].find((one) => one.id === id);
  const [by] = study.indicators.filter(({ model, variables }) => model === id || variables.has(id));
  if (entry !== undefined)
    return fault(
      place,
      `${id} is ${study.models.some((one) => one.id === id) ? 'a model' : 'an index'}, no indicator`,
      by === undefined
        ? 'Its numbers are in reports/estimates.csv'
        : `Ask for an indicator that shows it, such as ${by.id}`,
    );
  const known = study.indicators.map((one) => one.id);
  const found = unknown(place, 'indicator', id, known);
  return nearest(id, known) === null
    ? fault(place, `unknown indicator '${id}'`, 'pipeline indicators --list names them all')
    : found;
}

/** Every set of some of the fields: [a], [b], [a, b]. */
function partsOf(fields: readonly string[]): readonly (readonly string[])[] {
  const [first, ...rest] = fields;
  if (first === undefined) return [];
  const others = partsOf(rest);
  return [[first], ...others, ...others.map((part) => [first, ...part])];
}

/** Whether everybody less this part is a handful of people, of those in the share, or of those outside it. */
function fewLeft(part: Computed, whole: Computed | undefined, minimum: number): boolean {
  return (['people', 'holders', 'others'] as const).some((group) => {
    const left = (whole?.behind?.[group] ?? 0) - (part.behind?.[group] ?? 0);
    return left > 0 && left < minimum;
  });
}
