import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { draw, type Order } from '../../src/publish/drawing/draw.ts';
import type { drawersOf } from '../../src/publish/drawing/drawers.ts';
import { documentWord } from '../../src/publish/report/word/word.ts';
import type { wordWriter } from '../../src/publish/report/word/writers.ts';
import { FONT_FILES, FONTS } from '../publish/fonts.ts';
import { testDocument } from '../publish/report/document.ts';
import { testWords } from '../publish/words.ts';

/** A thread can only load what is built: both rooms are built as the program is, where its libraries are found. */
const folder = mkdtempSync(join('node_modules', '.threads-'));
let drawers: typeof drawersOf;
let writers: typeof wordWriter;

beforeAll(async () => {
  const bundle = await rolldown({
    input: ['drawing/drawers', 'drawing/drawer', 'report/word/writers', 'report/word/writer'].map(
      (name) => `src/publish/${name}.ts`,
    ),
    platform: 'node',
    external: ['@resvg/resvg-js', 'canvas'],
  });
  await bundle.write({ dir: folder });
  const built = (name: string) => import(pathToFileURL(join(folder, `${name}.js`)).href);
  drawers = (await built('drawers')).drawersOf;
  writers = (await built('writers')).wordWriter;
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const order = (label: string, mark: unknown = { type: 'point', clip: true }): Order => ({
  spec: {
    data: { values: [{ x: 1, label }] },
    mark,
    encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'label', type: 'nominal' } },
  } as Order['spec'],
  notes: 'notes',
  scale: 1,
});

test('threads draw what the thread that asks would draw, each order its own', async () => {
  const drawn = drawers(FONT_FILES, FONTS);
  const labels = ['one', 'deux', 'ثلاثة', 'quatre', 'five'];
  const drawings = await Promise.all(labels.map((label) => drawn(order(label))));
  for (const [place, label] of labels.entries()) {
    const { svg, bare, png } = await draw(order(label), FONTS);
    expect(drawings[place]?.svg).toBe(svg);
    expect(drawings[place]?.bare).toBe(bare);
    expect(Buffer.compare(drawings[place]?.png as Uint8Array, png)).toBe(0);
  }
}, 60_000);

test('what cannot be drawn fails alone, with the reason', async () => {
  const drawn = drawers(FONT_FILES, FONTS);
  const elsewhere = order('elsewhere');
  const [bad, good] = await Promise.allSettled([
    drawn({ ...elsewhere, spec: { ...elsewhere.spec, data: { url: 'https://example.org/data.csv' } } }),
    drawn(order('good')),
  ]);
  expect(bad).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('example.org') } });
  expect(good).toMatchObject({ status: 'fulfilled', value: { svg: expect.stringContaining('good') } });
}, 60_000);

test('a thread writes the Word document that the thread that asks would write', async () => {
  const document = testDocument('ar');
  const written = await writers()({ document, language: 'ar', digits: 'latin' });
  expect(Buffer.compare(written, await documentWord(document, testWords('ar')))).toBe(0);
}, 60_000);
