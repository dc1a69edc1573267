import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { previewClean } from '../../src/commands/preview.ts';
import { run } from '../../src/commands/run.ts';
import type { Preview } from '../../src/stages/preview.ts';
import { movedBetween } from '../../src/stages/preview.ts';
import { madeUp } from '../publish/estimates.ts';
import { temporaryFolder, testWorld } from '../world.ts';

const season = new URL('../cases/season/', import.meta.url).pathname;
const LOG = 'data-raw/decisions/cleaning_log.csv';

function study(): string {
  const folder = join(temporaryFolder(), 'season');
  for (const part of ['pipeline.config.json', 'schemas', 'data-raw'])
    cpSync(join(season, part), join(folder, part), { recursive: true });
  return folder;
}

async function previewed(folder: string): Promise<Preview> {
  const world = testWorld(folder);
  await previewClean(world, { json: true });
  return JSON.parse(world.said.join(''));
}

test('before any run: against the data as received, and nothing is written', async () => {
  const folder = study();
  const found = await previewed(folder);
  expect(found).toMatchObject({ against: 'raw', leftOut: '' });
  expect(found.moved.length).toBeGreaterThan(0);
  expect(readdirSync(folder).sort()).toEqual(['data-raw', 'pipeline.config.json', 'schemas']);
});

test('after a run: what new decisions would move, and which would be refused', async () => {
  const folder = study();
  await run(testWorld(folder), { quiet: true });
  const before = readFileSync(join(folder, 'reports/estimates.csv'), 'utf8');
  expect((await previewed(folder)).against).toBe('raw');
  const log = readFileSync(join(folder, LOG), 'utf8');
  const [header = '', ...lines] = log.trimEnd().split(/\r?\n/);
  writeFileSync(join(folder, LOG), [header, ...lines.slice(0, 1), ''].join('\n'));
  const found = await previewed(folder);
  expect(found.against).toBe('last');
  const world = testWorld(folder);
  await previewClean(world, {});
  expect(world.said.join('')).toMatch(/Preview against the clean data of the last run; nothing is written\./);
  expect(readFileSync(join(folder, 'reports/estimates.csv'), 'utf8')).toBe(before);
  expect(existsSync(join(folder, '.pipeline/next'))).toBe(false);
});

test('what moved: values and bases, the farthest first; what cannot be told last', () => {
  const of = (key: string, value: number | null, n: number, se: number | null) => ({
    ...madeUp({}),
    key,
    value,
    n,
    se,
    domain: [],
    stat: 'mean' as const,
  });
  const moved = movedBetween(
    [of('a', 1, 10, 0.5), of('b', 1, 10, 0.1), of('c', 1, 10, 0.1), of('d', 1, 10, 0.1), of('gone', 1, 1, 1)],
    [of('a', 2, 10, 0.5), of('b', 1.5, 10, 0.1), of('c', 1 + 1e-12, 10, 0.1), of('d', 1, 11, 0.1), of('new', 1, 1, 1)],
  );
  expect(moved.map(({ key, errors }) => [key, errors === null ? null : Number(errors.toFixed(6))])).toEqual([
    ['b', 5],
    ['a', 2],
    ['d', 0],
    ['gone', null],
    ['new', null],
  ]);
});
