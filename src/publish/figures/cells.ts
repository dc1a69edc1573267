import type { Estimate } from '../../table/estimate.ts';
import { markOf } from '../words/marks.ts';
import { isInPoints } from '../words/points.ts';
import { inkOn } from './contrast.ts';
import type { Page, View } from './figure.ts';
import { type Box, boxLayer } from './legend.ts';
import { clean, directed, widest, wrapped } from './lines.ts';
import { type Placed, textLayer, textLayers } from './marks.ts';
import { readingOf } from './readings.ts';
import { laidRows, rowNames } from './rows.ts';
import { TEXT } from './theme.ts';

/** A row of a table of colours; '' for no heading above it. */
export interface CellRow {
  readonly heading: string;
  readonly label: string;
  /** One a column, where there is an estimate. */
  readonly cells: readonly (Estimate | undefined)[];
}

const LABEL_ROOM = 200;
/** Between the headings of two columns, so that they do not read as one line. */
const HEAD_GAP = 8;
const LABEL_GAP = 12;
const ROW = 34;
const BEFORE = 10;
/** Px of white around each cell. */
const BETWEEN = 2;
/** Narrower than this a cell has no room for its number and interval. */
const FULL = 84;

/**
 * A table of coloured cells: in each its number, and below it the interval where there is room. A cell that is held back is white with its
 * mark; one to be read with caution bears its mark beside the number.
 */
export function cellsView(
  rows: readonly CellRow[],
  columns: readonly string[],
  colourOf: (x: number, column: number) => string,
  page: Page,
): View {
  const { words, space, theme } = page;
  const { lines, width: labels } = rowNames(rows, LABEL_ROOM, LABEL_GAP, page);
  const width = (space - labels) / Math.max(1, columns.length);
  const small = width < 52;
  const longest = widest(
    columns.flatMap((column) => clean(column).split(' ')),
    TEXT.heading,
    page,
  );
  const headStyle = small || longest > width - HEAD_GAP ? TEXT.note : TEXT.heading;
  const heads = columns.map((column) => wrapped(column, width - HEAD_GAP, headStyle, page));
  const headHeight = BEFORE + Math.max(1, ...heads.map((head) => head.length)) * headStyle.line + 6;
  const boxes: Box[] = [];
  const inks = new Map<string, { readonly values: Placed[]; readonly bounds: Placed[] }>();
  const laid = laidRows(rows, lines, { top: headHeight, least: ROW, around: 6, above: 0 }, page);
  for (const [place, row] of rows.entries()) {
    const { middle, height } = laid.at[place] ?? { middle: 0, height: 0 };
    for (const [column, cell] of row.cells.entries()) {
      if (cell === undefined) continue;
      const reading = readingOf(cell, '', words);
      const colour = reading.value === undefined ? theme.colour.ground : colourOf(reading.value, column);
      const ink = reading.value === undefined ? theme.colour.quiet : inkOn(colour, theme.colour.ink);
      const left = labels + column * width;
      boxes.push({ x: left + BETWEEN / 2, y: middle, width: width - BETWEEN, height: height - BETWEEN, colour });
      const { values, bounds } = inks.get(ink) ?? { values: [], bounds: [] };
      inks.set(ink, { values, bounds });
      const interval = width < FULL ? '' : intervalText(cell, page);
      const text = reading.value === undefined ? markOf(cell) : small ? briefText(cell, page) : reading.text;
      values.push({ x: left + width / 2, y: middle - (interval === '' ? 0 : 7), lines: [directed(text, page)] });
      if (interval !== '') bounds.push({ x: left + width / 2, y: middle + 8, lines: [directed(interval, page)] });
    }
  }
  const placed = (style: (typeof TEXT)[keyof typeof TEXT], colour: string, align: 'start' | 'center') =>
    ({ style, colour, align, width: space }) as const;
  const headTexts = heads.map((head, column) => ({
    x: labels + (column + 0.5) * width,
    y: headHeight - 6 - (head.length * headStyle.line) / 2,
    lines: head,
  }));
  return {
    width: space,
    height: laid.bottom + 2,
    layer: [
      boxLayer(boxes, space, page),
      textLayer(headTexts, placed(headStyle, theme.colour.ink, 'center'), page),
      textLayer(laid.labels, placed(TEXT.label, theme.colour.ink, 'start'), page),
      ...textLayers(laid.headings, placed(TEXT.heading, theme.colour.ink, 'start'), page),
      ...[...inks].flatMap(([ink, { values, bounds }]) => [
        ...textLayers(values, placed(small ? TEXT.tick : TEXT.value, ink, 'center'), page),
        ...textLayers(bounds, placed(TEXT.note, ink, 'center'), page),
      ]),
    ],
  } as View;
}

/** A share without decimals, for a cell that has no room for them. */
function briefText(cell: Estimate, { words }: Page): string {
  const mark = markOf(cell);
  const text = words.number(100 * (cell.value ?? 0), 'count');
  return mark === '' ? text : `${text} ${mark}`;
}

/** « 12–18 », without units: those stand in the number above. */
export function intervalText(estimate: Estimate, { words }: Page): string {
  const { low, high, stat } = estimate;
  if (low === null || high === null) return '';
  const percent = stat === 'share' || isInPoints(estimate);
  const text = (x: number, format: 'count' | 'decimal1') =>
    percent ? words.number(100 * x, format) : words.number(x, 'auto');
  // An interval that is narrower than a point would read « 2 – 2 ».
  const format = text(low, 'count') === text(high, 'count') ? 'decimal1' : 'count';
  return `${text(low, format)} – ${text(high, format)}`;
}
