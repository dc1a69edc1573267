import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../src/commands/run.ts';
import { openStudy } from '../../src/commands/study.ts';
import { compile } from '../../src/expression/compile.ts';
import { accountFile, cleanData } from '../../src/stages/artifacts.ts';
import { computed } from '../../src/stages/indicators.ts';
import { madeBy } from '../../src/stages/made.ts';
import { rangesWithoutOne } from '../../src/stages/withoutOne.ts';
import { MAIN } from '../../src/table/table.ts';
import { temporaryFolder, testWorld } from '../world.ts';

const root = new URL('../../', import.meta.url).pathname;

test('the study: ends of a range are the estimates without that enumerator; what is held back shows no number', async () => {
  const folder = temporaryFolder();
  for (const part of ['schemas', 'data-raw', 'assets', 'pipeline.config.json'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  const world = testWorld(folder);
  await run(world, { to: 'review', quiet: true });
  const { study, disk } = await openStudy(world, {});
  const answers = await madeBy('clean', cleanData, study, disk);
  const account = await madeBy('clean', accountFile, study, disk);
  const whole = {
    ...study,
    indicators: study.indicators.map((entry) => ({ ...entry, by: [], change: '' })),
    models: [],
    indices: [],
    comparisons: [],
  };
  const bare = { ...whole, indicators: whole.indicators.filter(({ kind }) => kind !== 'model') };
  const made = computed(bare, answers, account, () => {});
  const weight = made.whole?.design.weight ?? new Float64Array();
  const ranges = rangesWithoutOne(bare, { clean: made.clean, eligible: made.eligible, weight }, new Map());
  expect(ranges.size).toBeGreaterThan(100);
  const own = new Map(made.estimates.map(({ key, value }) => [key, value]));
  for (const [key, { low, high }] of ranges) {
    const value = own.get(key) ?? Number.NaN;
    expect(low, key).toBeLessThanOrEqual(high);
    expect(Number.isFinite(value), key).toBe(true);
  }
  const named = [...new Set([...ranges.values()].map(({ lowWithout }) => lowWithout))].slice(0, 4);
  expect(named.length).toBeGreaterThan(1);
  let held = 0;
  for (const name of named) {
    const where = compile(`\${enumerator_id} != '${name}'`, study.names, { place: 'test', table: MAIN });
    const without = new Map(
      computed(bare, answers, account, () => {}, where).estimates.map(({ key, value }) => [key, value]),
    );
    for (const [key, range] of ranges) {
      if (range.lowWithout === name) expect(range.low, key).toBeCloseTo(without.get(key) ?? Number.NaN, 10);
      if (range.highWithout === name) expect(range.high, key).toBeCloseTo(without.get(key) ?? Number.NaN, 10);
      if (range.lowWithout === name || range.highWithout === name) held += 1;
    }
  }
  expect(held).toBeGreaterThan(20);

  const [head = '', ...lines] = readFileSync(join(folder, 'reports/cleaning.csv'), 'utf8').trimEnd().split(/\r?\n/);
  const at = head.split(',').indexOf('held_back');
  const back = lines.map((line) => line.split(',')).filter((cells) => cells[at] === 'true');
  expect(back.length).toBeGreaterThan(0);
  for (const cells of back) expect(cells.slice(4, at).join('')).toBe('');
}, 180_000);
