import type { TopLevelSpec } from 'vega-lite';
import { z } from 'zod';
import { kind } from '../../kind.ts';
import type { Estimate } from '../../table/estimate.ts';
import { altText } from './alt.ts';
import type { Figure, Page } from './figure.ts';
import { baseText, framed } from './frame.ts';
import { largestItems } from './largest.ts';
import { pairsOf, secondFirst, shownOrder } from './pairs.ts';
import { type Group, panel } from './panel.ts';
import { readingOf, seen } from './readings.ts';

const text = z.string().min(1);

const params = z.strictObject({
  /** Shares of several items; of a paired indicator, its two sides are the bars. */
  indicator: text,
  /** Breakdown whose levels are the bars of each item; left out for a paired indicator. */
  by: z.exactOptional(text),
  secondFirst,
});

/** Shares of items, a bar for each group beside the others, with their intervals. */
export const grouped = kind(params, (asked, _context: unknown): Figure => {
  return (estimates, page) => draw(asked, seen(estimates), page);
});

interface Bar {
  readonly label: string;
  readonly estimate: Estimate;
}

function draw(
  { indicator, by, secondFirst: turned }: z.infer<typeof params>,
  estimates: readonly Estimate[],
  page: Page,
): TopLevelSpec | null {
  const { words, theme } = page;
  const { items, remarks } =
    by === undefined
      ? { items: sidesOf(indicator, turned, estimates, page), remarks: [] }
      : levelsOf(indicator, by, estimates, page);
  const drawn = items.flatMap(({ bars }) => bars.map(({ estimate }) => estimate));
  if (drawn.length === 0) return null;
  const groups: readonly Group[] = items.map(({ heading, bars }) => ({
    heading,
    readings: bars.map(({ label, estimate }, place) => ({
      ...readingOf(estimate, label, words),
      pale: false,
      fill: shadeOf(place, bars.length, theme.sequential),
    })),
  }));
  const bars = panel({ groups, mark: 'bar', percent: true }, page);
  const { title: whole } = words.indicator(indicator);
  const title = by === undefined ? whole : words.phrase('itemOf', { title: whole, item: words.field(by) });
  const labelled = items.flatMap(({ heading, bars: some }) =>
    some.map(({ label, estimate }) => ({
      estimate,
      label: heading === '' ? label : words.phrase('itemOf', { title: heading, item: label }),
    })),
  );
  const alt = altText('altBars', title, labelled, words);
  return framed({ title, subtitle: baseText(indicator, drawn, words), remarks, alt }, [bars], drawn, page);
}

/** From light to dark; intervals are drawn over the bars, so that the darkest are left out. */
function shadeOf(place: number, of: number, ramp: readonly string[]): string {
  const shades = ramp.slice(1, 5);
  return shades[of < 2 ? 1 : Math.round((place * (shades.length - 1)) / (of - 1))] as string;
}

function sidesOf(indicator: string, turned: boolean, estimates: readonly Estimate[], { words }: Page) {
  const { pairs, sides } = pairsOf(indicator, estimates);
  return pairs.map((pair) => {
    const bars = pair.sides.map(
      (estimate, side): Bar => ({ estimate, label: words.item(indicator, sides[side] ?? '') }),
    );
    return { heading: words.item(indicator, pair.item), bars: shownOrder(bars as [Bar, Bar], turned) };
  });
}

function levelsOf(indicator: string, by: string, estimates: readonly Estimate[], { words }: Page) {
  const own = estimates.filter(
    ({ indicator: id, stat, domain }) =>
      id === indicator && stat === 'share' && domain.length === 1 && domain[0]?.field === by,
  );
  const { items, remarks } = largestItems(own, words);
  const bars = items.map((item) => ({
    heading: item === '' ? '' : words.item(indicator, item),
    bars: own
      .filter((each) => each.item === item)
      .map((estimate): Bar => ({ estimate, label: words.level(by, estimate.domain[0]?.level ?? '') })),
  }));
  return { items: bars, remarks };
}
