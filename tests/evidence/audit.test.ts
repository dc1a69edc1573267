import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit } from '../../src/commands/audit.ts';
import { run } from '../../src/commands/run.ts';
import { holds, audit as prove } from '../../src/evidence/audit.ts';
import { openBundle } from '../../src/evidence/bundle.ts';
import { loadStudy } from '../../src/study/load.ts';
import { temporaryFolder, testWorld } from '../world.ts';
import { draws, forge, KINDS, tamper } from './tampering.ts';

const CASE = new URL('../cases/season', import.meta.url).pathname;
const FILES = {
  tables: ['main'],
  raw: ['data-raw/season_return.csv'],
  decisions: ['data-raw/decisions/cleaning_log.csv'],
};

const root = temporaryFolder();
const world = testWorld(root);

beforeAll(async () => {
  cpSync(CASE, root, { recursive: true });
  rmSync(join(root, 'expected'), { recursive: true });
  await run(world, { to: 'indicators', quiet: true });
}, 120_000);

afterAll(() => rmSync(root, { recursive: true, force: true }));

async function auditNow() {
  const disk = testWorld(root).disk(null);
  return prove(await loadStudy(disk, join(root, 'pipeline.config.json'), world.program), disk);
}

test('a run as it was made holds, and every proof looked at something', async () => {
  const report = await auditNow();
  expect(report.proofs.filter(({ count }) => count > 0)).toEqual([]);
  expect(report.proofs.map(({ unproven }) => unproven).filter((text) => text !== '')).toEqual([]);
  expect(report.proofs.filter(({ id, examined }) => examined === 0 && id !== 'suppression')).toEqual([]);
  for (const { received, repeated, replaced, unreadable, erased, excluded, kept } of report.sources)
    expect(kept + repeated + replaced + unreadable + erased + excluded).toBe(received);
});

describe('tampering', () => {
  const pick = draws(6);
  test.each(KINDS.flatMap((kind) => [1, 2].map((n) => [kind, n] as const)))(
    '%s, try %i, is caught and named',
    async (kind, n) => {
      const manifest = readFileSync(join(root, 'reports/manifest.json'));
      const forged = n === 2;
      const { file, what, before } = tamper(root, kind, FILES, pick, forged);
      const report = await auditNow();
      writeFileSync(join(root, file), before);
      writeFileSync(join(root, 'reports/manifest.json'), manifest);
      const differences = report.proofs.flatMap((proof) => proof.differences);
      expect([kind, what, holds(report)]).toEqual([kind, what, false]);
      // What a forged cell contradicts may be named in the file beside it: a finding, its decision, an estimate.
      if (!forged) expect(differences.map((difference) => difference.file)).toContain(file);
    },
  );
});

test('a changed cell is named by file, row, key and column, with what it should be', async () => {
  const path = join(root, 'data-clean/main.csv');
  const [before, manifest] = [readFileSync(path), readFileSync(join(root, 'reports/manifest.json'))];
  const lines = before.toString('utf8').split('\r\n');
  const header = (lines[0] ?? '').replace('\ufeff', '').split(',');
  const at = header.indexOf('age');
  const cells = (lines[3] ?? '').split(',');
  const [key, age] = [cells[0], cells[at]];
  cells[at] = '99';
  lines[3] = cells.join(',');
  const after = new TextEncoder().encode(lines.join('\r\n'));
  writeFileSync(path, after);
  forge(root, 'data-clean/main.csv', after);
  const report = await auditNow();
  writeFileSync(path, before);
  writeFileSync(join(root, 'reports/manifest.json'), manifest);
  expect(at).toBeGreaterThan(0);
  expect(report.proofs.find(({ id }) => id === 'cells')?.differences).toEqual([
    {
      file: 'data-clean/main.csv',
      row: 4,
      cell: `main › ${key} › age`,
      message: `is '99', and by data and ledger '${age}'`,
    },
  ]);
});

test('the command says what is proven, and ends with 1 where something differs', async () => {
  const quiet = testWorld(root);
  expect(await audit(quiet, undefined, {})).toBe(0);
  expect(quiet.said.join('')).toMatch(/Nothing differs\.\n$/);
  const path = join(root, 'reports/estimates.csv');
  const before = readFileSync(path);
  writeFileSync(path, before.toString('utf8').replace(/0\.\d+/, '0.987654321'));
  const json = testWorld(root);
  expect(await audit(json, undefined, { json: true })).toBe(1);
  writeFileSync(path, before);
  const told = JSON.parse(json.said.join('')) as { exit: number; proofs: { id: string; count: number }[] };
  expect(told.proofs.filter(({ count }) => count > 0).map(({ id }) => id)).toEqual(['outputs', 'estimates']);
});

test('a folder without a run is told so', async () => {
  const empty = temporaryFolder();
  cpSync(CASE, empty, { recursive: true });
  await expect(audit(testWorld(empty), undefined, {})).rejects.toThrow('nothing was published yet');
});

describe('bundles', () => {
  test('have the same bytes twice, are verified elsewhere, and without data say what could not be', async () => {
    const out = temporaryFolder();
    const made = { ...testWorld(out) };
    await audit(made, undefined, { config: root, bundle: 'a.zip' });
    await audit(made, undefined, { config: root, bundle: 'b.zip' });
    expect(readFileSync(join(out, 'a.zip')).equals(readFileSync(join(out, 'b.zip')))).toBe(true);
    const elsewhere = testWorld(out);
    expect(await audit(elsewhere, 'a.zip', {})).toBe(0);
    expect(elsewhere.said.join('')).toContain('proofs could not be made in full');
    const { disk, root: inside } = await openBundle(new Uint8Array(readFileSync(join(out, 'a.zip'))), 'a.zip');
    expect(disk.exists(`${inside}/data-raw/season_return.csv`)).toBe(false);
    await audit(made, undefined, { config: root, bundle: 'full.zip', withData: true });
    const whole = testWorld(out);
    expect(await audit(whole, 'full.zip', {})).toBe(0);
    expect(whole.said.join('')).toMatch(/Nothing differs\.\n$/);
  }, 60_000);

  test('a zip that is none is refused', async () => {
    const out = temporaryFolder();
    writeFileSync(join(out, 'no.zip'), 'no zip at all');
    await expect(audit(testWorld(out), 'no.zip', {})).rejects.toThrow('no.zip');
  });
});
