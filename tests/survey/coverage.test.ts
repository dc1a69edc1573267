import { expect, test } from 'vitest';
import { bySize, clustered, simple, stratified } from '../../bench/coverage/samples.ts';
import { type Scenario, study } from '../../bench/coverage/study.ts';

const making = { villages: 200, strata: 1, share: 0.3, icc: 0.1 };

// The study in small: `npm run coverage-study` draws 2,000 samples of each design.
test.each<Scenario>([
  { name: 'simple', making: { ...making, icc: 0 }, draw: simple(100) },
  { name: 'stratified', making: { ...making, strata: 2 }, draw: stratified(40, [1, 2]) },
  { name: 'clustered', making, draw: clustered(1, 20, 8) },
  { name: 'by size', making, draw: bySize(150) },
  { name: 'few PSUs', making, draw: clustered(1, 8, 10), model: true },
])('$name: the seed decides, and intervals hold most of the time', (scenario) => {
  const found = study(scenario, 120, 5);
  expect(study(scenario, 120, 5)).toEqual(found);
  for (const [method, covered] of found.covered)
    expect([method, covered > 0.85 && covered <= 1]).toEqual([method, true]);
  expect(Math.abs(found.seOfShare)).toBeLessThan(0.2);
  expect(Math.abs(found.seOfMean)).toBeLessThan(0.25);
});
