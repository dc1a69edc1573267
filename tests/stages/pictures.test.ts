import { expect, test } from 'vitest';
import { draw } from '../../src/publish/drawing/draw.ts';
import type { DrawnFigure, Easel } from '../../src/stages/pictures.ts';
import { drawFigure } from '../../src/stages/pictures.ts';
import { testPage } from '../publish/figures/made.ts';
import { FONTS } from '../publish/fonts.ts';
import { testWords } from '../publish/words.ts';

const easel: Easel = { fonts: FONTS, draw: (order) => draw(order, FONTS), hash: 'a' };
const page = testPage(testWords('en'));

/** A figure of one text. */
const saying = (text: string) => ({
  id: 'F1',
  kind: 'shares',
  theme: 'skills',
  indicators: [],
  note: {},
  draw: () =>
    ({
      description: text,
      data: { values: [{}] },
      mark: { type: 'text', text },
      usermeta: { figure: { title: text, subtitle: '', notes: [], alt: text, simulated: false } },
    }) as never,
});

async function drawn(text: string, before: readonly DrawnFigure[] = [], with_: Easel = easel): Promise<DrawnFigure> {
  const kept = new Map(before.map((figure) => [figure.madeOf, figure]));
  const figure = await drawFigure(saying(text), [], page, with_, kept);
  if (figure === null) throw new Error('nothing drawn');
  return figure;
}

test('the same spec, fonts and program: the earlier drawing is taken; another of them: drawn anew', async () => {
  const first = await drawn('one');
  const marked = { ...first, svg: 'as it was' };
  expect((await drawn('one', [marked])).svg).toBe('as it was');
  expect((await drawn('two', [marked])).svg).toContain('two');
  expect((await drawn('one', [marked], { ...easel, hash: 'b' })).svg).toBe(first.svg);
});

test('without a PNG, the drawing is the same and no picture is made', async () => {
  const whole = await drawn('one');
  const figure = await drawFigure(saying('one'), [], page, easel, new Map(), { png: false });
  for (const of of ['svg', 'bareSvg', 'madeOf'] as const) expect(figure?.[of]).toBe(whole[of]);
  expect(figure?.png).toHaveLength(0);
  expect(whole.png.length).toBeGreaterThan(100);
});

test('a drawing says which estimates it shows', async () => {
  const of = (estimates: readonly string[]) => ({
    ...saying('one'),
    draw: () => {
      const spec = saying('one').draw() as { readonly usermeta: object };
      return { ...spec, usermeta: { ...spec.usermeta, estimates } } as never;
    },
  });
  const figure = await drawFigure(of(['A|sex=f&age=1', 'B']), [], page, easel);
  expect(figure?.svg).toContain('<metadata>A|sex=f&amp;age=1\nB</metadata>');
  expect(figure?.bareSvg).not.toContain('<metadata>');
  expect((await drawFigure(of([]), [], page, easel))?.svg).not.toContain('<metadata>');
});
