import type { TopLevelSpec } from 'vega-lite';
import { z } from 'zod';
import { kind } from '../../kind.ts';
import type { Estimate } from '../../table/estimate.ts';
import { altText } from './alt.ts';
import type { Figure, Page, View } from './figure.ts';
import { framed, sharedBaseText } from './frame.ts';
import { type Column, type Grid, gridViews } from './grid.ts';
import { largestItems } from './largest.ts';
import { widest, wrapped } from './lines.ts';
import { seen } from './readings.ts';
import { scaleOver } from './scale.ts';
import { TEXT } from './theme.ts';
import { titleOf as figureTitle, titleTexts } from './title.ts';

const text = z.string().min(1);
const params = z.strictObject({
  indicators: z.array(text).min(1),
  /** Of the whole; the indicators' own titles name the rows. */
  title: z.exactOptional(titleTexts),
});

const LABEL_ROOM = 210;
const GAP = 22;
/** A narrower column cannot hold an axis and its numbers. */
const NARROWEST = 88;

/**
 * Shares of several indicators that have the same items: a row for each indicator, a column for each item, in each cell the share as a dot
 * with its interval. Columns that do not fit beside each other go on in a further block under the first.
 */
export const battery = kind(params, (asked, _context: unknown): Figure => {
  return (estimates, page) => draw(asked, seen(estimates), page);
});

function draw(
  { indicators, title: texts }: z.infer<typeof params>,
  estimates: readonly Estimate[],
  page: Page,
): TopLevelSpec | null {
  const { words } = page;
  const shares = estimates.filter(({ stat, domain }) => stat === 'share' && domain.length === 0);
  const own = new Map(
    indicators.map((indicator) => [indicator, shares.filter((each) => each.indicator === indicator)]),
  );
  const rows = [...own].filter(([, some]) => some.length > 0);
  const { items, remarks } = largestItems(
    rows.flatMap(([, some]) => some),
    words,
  );
  const drawn = rows.flatMap(([, some]) => some.filter(({ item }) => items.includes(item)));
  const [first] = drawn;
  if (first === undefined) return null;
  const titleOf = (indicator: string) => words.indicator(indicator).title;
  const labelOf = ({ indicator, item }: Estimate) =>
    item === '' ? words.phrase('share') : words.item(indicator, item);
  const columns = items.map((item) => {
    const cells = rows.map(([, some]) => some.find((each) => each.item === item));
    return { label: labelOf(cells.find((cell) => cell !== undefined) ?? first), cells };
  });
  const panels = inBlocks(
    columns,
    rows.map(([indicator]) => titleOf(indicator)),
    page,
  );
  const title = figureTitle(texts, words, words.phrase('answersByQuestion'));
  const labelled = drawn.map((estimate) => ({
    estimate,
    label: words.phrase('itemOf', { title: titleOf(estimate.indicator), item: labelOf(estimate) }),
  }));
  const alt = altText('altDots', title, labelled, words);
  const subtitle = sharedBaseText(drawn, words);
  return framed({ title, subtitle, remarks, alt }, panels, drawn, page);
}

/** Columns beside the names of their rows, on one scale; those that do not fit beside each other go on in a further block. */
export function inBlocks(columns: readonly Column[], titles: readonly string[], page: Page): readonly View[] {
  const names = titles.map((title) => wrapped(title, LABEL_ROOM, TEXT.label, page));
  const labels = Math.ceil(widest(names.flat(), TEXT.label, page));
  const blocks = chunks(columns, Math.max(1, Math.floor((page.space - labels) / (NARROWEST + GAP))));
  const numbers = columns.flatMap(({ cells }) => cells.flatMap((cell) => [cell?.value ?? 0, cell?.high ?? 0]));
  const across = blocks[0]?.length ?? 1;
  const column = Math.floor((page.space - labels) / across) - GAP;
  const grid: Grid = {
    labels: page.space - across * (column + GAP),
    gap: GAP,
    column,
    scale: scaleOver(numbers, 2, true),
  };
  return blocks.flatMap((block) => gridViews(block, names, grid, page));
}

/** Columns in blocks of about the same size, none over `most`. */
function chunks<T>(columns: readonly T[], most: number): readonly (readonly T[])[] {
  const blocks = Math.ceil(columns.length / most);
  const size = Math.ceil(columns.length / blocks);
  return Array.from({ length: blocks }, (_, block) => columns.slice(block * size, (block + 1) * size));
}
