import type { Expression } from '../expression/compile.ts';
import { truth } from '../expression/evaluate.ts';
import { fault } from '../fault.ts';
import { adjusted } from '../indicators/adjusted.ts';
import { type CaseAccount, caseCounts } from '../indicators/cases.ts';
import { contrastOf } from '../indicators/contrasts.ts';
import { derive } from '../indicators/derive.ts';
import { type Breakdown, breakdownOf, everybody, flagLevels } from '../indicators/domains.ts';
import { type Computed, estimatesOf } from '../indicators/estimate.ts';
import { published, withoutParameter } from '../indicators/hide.ts';
import type { Measure, Sample } from '../indicators/indicator.ts';
import { modelEstimates } from '../indicators/models/estimates.ts';
import { withFamilies } from '../indicators/models/family.ts';
import type { PublicationRules } from '../indicators/quality.ts';
import { type Sampling, samplingOf } from '../indicators/sampling.ts';
import { scaleEstimates } from '../indicators/scales/estimates.ts';
import { waveChanges } from '../indicators/waves.ts';
import { CONTRAST, meant, parseReference } from '../publish/report/prose/reference.ts';
import { MOST_LEVELS } from '../study/indicatorEntries.ts';
import type { IndicatorEntry, Study } from '../study/study.ts';
import type { Design } from '../survey/design.ts';
import { rosterDesign } from '../survey/roster.ts';
import type { CodeColumn } from '../table/column.ts';
import { isCodes, isNumbers } from '../table/column.ts';
import type { Estimate, Why } from '../table/estimate.ts';
import { BLANK } from '../table/states.ts';
import type { Dataset, Table } from '../table/table.ts';
import { MAIN, mainTable } from '../table/table.ts';
import { weigh } from '../weighting/weigh.ts';
import { accountFile, cleanData, estimatesTable, factsFile } from './artifacts.ts';
import { behindFile, behindOf } from './behind.ts';
import { derivedTables } from './derivedTables.ts';
import { withFileDigits } from './digits.ts';
import { factsOf, weightingTally } from './facts.ts';
import { impactRows, impactTable } from './impact.ts';
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
  run({ clean: answers, account }, study, tell) {
    const { estimates, clean, eligible, whole, weighed } = computed(study, answers, account, tell);
    const shown = published(estimates, publicationRules(study)).map(withFileDigits);
    return {
      estimates: shown,
      impact: impactRows(study.indicators, estimates, shown),
      behind: behindOf(estimates, shown),
      facts: factsOf(study, clean, eligible, whole, weighed, estimates),
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
  declaredAt: (id: string) => string = (id) => `schemas/indicators.json › ${id} › by`,
) {
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
  const samplings = new Map([[MAIN, whole]]);
  const known = new Map<string, Ground>();
  const gaps: Computed[] = [];
  const estimates: Computed[] = [...caseCounts(study.dispositions, clean, account, study.simulated)];
  const ofModels = whole === null ? [] : estimatesOfModels(study, { data: clean, table: main, eligible }, whole.design);
  const models = new Map(
    study.models.map(({ id }) => [id, ofModels.filter(({ indicator }) => indicator === id)] as const),
  );
  for (const [done, entry] of study.indicators.entries()) {
    const table = clean.tables.get(entry.table);
    if (table === undefined) continue;
    const ground = known.get(entry.table) ?? groundOf(clean, table, main, eligible, models);
    known.set(entry.table, ground);
    if (!samplings.has(entry.table)) samplings.set(entry.table, ofRoster(ground.rowOf));
    const sampling = samplings.get(entry.table);
    if (sampling === null || sampling === undefined) continue;
    const measures = entry.indicator(ground.sample);
    for (const estimate of estimatesOfEntry(study, entry, measures, sampling.design, ground, declaredAt))
      estimates.push(estimate);
    gaps.push(...contrastsOfEntry(study, entry, measures, sampling.design, ground));
    tell(done + 1, study.indicators.length);
  }
  if (whole !== null)
    estimates.push(...estimatesOfIndices(study, { data: clean, table: main, eligible }, whole.design));
  estimates.push(...ofModels, ...gaps);
  return { estimates, clean, eligible, whole, weighed };
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

/** The row of main that each row of a roster hangs on, through any rosters between; null for main itself. */
export function mainRows(data: Dataset, table: Table): Int32Array | null {
  if (table.parent === undefined) return null;
  const above = data.tables.get(table.parent.parent);
  const further = above === undefined ? null : mainRows(data, above);
  return further === null ? table.parent.rows : table.parent.rows.map((row) => (row < 0 ? -1 : (further[row] ?? -1)));
}

/** Every model of the study, with the q-values of their families. */
function estimatesOfModels(study: Study, sample: Sample, design: Design): readonly Estimate[] {
  const { level } = study.config.publication;
  const estimates = study.models.flatMap((spec) => {
    const unit = spec.unit.en ?? spec.unit.fr ?? spec.unit.ar ?? '';
    const made = modelEstimates(spec, sample, design, { unit, level, simulated: study.simulated });
    return spec.lacks.size === 0 ? made : made.map(withoutParameter);
  });
  return withFamilies(estimates, study.models, study.coefficientFamilies);
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

/** A table as its indicators look at it; its breakdowns are made once for all of them. */
interface Ground {
  readonly sample: Sample;
  /** The interview of each row of a roster; null of main itself. */
  readonly rowOf: Int32Array | null;
  /** By levels of these fields, crossed; a fault at `place` where they are too many for a table. */
  readonly by: (fields: readonly string[], place: string) => Breakdown;
  /** By the levels of one field; null where the data have no such column. */
  readonly byField: (field: string) => Breakdown | null;
}

function groundOf(
  data: Dataset,
  table: Table,
  main: Table,
  everyone: Uint8Array,
  models: ReadonlyMap<string, readonly Estimate[]>,
): Ground {
  const rowOf = mainRows(data, table);
  const eligible = rowOf === null ? everyone : new Uint8Array(table.rows);
  if (rowOf !== null)
    for (let row = 0; row < eligible.length; row += 1) if (rowOf[row]! >= 0) eligible[row] = everyone[rowOf[row]!]!;
  const made = new Map<string, Breakdown>();
  const levels = new Map<string, CodeColumn | null>();
  const levelsOf = (field: string, place: string): CodeColumn | null => {
    const found = levels.get(field);
    if (found !== undefined) return found;
    const column = levelsAt(field, table, main, rowOf, place);
    levels.set(field, column);
    return column;
  };
  const by = (fields: readonly string[], place: string): Breakdown => {
    const name = JSON.stringify(fields);
    const held = made.get(name);
    if (held !== undefined) return held;
    // Each alone first: crossing thousands of levels would never end.
    if (fields.length > 1) for (const field of fields) by([field], place);
    const columns = fields.map((field) => levelsOf(field, place)).filter((column) => column !== null);
    const found = fields.length === 0 ? everybody(table.rows) : breakdownOf(columns, null, table.rows);
    refuseMany(fields, found, place);
    made.set(name, found);
    return found;
  };
  const byField = (field: string) => (levelsOf(field, field) === null ? null : by([field], field));
  return { sample: { data, table, eligible, models }, rowOf, by, byField };
}

function estimatesOfEntry(
  study: Study,
  entry: IndicatorEntry,
  measures: readonly Measure[],
  design: Design,
  { rowOf, by, byField }: Ground,
  declaredAt: (id: string) => string,
): readonly Computed[] {
  const subject = {
    indicator: entry.id,
    table: entry.table,
    unit: entry.unit.en ?? entry.unit.fr ?? entry.unit.ar ?? '',
    level: study.config.publication.level,
    simulated: study.simulated,
    single: new Set(measures.map(({ stat }) => stat)).size === 1,
    interviews: rowOf,
  };
  const place = declaredAt(entry.id);
  const breakdowns = [by([], place), ...entry.by.map((fields) => by(fields, place))];
  const estimates = breakdowns.flatMap((breakdown) => estimatesOf(subject, design, measures, breakdown));
  const waves = entry.change === '' ? null : byField(entry.change);
  const changes = waves === null ? [] : measures.flatMap((measure) => waveChanges(subject, design, measure, waves));
  const all = [...adjusted(estimates), ...changes];
  return entry.lacks.size === 0 ? all : all.map(withoutParameter);
}

/** The gaps between two groups that the prose of the report tells of an indicator. */
function contrastsOfEntry(
  study: Study,
  entry: IndicatorEntry,
  measures: readonly Measure[],
  design: Design,
  { byField, rowOf }: Ground,
): readonly Computed[] {
  const ids = new Set([entry.id]);
  return study.comparisons.flatMap(({ of, field, level, against }): readonly Computed[] => {
    const asked = meant(parseReference(of, of), ids);
    if (asked === null) return [];
    const breakdown = byField(field);
    const measure = measures.find(
      ({ stat, item }) => item === asked.item && (asked.stat === '' || stat === asked.stat),
    );
    if (breakdown === null || measure === undefined || 'made' in measure) return [];
    const contrast = { indicator: CONTRAST, item: of, field, level, against };
    const subject = {
      table: entry.table,
      unit: measure.stat === 'share' ? '%' : (entry.unit.en ?? entry.unit.fr ?? entry.unit.ar ?? ''),
      level: study.config.publication.level,
      simulated: study.simulated,
      interviews: rowOf,
    };
    const gap = contrastOf(contrast, subject, design, measure, breakdown);
    if (gap === null) return [];
    return [entry.lacks.size === 0 ? gap : withoutParameter(gap)];
  });
}

/** How many levels a text column or a crossing has shows in the data only; crossed, each level with each is a row of the table. */
function refuseMany(fields: readonly string[], { domains }: Breakdown, place: string): void {
  if (domains.length <= MOST_LEVELS) return;
  throw fault(
    place,
    `${fields.map((field) => `'${field}'`).join(' × ')} has ${domains.length} levels in the data, a breakdown at most ${MOST_LEVELS}`,
    'Group its levels in a variable of schemas/variables.json, and break down by that',
  );
}

/** The levels of a field for each row of a table: its own column, or that of its interview; flags as two levels. */
function levelsAt(
  field: string,
  table: Table,
  main: Table,
  rowOf: Int32Array | null,
  place: string,
): CodeColumn | null {
  const own = table.columns.get(field);
  const column = own ?? main.columns.get(field);
  if (column === undefined) return null;
  const coded = isNumbers(column) ? flagLevels(column) : column;
  // A text column with thousands of different texts is not held as codes.
  if (!isCodes(coded))
    throw fault(
      place,
      `'${field}' has a different text in almost every row, a breakdown at most ${MOST_LEVELS} levels`,
      'Group its levels in a variable of schemas/variables.json, and break down by that',
    );
  if (own !== undefined || rowOf === null) return coded;
  const values = Uint32Array.from(rowOf, (row) => (row < 0 ? 0 : (coded.values[row] ?? 0)));
  const states = Uint8Array.from(rowOf, (row) => (row < 0 ? BLANK : (coded.states[row] ?? BLANK)));
  return { ...coded, values, states };
}
