import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type FiguresOptions, figures } from '../../src/commands/figures.ts';
import { run } from '../../src/commands/run.ts';
import { temporaryFolder, testWorld } from '../world.ts';

const folder = temporaryFolder();
const pictures = join(folder, 'reports', 'figures');

beforeAll(async () => {
  cpSync(new URL('../cases/season', import.meta.url).pathname, folder, { recursive: true });
  await run(testWorld(folder), { quiet: true });
}, 60_000);

async function said(ids: readonly string[], options: FiguresOptions = {}) {
  const world = testWorld(folder);
  const exit = await figures(world, ids, { ...options, json: true });
  return { exit, ...JSON.parse(world.said.join('')) } as {
    readonly exit: number;
    readonly figures: readonly { readonly figure: string; readonly path: string; readonly outcome: string }[];
  };
}

describe('figures', () => {
  test('are drawn from the file of estimates as the run drew them, to the byte', async () => {
    const { exit, figures: all } = await said([], { check: true });
    expect(all.length).toBeGreaterThan(0);
    expect(all.filter(({ outcome }) => outcome !== 'unchanged')).toEqual([]);
    expect(exit).toBe(0);
  });

  test('a picture that differs is found by --check, which leaves it, and drawn again without', async () => {
    const [name = ''] = readdirSync(pictures).filter((file) => file.endsWith('.svg'));
    const [id = '', lang = ''] = name.split('.');
    const before = readFileSync(join(pictures, name), 'utf8');
    writeFileSync(join(pictures, name), before.replace('<svg', '<svg data-edited="1"'));
    const checked = await said([id], { lang, check: true, format: 'svg' });
    expect(checked.exit).toBe(1);
    expect(checked.figures.map(({ outcome }) => outcome)).toEqual(['changed']);
    expect((await said([id], { lang, format: 'svg' })).exit).toBe(0);
    expect(readFileSync(join(pictures, name), 'utf8')).toBe(before);
  });

  test('another look and width stand in the name, and leave the report’s own alone', async () => {
    const [id = '', lang = ''] = (readdirSync(pictures)[0] ?? '').split('.');
    const { figures: made } = await said([id], { lang, theme: 'print-grey', width: '480', format: 'svg' });
    expect(made.map(({ path }) => path)).toEqual([join('reports/figures', `${id}.${lang}.print-grey.480px.svg`)]);
    const svg = readFileSync(join(folder, made[0]?.path ?? ''), 'utf8');
    expect(Number(/<svg [^>]*width="([\d.]+)"/.exec(svg)?.[1])).toBeCloseTo(480, 0);
    rmSync(join(folder, made[0]?.path ?? ''));
    expect((await said([], { check: true })).exit).toBe(0);
  });

  test.each([
    [['F99'], {}, /schemas\/figures\.json: unknown figure 'F99'/],
    [[], { lang: 'xx' }, /--lang xx: there is no 'xx'/],
    [[], { theme: 'dark' }, /--theme dark: there is no 'dark'.*print-grey/],
    [[], { width: '20' }, /--width 20: is no width/],
    [[], { format: 'gif' }, /--format gif/],
  ])('%j %j is a fault', async (ids, options, message) => {
    await expect(figures(testWorld(folder), ids, options)).rejects.toThrow(message);
  });
});
