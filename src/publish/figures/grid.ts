import type { Estimate } from '../../table/estimate.ts';
import { percentText } from '../words/intervals.ts';
import { markOf } from '../words/marks.ts';
import type { Layer, Page, View } from './figure.ts';
import { directed, widest, wrapped } from './lines.ts';
import {
  type Axis,
  aboveLayers,
  absentLayers,
  across,
  dotLayer,
  intervalLayers,
  type Mark,
  place,
  round,
  textLayer,
} from './marks.ts';
import { readingOf } from './readings.ts';
import type { Scale } from './scale.ts';
import { TEXT } from './theme.ts';

/** Where the columns of a block lie, in px, and the one scale of their axes. */
export interface Grid {
  readonly labels: number;
  readonly gap: number;
  readonly column: number;
  readonly scale: Scale;
}

/** What stands under one heading: a cell a row, where there is one. */
export interface Column {
  readonly label: string;
  readonly cells: readonly (Estimate | undefined)[];
}

const ROW = 42;
/** Px of white around a value. */
const GROUND = 2;
/** Px over the headings. */
const BEFORE = 14;
/** Px at either end of an axis for half a dot. */
const INSET = 6;

/** A block of columns with their headings, beside the names of the rows. */
export function gridViews(
  columns: readonly Column[],
  names: readonly (readonly string[])[],
  grid: Grid,
  page: Page,
): readonly View[] {
  const bottoms: number[] = [];
  for (const lines of names) bottoms.push((bottoms.at(-1) ?? 0) + Math.max(ROW, lines.length * TEXT.label.line + 14));
  const middles = bottoms.map((bottom, row) => round((bottom + (bottoms[row - 1] ?? 0)) / 2));
  const height = bottoms.at(-1) ?? 0;
  const look = { style: TEXT.label, colour: page.theme.colour.ink, align: 'start', width: grid.labels } as const;
  const rowNames = {
    width: grid.labels,
    height,
    layer: [
      linesLayer(bottoms.slice(0, -1), grid.labels, page),
      textLayer(
        names.map((lines, row) => ({ x: 0, y: middles[row] ?? 0, lines })),
        look,
        page,
      ),
    ],
  } as View;
  const views = [rowNames, ...columns.map((column) => columnView(column, { middles, height }, grid, page))];
  const inOrder = page.words.direction === 'rtl' ? views.reverse() : views;
  return [headView(columns, grid, page), { hconcat: inOrder, spacing: grid.gap, bounds: 'flush' } as View];
}

/** Headings over their columns, each beginning where its axis does, with their last lines beside each other. */
function headView(columns: readonly Column[], grid: Grid, page: Page): View {
  const heads = columns.map(({ label }) => wrapped(label, grid.column - INSET, TEXT.heading, page));
  const height = heads.reduce((most, lines) => Math.max(most, lines.length), 0) * TEXT.heading.line;
  const texts = heads.map((lines, place) => ({
    x: grid.labels + grid.gap + place * (grid.column + grid.gap) + INSET,
    y: BEFORE + height - (lines.length * TEXT.heading.line) / 2,
    lines,
  }));
  const look = { style: TEXT.heading, colour: page.theme.colour.ink, align: 'start', width: page.space } as const;
  return { width: page.space, height: BEFORE + height + 6, layer: [textLayer(texts, look, page)] } as View;
}

/** Thin lines under the rows, through all columns. */
function linesLayer(bottoms: readonly number[], width: number, page: Page): Layer {
  return {
    data: { values: bottoms.map((y) => ({ y })) },
    mark: { type: 'rule', color: page.theme.colour.grid },
    encoding: {
      x: { value: across(1, width, page) },
      x2: { value: across(page.space - 1, width, page) },
      ...place('y'),
    },
  } as Layer;
}

function columnView(
  column: Column,
  rows: { readonly middles: readonly number[]; readonly height: number },
  grid: Grid,
  page: Page,
): View {
  const texts = tickTexts(grid, page);
  const axis: Axis = {
    scale: grid.scale,
    span: { from: INSET, to: grid.column - INSET },
    width: grid.column,
    tickText: (tick) => directed(texts.get(tick) ?? '', page),
    flush: true,
  };
  const cells = column.cells.flatMap((estimate, row) =>
    estimate === undefined ? [] : [cell(estimate, rows.middles[row] ?? 0, grid, page)],
  );
  const layer = [
    ...intervalLayers(axis, page),
    // Small, so that short intervals in a narrow column still show.
    dotLayer(32, axis, page),
    ...aboveLayers(axis, page),
    ...absentLayers(cells, axis, page),
  ];
  return { width: grid.column, height: rows.height, data: { values: cells }, layer } as View;
}

/** The ticks in words: all of them, or the first and last where a column has no room for more. */
function tickTexts({ scale, column }: Grid, page: Page): ReadonlyMap<number, string> {
  const texts = scale.ticks.map((tick) => [tick, percentText(tick, page.words)] as const);
  const width = widest(
    texts.map(([, text]) => text),
    TEXT.tick,
    page,
  );
  return new Map((width + 6) * texts.length <= column ? texts : [...texts.slice(0, 1), ...texts.slice(-1)]);
}

function cell(estimate: Estimate, middle: number, grid: Grid, page: Page): Mark {
  const { value, low, high, text, pale } = readingOf(estimate, '', page.words);
  // A column has no room for more than the mark, which the notes explain.
  if (value === undefined) return { y: middle, text: directed(markOf(estimate), page) };
  const interval = low === undefined || high === undefined ? {} : { low, high };
  return {
    y: middle + 8,
    text: directed(text, page),
    value,
    ...interval,
    end: textPlace(value, text, grid, page),
    pale,
  };
}

/** Where on the axis the middle of a value's text stands: over its dot, unless it would leave the column. */
function textPlace(value: number, text: string, { column, scale }: Grid, page: Page): number {
  const perPx = (scale.high - scale.low) / (column - 2 * INSET);
  const free = (widest([text], TEXT.value, page) / 2 + GROUND - INSET) * perPx;
  return Number(Math.max(scale.low + free, Math.min(scale.high - free, value)).toPrecision(6));
}
