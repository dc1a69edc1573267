import { describe, expect, test } from 'vitest';
import { textsOf } from '../../../src/publish/figures/texts.ts';
import { THEMES } from '../../../src/publish/figures/themes.ts';
import { inlineSvg } from '../../../src/publish/report/svg.ts';
import type { Words } from '../../../src/publish/words/words.ts';
import { madeUp } from '../estimates.ts';
import { svgOf } from '../svg.ts';
import { testWords } from '../words.ts';
import { ALL, ENTRIES } from './entries.ts';
import { drawn, textsIn } from './made.ts';

const HOSTILE = `<script>alert("x")</script> & 'quotes' \u202eturned\u202c 😀 \u200f(م)\u0000`;
/** 200 characters: words, and one word that no line holds. */
const LONG = `${'a rather long answer '.repeat(6)}${'w'.repeat(74)}`;

/** Words that call everything the same. */
function calling(text: string, language: 'en' | 'ar' = 'en'): Words {
  const words = testWords(language);
  const same = () => text;
  const indicator = () => ({ title: text, base: text, question: '', unit: '' });
  return { ...words, title: text, indicator, item: same, field: same, level: same, theme: same };
}

describe.each(ENTRIES.map((entry) => ({ kind: entry.kind, entry })))('$kind', ({ entry }) => {
  test('hostile labels stay text in the drawing, on a page and in the specification', async () => {
    const spec = drawn(entry, ALL, calling(HOSTILE));
    const svg = await svgOf(spec);
    for (const unsafe of ['<script', '\u0000', '\u202e']) {
      expect(svg).not.toContain(unsafe);
      expect(String(inlineSvg(svg, 'f', HOSTILE))).not.toContain(unsafe);
    }
    expect(svg).toContain('&lt;script&gt;');
    // What would turn the text around it is in no mark of the specification either: the Vega editor shows it as it is.
    for (const text of textsIn(spec)) expect(text).not.toMatch(/[\u202e\u2066-\u2069]/);
    const written = JSON.stringify(spec);
    expect(JSON.stringify(JSON.parse(written))).toBe(written);
  });

  test.each(['en', 'ar'] as const)(
    'labels of 200 characters are wrapped, and the figure stays as wide (%s)',
    async (language) => {
      expect(LONG).toHaveLength(200);
      const svg = await svgOf(drawn(entry, ALL, calling(LONG, language)));
      expect(/ width="([\d.]+)"/.exec(svg)?.[1]).toBe('672');
      expect(svg).not.toMatch(/undefined|NaN/);
    },
  );
});

/** An item among everybody and in one group. */
const ONE_ITEM = [[], [{ field: 'sex', level: 'female' }]].map((domain) =>
  madeUp({ indicator: 'OBS', item: 'cost', domain }),
);

describe('one category only', () => {
  const one = (kind: string, more: object) => ({ kind, indicator: 'OBS', ...more });
  const women = [{ field: 'sex', level: 'female' }];
  test.each([
    ['shares', one('shares', {}), [madeUp({ indicator: 'OBS', item: 'cost' })]],
    ['grouped', one('grouped', { by: 'sex' }), ONE_ITEM],
    ['multiples', one('multiples', { by: 'sex' }), ONE_ITEM],
    ['stacked', one('stacked', { by: ['sex'] }), ONE_ITEM],
    ['breakdown', { kind: 'breakdown', indicator: 'COV', by: ['sex'] }, [madeUp({ domain: women })]],
    [
      'histogram',
      { kind: 'histogram', indicator: 'ONE' },
      [madeUp({ indicator: 'ONE', item: '0..10', value: 1, low: 1, high: 1 })],
    ],
    ['calendar', one('calendar', { by: 'sex' }), ONE_ITEM],
  ])('%s', async (_, entry, estimates) => {
    const svg = await svgOf(drawn(entry as never, estimates));
    expect(svg).not.toMatch(/undefined|NaN|Infinity/);
    expect(/ width="([\d.]+)"/.exec(svg)?.[1]).toBe('672');
  });
});

describe('sixty categories', () => {
  const many = (domain: readonly { field: string; level: string }[]) =>
    Array.from({ length: 60 }, (_, place) =>
      madeUp({ indicator: 'OBS', item: `m${place}`, value: place / 100, low: place / 200, high: place / 90, domain }),
    );
  const all = [...many([]), ...many([{ field: 'sex', level: 'female' }]), ...many([{ field: 'sex', level: 'male' }])];
  test.each([
    ['shares', { kind: 'shares', indicator: 'OBS' }],
    ['grouped', { kind: 'grouped', indicator: 'OBS', by: 'sex' }],
    ['multiples', { kind: 'multiples', indicator: 'OBS', by: 'sex' }],
    ['battery', { kind: 'battery', indicators: ['OBS'] }],
  ])('%s: the largest, and a sentence on the others', (_, entry) => {
    const spec = drawn(entry as never, all);
    const drawnItems = new Set(textsIn(spec).flatMap((text) => text.match(/^m\d+$/) ?? []));
    expect([...drawnItems].sort()).toEqual(Array.from({ length: 20 }, (_each, place) => `m${40 + place}`));
    expect(textsOf(spec).notes).toContain('Only the 20 largest items are drawn; 40 more are not.');
  });

  test('stacked: as many as there are colours', () => {
    const spec = drawn({ kind: 'stacked', indicator: 'OBS', by: ['sex'] } as never, all);
    const drawnItems = new Set(textsIn(spec).flatMap((text) => text.match(/^m\d+$/) ?? []));
    expect([...drawnItems].sort()).toEqual(['m54', 'm55', 'm56', 'm57', 'm58', 'm59']);
    expect(textsOf(spec).notes).toContain('Only the 6 largest items are drawn; 54 more are not.');
  });
});

describe.each(Object.entries(THEMES))('look %s', (_, theme) => {
  test('what is written in colour is read on its ground: contrast 4.5 at least', async () => {
    const { contrast, inkOn } = await import('../../../src/publish/figures/contrast.ts');
    const { ink, quiet, ground, warningFill, warningInk } = theme.colour;
    for (const text of [ink, quiet]) expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(warningInk, warningFill)).toBeGreaterThanOrEqual(4.5);
    for (const shade of [...theme.sequential, ...theme.diverging, ...theme.series])
      expect(contrast(inkOn(shade, ink), shade)).toBeGreaterThanOrEqual(4.5);
  });
});
