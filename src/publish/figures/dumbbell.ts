import type { TopLevelSpec } from 'vega-lite';
import { z } from 'zod';
import { kind } from '../../kind.ts';
import type { Estimate } from '../../table/estimate.ts';
import { percentText } from '../words/intervals.ts';
import { markOf } from '../words/marks.ts';
import { altText } from './alt.ts';
import type { Figure, Layer, Page, View } from './figure.ts';
import { baseText, framed } from './frame.ts';
import { legendView } from './legend.ts';
import { directed, widest, wrapped } from './lines.ts';
import { type Axis, along, type Placed, pixels, place, round, textLayer } from './marks.ts';
import { differenceText, labelledPairs, pairsOf } from './pairs.ts';
import { seen } from './readings.ts';
import { scaleOver, tickFormat } from './scale.ts';
import { TEXT } from './theme.ts';

const params = z.strictObject({
  /** A paired indicator: each item is a pair of dots. */
  indicator: z.string().min(1),
  /** Items as they come, or the largest difference first. */
  sort: z.enum(['form', 'difference']).default('form'),
});

const LABEL_ROOM = 230;
const LABEL_GAP = 14;
const ROW = 44;
/** Px between the intervals of the two sides. */
const APART = 5;

/** Two numbers of the same people, item by item, as dots with their intervals and a line from the one to the other. */
export const dumbbell = kind(params, (asked, _context: unknown): Figure => {
  return (estimates, page) => draw(asked, seen(estimates), page);
});

function draw(
  { indicator, sort }: z.infer<typeof params>,
  estimates: readonly Estimate[],
  page: Page,
): TopLevelSpec | null {
  const { words, theme } = page;
  const { pairs: all, sides } = pairsOf(indicator, estimates);
  const size = (estimate: Estimate | undefined) => Math.abs(estimate?.value ?? -1);
  const pairs = sort === 'form' ? all : [...all].sort((a, b) => size(b.difference) - size(a.difference));
  const [first] = pairs;
  if (first === undefined) return null;
  const percent = first.sides[0].stat === 'share';
  const drawn = pairs.flatMap((pair) => [...pair.sides, ...(pair.difference === undefined ? [] : [pair.difference])]);
  const labels = pairs.map(({ item }) => wrapped(words.item(indicator, item), LABEL_ROOM, TEXT.label, page));
  const from = Math.ceil(widest(labels.flat(), TEXT.label, page)) + LABEL_GAP;
  const gaps = pairs.map((pair) => differenceText(pair, words));
  const right = widest(gaps, TEXT.value, page) + 14;
  const numbers = pairs.flatMap((pair) => pair.sides.flatMap(({ value, low, high }) => [value, low, high]));
  const scale = scaleOver(
    numbers.filter((x) => x !== null),
    5,
    percent,
  );
  const format = tickFormat(scale);
  const axis: Axis = {
    scale,
    span: { from, to: page.space - right },
    width: page.space,
    tickText: (tick) => directed(percent ? percentText(tick, words) : words.number(tick, format), page),
  };
  const middles = tops(labels);
  const shades = [theme.colour.fill, theme.colour.dot] as const;
  const view = {
    width: page.space,
    height: middles.height,
    layer: [
      joinLayer(
        pairs.map((pair, row) => ({ sides: pair.sides, y: middles.at[row] ?? 0 })),
        axis,
        page,
      ),
      ...([0, 1] as const).flatMap((which) =>
        dots(
          pairs.map((pair, row) => ({
            estimate: pair.sides[which],
            y: middles.at[row] ?? 0,
            offset: inTheWay(pair.sides) ? (which === 0 ? -APART : APART) : 0,
          })),
          shades[which],
          axis,
          page,
        ),
      ),
      textLayer(
        placed(labels, middles.at, 0),
        { style: TEXT.label, colour: theme.colour.ink, align: 'start', width: page.space },
        page,
      ),
      textLayer(
        placed(
          gaps.map((gap) => [directed(gap, page)]),
          middles.at,
          page.space,
        ),
        { style: TEXT.value, colour: theme.colour.ink, align: 'end', width: page.space },
        page,
      ),
    ],
  } as View;
  const names = sides.map((each) => words.item(indicator, each));
  const legend = legendView(
    names.map((label, which) => ({ label, colour: shades[which as 0 | 1] })),
    page,
  );
  const { title } = words.indicator(indicator);
  const remarks = [words.phrase('figureDifferenceRight', { first: names[0] ?? '', second: names[1] ?? '' })];
  const alt = altText('altPairs', title, labelledPairs(indicator, drawn, words), words);
  return framed({ title, subtitle: baseText(indicator, drawn, words), remarks, alt }, [legend, view], drawn, page);
}

