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
import { across, pixels, round, textLayer, textLayers } from './marks.ts';
import { seen } from './readings.ts';
import { scaleOver, tickFormat } from './scale.ts';
import { TEXT } from './theme.ts';

const text = z.string().min(1);

const params = z.strictObject({
  /** A model with predictions. */
  model: text,
  /** The variable along the axis. */
  along: text,
  /** The variable that has a line for each of its values; left out for one line. */
  by: z.exactOptional(text),
});

const HEIGHT = 260;
const TOP = 14;
const NEAR = 8;
const END = 30;
/** Px between the intervals of two lines at one value. */
const APART = 7;

/** What a model predicts along one variable, a line for each value of another, with intervals: lines that part show an interaction. */
export const predicted = kind(params, (asked, _context: unknown): Figure => {
  return (estimates, page) => draw(asked, seen(estimates), page);
});

interface Point {
  readonly x: number;
  readonly line: string;
  readonly estimate: Estimate;
}

function draw(
  { model, along, by }: z.infer<typeof params>,
  estimates: readonly Estimate[],
  page: Page,
): TopLevelSpec | null {
  const { words, theme, space } = page;
  const points = estimates.flatMap((estimate): readonly Point[] => {
    if (estimate.indicator !== model || !estimate.item.includes('=')) return [];
    if (estimate.stat !== 'mean' && estimate.stat !== 'share') return [];
    const at = new Map(estimate.item.split('&').map((part) => part.split('=') as [string, string]));
    const x = Number(at.get(along));
    return at.has(along) && Number.isFinite(x) && (by === undefined || at.has(by))
      ? [{ x, line: by === undefined ? '' : `${by}=${at.get(by)}`, estimate }]
      : [];
  });
  const [first] = points;
  if (first === undefined) return null;
  const lines = [...new Set(points.map(({ line }) => line))];
  const xs = [...new Set(points.map(({ x }) => x))].sort((a, b) => a - b);
  const percent = first.estimate.stat === 'share';
  const numbers = points.flatMap(({ estimate: { value, low, high } }) => [value, low, high].filter((x) => x !== null));
  const scale = scaleOver(numbers.length === 0 ? [0, 1] : numbers, 4, percent);
  const format = tickFormat(scale);
  const ticks = scale.ticks.map((tick) =>
    directed(percent ? percentText(tick, words) : words.number(tick, format), page),
  );
  const from = Math.ceil(widest(ticks, TEXT.tick, page)) + NEAR;
  const [low = 0, high = 1] = [xs[0], xs.at(-1)];
  const inner = space - from - END - 30;
  const place = (x: number) => from + 30 + (high === low ? inner / 2 : ((x - low) / (high - low)) * inner);
  const y = (value: number) => round(TOP + ((scale.high - value) / (scale.high - scale.low)) * (HEIGHT - TOP));
  const colours = lines.map((_, n) => (n === 0 ? theme.colour.dot : (theme.series[2 + n] as string)));
  const drawnAt = points.flatMap(({ x, line, estimate }) => {
    if (estimate.value === null) return [];
    const n = lines.indexOf(line);
    const shift = (n - (lines.length - 1) / 2) * APART;
    const bounds =
      estimate.low === null || estimate.high === null ? {} : { low: y(estimate.low), high: y(estimate.high) };
    return [
      {
        x: round(across(place(x) + shift, space, page)),
        y: y(estimate.value),
        line,
        colour: colours[n],
        fill: estimate.quality === 'caution' ? theme.colour.ground : colours[n],
        ...bounds,
      },
    ];
  });
  const cautions = points.flatMap(({ x, line, estimate }) => {
    if (markOf(estimate) !== '[!]' || estimate.value === null) return [];
    const shift = (lines.indexOf(line) - (lines.length - 1) / 2) * APART;
    // The first line's mark stands over its interval, the others' under theirs: they would meet in the middle.
    const at = shift < 0 ? y(estimate.high ?? estimate.value) - 8 : y(estimate.low ?? estimate.value) + 8;
    return [{ x: place(x) + shift, y: at, lines: ['[!]'] }];
  });
  const colour = { field: 'colour', type: 'nominal', scale: null, legend: null };
  const name = wrapped(words.item(model, along), space - from - END, TEXT.tick, page);
  const look = { style: TEXT.tick, colour: theme.colour.quiet, width: space } as const;
  const ends = { from: round(across(from, space, page)), to: round(across(space - END, space, page)) };
  const view = {
    width: space,
    height: HEIGHT + 44 + (name.length - 1) * TEXT.tick.line,
    layer: [
      {
        data: { values: scale.ticks.map((tick) => ({ y: y(tick), x: ends.from, x2: ends.to })) },
        mark: { type: 'rule', color: theme.colour.grid },
        encoding: { x: pixels('x'), x2: { field: 'x2' }, y: pixels('y') },
      } as Layer,
      {
        data: { values: drawnAt },
        mark: { type: 'line', strokeWidth: 2 },
        encoding: { x: pixels('x'), y: pixels('y'), color: colour, strokeDash: dashes(lines) },
      } as Layer,
      {
        data: { values: drawnAt },
        transform: [{ filter: 'isValid(datum.low)' }],
        mark: { type: 'rule', strokeWidth: 1.4 },
        encoding: { x: pixels('x'), y: pixels('low'), y2: { field: 'high' }, color: colour },
      } as Layer,
      {
        data: { values: drawnAt },
        mark: { type: 'point', filled: true, size: 60, opacity: 1, strokeWidth: 1.8 },
        encoding: { x: pixels('x'), y: pixels('y'), stroke: colour, fill: { ...colour, field: 'fill' } },
      } as Layer,
      ...textLayers(cautions, { ...look, align: 'center' }, page),
      textLayer(
        scale.ticks.map((tick, n) => ({ x: from - NEAR, y: y(tick), lines: [ticks[n] ?? ''] })),
        { ...look, align: 'end' },
        page,
      ),
      textLayer(
        xs.map((x) => ({
          x: place(x),
          y: HEIGHT + 14,
          lines: [directed(words.number(x, Number.isInteger(x) ? 'count' : 'auto'), page)],
        })),
        { ...look, align: 'center' },
        page,
      ),
      textLayer(
        [{ x: (from + space - END) / 2, y: HEIGHT + 34 + ((name.length - 1) * TEXT.tick.line) / 2, lines: name }],
        { ...look, align: 'center' },
        page,
      ),
    ],
  } as View;
  const drawn = points.map(({ estimate }) => estimate);
  const { title: whole, unit } = words.indicator(model);
  const title = words.phrase('itemOf', { title: whole, item: words.phrase('figureOfPredictions') });
  const labelled = drawn.map((estimate) => ({ estimate, label: words.item(model, estimate.item) }));
  const legend =
    lines.length < 2
      ? []
      : [
          legendView(
            lines.map((line, n) => ({ colour: colours[n] as string, label: words.item(model, line) })),
            page,
          ),
        ];
  const held = points
    .filter(({ estimate }) => estimate.value === null)
    .map(({ estimate }) => words.item(model, estimate.item));
  const remarks = [
    words.phrase('figurePredicted'),
    ...(unit === '' || percent ? [] : [words.phrase('figureUnit', { unit })]),
    ...(held.length === 0 ? [] : [words.phrase('figureNotDrawn', { list: held.join(words.phrase('listSeparator')) })]),
  ];
  const alt = altText('altDots', title, labelled, words);
  return framed({ title, subtitle: baseText(model, drawn, words), remarks, alt }, [...legend, view], drawn, page);
}

/** Lines apart by more than colour: whole, then ever shorter dashes. */
function dashes(lines: readonly string[]) {
  return {
    field: 'line',
    type: 'nominal',
    legend: null,
    scale: { domain: lines, range: lines.map((_, n) => (n === 0 ? [1, 0] : [8 / n, 3])) },
  };
}
