import { MAIN } from '../table/table.ts';
import type { Answer, Answers } from './answers.ts';
import { drawsOf } from './draws.ts';
import type { Job } from './job.ts';
import type { Wants } from './order.ts';
import { stream } from './random.ts';

/** What each factor, trait and answer of a profile reads, for the order of the steps. */
export function wantsOf(answers: Answers | undefined): Wants {
  const of = (one: Answer) => ({
    factors: one.loadings.map(([name]) => name),
    expressions: one.cases.flatMap(({ when, value, low, high }) =>
      [when, value, low, high].flatMap((part) => (part === null || typeof part === 'number' ? [] : part.text)),
    ),
  });
  const mapped = <T>(map: ReadonlyMap<string, T> | undefined, make: (one: T) => ReturnType<typeof of>) =>
    new Map([...(map ?? [])].map(([name, one]) => [name, make(one)]));
  return {
    factors: mapped(answers?.factors, ({ loadings, shifts }) => ({
      factors: loadings.map(([name]) => name),
      expressions: shifts.map((shift) => shift.when.text),
    })),
    traits: mapped(answers?.traits, of),
    answers: mapped(answers?.fields, of),
  };
}

/** Makes a factor of everybody, shifted where its conditions hold. */
export function makeFactor({ answers, page, people, rows }: Job, name: string): void {
  const factor = answers?.factors.get(name);
  if (factor === undefined) throw new Error(`no factor ${name}`);
  const shift = new Float64Array(rows);
  for (const { when, by } of factor.shifts)
    for (const [row, truth] of page.truth(when).entries()) if (truth === 1) shift[row] = (shift[row] ?? 0) + by;
  people.makeFactor(name, factor.loadings, shift);
}

/** Draws a trait for everybody. */
export function makeTrait(job: Job, name: string): void {
  const { answers, page, people, rows, seed, given } = job;
  const trait = answers?.traits.get(name);
  if (trait === undefined) throw new Error(`no trait ${name}`);
  const everybody = Int32Array.from({ length: rows }, (_, row) => row);
  const subject = { name, table: MAIN, type: trait.type };
  const draw = drawsOf(subject, trait, page, people, stream(seed, 'trait', name), everybody, () => []);
  page.set(
    MAIN,
    name,
    Array.from({ length: rows }, (_, row) => given(name, MAIN, row, job.keys[row] ?? '') ?? draw(row, 0)),
  );
}
