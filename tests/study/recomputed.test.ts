import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/commands/run.ts';
import type { Estimate } from '../../src/table/estimate.ts';
import { temporaryFolder, testWorld } from '../world.ts';

const FOLDER = new URL('../..', import.meta.url).pathname;
const SCRIPT = new URL('recomputed.R', import.meta.url).pathname;
const hasR = spawnSync('Rscript', ['-e', 'library(survey)']).status === 0;

describe.skipIf(!hasR)('the study against the survey package of R (skipped without it)', () => {
  test('numbers of each kind, quantiles and models among them, from the clean tables: value, standard error, intervals', {
    timeout: 300_000,
  }, async () => {
    const folder = join(temporaryFolder(), 'study');
    for (const part of ['pipeline.config.json', 'schemas', 'data-raw'])
      cpSync(join(FOLDER, part), join(folder, part), { recursive: true });
    await run(testWorld(folder), { quiet: true, to: 'indicators' });
    const made: readonly Estimate[] = JSON.parse(readFileSync(join(folder, 'reports/estimates.json'), 'utf8'));
    const tables = ['main.csv', 'main.derived.csv'].map((file) => join(folder, 'data-clean', file));
    const { stdout, stderr, status } = spawnSync('Rscript', [SCRIPT, ...tables], { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    expect(lines).toHaveLength(26);
    expect(lines.filter(([, , , , low]) => low !== undefined)).toHaveLength(13);
    const apart = lines.flatMap(([key = '', value = '', se = '', within = '', low, high]) => {
      const own = made.find((estimate) => estimate.key === key);
      const pairs = [
        [own?.value, value],
        [own?.se, se],
        ...(low === undefined ? [] : [[own?.low, low] as const, [own?.high, high] as const]),
      ] as const;
      const close = ([a, b]: readonly [number | null | undefined, string | undefined]) =>
        Math.abs((a ?? Number.NaN) - Number(b)) <= Number(within) * Math.max(1, Math.abs(Number(b)));
      return pairs.every(close) ? [] : [[key, own?.why, ...pairs.flat()]];
    });
    expect(apart).toEqual([]);
  });
});
