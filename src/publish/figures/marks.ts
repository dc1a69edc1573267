import type { Layer, Page, View } from './figure.ts';
import type { Scale } from './scale.ts';
import { TEXT, type TextStyle } from './theme.ts';

/** A text and where it stands, in px from the top left corner of a view; from right to left, x counts from the right. */
export interface Placed {
  readonly x: number;
  /** Middle of the text, over all of its lines. */
  readonly y: number;
  readonly lines: readonly string[];
}

/** Where a panel's axis lies: px from the side where reading begins. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** How the numbers of a panel are laid on its axis. */
export interface Axis {
  readonly scale: Scale;
  readonly span: Span;
  /** Width of the whole view, over which a right-to-left text mirrors. */
  readonly width: number;
  /** A tick as people read it; null where the panel has no numbers to lay. */
  readonly tickText: ((tick: number) => string) | null;
  /** True where no tick's text may reach over the ends of the axis. */
  readonly flush?: true;
}

/** The side where reading begins, or ends. */
export function side(which: 'start' | 'end', { words }: Page): 'left' | 'right' {
  return (which === 'start') === (words.direction === 'ltr') ? 'left' : 'right';
}

/** Px from the side where reading begins as px from the left. */
export function across(x: number, width: number, { words }: Page): number {
  return words.direction === 'rtl' ? width - x : x;
}

/** Some lines of one style. */
export interface Lines {
  readonly lines: readonly string[];
  readonly style: TextStyle;
  readonly colour: string;
}

/** Lines of text over each other in a view of their own, as wide as the figure, with px left free before and after them. */
export function linesView(
  blocks: readonly Lines[],
  free: { readonly before: number; readonly after: number },
  page: Page,
): View {
  let top = free.before;
  const layer = blocks
    .filter(({ lines }) => lines.length > 0)
    .map(({ lines, style, colour }) => {
      const height = lines.length * style.line;
      top += height;
      return textLayer(
        [{ x: 0, y: top - height / 2, lines }],
        { style, colour, align: 'start', width: page.space },
        page,
      );
    });
  return { width: page.space, height: top + free.after, layer } as View;
}

/** Texts at fixed places. */
export function textLayer(
  texts: readonly Placed[],
  look: {
    readonly style: TextStyle;
    readonly colour: string;
    readonly align: 'start' | 'center' | 'end';
    readonly width: number;
  },
  page: Page,
): Layer {
  const { style, colour, align, width } = look;
  const values = texts.map(({ x, y, lines }) => ({
    x: round(across(x, width, page)),
    y: round(firstLine(y, lines.length, style)),
    text: lines.join('\n'),
  }));
  return {
    data: { values },
    mark: {
      type: 'text',
      align: align === 'center' ? 'center' : side(align, page),
      baseline: 'middle',
      color: colour,
      fontSize: style.size,
      fontWeight: style.bold ? 'bold' : 'normal',
      lineHeight: style.line,
    },
    encoding: { ...place('x'), ...place('y'), text: { field: 'text', type: 'nominal' } },
  } as Layer;
}

/** Middle of the first of some lines whose middle is y. */
export function firstLine(y: number, lines: number, style: TextStyle): number {
  return y - ((lines - 1) * style.line) / 2;
}

/** A channel whose field is px. */
export function place(channel: 'x' | 'y') {
  return { [channel]: pixels(channel) };
}

/** A channel that takes px from a field, as they are. */
export function pixels(field: string) {
  return { field, type: 'quantitative', scale: null, axis: null } as const;
}

/** Texts at fixed places, where there are any. */
export function textLayers(...[texts, look, page]: Parameters<typeof textLayer>): readonly Layer[] {
  return texts.length === 0 ? [] : [textLayer(texts, look, page)];
}

/** The x channel of a field that is laid on the axis. */
export function along(field: string, axis: Axis, page: Page): object {
  const { scale, span, width, tickText, flush } = axis;
  const texts = Object.fromEntries(scale.ticks.map((tick) => [String(tick), tickText?.(tick) ?? '']));
  return {
    field,
    type: 'quantitative',
    scale: {
      domain: [scale.low, scale.high],
      range: [across(span.from, width, page), across(span.to, width, page)],
      nice: false,
      zero: false,
    },
    axis:
      tickText === null
        ? null
        : { values: [...scale.ticks], labelExpr: `${JSON.stringify(texts)}[datum.value]`, labelFlush: flush === true },
  };
}

/** Numbers to tenths of a px, so that the spec stays readable. */
export function round(x: number): number {
  return Math.round(x * 10) / 10;
}

