import type { TopLevelSpec } from 'vega-lite';
import { z } from 'zod';
import { kind } from '../../kind.ts';
import type { Estimate } from '../../table/estimate.ts';
import { markOf } from '../words/marks.ts';
import { altText } from './alt.ts';
import { intervalText } from './cells.ts';
import { inkOn } from './contrast.ts';
import type { Figure, Layer, Page, View } from './figure.ts';
import { baseText, framed } from './frame.ts';
import { type Box, boxLayer, legendView } from './legend.ts';
import { directed, wrapped } from './lines.ts';
import { type Placed, textLayer } from './marks.ts';
import { readingOf, seen } from './readings.ts';
import { shadesOver } from './shades.ts';
import { TEXT } from './theme.ts';
import { titleOf, titleTexts } from './title.ts';

const text = z.string().min(1);

/** Where the tile of each region lies: column from the west and row from the north, both from 0. */
const tileMap = z.strictObject({
  /** Whose drawing it is and how it may be used. */
  licence: z.union([text, titleTexts]),
  tiles: z.record(text, z.tuple([z.number().int().min(0), z.number().int().min(0)])),
});

const params = z.strictObject({
  indicator: text,
  /** Which item; '' for an indicator of one number. */
  item: z.string().default(''),
  /** Breakdown by region; left out where the items of the indicator are the regions. */
  by: z.exactOptional(text),
  map: tileMap,
});

const TILE = 76;
const BETWEEN = 4;

/** One number in each region, as tiles that lie about as the regions do. A map keeps west on the left in every language. */
export const tiles = kind(params, (asked, _context: unknown): Figure => {
  return (estimates, page) => draw(asked, seen(estimates), page);
});

function draw(
  { indicator, item, by, map }: z.infer<typeof params>,
  estimates: readonly Estimate[],
  page: Page,
): TopLevelSpec | null {
  const { words, theme, space } = page;
  const own = estimates.filter((each) => each.indicator === indicator && each.stat !== 'difference');
  const inRegions =
    by === undefined
      ? own.filter(({ domain }) => domain.length === 0).map((estimate) => [estimate.item, estimate] as const)
      : own
          .filter((each) => each.item === item && each.domain.length === 1 && each.domain[0]?.field === by)
          .map((estimate) => [estimate.domain[0]?.level ?? '', estimate] as const);
  const byRegion = new Map(inRegions);
  if (byRegion.size === 0) return null;
  const nameOf = (region: string) => (by === undefined ? words.item(indicator, region) : words.level(by, region));
  const drawn = [...byRegion.values()];
  const percent = drawn.every(({ stat }) => stat === 'share');
  const shades = shadesOver(
    drawn.flatMap(({ value }) => value ?? []),
    percent,
    page,
  );
  const columns = 1 + Math.max(...Object.values(map.tiles).map(([column]) => column));
  const lines = 1 + Math.max(...Object.values(map.tiles).map(([, line]) => line));
  const wide = Math.min(TILE * 1.35, space / columns);
  const left = (space - columns * wide) / 2;
  // Placed from the left: boxes and texts mirror, so a page from right to left counts from its other side.
  const x = (fromLeft: number) => (words.direction === 'rtl' ? space - fromLeft : fromLeft);
  const boxes: Box[] = [];
  const texts = new Map<string, { readonly names: Placed[]; readonly values: Placed[]; readonly bounds: Placed[] }>();
  for (const [region, [column, line]] of Object.entries(map.tiles)) {
    const estimate = byRegion.get(region);
    const reading = estimate === undefined ? undefined : readingOf(estimate, '', words);
    const colour = reading?.value === undefined ? theme.colour.ground : shades.colourOf(reading.value);
    const ink = reading?.value === undefined ? theme.colour.quiet : inkOn(colour, theme.colour.ink);
    const at = left + column * wide;
    const middle = line * TILE + TILE / 2;
    const start = words.direction === 'rtl' ? space - at - wide + BETWEEN / 2 : at + BETWEEN / 2;
    boxes.push({ x: start, y: middle, width: wide - BETWEEN, height: TILE - BETWEEN, colour });
    const value =
      estimate === undefined ? words.phrase('noData') : reading?.value === undefined ? markOf(estimate) : reading.text;
    const { names, values, bounds } = texts.get(ink) ?? { names: [], values: [], bounds: [] };
    texts.set(ink, { names, values, bounds });
    const centre = x(at + wide / 2);
    names.push({ x: centre, y: middle - 20, lines: wrapped(nameOf(region), wide - 10, TEXT.note, page) });
    values.push({ x: centre, y: middle + 11, lines: [directed(value, page)] });
    const interval = estimate === undefined ? '' : intervalText(estimate, page);
    if (interval !== '') bounds.push({ x: centre, y: middle + 26, lines: [directed(interval, page)] });
  }
  const look = (ink: string, style: (typeof TEXT)[keyof typeof TEXT]) =>
    ({ style, colour: ink, align: 'center', width: space }) as const;
  const view = {
    width: space,
    height: lines * TILE + 4,
    layer: [
      boxLayer(boxes, space, page),
      ...[...texts].flatMap(([ink, { names, values, bounds }]): readonly Layer[] => [
        textLayer(names, look(ink, TEXT.note), page),
        textLayer(values, look(ink, TEXT.value), page),
        ...(bounds.length === 0 ? [] : [textLayer(bounds, look(ink, TEXT.note), page)]),
      ]),
    ],
  } as View;
  const { title: whole } = words.indicator(indicator);
  const title = item === '' ? whole : words.phrase('itemOf', { title: whole, item: words.item(indicator, item) });
  const labelled = [...byRegion].map(([region, estimate]) => ({ estimate, label: nameOf(region) }));
  const alt = altText('altMap', title, labelled, words);
  const outside = [...byRegion.keys()].filter((region) => map.tiles[region] === undefined);
  const licence = typeof map.licence === 'string' ? { [words.language]: map.licence } : map.licence;
  const remarks = [
    words.phrase('figureTiles'),
    words.phrase('figureMapLicence', { licence: titleOf(licence, words, '').replace(/[.。]$/, '') }),
    ...(outside.length === 0
      ? []
      : [words.phrase('figureOffMap', { list: outside.map(nameOf).join(words.phrase('listSeparator')) })]),
  ];
  const subtitle = baseText(indicator, drawn, words);
  return framed(
    { title, subtitle, remarks, intervals: 'written', alt },
    [legendView(shades.legend, page), view],
    drawn,
    page,
  );
}
