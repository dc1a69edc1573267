import type { TopLevelSpec } from 'vega-lite';
import { describe, expect, test } from 'vitest';
import { drawPng } from '../../../src/publish/drawing/png.ts';
import { FONTS } from '../fonts.ts';
import { svgOf } from '../svg.ts';

/** A chart with a gradient and a clip, whose ids Vega counts up for the whole process. */
function heat(label: string): TopLevelSpec {
  return {
    description: `Chart of "${label}" & <more>`,
    data: {
      values: [
        { x: 1, y: 2, c: 3, label },
        { x: 2, y: 3, c: 5, label: 'نص عربي' },
      ],
    },
    mark: { type: 'point', clip: true },
    encoding: {
      x: { field: 'x', type: 'quantitative' },
      y: { field: 'label', type: 'nominal' },
      color: { field: 'c', type: 'quantitative' },
    },
  };
}

describe('drawWithBare', () => {
  test('the same spec gives the same bytes, whatever is drawn before or at the same time', async () => {
    const alone = await svgOf(heat('one'));
    const [two, again] = await Promise.all([svgOf(heat('two')), svgOf(heat('one'))]);
    expect(alone).toContain('gradient_0');
    expect(again).toBe(alone);
    expect(two).not.toBe(alone);
  });

  test('is one image, described and escaped', async () => {
    const svg = await svgOf(heat('<script>alert("x")</script> $& 😀'));
    expect(svg).toMatch(
      /^<svg role="img" aria-label="Chart of &quot;&lt;script&gt;alert\(&quot;x&quot;\)&lt;\/script&gt; \$&amp; 😀&quot; &amp; &lt;more&gt;" direction="ltr" /,
    );
    expect(svg).not.toContain('<script');
  });

  test('labels take the room that the fonts say', async () => {
    const margin = async (label: string) => Number(/translate\(([\d.]+),/.exec(await svgOf(heat(label)))?.[1]);
    const [short, long] = [await margin('نص عربي'), await margin('نص عربي نص عربي نص عربي')];
    const wider = FONTS.width('نص عربي نص عربي نص عربي', 10, false) - FONTS.width('نص عربي', 10, false);
    expect(Math.abs(long - short - wider)).toBeLessThan(1.01);
  });

  test.each<[string, unknown]>([
    [
      'an unknown channel',
      { data: { values: [] }, mark: 'bar', encoding: { nowhere: { field: 'x', type: 'nominal' } } },
    ],
    [
      'an infinite extent',
      { data: { values: [{ x: Number.NaN }] }, mark: 'point', encoding: { x: { field: 'x', type: 'quantitative' } } },
    ],
    ['data elsewhere', { data: { url: 'https://example.org/data.csv' }, mark: 'point', encoding: {} }],
    ['no spec at all', {}],
  ])('%s is an error, and the next drawing goes on', async (_what, spec) => {
    await expect(svgOf(spec as TopLevelSpec)).rejects.toThrow();
    expect(await svgOf(heat('one'))).toContain('</svg>');
  });
});

describe('drawPng', () => {
  test('scales, and gives the same bytes', async () => {
    const svg = await svgOf(heat('one'));
    const [, width] = /width="(\d+)"/.exec(svg) ?? [];
    const png = await drawPng(svg, FONTS, 2);
    expect([...png.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    expect(new DataView(png.buffer, png.byteOffset).getUint32(16)).toBe(2 * Number(width));
    expect(Buffer.from(png).equals(Buffer.from(await drawPng(svg, FONTS, 2)))).toBe(true);
  });

  test('text is drawn in both scripts and weights', async () => {
    const of = (text: string, weight: string) =>
      drawPng(
        `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="30"><text y="20" font-family="Noto Sans, Noto Sans Arabic" font-weight="${weight}">${text}</text></svg>`,
        FONTS,
        1,
      );
    const sizes = await Promise.all([
      of('', 'normal'),
      of('Text', 'normal'),
      of('Text', 'bold'),
      of('نص', 'normal'),
      of('نص', 'bold'),
    ]);
    expect(new Set(sizes.map((png) => Buffer.from(png).toString('base64'))).size).toBeGreaterThanOrEqual(4);
    for (const png of sizes.slice(1)) expect(png.length).toBeGreaterThan((sizes[0]?.length ?? 0) + 50);
  });
});
