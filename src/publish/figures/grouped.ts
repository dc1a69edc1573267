import type { TopLevelSpec } from 'vega-lite';
import { z } from 'zod';
import { fault } from '../../fault.ts';
import { kind } from '../../kind.ts';
import type { Estimate } from '../../table/estimate.ts';
import type { Words } from '../words/words.ts';
import { altText } from './alt.ts';
import type { Figure, Page } from './figure.ts';
import { baseText, framed } from './frame.ts';
import { largestItems } from './largest.ts';
import { pairsOf, secondFirst, shownOrder } from './pairs.ts';
import { type Group, panel } from './panel.ts';
import { readingOf, seen } from './readings.ts';
import { titleOf, titleTexts } from './title.ts';

const text = z.string().min(1);

const params = z
  .strictObject({
    /** Shares of several items; of a paired indicator, its two sides are the bars. */
    indicator: text,
    /** Breakdown whose levels are the bars of each item; left out for a paired indicator. */
    by: z.exactOptional(text),
    secondFirst,
    /** One more bar after the two sides: the share of another indicator for the item of the same name. */
    beside: z.exactOptional(z.strictObject({ indicator: text, label: titleTexts })),
  })
  .refine(({ by, beside }) => by === undefined || beside === undefined, 'give by or beside, not both');

/** Shares of items, a bar for each group beside the others, with their intervals. */
export const grouped = kind(params, (asked, _context: unknown): Figure => {
  return (estimates, page) => draw(asked, seen(estimates), page);
});

interface Bar {
  readonly label: string;
  readonly estimate: Estimate;
  /** Colour where it is none of the shades of its neighbours. */
  readonly fill?: string;
}

function draw(asked: z.infer<typeof params>, estimates: readonly Estimate[], page: Page): TopLevelSpec | null {
  const { indicator, by } = asked;
  const { words, theme } = page;
  const { items, remarks } =
    by === undefined ? sidesOf(asked, estimates, page) : levelsOf(indicator, by, estimates, page);
  const drawn = items.flatMap(({ bars }) => bars.map(({ estimate }) => estimate));
  if (drawn.length === 0) return null;
  const groups: readonly Group[] = items.map(({ heading, bars }) => ({
    heading,
    readings: bars.map(({ label, estimate, fill }, place) => ({
      ...readingOf(estimate, label, words),
      pale: false,
      fill: fill ?? shadeOf(place, bars.filter((bar) => bar.fill === undefined).length, theme.sequential),
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
  const own = drawn.filter((estimate) => estimate.indicator === indicator);
  return framed({ title, subtitle: baseText(indicator, own, words), remarks, alt }, [bars], drawn, page);
}

/** From light to dark; intervals are drawn over the bars, so that the darkest are left out. */
function shadeOf(place: number, of: number, ramp: readonly string[]): string {
  const shades = ramp.slice(1, 5);
  return shades[of < 2 ? 1 : Math.round((place * (shades.length - 1)) / (of - 1))] as string;
}

function sidesOf(
  { indicator, secondFirst: turned, beside }: z.infer<typeof params>,
  estimates: readonly Estimate[],
  { words, theme }: Page,
) {
  const { pairs, sides } = pairsOf(indicator, estimates);
  const label = titleOf(beside?.label, words, words.indicator(beside?.indicator ?? '').title);
  const others = estimates.filter(
    ({ indicator: id, stat, domain }) => id === beside?.indicator && stat === 'share' && domain.length === 0,
  );
  const items = pairs.map((pair) => {
    const both = pair.sides.map(
      (estimate, side): Bar => ({ estimate, label: words.item(indicator, sides[side] ?? '') }),
    );
    const third = others
      .filter(({ item }) => item === pair.item)
      .map((estimate): Bar => ({ estimate, label, fill: theme.series[3] as string }));
    return { heading: words.item(indicator, pair.item), bars: [...shownOrder(both as [Bar, Bar], turned), ...third] };
  });
  const drawn = items.flatMap(({ bars }) => bars.slice(2).map(({ estimate }) => estimate));
  const [first] = drawn;
  if (others.length > 0 && pairs.length > 0 && first === undefined)
    throw fault(
      `figure of ${indicator} beside ${beside?.indicator}`,
      'the two have no item of the same name',
      `Items of the first: ${pairs.map(({ item }) => item).join(', ')}`,
    );
  return { items, remarks: first === undefined ? [] : [besideText(label, first.indicator, drawn, words)] };
}

/** What the further bars are, and the base of their own. */
function besideText(label: string, indicator: string, drawn: readonly Estimate[], words: Words): string {
  const said = words.phrase('figureBeside', { label, title: words.indicator(indicator).title });
  const base = baseText(indicator, drawn, words);
  return base === '' ? said : `${said} ${base}.`;
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
