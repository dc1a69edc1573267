import type { Expression } from '../expression/compile.ts';
import { truth } from '../expression/evaluate.ts';
import { fault } from '../fault.ts';
import { type CaseAccount, caseCounts } from '../indicators/cases.ts';
import { derive } from '../indicators/derive.ts';
import type { Computed } from '../indicators/estimate.ts';
import { published, withoutParameter } from '../indicators/hide.ts';
import type { Sample } from '../indicators/indicator.ts';
import type { PublicationRules } from '../indicators/quality.ts';
import { type Sampling, samplingOf } from '../indicators/sampling.ts';
import { scaleEstimates } from '../indicators/scales/estimates.ts';
import type { IndicatorEntry, Study } from '../study/study.ts';
import type { Design } from '../survey/design.ts';
import { rosterDesign } from '../survey/roster.ts';
import type { Estimate, Why } from '../table/estimate.ts';
import type { Dataset } from '../table/table.ts';
import { MAIN, mainTable } from '../table/table.ts';
import { weigh } from '../weighting/weigh.ts';
import { accountFile, cleanData, estimatesTable, factsFile } from './artifacts.ts';
import { behindFile, behindOf } from './behind.ts';
import { derivedTables } from './derivedTables.ts';
import type { Described } from './describing.ts';
import { describing } from './describing.ts';
import { withFileDigits } from './digits.ts';
import { factsOf, weightingTally, withNobody } from './facts.ts';
import { impactRows, impactTable } from './impact.ts';
import { modelsBegun } from './modellers.ts';
import type { Answers } from './modelling.ts';
import { answersTo, estimatesOfModels, modellingOf } from './modelling.ts';
import { stage } from './stage.ts';
import { weightsOf, weightsTable } from './weights.ts';

/** Estimates every indicator of the study, in total and by its breakdowns, from the clean data. */
export const indicators = stage({
  name: 'indicators',
  summary: 'estimate the indicators with their sampling error',
  reads: { clean: cleanData, account: accountFile },
  writes: {
    estimates: estimatesTable,
    impact: impactTable,
    behind: behindFile,
    facts: factsFile,
    derived: derivedTables,
    weights: weightsTable,
  },
  declarations: [
    'form',
    'sources',
    'missing',
    'checks',
    'population',
    'design',
    'variables',
    'indicators',
    'models',
    'publication',
    'comparisons',
  ],
  async run({ clean: answers, account }, study, tell) {
    const ground = groundwork(study, answers);
    const { clean, eligible, whole, weighed, modelling } = ground;
    // Models are fitted on another thread meanwhile.
    const fitted = modelling === null ? null : modelsBegun(modelling);
    const described = describedBy(study, ground, tell, DECLARED);
    const facts = factsOf(study, clean, eligible, whole, weighed);
    const estimates = allEstimates(study, ground, account, described, (await fitted?.()) ?? new Map());
    const shown = published(estimates, publicationRules(study)).map(withFileDigits);
    return {
      estimates: shown,
      impact: impactRows(study.indicators, estimates, shown),
      behind: behindOf(estimates, shown),
      facts: { ...facts, nobody: withNobody(study, estimates) },
      weights: weightsOf(mainTable(clean), weighed),
      derived: clean,
    };
  },
  tally: ({ estimates, facts }) => ({
    estimates: estimates.filter(({ stat }) => stat !== 'count').length,
    indicators: new Set(estimates.filter(({ stat }) => stat !== 'count').map(({ indicator }) => indicator)).size,
    suppressed: estimates.filter(({ quality }) => quality === 'suppressed').length,
    held: heldBack(estimates),
    notEstimable: estimates.filter(({ quality }) => quality === 'notEstimable').length,
    cases: Object.fromEntries(
      estimates.filter(({ indicator }) => indicator === 'cases').map(({ item, value }) => [item, value ?? 0]),
    ),
    untabulated: facts.untabulated.length,
    nobody: facts.nobody,
    missingWeights: facts.design?.missingWeights ?? 0,
    ...(facts.weighting === null ? {} : { weighting: weightingTally(facts.weighting) }),
  }),
});

/**
 * Every estimate before the rules of publication, and what it rests on: for `published` alone, nothing here may be written. `where` narrows
 * the population further; `declaredAt` names the place that declares an entry's breakdowns, for a fault in them.
 */
export function computed(
  study: Study,
  answers: Dataset,
  account: CaseAccount,
  tell: (done: number, total: number) => void,
  where: Expression | null = null,
  declaredAt: (id: string) => string = DECLARED,
) {
  const ground = groundwork(study, answers, where);
  const { clean, eligible, whole, weighed, modelling } = ground;
  const described = describedBy(study, ground, tell, declaredAt);
  const fitted = modelling === null ? new Map() : answersTo(modelling);
  return { estimates: allEstimates(study, ground, account, described, fitted), clean, eligible, whole, weighed };
}

/** The place that declares the breakdowns of an indicator of the study. */
const DECLARED = (id: string): string => `schemas/indicators.json › ${id} › by`;

