import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from './case.ts';
import { answerClassical, classicalCases } from './classical.ts';
import { agrees, type Check, difference } from './compare.ts';
import { dataset, designOf, prepared } from './dataset.ts';
import { answers } from './registry.ts';

/** What became of one case: its checks, or why it could not be run. */
export interface Outcome {
  readonly id: string;
  readonly quantity: string;
  readonly checks: readonly Check[];
  readonly error: string | null;
}

export const passed = (outcome: Outcome): boolean => outcome.error === null && outcome.checks.every(agrees);

/** Runs the survey cases of a reference folder, none where it has no cases.json; `only` picks quantities. */
export function runCases(folder: string, only?: readonly string[]): Outcome[] {
  if (!existsSync(join(folder, 'cases.json'))) return [];
  const cases = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as Case[];
  return cases
    .filter(({ quantity }) => only === undefined || only.includes(quantity))
    .map((one) => runCase(folder, one));
}

/** Runs the classical cases of a reference folder, under their names; none where it has no classical.json. */
export function runClassical(folder: string, only?: readonly string[]): Outcome[] {
  if (!existsSync(join(folder, 'classical.json'))) return [];
  const cases = classicalCases(folder).filter(({ test }) => only === undefined || only.includes(test));
  return cases.map((one) => attempt(one.id, one.test, () => answerClassical(one)));
}

function runCase(folder: string, one: Case): Outcome {
  return attempt(one.id, one.quantity, () => {
    const answer = answers[one.quantity];
    if (answer === undefined) throw new Error(`no answer for ${one.quantity}`);
    const data = prepared(dataset(folder, `${one.dataset}.csv`), one.design);
    return answer({ folder, case: one, data, design: designOf(data, one.design) });
  });
}

function attempt(id: string, quantity: string, answer: () => Check[]): Outcome {
  try {
    return { id, quantity, checks: answer(), error: null };
  } catch (error) {
    return { id, quantity, checks: [], error: error instanceof Error ? error.message : String(error) };
  }
}

/** The worst check of an outcome. */
export function worst(outcome: Outcome): Check | undefined {
  return [...outcome.checks].sort((a, b) => difference(b) - difference(a))[0];
}
