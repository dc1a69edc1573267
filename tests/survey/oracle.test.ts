import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { answers } from '../../bench/oracle/registry.ts';
import { passed, runCases, runClassical, worst } from '../../bench/oracle/run.ts';

const folder = fileURLToPath(new URL('../../../shared/oracle', import.meta.url));

// Reference values from R's survey 4.1; skipped where the folder is not beside the project.
describe.skipIf(!existsSync(folder))('agrees with R, case by case', () => {
  test.each(Object.keys(answers).sort())('%s', (quantity) => {
    const outcomes = runCases(folder, [quantity]);
    expect(outcomes.length).toBeGreaterThan(0);
    const failed = outcomes.filter((outcome) => !passed(outcome));
    expect(failed.map((outcome) => [outcome.id, outcome.error, worst(outcome)])).toEqual([]);
  });

  test('classical statistics', () => {
    const outcomes = runClassical(folder);
    expect(outcomes.length).toBeGreaterThan(100);
    const failed = outcomes.filter((outcome) => !passed(outcome));
    expect(failed.map((outcome) => [outcome.id, outcome.error, worst(outcome)])).toEqual([]);
  });
});
