import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/commands/run.ts';
import { isFault } from '../../src/fault.ts';
import { reviewStudy } from '../stages/reviewStudy.ts';
import { testWorld } from '../world.ts';

/** Interviews of which those with work are over thirty in so many cases of a hundred, those without in the others. */
function interviews(root: string, oldAtWork: number): void {
  const rows = Array.from({ length: 200 }, (_, at) => {
    const work = at < 100;
    const old = work ? at < oldAtWork : at - 100 < 100 - oldAtWork;
    return `${at + 1},u${at + 1},2024-05-01T09:00:00Z,2024-05-01T09:40:00Z,E1,A,,${old ? 40 : 20},${work ? 'yes' : 'no'}`;
  });
  const head = '_index,_uuid,start,end,enumerator,full_name,place,age,work';
  writeFileSync(join(root, 'data-raw/main.csv'), [head, ...rows, ''].join('\n'));
}

function study(): string {
  const root = reviewStudy();
  const config = JSON.parse(readFileSync(join(root, 'pipeline.config.json'), 'utf8'));
  writeFileSync(
    join(root, 'pipeline.config.json'),
    JSON.stringify({ ...config, languages: ['fr'], sources: [{ id: 'a', files: ['data-raw/main.csv'] }] }),
  );
  const put = (file: string, value: unknown) => writeFileSync(join(root, 'schemas', file), JSON.stringify(value));
  const old = { id: 'OLD', kind: 'proportion', theme: 'life', value: '${age} > 30', by: ['work'] };
  put('indicators.json', { themes: [{ id: 'life', title: { fr: 'Vie' } }], indicators: [old] });
  put('sheets.json', { sheets: [{ id: 'T1', kind: 'indicators', theme: 'life', indicators: ['OLD'] }] });
  mkdirSync(join(root, 'schemas/report'), { recursive: true });
  writeFileSync(
    join(root, 'schemas/report/fr.md'),
    '# Vie\n\nEnsemble : {{OLD}}.\n\nAu travail, on est {{higher OLD work=yes vs no : plus âgé}}.\n',
  );
  return root;
}

describe('a stated direction, from the answers to the report', () => {
  test('borne out: published; no longer borne out: told and marked, and with --strict nothing is published', async () => {
    const root = study();
    const page = () => readFileSync(join(root, 'reports/report.fr.html'), 'utf8');
    interviews(root, 80);
    const world = testWorld(root);
    expect(await run(world, { quiet: true, strict: true })).toBe(0);
    const before = page();
    expect(before).toContain('plus âgé');
    expect(before).not.toContain('class="doubt"');

    interviews(root, 20);
    const strict = await run(testWorld(root), { quiet: true, strict: true }).catch((error: unknown) => error);
    expect(isFault(strict)).toBe(true);
    expect(String((strict as Error).message)).toMatch(/schemas\/report\/fr\.md:5.*plus âgé.*no longer agrees/s);
    expect(page()).toBe(before);

    const lax = testWorld(root);
    await run(lax, { quiet: true });
    expect(lax.said.join('')).toMatch(/fr\.md:5: « plus âgé »: the numbers say lower/);
    expect(page()).toContain('class="doubt"');
  }, 60_000);

  test('a page that was published in doubt is not passed over by --strict when nothing has changed since', async () => {
    const root = study();
    interviews(root, 20);
    await run(testWorld(root), { quiet: true });
    await expect(run(testWorld(root), { quiet: true, strict: true })).rejects.toThrow(/no longer agrees/);
  }, 60_000);
});
