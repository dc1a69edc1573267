import { describe, expect, test } from 'vitest';
import { passed, runCases, worst } from '../../bench/oracle/run.ts';

// Made-up data and what R 4.2.2 with survey 4.1-1 says of them. holdings: farms in villages, drawn by holdings/make.R.
// odd: households whose names, levels, weights and strata are what real files have at their worst: blanks, quotes,
// accents, weights of 0, strata of one village, shares of 0 and 1, ties.
describe.each([
  ['holdings', 46],
  ['odd', 142],
])('%s', (folder, cases) => {
  const outcomes = runCases(new URL(folder, import.meta.url).pathname);

  test('every quantity is there', () => {
    expect(new Set(outcomes.map(({ quantity }) => quantity)).size).toBe(19);
    expect(outcomes.length).toBe(cases);
  });

  test.each(outcomes.map((outcome) => [outcome.id, outcome.quantity, outcome] as const))('%s %s', (_, __, outcome) => {
    expect(outcome.error).toBeNull();
    expect(outcome.checks.length).toBeGreaterThan(1);
    expect([passed(outcome), passed(outcome) ? undefined : worst(outcome)]).toEqual([true, undefined]);
  });
});