/** What every estimate rests on: the data with its derived variables, who is in scope, how they were sampled, the models to be fitted. */
function groundwork(study: Study, answers: Dataset, where: Expression | null = null) {
  const clean = derive(answers, study.variables);
  const main = mainTable(clean);
  const place = 'pipeline.config.json';
  const eligible =
    study.eligible === null ? new Uint8Array(main.rows).fill(1) : inScope(truth(study.eligible, clean, 'analysis'));
  if (main.rows > 0 && !eligible.includes(1))
    throw fault(
      `${place} › eligible`,
      `nobody of the ${main.rows} interviews is eligible`,
      'Check the expression against the answers it reads',
    );
  const { whole, weighed, ofRoster } = sampled(study, clean, eligible, place);
  // Weights are made of everybody in scope; a cut only looks at fewer of them.
  if (where !== null)
    for (const [row, holds] of truth(where, clean, 'analysis').entries()) if (holds !== 1) eligible[row] = 0;
  const modelling = whole === null ? null : modellingOf(study, { data: clean, table: main, eligible }, whole.design);
  return { clean, main, eligible, whole, weighed, ofRoster, modelling };
}

type Groundwork = ReturnType<typeof groundwork>;

/** The estimates of every indicator that is no model's term, by its place, and how those of the others are made. */
function describedBy(
  study: Study,
  ground: Groundwork,
  tell: (done: number, total: number) => void,
  declaredAt: (id: string) => string,
) {
  const describe = describing(study, ground, declaredAt);
  const made = new Map<IndicatorEntry, Described>();
  for (const entry of study.indicators) {
    if (entry.model !== '') continue;
    made.set(entry, describe(entry, new Map()));
    tell(made.size, study.indicators.length);
  }
  const { clean: data, main: table, eligible, whole } = ground;
  const indices = whole === null ? [] : estimatesOfIndices(study, { data, table, eligible }, whole.design);
  return { describe, made, indices, tell };
}

/** Counts of cases, indicators in their order, indices, models, gaps. */
function allEstimates(
  study: Study,
  { clean, modelling }: Groundwork,
  account: CaseAccount,
  { describe, made, indices, tell }: ReturnType<typeof describedBy>,
  fitted: Answers,
): readonly Computed[] {
  const ofModels = modelling === null ? [] : estimatesOfModels(study, modelling, fitted);
  const models = new Map(
    study.models.map(({ id }) => [id, ofModels.filter(({ indicator }) => indicator === id)] as const),
  );
  let done = made.size;
  const described = study.indicators.map((entry) => {
    const known = made.get(entry);
    if (known !== undefined) return known;
    done += 1;
    tell(done, study.indicators.length);
    return describe(entry, models);
  });
  return [
    ...caseCounts(study.dispositions, clean, account, study.simulated),
    ...described.flatMap(({ estimates }) => estimates),
    ...indices,
    ...ofModels,
    ...described.flatMap(({ gaps }) => gaps),
  ];
}

/** Suppressed estimates by the reason, as the closing lines of a run name it. */
function heldBack(estimates: readonly Estimate[]): Readonly<Record<string, number>> {
  const count = (...reasons: readonly Why[]) =>
    estimates.filter(({ quality, why }) => quality === 'suppressed' && reasons.includes(why)).length;
  return {
    'few people': count('n', 'complement'),
    imprecise: count('precision'),
    'to cover those': count('secondary'),
  };
}

/** The study's rules of publication. */
export function publicationRules({ config: { publication } }: Study): PublicationRules {
  const { minimum, precision, secondary } = publication;
  return { minimum, precision: precision === false ? null : precision, secondary };
}

/** The design of the main table with its final weights, and that of its rosters. */
function sampled(study: Study, data: Dataset, eligible: Uint8Array, place: string) {
  const main = mainTable(data);
  const { weighting, ...drawn } = study.config.design;
  const base = weighting?.base;
  const columns = {
    ...drawn,
    ...(typeof base === 'string' ? { weights: base } : {}),
    ...(typeof base === 'object' ? { probabilities: base.probabilities } : {}),
  };
  const before = main.rows === 0 ? null : samplingOf(main, null, columns, place);
  if (study.weighting === null || before === null)
    return {
      whole: before,
      weighed: null,
      ofRoster: (rowOf: Int32Array | null) => samplingOf(main, rowOf, columns, place),
    };
  const weighed = weigh(study.weighting, data, before.design, eligible, `${place} › design › weighting`);
  const whole: Sampling = { ...before, design: weighed.design };
  const ofRoster = (rowOf: Int32Array | null): Sampling | null =>
    rowOf === null || rowOf.length === 0 ? null : { ...whole, design: rosterDesign(weighed.design, rowOf) };
  return { whole, weighed, ofRoster };
}

/** In scope where the expression is true; an unknown answer is no yes. */
function inScope(holds: Uint8Array): Uint8Array {
  return holds.map((each) => (each === 1 ? 1 : 0));
}

/** What is said of the indices themselves: consistency of their items, other weights, cut-offs. */
function estimatesOfIndices(study: Study, sample: Sample, design: Design): readonly Estimate[] {
  const subject = { table: MAIN, unit: '', level: study.config.publication.level, simulated: study.simulated };
  return study.indices.flatMap((spec) => {
    const lacks = study.variables.find(({ name }) => name === spec.id)?.lacks.size ?? 0;
    const made = scaleEstimates(spec, study.indices, sample, design, subject);
    return lacks === 0 ? made : made.map(withoutParameter);
  });
}
