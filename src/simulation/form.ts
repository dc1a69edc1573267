import type { Names } from '../expression/names.ts';
import type { PulledFile } from '../expression/pulled.ts';
import type { Field, Form } from '../form/form.ts';
import { columnSpecs } from '../study/columns.ts';
import type { MissingCodes } from '../study/study.ts';
import type { ColumnSpec } from '../table/builder.ts';
import type { Dataset } from '../table/table.ts';
import { MAIN } from '../table/table.ts';
import type { Answers } from './answers.ts';
import { canvas as emptyCanvas } from './canvas.ts';
import { columnOf } from './columns.ts';
import { type Job, keysOf, type SimulateOptions } from './job.ts';
import { latent } from './latent.ts';
import { ANY_PERIOD, moments } from './metadata.ts';
import { stepsOf } from './order.ts';
import { makeRows } from './repeats.ts';
import { makeFactor, makeTrait, wantsOf } from './traits.ts';
import { uuid } from './uuid.ts';

/** Interviews made up for a form, by table: the data, typed, and what stands in each cell. */
export interface Simulated {
  readonly data: Dataset;
  texts(table: string, field: string): readonly string[];
  keys(table: string): readonly string[];
  /** 1 where the question was asked. */
  asked(field: Field): Uint8Array;
  /** Questions that need an answer and offer no choice, with the rows of their table where that is so. */
  readonly withoutChoice: ReadonlyMap<string, number>;
}

/**
 * Makes up interviews for a form, a column at a time: what is asked is found by replaying the form on what is there, calculations are
 * evaluated, choice filters obeyed, answers that break a constraint are drawn again. A constraint that cannot be met is a fault.
 */
export function simulateForm(form: Form, names: Names, options: SimulateOptions): Simulated {
  const { seed, rows, answers, files = new Map<string, PulledFile>() } = options;
  const all = answers?.names ?? names;
  const page = emptyCanvas(form, all, specsOf(form, answers, options.missing));
  const keys = options.keys ?? Array.from({ length: rows }, (_, row) => uuid(`${seed}/${row}`));
  page.addRows(MAIN, undefined, rows, keys);
  const when = options.moments ?? moments(options.period ?? ANY_PERIOD, rows, seed);
  const people = latent(seed, rows, options.clusters ?? null);
  const job: Job = {
    ...options,
    form,
    page,
    keys,
    when,
    people,
    files,
    given: options.given ?? (() => undefined),
    withoutChoice: new Map(),
  };

  for (const step of stepsOf(form, wantsOf(answers))) {
    if (step.kind === 'factor') makeFactor(job, step.name);
    else if (step.kind === 'trait') makeTrait(job, step.name);
    else if (step.kind === 'repeat') makeRows(job, step.group);
    else if (step.field.role !== 'note') page.set(step.field.table, step.field.name, columnOf(job, step.field));
  }
  return {
    data: page.data,
    texts: page.texts,
    keys: (table) => keysOf(page, table),
    asked: page.relevance,
    withoutChoice: job.withoutChoice,
  };
}

function specsOf(form: Form, answers: Answers | undefined, missing: MissingCodes | undefined) {
  const none = new Set<string>();
  const codes = missing ?? { dontKnow: new Map(), refused: new Map() };
  const specs = new Map(columnSpecs(form, [], codes, none, 'UTC'));
  const traits = [...(answers?.traits ?? [])].map(([name, { type }]): [string, ColumnSpec] => [
    name,
    { name, type, options: null, dontKnow: none, refused: none, timeZone: 'UTC' },
  ]);
  return specs.set(MAIN, new Map([...traits, ...(specs.get(MAIN) ?? [])]));
}
