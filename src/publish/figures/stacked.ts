import type { TopLevelSpec } from 'vega-lite';
import { z } from 'zod';
import { kind } from '../../kind.ts';
import type { Estimate } from '../../table/estimate.ts';
import { altText } from './alt.ts';
import type { Figure, Page } from './figure.ts';
import { baseText, framed } from './frame.ts';
import { largestItems } from './largest.ts';
import { legendView } from './legend.ts';
import { levelsIn } from './levels.ts';
import { seen } from './readings.ts';
import { type SegmentRow, segmentsView } from './segments.ts';

const text = z.string().min(1);

const params = z.strictObject({
  /** An indicator whose items add up to 100 %: each person is in one. As many are drawn as there are colours; the bars then end before 100 %. */
  indicator: text,
  /** Breakdowns whose levels are bars of their own, under everybody's. */
  by: z.array(text).default([]),
});

/** What a whole is made of, among everybody and in each level of some breakdowns: a bar of segments each. */
export const stacked = kind(params, (asked, _context: unknown): Figure => {
  return (estimates, page) => draw(asked, seen(estimates), page);
});

function draw(
  { indicator, by }: z.infer<typeof params>,
  estimates: readonly Estimate[],
  page: Page,
): TopLevelSpec | null {
  const { words, theme } = page;
  const own = estimates.filter((each) => each.indicator === indicator && each.stat === 'share');
  const everybody = own.filter(({ domain }) => domain.length === 0);
  const { items, remarks: leftOut } = largestItems(everybody, words, theme.series.length);
  if (items.length === 0) return null;
  const row = (heading: string, label: string, some: readonly Estimate[]): SegmentRow => ({
    heading,
    label,
    segments: items.map((item) => some.find((each) => each.item === item)),
    start: 0,
  });
  const rows = [row('', words.phrase('everyone'), everybody)];
  for (const field of by) {
    for (const [place, { level, estimates: some }] of levelsIn(field, own).entries())
      rows.push(row(place === 0 ? words.field(field) : '', words.level(field, level), some));
  }
  const colours = items.map((_, place) => theme.series[place] as string);
  const legend = legendView(
    items.map((item, place) => ({ colour: colours[place] ?? '', label: words.item(indicator, item) })),
    page,
  );
  const drawn = rows.flatMap(({ segments }) => segments.filter((segment) => segment !== undefined));
  const labelled = rows.flatMap(({ label, segments }) =>
    segments.flatMap((estimate) =>
      estimate === undefined
        ? []
        : [{ estimate, label: words.phrase('itemOf', { title: label, item: words.item(indicator, estimate.item) }) }],
    ),
  );
  const { title } = words.indicator(indicator);
  const alt = altText('altSegments', title, labelled, words);
  const remarks = [words.phrase('figureSegments'), ...leftOut];
  const subtitle = baseText(indicator, everybody, words);
  return framed({ title, subtitle, remarks, alt }, [legend, segmentsView(rows, colours, false, page)], drawn, page);
}
