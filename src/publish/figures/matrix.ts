import type { TopLevelSpec } from 'vega-lite';
import { z } from 'zod';
import { kind } from '../../kind.ts';
import type { Estimate } from '../../table/estimate.ts';
import { altText, labelledCells } from './alt.ts';
import { type CellRow, cellsView } from './cells.ts';
import type { Figure, Page } from './figure.ts';
import { baseText, framed } from './frame.ts';
import { legendView } from './legend.ts';
import { pairsOf, secondFirst, shownOrder } from './pairs.ts';
import { seen } from './readings.ts';
import { shadesOver } from './shades.ts';

const params = z.strictObject({
  /** A paired indicator: its items are the rows; its two sides and their difference the columns. */
  indicator: z.string().min(1),
  secondFirst,
});

/** Both sides of a paired indicator and the gap between them, item by item, as a table of shades. */
export const matrix = kind(params, (asked, _context: unknown): Figure => {
  return (estimates, page) => draw(asked, seen(estimates), page);
});

function draw(
  { indicator, secondFirst: turned }: z.infer<typeof params>,
  estimates: readonly Estimate[],
  page: Page,
): TopLevelSpec | null {
  const { words } = page;
  const { pairs, sides } = pairsOf(indicator, estimates);
  if (pairs.length === 0) return null;
  const [first, second] = sides.map((side) => words.item(indicator, side)) as [string, string];
  const columns = [...shownOrder([first, second], turned), words.phrase('difference')];
  const rows: readonly CellRow[] = pairs.map(({ item, sides: both, difference }) => ({
    heading: '',
    label: words.item(indicator, item),
    cells: [...shownOrder(both, turned), difference],
  }));
  const drawn = rows.flatMap(({ cells }) => cells.filter((cell) => cell !== undefined));
  const shades = shadesOver(
    drawn.flatMap(({ value }) => (value === null ? [] : [Math.abs(value)])),
    true,
    page,
  );
  const view = cellsView(rows, columns, (x) => shades.colourOf(Math.abs(x)), page);
  const { title } = words.indicator(indicator);
  const labelled = labelledCells(rows, columns, words);
  const remarks = [words.phrase('figureDifference', { first, second })];
  const alt = altText('altCells', title, labelled, words);
  const subtitle = baseText(indicator, drawn, words);
  return framed(
    { title, subtitle, remarks, intervals: 'written', alt },
    [legendView(shades.legend, page), view],
    drawn,
    page,
  );
}
