import type { TopLevelSpec } from 'vega-lite';
import { z } from 'zod';
import { kind } from '../../kind.ts';
import type { Estimate } from '../../table/estimate.ts';
import { percentText } from '../words/intervals.ts';
import { altText } from './alt.ts';
import type { Figure, Layer, Page, View } from './figure.ts';
import { baseText, framed } from './frame.ts';
import { directed, widest, wrapped } from './lines.ts';
import { across, type Placed, pixels, round, textLayer, textLayers } from './marks.ts';
import { readingOf, seen } from './readings.ts';
import { scaleOver, tickFormat } from './scale.ts';
import { TEXT } from './theme.ts';

const params = z.strictObject({
  /** Shares of classes of a number: their items say where each begins and ends. */
  indicator: z.string().min(1),
});

const HEIGHT = 240;
const TOP = 22;
const NEAR = 8;
/** Px free at the end of the axis, for half of its last text. */
const END = 26;

/** Where a class of a number begins and ends, from its item « low..high ». */
export function classOf(item: string): { readonly from: number; readonly to: number } | null {
  const [from = Number.NaN, to = Number.NaN] = item
    .split('..')
    .map((part) => (part === '' ? Number.NaN : Number(part)));
  return Number.isFinite(from) && Number.isFinite(to) && to > from ? { from, to } : null;
}

/** How a number is spread: weighted shares of its classes as bars with their intervals, and a smooth curve through them. */
export const histogram = kind(params, ({ indicator }, _context: unknown): Figure => {
  return (estimates, page) => draw(indicator, seen(estimates), page);
});

function draw(indicator: string, estimates: readonly Estimate[], page: Page): TopLevelSpec | null {
  const { words, theme, space } = page;
  const bins = estimates.flatMap((estimate) => {
    const own = estimate.indicator === indicator && estimate.stat === 'share' && estimate.domain.length === 0;
    const bounds = own ? classOf(estimate.item) : null;
    return bounds === null ? [] : [{ ...bounds, estimate, reading: readingOf(estimate, '', words) }];
  });
  const [first] = bins;
  const last = bins.at(-1);
  if (first === undefined || last === undefined) return null;
  const drawn = bins.map(({ estimate }) => estimate);
  const scale = scaleOver(
    drawn.flatMap(({ value, high }) => [value ?? 0, high ?? 0]),
    4,
    true,
  );
  const ticks = scale.ticks.map((tick) => directed(percentText(tick, words), page));
  const from = Math.ceil(widest(ticks, TEXT.tick, page)) + NEAR;
  const x = (value: number) => from + ((value - first.from) / (last.to - first.from)) * (space - from - END);
  const y = (share: number) => round(TOP + ((scale.high - share) / (scale.high - scale.low)) * (HEIGHT - TOP));
  const px = (place: number) => round(across(place, space, page));
  const bars = bins.flatMap(({ from: low, to: high, reading }) =>
    reading.value === undefined
      ? []
      : [
          {
            x: px(x(low) + 0.5),
            x2: px(x(high) - 0.5),
            y: y(reading.value),
            y2: y(0),
            fill: reading.pale ? theme.colour.paleFill : theme.colour.fill,
          },
        ],
  );
  const whiskers = bins.flatMap(({ from: low, to: high, reading }) =>
    reading.low === undefined || reading.high === undefined
      ? []
      : [{ x: px(x((low + high) / 2)), y: y(reading.low), y2: y(reading.high) }],
  );
  // A class that is held back would have to be guessed: the curve stops there.
  let run = 0;
  const curve = bins.flatMap(({ from: low, to: high, reading }) => {
    if (reading.value === undefined) run += 1;
    return reading.value === undefined ? [] : [{ x: px(x((low + high) / 2)), y: y(reading.value), run }];
  });
  const held: readonly Placed[] = bins.flatMap(({ from: low, to: high, reading, estimate }) =>
    reading.value !== undefined
      ? []
      : [{ x: x((low + high) / 2), y: y(0) - 10, lines: [directed(readingOf(estimate, '', words).text, page)] }],
  );
  const cautions: readonly Placed[] = bins.flatMap(({ from: low, to: high, reading }) =>
    reading.value === undefined || !reading.pale
      ? []
      : [{ x: x((low + high) / 2), y: y(reading.high ?? reading.value) - 9, lines: ['[!]'] }],
  );
  const edges = [...bins.map((bin) => bin.from), last.to];
  const format = tickFormat({ low: first.from, high: last.to, ticks: edges });
  const step = Math.ceil(edges.length / Math.max(2, Math.floor(space / 60)));
  const edgeTexts: readonly Placed[] = edges
    .filter((_, place) => place % step === 0)
    .map((edge) => ({ x: x(edge), y: HEIGHT + 12, lines: [directed(words.number(edge, format), page)] }));
  const unit = words.indicator(indicator).unit;
  const name = wrapped(unit, space - from, TEXT.tick, page);
  const look = { style: TEXT.tick, colour: theme.colour.quiet, width: space } as const;
  const view = {
    width: space,
    height: HEIGHT + (unit === '' ? 24 : 28 + name.length * TEXT.tick.line),
    layer: [
      {
        data: { values: scale.ticks.map((tick) => ({ y: y(tick), x: px(from), x2: px(space - END) })) },
        mark: { type: 'rule', color: theme.colour.grid },
        encoding: { x: pixels('x'), x2: { field: 'x2' }, y: pixels('y') },
      } as Layer,
      {
        data: { values: bars },
        mark: { type: 'rect', stroke: theme.colour.fill, strokeWidth: 0.8 },
        encoding: {
          x: pixels('x'),
          x2: { field: 'x2' },
          y: pixels('y'),
          y2: { field: 'y2' },
          color: { field: 'fill', type: 'nominal', scale: null, legend: null },
        },
      } as Layer,
      {
        data: { values: whiskers },
        mark: { type: 'rule', strokeWidth: 1.2, color: theme.colour.interval },
        encoding: { x: pixels('x'), y: pixels('y'), y2: { field: 'y2' } },
      } as Layer,
      {
        data: { values: curve },
        mark: {
          type: 'line',
          interpolate: 'monotone',
          strokeWidth: 2,
          color: theme.colour.dot,
        },
        encoding: {
          x: pixels('x'),
          y: pixels('y'),
          order: { field: 'x', type: 'quantitative' },
          detail: { field: 'run' },
        },
      } as Layer,
      textLayer(
        scale.ticks.map((tick, place) => ({ x: from - NEAR, y: y(tick), lines: [ticks[place] ?? ''] })),
        { ...look, align: 'end' },
        page,
      ),
      textLayer(edgeTexts, { ...look, align: 'center' }, page),
      ...textLayers([...held, ...cautions], { ...look, align: 'center' }, page),
      ...(unit === ''
        ? []
        : [
            textLayer(
              [{ x: (from + space) / 2, y: HEIGHT + 30 + ((name.length - 1) * TEXT.tick.line) / 2, lines: name }],
              { ...look, align: 'center' },
              page,
            ),
          ]),
    ],
  } as View;
  const { title } = words.indicator(indicator);
  const labelled = bins.map(({ from: low, to: high, estimate }) => ({
    estimate,
    label: words.phrase('fromTo', { low: words.number(low, format), high: words.number(high, format) }),
  }));
  const alt = altText('altCurve', title, labelled, words);
  const remarks = [words.phrase('figureDensity')];
  return framed({ title, subtitle: baseText(indicator, drawn, words), remarks, alt }, [view], drawn, page);
}
