import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { agrees } from '../../bench/oracle/compare.ts';
import { answers } from '../../bench/oracle/registry.ts';
import { type Outcome, passed, runCases, runClassical, worst } from '../../bench/oracle/run.ts';

const folder = fileURLToPath(new URL('../../../shared/oracle', import.meta.url));

// docs/decisions/0003: shares of nobody or everybody have an interval here, in R none.
function isKeptApart({ quantity, checks }: Outcome): boolean {
  const off = checks.filter((check) => !agrees(check));
  const atEdge = checks.some(({ what, ours }) => what === 'estimate' && (ours === 0 || ours === 1));
  return quantity === 'svyciprop' && atEdge && off.every(({ what }) => what.startsWith('ci'));
}

// Reference values from R's survey 4.1; skipped where the folder is not beside the project.
describe.skipIf(!existsSync(folder))('agrees with R, case by case', () => {
  test.each(Object.keys(answers).sort())('%s', (quantity) => {
    const outcomes = runCases(folder, [quantity]);
    expect(outcomes.length).toBeGreaterThan(0);
    const failed = outcomes.filter((outcome) => !passed(outcome));
    expect(failed.filter(isKeptApart).length).toBe(quantity === 'svyciprop' ? 8 : 0);
    const others = failed.filter((outcome) => !isKeptApart(outcome));
    expect(others.map((outcome) => [outcome.id, outcome.error, worst(outcome)])).toEqual([]);
  });

  test('classical statistics', () => {
    const outcomes = runClassical(folder);
    expect(outcomes.length).toBeGreaterThan(100);
    const failed = outcomes.filter((outcome) => !passed(outcome));
    expect(failed.map((outcome) => [outcome.id, outcome.error, worst(outcome)])).toEqual([]);
  });
});