/** What the marks of a row are drawn from: px down, and numbers on the axis. Rows without a value have none. */
export interface Mark {
  readonly y: number;
  readonly text: string;
  readonly value?: number;
  readonly low?: number;
  readonly high?: number;
  /** Where the value's text begins. */
  readonly end?: number;
  readonly pale?: boolean;
  /** Colour of a bar. */
  readonly fill?: string;
}

const HAS_VALUE = [{ filter: 'isValid(datum.value)' }];
const HAS_INTERVAL = [{ filter: 'isValid(datum.low)' }];

/** Bars from zero; those to be read with caution are pale with an outline. */
export function barLayer(axis: Axis, page: Page): Layer {
  return {
    transform: HAS_VALUE,
    mark: { type: 'bar', orient: 'horizontal', size: 15, strokeWidth: 1, stroke: page.theme.colour.fill },
    encoding: {
      x: along('value', axis, page),
      x2: { datum: 0 },
      ...place('y'),
      color: {
        condition: { test: 'datum.pale', value: page.theme.colour.paleFill },
        field: 'fill',
        type: 'nominal',
        scale: null,
        legend: null,
      },
    },
  } as Layer;
}

/** Dots of an area in px²; those to be read with caution are hollow. */
export function dotLayer(area: number, axis: Axis, page: Page): Layer {
  return {
    transform: HAS_VALUE,
    mark: { type: 'point', filled: true, size: area, opacity: 1, stroke: page.theme.colour.dot, strokeWidth: 1.8 },
    encoding: {
      x: along('value', axis, page),
      ...place('y'),
      fill: { condition: { test: 'datum.pale', value: '#FFFFFF' }, value: page.theme.colour.dot },
    },
  } as Layer;
}

/** Intervals as lines with an end cap on either side. */
export function intervalLayers(axis: Axis, page: Page): readonly Layer[] {
  const cap = (field: 'low' | 'high'): Layer =>
    ({
      transform: HAS_INTERVAL,
      mark: {
        type: 'tick',
        orient: 'vertical',
        size: 8,
        thickness: 1.5,
        color: page.theme.colour.interval,
        opacity: 1,
      },
      encoding: { x: along(field, axis, page), ...place('y') },
    }) as Layer;
  const line = {
    transform: HAS_INTERVAL,
    mark: { type: 'rule', strokeWidth: 1.5, color: page.theme.colour.interval },
    encoding: { x: along('low', axis, page), x2: { field: 'high' }, ...place('y') },
  } as Layer;
  return [line, cap('low'), cap('high')];
}

/** Values beside their intervals, `gap` px from them. */
export function valueLayers(gap: number, axis: Axis, page: Page): readonly Layer[] {
  const align = side('start', page);
  return valueTexts({ align, dx: align === 'left' ? gap : -gap }, axis, page);
}

/** Values over their dots. */
export function aboveLayers(axis: Axis, page: Page): readonly Layer[] {
  return valueTexts({ align: 'center', dy: -15 }, axis, page);
}

/** A white ground about letters that keeps lines out of them. */
const GROUND = { stroke: '#FFFFFF', strokeWidth: 4, strokeJoin: 'round' } as const;

/** Values at the field `end`. */
function valueTexts(stand: object, axis: Axis, page: Page): readonly Layer[] {
  const mark = { type: 'text', baseline: 'middle', fontSize: TEXT.value.size, fontWeight: 'bold', ...stand };
  return [{ ...mark, ...GROUND }, mark].map(
    (each) =>
      ({
        transform: HAS_VALUE,
        mark: each,
        encoding: { x: along('end', axis, page), ...place('y'), text: { field: 'text', type: 'nominal' } },
      }) as Layer,
  );
}

/** What stands in the rows that have no value. */
export function absentLayers(rows: readonly Mark[], axis: Axis, page: Page): readonly Layer[] {
  if (rows.every(({ value }) => value !== undefined)) return [];
  const mark = {
    type: 'text',
    align: side('start', page),
    baseline: 'middle',
    color: page.theme.colour.quiet,
    fontSize: TEXT.label.size,
  };
  return [{ ...mark, ...GROUND }, mark].map(
    (each) =>
      ({
        transform: [{ filter: '!isValid(datum.value)' }],
        mark: each,
        encoding: {
          x: { value: across(axis.span.from + 6, axis.width, page) },
          ...place('y'),
          text: { field: 'text', type: 'nominal' },
        },
      }) as Layer,
  );
}
