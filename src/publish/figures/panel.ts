import { percentText } from '../words/intervals.ts';
import type { Layer, Page, View } from './figure.ts';
import { directed, widest, wrapped } from './lines.ts';
import {
  type Axis,
  absentLayers,
  along,
  barLayer,
  dotLayer,
  intervalLayers,
  type Mark,
  type Placed,
  round,
  textLayer,
  valueLayers,
} from './marks.ts';
import type { Reading } from './readings.ts';
import { type Scale, scaleOver, tickFormat } from './scale.ts';
import { TEXT } from './theme.ts';

/** Rows under one heading; '' for none. */
export interface Group {
  readonly heading: string;
  readonly readings: readonly Reading[];
}

/** What a panel draws on its one axis. */
export interface PanelContent {
  readonly groups: readonly Group[];
  readonly mark: 'bar' | 'dot';
  /** Shares are laid on an axis of percent that begins at zero. */
  readonly percent: boolean;
  /** A number to compare the rows with, drawn as a dashed line. */
  readonly reference?: number;
  /** Numbers from elsewhere to compare the rows with, drawn as lines across. */
  readonly benchmarks?: readonly number[];
  /** Px that the labels take; from the labels themselves unless said. */
  readonly labelWidth?: number;
}

/** Labels are wrapped at this width, so that the numbers keep more than half of the figure. */
const LABEL_ROOM = 270;
const LABEL_GAP = 14;
const ROW_GAP = 11;
const GROUP_GAP = 8;
const TICKS = 5;
/** An axis is no narrower, even where a unit in many words makes the whole figure wider for it. */
const NARROWEST = 120;

/** One panel: labels where reading begins, marks and intervals on an axis, and each value beside its interval. */
export function panel(content: PanelContent, page: Page): View {
  const { groups, reference, benchmarks = [] } = content;
  const readings = groups.flatMap((group) => group.readings);
  const labels = content.labelWidth ?? labelWidth(groups, page);
  const numbers = [...readings.flatMap(({ value, low, high }) => [value, low, high]), reference, ...benchmarks].filter(
    (x) => x !== undefined,
  );
  const values = widest(
    readings.map(({ text }) => text),
    TEXT.value,
    page,
  );
  const empty = numbers.length === 0;
  const scale = empty ? NOTHING : scaleOver(numbers, TICKS, content.percent);
  const format = tickFormat(scale);
  const tickText = (tick: number) =>
    content.percent ? percentText(tick, page.words) : page.words.number(tick, format);
  const from = labels + LABEL_GAP;
  const axis: Axis = {
    scale,
    span: { from, to: Math.max(page.space - values - 12, from + NARROWEST) },
    width: page.space,
    tickText: empty ? null : (tick) => directed(tickText(tick), page),
  };
  const { headings, labelTexts, rows, height } = laid(groups, labels, page);
  const looks = { align: 'start', width: page.space } as const;
  return {
    width: page.space,
    height,
    data: { values: rows },
    layer: [
      ...(empty ? [] : numberLayers(content, axis, page)),
      ...absentLayers(rows, axis, page),
      textLayer(labelTexts, { ...looks, style: TEXT.label, colour: page.theme.colour.ink }, page),
      ...(headings.length === 0
        ? []
        : [textLayer(headings, { ...looks, style: TEXT.heading, colour: page.theme.colour.ink }, page)]),
    ],
  } as View;
}

function numberLayers({ mark, reference, benchmarks = [] }: PanelContent, axis: Axis, page: Page): readonly Layer[] {
  const intervals = intervalLayers(axis, page);
  return [
    ...lineLayers(
      reference === undefined ? [] : [reference],
      { dash: [4, 3], colour: page.theme.colour.zero },
      axis,
      page,
    ),
    ...lineLayers(benchmarks, { dash: [1, 2], colour: page.theme.colour.benchmark }, axis, page),
    ...(mark === 'bar' ? [barLayer(axis, page), ...intervals] : [...intervals, dotLayer(62, axis, page)]),
    // A dot without an interval reaches further than an end cap.
    ...valueLayers(mark === 'bar' ? 7 : 10, axis, page),
  ];
}

const NOTHING: Scale = { low: 0, high: 1, ticks: [] };

/** Px that the labels and headings of some rows need, up to the room that they may have. */
export function labelWidth(groups: readonly Group[], page: Page): number {
  const widths = groups.flatMap(({ heading, readings }) => [
    widest(wrapped(heading, LABEL_ROOM, TEXT.heading, page), TEXT.heading, page),
    ...readings.map(({ label }) => widest(wrapped(label, LABEL_ROOM, TEXT.label, page), TEXT.label, page)),
  ]);
  return Math.ceil(widths.reduce((most, each) => Math.max(most, each), 0));
}

interface Laid {
  readonly headings: readonly Placed[];
  readonly labelTexts: readonly Placed[];
  readonly rows: readonly Mark[];
  readonly height: number;
}

/** Puts the rows under one another, each as high as its label. */
function laid(groups: readonly Group[], labels: number, page: Page): Laid {
  const headings: Placed[] = [];
  const labelTexts: Placed[] = [];
  const rows: Mark[] = [];
  let top = 0;
  for (const { heading, readings } of groups) {
    if (top > 0) top += GROUP_GAP;
    if (heading !== '') {
      const lines = wrapped(heading, labels, TEXT.heading, page);
      const height = lines.length * TEXT.heading.line;
      headings.push({ x: 0, y: top + height / 2, lines });
      top += height + 2;
    }
    for (const { label, text, value, low, high, pale, fill = page.theme.colour.fill } of readings) {
      const lines = wrapped(label, labels, TEXT.label, page);
      const height = Math.max(1, lines.length) * TEXT.label.line + ROW_GAP;
      const y = top + height / 2;
      labelTexts.push({ x: 0, y, lines });
      const interval = low === undefined || high === undefined ? {} : { low, high };
      const numbers =
        value === undefined
          ? {}
          : { value, ...interval, end: high === undefined ? value : Math.max(value, high), pale, fill };
      rows.push({ y: round(y), text: directed(text, page), ...numbers });
      top += height;
    }
  }
  return { headings, labelTexts, rows, height: round(top) };
}

/** Lines across all rows. */
export function lineLayers(
  at: readonly number[],
  { dash, colour }: { readonly dash: readonly number[]; readonly colour: string },
  axis: Axis,
  page: Page,
): readonly Layer[] {
  if (at.length === 0) return [];
  return [
    {
      data: { values: at.map((line) => ({ line })) },
      mark: { type: 'rule', strokeDash: [...dash], strokeWidth: 1.4, color: colour },
      encoding: { x: along('line', axis, page) },
    } as Layer,
  ];
}
