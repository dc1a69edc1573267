import { expect, test } from 'vitest';
import { passed, runCases } from '../../bench/oracle/run.ts';

// Made-up farms in villages; holdings/make.R drew them and asked R 4.2.2 with survey 4.1-1.
const outcomes = runCases(new URL('holdings', import.meta.url).pathname);

test('every quantity is there', () => {
  expect(new Set(outcomes.map(({ quantity }) => quantity)).size).toBe(19);
  expect(outcomes.length).toBe(46);
});

test.each(outcomes.map((outcome) => [outcome.id, outcome.quantity, outcome] as const))('%s %s', (_, __, outcome) => {
  expect(outcome.error).toBeNull();
  expect(outcome.checks.length).toBeGreaterThan(1);
  expect(passed(outcome)).toBe(true);
});
