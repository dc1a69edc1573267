import type { TopLevelSpec } from 'vega-lite';
import { z } from 'zod';
import { kind } from '../../kind.ts';
import type { Estimate } from '../../table/estimate.ts';
import { altText, labelledCells } from './alt.ts';
import { type CellRow, cellsView } from './cells.ts';
import type { Figure, Page } from './figure.ts';
import { baseText, framed } from './frame.ts';
import { legendView } from './legend.ts';
import { levelsIn } from './levels.ts';
import { seen } from './readings.ts';
import { shadesOver } from './shades.ts';

const text = z.string().min(1);

const params = z.strictObject({
  /** Shares of items that are months: the columns, in the order of the list. */
  indicator: text,
  /** The breakdown that is the year: the rows. */
  by: text,
});

/** Shares of months in each year, as a calendar of shades: a row a year, each adding up to 100 %. */
export const calendar = kind(params, (asked, _context: unknown): Figure => {
  return (estimates, page) => draw(asked, seen(estimates), page);
});

function draw(
  { indicator, by }: z.infer<typeof params>,
  estimates: readonly Estimate[],
  page: Page,
): TopLevelSpec | null {
  const { words } = page;
  const own = estimates.filter((each) => each.indicator === indicator && each.stat === 'share');
  const months = [...new Set(own.map(({ item }) => item))];
  const years = levelsIn(by, own);
  if (years.length === 0) return null;
  const row = (label: string, some: readonly Estimate[]): CellRow => ({
    heading: '',
    label,
    cells: months.map((month) => some.find(({ item }) => item === month)),
  });
  const rows = [
    ...years.map(({ level, estimates: some }) => row(words.level(by, level), some)),
    row(
      words.phrase('everyone'),
      own.filter(({ domain }) => domain.length === 0),
    ),
  ];
  const drawn = rows.flatMap(({ cells }) => cells.filter((cell) => cell !== undefined));
  const shades = shadesOver(
    drawn.flatMap(({ value }) => value ?? []),
    true,
    page,
  );
  const names = months.map((month) => words.item(indicator, month));
  const view = cellsView(rows, names, (x) => shades.colourOf(x), page);
  const { title } = words.indicator(indicator);
  const labelled = labelledCells(rows, names, words);
  const alt = altText('altCells', title, labelled, words);
  const remarks = [words.phrase('figureCellsNarrow')];
  const subtitle = baseText(indicator, drawn, words);
  return framed(
    { title, subtitle, remarks, intervals: 'none', alt },
    [legendView(shades.legend, page), view],
    drawn,
    page,
  );
}