function tops(labels: readonly (readonly string[])[]): { readonly at: readonly number[]; readonly height: number } {
  const at: number[] = [];
  let top = 4;
  for (const lines of labels) {
    const height = Math.max(ROW, lines.length * TEXT.label.line + 12);
    at.push(round(top + height / 2));
    top += height;
  }
  return { at, height: top };
}

function placed(lines: readonly (readonly string[])[], at: readonly number[], x: number): readonly Placed[] {
  return lines.map((own, row) => ({ x, y: at[row] ?? 0, lines: own }));
}

/** A line from the first side to the second, where both have a number. */
function joinLayer(
  rows: readonly { readonly sides: readonly [Estimate, Estimate]; readonly y: number }[],
  axis: Axis,
  page: Page,
): Layer {
  const values = rows.flatMap(({ sides: [first, second], y }) =>
    first.value === null || second.value === null ? [] : [{ from: first.value, to: second.value, y }],
  );
  return {
    data: { values },
    mark: { type: 'rule', strokeWidth: 3, color: page.theme.colour.grid },
    encoding: { x: along('from', axis, page), x2: { field: 'to' }, ...place('y') },
  } as Layer;
}

/** Whether the intervals of two sides would lie on each other, or one of them has no number. */
function inTheWay([first, second]: readonly [Estimate, Estimate]): boolean {
  const [a, b] = (first.value ?? 0) <= (second.value ?? 0) ? [first, second] : [second, first];
  return first.value === null || second.value === null || (a.high ?? a.value ?? 0) >= (b.low ?? b.value ?? 0);
}

/** The dots of one side, and their intervals: on the line, or a little above and below it where the two are in each other's way. */
function dots(
  rows: readonly { readonly estimate: Estimate; readonly y: number; readonly offset: number }[],
  colour: string,
  axis: Axis,
  page: Page,
): readonly Layer[] {
  const values = rows.flatMap(({ estimate: { value, low, high }, y, offset }) =>
    value === null ? [] : [{ value, y, ...(low === null || high === null ? {} : { low, high, under: y + offset }) }],
  );
  const held = rows.flatMap(({ estimate, y, offset }): readonly Placed[] =>
    estimate.value !== null
      ? []
      : [{ x: axis.span.from + 4, y: y + offset * 1.6, lines: [directed(markOf(estimate), page)] }],
  );
  const under = { y: pixels('under') };
  return [
    {
      data: { values },
      transform: [{ filter: 'isValid(datum.low)' }],
      mark: { type: 'rule', strokeWidth: 1.5, color: page.theme.colour.interval },
      encoding: { x: along('low', axis, page), x2: { field: 'high' }, ...under },
    } as Layer,
    {
      data: { values },
      mark: {
        type: 'point',
        filled: true,
        size: 80,
        opacity: 1,
        color: colour,
        stroke: page.theme.colour.dot,
        strokeWidth: 1.4,
      },
      encoding: { x: along('value', axis, page), ...place('y') },
    } as Layer,
    ...(held.length === 0
      ? []
      : [
          textLayer(
            held,
            { style: TEXT.tick, colour: page.theme.colour.quiet, align: 'start', width: page.space },
            page,
          ),
        ]),
  ];
}
