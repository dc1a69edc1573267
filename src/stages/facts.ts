import { MOST_ITEMS } from '../drafting/entries.ts';
import { truth } from '../expression/evaluate.ts';
import type { Sampling } from '../indicators/sampling.ts';
import type { Study } from '../study/study.ts';
import { degrees } from '../survey/degrees.ts';
import { isCodes } from '../table/column.ts';
import type { Estimate } from '../table/estimate.ts';
import { hasValue } from '../table/states.ts';
import type { Dataset } from '../table/table.ts';
import { mainTable } from '../table/table.ts';
import { cleanText } from '../table/text.ts';
import type { Step, Weighed } from '../weighting/weigh.ts';
import { dayOfInterview } from './checked.ts';

/** Why a question has no table. */
export type Untabulated =
  | 'direct'
  | 'absent'
  | 'noAnswer'
  | 'text'
  | 'date'
  | 'place'
  | 'manyAnswers'
  | 'scope'
  | 'enumerator'
  | 'notChosen';

/** What the report says of the data besides the estimates. */
export interface Facts {
  readonly design: {
    readonly interviews: number;
    readonly strata: number | null;
    readonly units: number;
    readonly df: number;
    readonly weights: { readonly smallest: number; readonly largest: number; readonly sum: number } | null;
    readonly missingWeights: number;
  } | null;
  /** How the final weights were made; null where the study declares no weighting. */
  readonly weighting: WeightingFacts | null;
  /** How fieldwork stands. */
  readonly fieldwork: FieldworkFacts;
  /** For each column of each clean table, how many cells are in each state. */
  readonly columns: readonly { readonly table: string; readonly field: string; readonly states: readonly number[] }[];
  readonly untabulated: readonly {
    readonly table: string;
    readonly field: string;
    readonly why: Untabulated;
    readonly count: number;
  }[];
  /** Indicators whose base holds nobody, and nobody of whom it is unknown whether they are in it. */
  readonly nobody: readonly string[];
}

/** Contacts and interviews done, by day and by stratum. */
export interface FieldworkFacts {
  /** Field of the strata; '' without one. */
  readonly by: string;
  /** Strata in the order of their targets, else of their codes; the target is null where the study has none for it. */
  readonly strata: readonly { readonly code: string; readonly done: number; readonly target: number | null }[];
  /** Days (YYYY-MM-DD) in order; those of an unknown day stand first under ''. */
  readonly days: readonly { readonly day: string; readonly contacts: number; readonly done: number }[];
}

/** Each step of the weighting in numbers. */
export interface WeightingFacts {
  readonly steps: readonly Omit<Step, 'weight'>[];
  /** Weighting classes after merging, and the cells they were merged from; null without a nonresponse step. */
  readonly classes: number | null;
  readonly cells: number | null;
  readonly margins: readonly string[];
  readonly gap: number | null;
}

/** The line of a run about its weights, as numbers. */
export function weightingTally({ steps, gap }: WeightingFacts): Readonly<Record<string, number>> {
  const last = steps.at(-1);
  if (last === undefined) return {};
  return { steps: steps.length, rows: last.rows, sum: last.sum, kish: last.kish, gap: gap ?? 0 };
}

/** All that needs no estimate. */
export function factsOf(
  study: Study,
  data: Dataset,
  eligible: Uint8Array,
  sampling: Sampling | null,
  weighed: Weighed | null,
): Omit<Facts, 'nobody'> {
  return {
    design: sampling === null ? null : designFacts(study, sampling, eligible),
    weighting: weighed === null ? null : weightingFacts(study, weighed),
    fieldwork: fieldworkFacts(study, data, eligible),
    columns: [...data.tables.values()].flatMap((table) =>
      [...table.columns.values()].map(({ name, states }) => {
        const counts = [0, 0, 0, 0, 0, 0, 0, 0];
        for (let row = 0; row < states.length; row += 1) counts[states[row]!]! += 1;
        return { table: table.name, field: name, states: counts };
      }),
    ),
    untabulated: untabulated(study, data),
  };
}

/** Indicators of which no estimate over everybody counts anybody; estimates before the rules of publication. */
export function withNobody(study: Study, estimates: readonly Estimate[]): readonly string[] {
  const counted = new Map<string, number>();
  for (const { indicator, domain, n, blank, dontKnow, refused, removed, invalid } of estimates) {
    if (domain.length > 0) continue;
    const people = [n, blank, dontKnow, refused, removed, invalid].reduce((sum: number, each) => sum + (each ?? 0), 0);
    counted.set(indicator, (counted.get(indicator) ?? 0) + people);
  }
  return study.indicators.map(({ id }) => id).filter((id) => counted.get(id) === 0);
}

