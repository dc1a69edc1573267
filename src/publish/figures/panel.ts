import type { Layer, Page, View } from './figure.ts';
import { directed, widest, wrapped } from './lines.ts';
import {
  type Axis,
  absentLayer,
  along,
  barLayer,
  dotLayer,
  intervalLayers,
  type Mark,
  type Placed,
  round,
  textLayer,
  valueLayer,
} from './marks.ts';
import type { Reading } from './readings.ts';
import { type Scale, scaleOver } from './scale.ts';
import { COLOUR, TEXT, WIDTH } from './theme.ts';

/** Rows under one heading; '' for none. */
export interface Group {
  readonly heading: string;
  /** Beside the numbers: who is counted. '' for nothing. */
  readonly note: string;
  readonly readings: readonly Reading[];
}

/** What a panel draws on its one axis. */
export interface PanelContent {
  readonly groups: readonly Group[];
  readonly mark: 'bar' | 'dot';
  /** True where the axis must begin at zero. */
  readonly zero: boolean;
  readonly tickText: (tick: number) => string;
  /** A number to compare the rows with, drawn as a dashed line. */
  readonly reference?: number;
  /** Px that the labels take; from the labels themselves unless said. */
  readonly labelWidth?: number;
}

/** Labels are wrapped at this width, so that the numbers keep more than half of the figure. */
const LABEL_ROOM = 270;
const LABEL_GAP = 14;
const ROW_GAP = 11;
const GROUP_GAP = 8;
const TICKS = 5;

/** One panel: labels where reading begins, marks and intervals on an axis, and each value beside its interval. */
export function panel(content: PanelContent, page: Page): View {
  const { groups, mark, reference } = content;
  const readings = groups.flatMap((group) => group.readings);
  const labels = content.labelWidth ?? labelWidth(readings, page);
  const numbers = [...readings.flatMap(({ value, low, high }) => [value, low, high]), reference].filter(
    (x) => x !== undefined,
  );
  const values = widest(
    readings.map(({ text }) => text),
    TEXT.value,
    page,
  );
  const axis: Axis = {
    scale: numbers.length === 0 ? NOTHING : scaleOver(numbers, TICKS, content.zero),
    span: { from: labels + LABEL_GAP, to: WIDTH - values - 9 },
    width: WIDTH,
    tickText: numbers.length === 0 ? null : (tick) => directed(content.tickText(tick), page),
  };
  const { headings, notes, labelTexts, rows, height } = laid(groups, labels, page);
  const looks = { align: 'start', width: WIDTH } as const;
  return {
    width: WIDTH,
    height,
    data: { values: rows },
    layer: [
      ...(numbers.length === 0
        ? []
        : [...referenceLayers(reference, axis, page), mark === 'bar' ? barLayer(axis, page) : null]),
      ...(numbers.length === 0 ? [] : intervalLayers(axis, page)),
      ...(numbers.length === 0 ? [] : [mark === 'dot' ? dotLayer(axis, page) : null, valueLayer(axis, page)]),
      absentLayer(axis, page),
      textLayer(labelTexts, { ...looks, style: TEXT.label, colour: COLOUR.ink }, page),
      headings.length === 0 ? null : textLayer(headings, { ...looks, style: TEXT.heading, colour: COLOUR.ink }, page),
      notes.length === 0 ? null : textLayer(notes, { ...looks, style: TEXT.note, colour: COLOUR.quiet }, page),
    ].filter((layer): layer is Layer => layer !== null),
  } as View;
}

const NOTHING: Scale = { low: 0, high: 1, ticks: [] };

/** Px that the labels of some rows need, up to the room that they may have. */
export function labelWidth(readings: readonly Reading[], page: Page): number {
  const lines = readings.flatMap(({ label }) => wrapped(label, LABEL_ROOM, TEXT.label, page));
  return Math.ceil(widest(lines, TEXT.label, page));
}

interface Laid {
  readonly headings: readonly Placed[];
  readonly notes: readonly Placed[];
  readonly labelTexts: readonly Placed[];
  readonly rows: readonly Mark[];
  readonly height: number;
}

/** Puts the rows under one another, each as high as its label. */
function laid(groups: readonly Group[], labels: number, page: Page): Laid {
  const headings: Placed[] = [];
  const notes: Placed[] = [];
  const labelTexts: Placed[] = [];
  const rows: Mark[] = [];
  let top = 0;
  for (const { heading, note, readings } of groups) {
    if (top > 0) top += GROUP_GAP;
    for (const [text, style, texts] of [
      [heading, TEXT.heading, headings] as const,
      [note, TEXT.note, notes] as const,
    ]) {
      if (text === '') continue;
      const lines = wrapped(text, WIDTH, style, page);
      const height = lines.length * style.line;
      texts.push({ x: 0, y: top + height / 2, lines });
      top += height + 2;
    }
    for (const { label, text, value, low, high, pale } of readings) {
      const lines = wrapped(label, labels, TEXT.label, page);
      const height = Math.max(1, lines.length) * TEXT.label.line + ROW_GAP;
      const y = top + height / 2;
      labelTexts.push({ x: 0, y, lines });
      const interval = low === undefined || high === undefined ? {} : { low, high };
      const numbers =
        value === undefined
          ? {}
          : { value, ...interval, end: high === undefined ? value : Math.max(value, high), pale };
      rows.push({ y: round(y), text: directed(text, page), ...numbers });
      top += height;
    }
  }
  return { headings, notes, labelTexts, rows, height: round(top) };
}

function referenceLayers(reference: number | undefined, axis: Axis, page: Page): readonly Layer[] {
  if (reference === undefined) return [];
  return [
    {
      data: { values: [{ reference }] },
      mark: { type: 'rule', strokeDash: [4, 3], strokeWidth: 1.2, color: COLOUR.zero },
      encoding: { x: along('reference', axis, page) },
    } as Layer,
  ];
}
