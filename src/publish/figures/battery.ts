import { z } from 'zod';
import { kind } from '../../kind.ts';
import type { Estimate } from '../../table/estimate.ts';
import { altText } from './alt.ts';
import type { Figure, Layer, Page, View } from './figure.ts';
import { baseText, framed } from './frame.ts';
import { directed, widest, wrapped } from './lines.ts';
import {
  type Axis,
  absentLayer,
  along,
  dotLayer,
  intervalLayers,
  type Mark,
  place,
  round,
  textLayer,
} from './marks.ts';
import { percentText, readingOf } from './readings.ts';
import { type Scale, scaleOver } from './scale.ts';
import { COLOUR, TEXT, WIDTH } from './theme.ts';

const text = z.string().min(1);
const params = z.strictObject({
  indicators: z.array(text).min(1),
  title: z.exactOptional(
    z.strictObject({ fr: z.exactOptional(text), en: z.exactOptional(text), ar: z.exactOptional(text) }),
  ),
});

const LABEL_ROOM = 210;
const GAP = 22;
/** A narrower column cannot hold an axis and its numbers. */
const NARROWEST = 88;
const ROW = 40;

/** Where the columns of a battery lie. */
interface Grid {
  readonly labels: number;
  readonly column: number;
  readonly scale: Scale;
}

/**
 * Shares of several indicators that have the same items: a row for each indicator, a column for each item, in each cell the share as a dot
 * with its interval. Where the columns do not fit beside each other, they go on in a further block under the first.
 */
export const battery = kind(
  params,
  ({ indicators, title: texts }, _context: unknown): Figure =>
    (estimates, words, width) => {
      const page = { words, width };
      const named = new Set(indicators);
      const own = estimates.filter(
        (each) => named.has(each.indicator) && each.stat === 'share' && each.domain.length === 0,
      );
      const rows = indicators.filter((indicator) => own.some((each) => each.indicator === indicator));
      const [first] = rows;
      if (first === undefined) return null;
      const drawn = rows.flatMap((indicator) => own.filter((each) => each.indicator === indicator));
      const items = [...new Set(drawn.map(({ item }) => item))];
      const cells = new Map(drawn.map((each) => [`${each.indicator}\n${each.item}`, each]));
      const cellsOf = (item: string) => rows.map((indicator) => cells.get(`${indicator}\n${item}`));
      const labelOf = (item: string) => (item === '' ? words.phrase('share') : words.item(first, item));
      const names = rows.map((indicator) => wrapped(words.indicator(indicator).title, LABEL_ROOM, TEXT.label, page));
      const labels = Math.ceil(widest(names.flat(), TEXT.label, page));
      const blocks = chunks(items, Math.max(1, Math.floor((WIDTH - labels) / (NARROWEST + GAP))));
      const numbers = drawn.flatMap(({ value, high }) => [value ?? 0, high ?? 0]);
      const grid: Grid = {
        labels,
        column: Math.floor((WIDTH - labels) / (blocks[0]?.length ?? 1)) - GAP,
        scale: scaleOver(numbers, 2, true),
      };
      const panels = blocks.map((block) =>
        blockView(
          block.map((item) => ({ label: labelOf(item), cells: cellsOf(item) })),
          names,
          grid,
          page,
        ),
      );
      const title = texts?.[words.language] ?? words.phrase('answersByQuestion');
      const labelled = drawn.map((estimate) => ({
        estimate,
        label: words.phrase('itemOf', {
          title: words.indicator(estimate.indicator).title,
          item: labelOf(estimate.item),
        }),
      }));
      const alt = altText('altDots', title, labelled, words);
      return framed({ title, subtitle: baseText(first, drawn, words), remarks: [], alt }, panels, drawn, page);
    },
);

interface Column {
  readonly label: string;
  readonly cells: readonly (Estimate | undefined)[];
}

/** One block of columns beside the names of the rows. */
function blockView(columns: readonly Column[], names: readonly (readonly string[])[], grid: Grid, page: Page): View {
  const heads = columns.map(({ label }) => wrapped(label, grid.column, TEXT.heading, page));
  const head = heads.reduce((most, lines) => Math.max(most, lines.length), 0) * TEXT.heading.line + 6;
  const middles: number[] = [];
  let top = head;
  for (const lines of names) {
    const height = Math.max(ROW, lines.length * TEXT.label.line + 12);
    middles.push(round(top + height / 2));
    top += height;
  }
  const views = columns.map((column, place) =>
    columnView(column, heads[place] ?? [], { head, middles, height: top }, grid, page),
  );
  const texts = names.map((lines, row) => ({ x: 0, y: middles[row] ?? 0, lines }));
  const rowNames = {
    width: grid.labels,
    height: top,
    layer: [textLayer(texts, { style: TEXT.label, colour: COLOUR.ink, align: 'start', width: grid.labels }, page)],
  } as View;
  const inOrder = [rowNames, ...views];
  return {
    hconcat: page.words.direction === 'rtl' ? inOrder.reverse() : inOrder,
    spacing: GAP,
    bounds: 'flush',
  } as View;
}

interface Heights {
  readonly head: number;
  readonly middles: readonly number[];
  readonly height: number;
}

function columnView(column: Column, head: readonly string[], heights: Heights, grid: Grid, page: Page): View {
  const { words } = page;
  const axis: Axis = {
    scale: grid.scale,
    span: { from: 0, to: grid.column },
    width: grid.column,
    tickText: (tick) => directed(percentText(tick, words), page),
  };
  const cells = column.cells.flatMap((estimate, row): Mark[] => {
    if (estimate === undefined) return [];
    const { value, low, high, text: shown, pale } = readingOf(estimate, '', words);
    const y = heights.middles[row] ?? 0;
    if (value === undefined) return [{ y, text: directed(shown, page) }];
    const interval = low === undefined || high === undefined ? {} : { low, high };
    return [
      { y: y + 7, text: directed(shown, page), value, ...interval, end: textPlace(value, shown, grid, page), pale },
    ];
  });
  const headText = { x: 0, y: heights.head - 6 - (head.length * TEXT.heading.line) / 2, lines: head };
  const layer: Layer[] = [
    ...intervalLayers(axis, page),
    dotLayer(axis, page),
    aboveLayer(axis, page),
    absentLayer(axis, page),
    textLayer([headText], { style: TEXT.heading, colour: COLOUR.ink, align: 'start', width: grid.column }, page),
  ];
  return { width: grid.column, height: heights.height, data: { values: cells }, layer } as View;
}

/** Where on the axis the middle of a value's text stands: over its dot, unless it would leave the column. */
function textPlace(value: number, shown: string, { column, scale }: Grid, page: Page): number {
  const half = (widest([shown], TEXT.value, page) / 2 / column) * (scale.high - scale.low);
  return Number(Math.max(scale.low + half, Math.min(scale.high - half, value)).toPrecision(6));
}

/** Values over their dots. */
function aboveLayer(axis: Axis, page: Page): Layer {
  return {
    transform: [{ filter: 'isValid(datum.value)' }],
    mark: { type: 'text', align: 'center', baseline: 'middle', dy: -15, fontSize: TEXT.value.size, fontWeight: 'bold' },
    encoding: { x: along('end', axis, page), ...place('y'), text: { field: 'text', type: 'nominal' } },
  } as Layer;
}

/** Items in blocks of about the same size, none over `most`. */
function chunks(items: readonly string[], most: number): readonly (readonly string[])[] {
  const blocks = Math.ceil(items.length / most);
  const size = Math.ceil(items.length / blocks);
  return Array.from({ length: blocks }, (_, block) => items.slice(block * size, (block + 1) * size));
}