/** Done is what the study's check of the sample says; without one, whoever is in the scope of the analysis. */
function fieldworkFacts(study: Study, data: Dataset, eligible: Uint8Array): FieldworkFacts {
  const { plan } = study;
  const holds = plan === null ? eligible : plan.done === null ? null : truth(plan.done, data, 'analysis');
  const by = plan?.by ?? study.config.design.strata ?? '';
  const main = mainTable(data);
  const column = main.columns.get(by);
  const strata = new Map(
    [...(plan?.targets ?? [])].map(([code, target]) => [code, { done: 0, target: target as number | null }]),
  );
  const days = new Map<string, { contacts: number; done: number }>();
  const dayOf = dayOfInterview(study, data);
  for (let row = 0; row < main.rows; row += 1) {
    const day = dayOf(row);
    const done = holds === null || holds[row] === 1 ? 1 : 0;
    const ofDay = days.get(day) ?? { contacts: 0, done: 0 };
    ofDay.contacts += 1;
    ofDay.done += done;
    days.set(day, ofDay);
    const code = column === undefined ? '' : cleanText(column, row);
    if (code === '' || done === 0) continue;
    const own = strata.get(code) ?? { done: 0, target: null };
    own.done += 1;
    strata.set(code, own);
  }
  const order = (a: string, b: string) => (a < b ? -1 : 1);
  const named = [...strata].map(([code, counts]) => ({ code, ...counts }));
  return {
    by: column === undefined ? '' : by,
    strata: plan?.targets ? named : named.sort((a, b) => order(a.code, b.code)),
    days: [...days].sort(([a], [b]) => order(a, b)).map(([day, counts]) => ({ day, ...counts })),
  };
}

function weightingFacts({ weighting }: Study, { steps, classes, gap }: Weighed): WeightingFacts {
  const merged = classes.length > 0;
  return {
    steps: steps.map(({ weight, ...numbers }) => numbers),
    classes: merged ? classes.length : null,
    cells: merged ? classes.reduce((count, { cells }) => count + cells.length, 0) : null,
    margins: weighting?.calibration?.margins.map(({ name }) => name) ?? [],
    gap,
  };
}

function designFacts(study: Study, { design, missingWeights }: Sampling, eligible: Uint8Array): Facts['design'] {
  const { df, psus, strata } = degrees(design);
  let [interviews, smallest, largest, sum] = [0, Number.POSITIVE_INFINITY, 0, 0];
  for (let row = 0; row < design.rows; row += 1) {
    if (eligible[row] !== 1) continue;
    const weight = design.weight[row] ?? 0;
    interviews += 1;
    sum += weight;
    largest = Math.max(largest, weight);
    if (weight > 0) smallest = Math.min(smallest, weight);
  }
  const { weights: column, weighting } = study.config.design;
  const weighted = (column !== undefined || weighting !== undefined) && interviews > 0;
  return {
    interviews,
    strata: study.config.design.strata === undefined ? null : strata,
    units: psus,
    df,
    weights: weighted ? { smallest, largest, sum } : null,
    missingWeights,
  };
}

/** Questions that some indicator rests on: itself, through a derived variable, or through a calculation of the form. */
function describedBy(study: Study): ReadonlySet<string> {
  const calculations = new Map(study.form.fields.map(({ name, calculation }) => [name, calculation]));
  const found = new Set<string>();
  const add = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    for (const [, read] of (calculations.get(name) ?? '').matchAll(/\$\{(?:[^}/]*\/)?([^}]+)\}/g))
      if (read !== undefined) add(read);
  };
  for (const { field, reads } of study.indicators) {
    if (field !== '') add(field);
    reads.forEach(add);
  }
  return found;
}

/** Questions of the form that no indicator describes, each with the reason. */
function untabulated(study: Study, data: Dataset): Facts['untabulated'] {
  const described = describedBy(study);
  return study.form.fields
    .filter(({ role, name }) => role === 'question' && !described.has(name))
    .map((field) => {
      const column = data.tables.get(field.table)?.columns.get(field.name);
      const of = (why: Untabulated, count = 0) => ({ table: field.table, field: field.name, why, count });
      if (study.direct.has(field.name)) return of('direct');
      if (study.eligible?.fields.includes(field.name)) return of('scope');
      if (study.config.enumerator === field.name) return of('enumerator');
      if (column === undefined || column.states.every((state) => state === 2)) return of('absent');
      if (!column.states.some(hasValue)) return of('noAnswer');
      if (field.type === 'date' || field.type === 'dateTime' || field.type === 'time') return of('date');
      if (field.type.startsWith('geo')) return of('place');
      if (field.type === 'text') return of('text');
      const answers = isCodes(column) ? new Set(column.values).size : 0;
      return answers > MOST_ITEMS ? of('manyAnswers', answers) : of('notChosen');
    });
}
