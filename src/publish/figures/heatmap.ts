import type { TopLevelSpec } from 'vega-lite';
import { z } from 'zod';
import { kind } from '../../kind.ts';
import type { Estimate } from '../../table/estimate.ts';
import { altText, labelledCells } from './alt.ts';
import { type CellRow, cellsView } from './cells.ts';
import type { Figure, Page } from './figure.ts';
import { framed, sharedBaseText } from './frame.ts';
import { legendView } from './legend.ts';
import { levelsIn } from './levels.ts';
import { seen } from './readings.ts';
import { shadesOver } from './shades.ts';
import { titleOf, titleTexts } from './title.ts';

const text = z.string().min(1);
const STATS: readonly string[] = ['share', 'mean', 'median'];

/** More columns have no room for their numbers. */
const MOST = 8;

const params = z.strictObject({
  /** Indicators of one number each: the columns. */
  indicators: z.array(text).min(1).max(MOST),
  /** Breakdowns: their levels are the rows. */
  by: z.array(text).min(1),
  title: titleTexts,
});

/**
 * Several indicators in each level of several breakdowns, as a table of shades. Shares have one scale; where there are other numbers, each
 * column has its own.
 */
export const heatmap = kind(params, (asked, _context: unknown): Figure => {
  return (estimates, page) => draw(asked, seen(estimates), page);
});

function draw(
  { indicators, by, title: texts }: z.infer<typeof params>,
  estimates: readonly Estimate[],
  page: Page,
): TopLevelSpec | null {
  const { words } = page;
  const own = new Map(indicators.map((indicator) => [indicator, oneNumber(indicator, estimates)]));
  const everybody = [...own.values()].map((some) => some.find(({ domain }) => domain.length === 0));
  const rows: CellRow[] = [{ heading: '', label: words.phrase('everyone'), cells: everybody }];
  for (const field of by) {
    const all = [...own.values()];
    for (const [place, { level, estimates: some }] of levelsIn(field, all.flat()).entries())
      rows.push({
        heading: place === 0 ? words.field(field) : '',
        label: words.level(field, level),
        cells: all.map((column) => column.find((each) => some.includes(each))),
      });
  }
  const drawn = rows.flatMap(({ cells }) => cells.filter((cell) => cell !== undefined));
  if (drawn.length === 0) return null;
  const shares = drawn.every(({ stat }) => stat === 'share');
  const numbers = (cells: readonly (Estimate | undefined)[]) => cells.flatMap((cell) => cell?.value ?? []);
  const all = shadesOver(numbers(drawn), shares, page);
  const each = indicators.map((_, column) => shadesOver(numbers(rows.map(({ cells }) => cells[column])), false, page));
  const titles = indicators.map((indicator) => words.indicator(indicator).title);
  const view = cellsView(rows, titles, (x, column) => (shares ? all : (each[column] ?? all)).colourOf(x), page);
  const title = titleOf(texts, words, words.phrase('answersByQuestion'));
  const labelled = labelledCells(rows, titles, words);
  const alt = altText('altCells', title, labelled, words);
  const remarks = shares ? [] : [words.phrase('figureShadesByColumn')];
  const panels = shares ? [legendView(all.legend, page), view] : [view];
  const subtitle = sharedBaseText(
    everybody.filter((cell) => cell !== undefined),
    words,
  );
  return framed({ title, subtitle, remarks, intervals: 'written', alt }, panels, drawn, page);
}

/** The estimates of the first share, mean or median that an indicator of one number has, in all domains. */
function oneNumber(indicator: string, estimates: readonly Estimate[]): readonly Estimate[] {
  const own = estimates.filter((each) => each.indicator === indicator && each.item === '');
  const stat = STATS.find((one) => own.some((each) => each.stat === one));
  return own.filter((each) => each.stat === stat);
}
