import type { TopLevelSpec } from 'vega-lite';
import { z } from 'zod';
import { kind } from '../../kind.ts';
import type { Estimate } from '../../table/estimate.ts';
import { altText, labelledCells } from './alt.ts';
import { inBlocks } from './battery.ts';
import type { Figure, Page } from './figure.ts';
import { baseText, framed } from './frame.ts';
import type { Column } from './grid.ts';
import { largestItems } from './largest.ts';
import { levelsIn } from './levels.ts';
import { seen } from './readings.ts';

const text = z.string().min(1);

const params = z.strictObject({
  /** Shares of several items: the rows of each small panel. */
  indicator: text,
  /** The breakdown: a small panel for each of its levels, beside everybody's. */
  by: text,
});

/** The same shares in each level of a breakdown: small panels on one scale, beside each other. */
export const multiples = kind(params, (asked, _context: unknown): Figure => {
  return (estimates, page) => draw(asked, seen(estimates), page);
});

function draw(
  { indicator, by }: z.infer<typeof params>,
  estimates: readonly Estimate[],
  page: Page,
): TopLevelSpec | null {
  const { words } = page;
  const own = estimates.filter((each) => each.indicator === indicator && each.stat === 'share');
  const everybody = own.filter(({ domain }) => domain.length === 0);
  const levels = levelsIn(by, own);
  const { items, remarks } = largestItems(everybody, words);
  if (items.length === 0 || levels.length === 0) return null;
  const column = (label: string, some: readonly Estimate[]): Column => ({
    label,
    cells: items.map((item) => some.find((each) => each.item === item)),
  });
  const columns = [
    column(words.phrase('everyone'), everybody),
    ...levels.map(({ level, estimates: some }) => column(words.level(by, level), some)),
  ];
  const names = items.map((item) => (item === '' ? words.phrase('share') : words.item(indicator, item)));
  const panels = inBlocks(columns, names, page);
  const drawn = columns.flatMap(({ cells }) => cells.filter((cell) => cell !== undefined));
  const title = words.phrase('itemOf', { title: words.indicator(indicator).title, item: words.field(by) });
  const labelled = labelledCells(columns, names, words);
  const alt = altText('altDots', title, labelled, words);
  return framed({ title, subtitle: baseText(indicator, everybody, words), remarks, alt }, panels, drawn, page);
}
