import { expect, test } from 'vitest';
import { passed, runCases, worst } from '../../bench/oracle/run.ts';

// Made-up households in villages whose names, levels, weights and strata are what real files have at their worst: blanks,
// quotes, accents, weights of 0, strata of one village, shares of 0 and 1, ties. The numbers are R 4.2.2's with survey 4.1-1.
const outcomes = runCases(new URL('odd', import.meta.url).pathname);

test('shares, quantiles, tests, models, weighting and replicates are there', () => {
  expect(new Set(outcomes.map(({ quantity }) => quantity)).size).toBe(19);
  expect(outcomes.length).toBeGreaterThan(90);
});

test.each(outcomes.map((outcome) => [outcome.id, outcome.quantity, outcome] as const))('%s %s', (_, __, outcome) => {
  expect(outcome.error).toBeNull();
  expect(outcome.checks.length).toBeGreaterThan(1);
  expect([passed(outcome), passed(outcome) ? undefined : worst(outcome)]).toEqual([true, undefined]);
});
