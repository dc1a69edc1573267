import type { Estimate } from '../../table/estimate.ts';
import { markOf } from '../words/marks.ts';
import { inkOn } from './contrast.ts';
import type { Layer, Page, View } from './figure.ts';
import { type Box, boxLayer } from './legend.ts';
import { directed } from './lines.ts';
import { across, type Placed, pixels, round, textLayers } from './marks.ts';
import { readingOf } from './readings.ts';
import { laidRows, rowNames } from './rows.ts';
import { TEXT } from './theme.ts';

/** A bar of shares that follow each other. */
export interface SegmentRow {
  readonly heading: string;
  readonly label: string;
  /** In the order of the items; undefined where there is no estimate. */
  readonly segments: readonly (Estimate | undefined)[];
  /** Where the bar begins: minus the shares that lie before zero; 0 for a bar from zero. */
  readonly start: number;
}

const LABEL_ROOM = 210;
const LABEL_GAP = 14;
const BAR = 20;
/** Px from the middle of a bar to the line of its intervals. */
const BELOW = 17;
const ROW = 46;
const BEFORE = 4;

/**
 * Bars of shares on one scale, each with its number where there is room, and under each segment its interval, laid from where the segment
 * begins. `zero` draws the line that the bars lie about.
 */
export function segmentsView(rows: readonly SegmentRow[], colours: readonly string[], zero: boolean, page: Page): View {
  const { words, space, theme } = page;
  const { lines, width: from } = rowNames(rows, LABEL_ROOM, LABEL_GAP, page);
  const ends = rows.map(({ segments, start }) => segments.reduce((end, segment) => end + (segment?.value ?? 0), start));
  const low = Math.min(0, ...rows.map(({ start }) => start));
  const high = Math.max(...ends, low + 1e-9);
  const px = (x: number) => from + ((x - low) / (high - low)) * (space - from - 8);
  const boxes: Box[] = [];
  const inks = new Map<string, Placed[]>();
  const absent: Placed[] = [];
  const intervals: { readonly low: number; readonly high: number; readonly y: number }[] = [];
  const laid = laidRows(rows, lines, { top: BEFORE, least: ROW, around: 8, above: 4 }, page);
  for (const [place, row] of rows.entries()) {
    const { middle } = laid.at[place] ?? { middle: 0 };
    let at = row.start;
    const hidden = new Set<string>();
    for (const [item, segment] of row.segments.entries()) {
      if (segment === undefined) continue;
      const reading = readingOf(segment, '', words);
      if (reading.value === undefined) {
        hidden.add(markOf(segment));
        continue;
      }
      const colour = colours[item] ?? theme.colour.fill;
      const [left, right] = [px(at), px(at + reading.value)];
      boxes.push({ x: left, y: middle, width: right - left, height: BAR, colour });
      const text = words.number(100 * reading.value, 'count');
      if (page.width(text, TEXT.value.size, true) + 4 <= right - left) {
        const ink = inkOn(colour, theme.colour.ink);
        inks.set(ink, [...(inks.get(ink) ?? []), { x: (left + right) / 2, y: middle, lines: [directed(text, page)] }]);
      }
      if (segment.low !== null && segment.high !== null)
        intervals.push({ low: px(at + segment.low), high: px(Math.min(at + segment.high, high)), y: middle + BELOW });
      at += reading.value;
    }
    if (hidden.size > 0) absent.push({ x: px(at) + 6, y: middle, lines: [directed([...hidden].join(' '), page)] });
  }
  const look = (style: (typeof TEXT)[keyof typeof TEXT], colour: string, align: 'start' | 'center') =>
    ({ style, colour, align, width: space }) as const;
  return {
    width: space,
    height: laid.bottom + 4,
    layer: [
      // Under the bars: the number of the middle segment stands where the line passes.
      ...(zero ? [zeroLayer(px(0), laid.bottom, page)] : []),
      boxLayer(boxes, space, page),
      intervalLayer(intervals, page),
      ...textLayers(laid.headings, look(TEXT.heading, theme.colour.ink, 'start'), page),
      ...textLayers(laid.labels, look(TEXT.label, theme.colour.ink, 'start'), page),
      ...textLayers(absent, look(TEXT.label, theme.colour.quiet, 'start'), page),
      ...[...inks].flatMap(([ink, some]) => textLayers(some, look(TEXT.value, ink, 'center'), page)),
    ],
  } as View;
}

/** Intervals as lines with small caps, in px. */
function intervalLayer(
  intervals: readonly { readonly low: number; readonly high: number; readonly y: number }[],
  page: Page,
): Layer {
  const cap = 2.5;
  const values = intervals.flatMap(({ low, high, y }) => {
    const [a, b] = [round(across(low, page.space, page)), round(across(high, page.space, page))];
    return [
      { x: a, x2: b, y: round(y), y2: round(y) },
      { x: a, x2: a, y: round(y - cap), y2: round(y + cap) },
      { x: b, x2: b, y: round(y - cap), y2: round(y + cap) },
    ];
  });
  return {
    data: { values },
    mark: { type: 'rule', strokeWidth: 1, color: page.theme.colour.interval },
    encoding: { x: pixels('x'), x2: { field: 'x2' }, y: pixels('y'), y2: { field: 'y2' } },
  } as Layer;
}

function zeroLayer(x: number, height: number, page: Page): Layer {
  return {
    data: { values: [{ x: round(across(x, page.space, page)), y: 0, y2: round(height) }] },
    mark: { type: 'rule', strokeWidth: 1, color: page.theme.colour.ink },
    encoding: {
      x: pixels('x'),
      y: pixels('y'),
      y2: { field: 'y2' },
    },
  } as Layer;
}
