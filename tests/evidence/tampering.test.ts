import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../src/commands/run.ts';
import { audit, holds } from '../../src/evidence/audit.ts';
import { loadStudy } from '../../src/study/load.ts';
import { temporaryFolder, testWorld } from '../world.ts';
import { draws, KINDS, tamper } from './tampering.ts';

/** How many; `TAMPERINGS=200 npx vitest run tests/evidence/tampering.test.ts` tries more. */
const COUNT = Number(process.env.TAMPERINGS ?? 20);

test(`${COUNT} random tamperings, every second with a forged manifest, are all caught`, {
  timeout: 3_600_000,
}, async () => {
  const root = temporaryFolder();
  cpSync(new URL('../cases/season', import.meta.url).pathname, root, { recursive: true });
  const world = testWorld(root);
  await run(world, { to: 'indicators', quiet: true });
  const files = {
    tables: ['main'],
    raw: ['data-raw/season_return.csv'],
    decisions: ['data-raw/decisions/cleaning_log.csv'],
  };
  const pick = draws(2026);
  const missed: string[] = [];
  for (let n = 0; n < COUNT; n += 1) {
    const kind = KINDS[pick(KINDS.length)] ?? 'clean cell';
    const manifest = readFileSync(join(root, 'reports/manifest.json'));
    const { file, what, before } = tamper(root, kind, files, pick, n % 2 === 0);
    const disk = world.disk(null);
    const report = await audit(await loadStudy(disk, join(root, 'pipeline.config.json'), world.program), disk);
    if (holds(report)) missed.push(`${file}: ${what}`);
    writeFileSync(join(root, file), before);
    writeFileSync(join(root, 'reports/manifest.json'), manifest);
  }
  expect(missed).toEqual([]);
  rmSync(root, { recursive: true });
});
