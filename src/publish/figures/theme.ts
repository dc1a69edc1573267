import type { TopLevelSpec } from 'vega-lite';

/** Width of everything drawn unless another is asked for, in px; the margin around it comes on top. */
export const WIDTH = 640;

export const MARGIN = 16;

/** Size and weight of a text, and the height of its lines; all in px. */
export interface TextStyle {
  readonly size: number;
  readonly line: number;
  readonly bold: boolean;
}

/** Every text of a figure is in one of these. */
export const TEXT = {
  title: { size: 16, line: 21, bold: true },
  subtitle: { size: 12, line: 16, bold: false },
  heading: { size: 12, line: 16, bold: true },
  label: { size: 12, line: 15, bold: false },
  value: { size: 12, line: 15, bold: true },
  tick: { size: 11, line: 14, bold: false },
  note: { size: 10.5, line: 14, bold: false },
  warning: { size: 12, line: 16, bold: true },
} as const satisfies Readonly<Record<string, TextStyle>>;

/** Colours of a figure, as data: a new look is a new entry of `themes.ts`. */
export interface Theme {
  readonly colour: {
    readonly ground: string;
    readonly ink: string;
    readonly quiet: string;
    /** Bars, and bars to be read with caution. */
    readonly fill: string;
    readonly paleFill: string;
    readonly dot: string;
    readonly interval: string;
    readonly grid: string;
    readonly zero: string;
    /** A line of comparison that comes from elsewhere: a benchmark. */
    readonly benchmark: string;
    readonly warningFill: string;
    readonly warningInk: string;
  };
  /** Groups beside or over each other: clearly different in lightness, dark to light, so that they stay apart in grey print. */
  readonly series: readonly string[];
  /** From none to much. */
  readonly sequential: readonly string[];
  /** From one pole over the middle to the other; an odd number. */
  readonly diverging: readonly string[];
}

/** The shipped fonts first; the others serve a page that does not have them. The font of the figure's own script leads. */
export const FONT = {
  ltr: 'Noto Sans, Noto Sans Arabic, Segoe UI, Arial, sans-serif',
  rtl: 'Noto Sans Arabic, Noto Sans, Segoe UI, Arial, sans-serif',
} as const;

/** What every figure looks like, besides its marks. */
export function configOf({ colour }: Theme) {
  return {
    background: colour.ground,
    padding: MARGIN,
    /** One text says what the whole figure shows; a name for each mark would only repeat it, untranslated. */
    aria: false,
    view: { stroke: null },
    concat: { spacing: 0 },
    title: {
      color: colour.ink,
      fontSize: TEXT.title.size,
      fontWeight: 'bold',
      lineHeight: TEXT.title.line,
      subtitleColor: colour.quiet,
      subtitleFontSize: TEXT.subtitle.size,
      subtitleLineHeight: TEXT.subtitle.line,
      subtitlePadding: 7,
      offset: 10,
    },
    axis: {
      domain: false,
      ticks: false,
      gridColor: colour.grid,
      labelColor: colour.quiet,
      labelFontSize: TEXT.tick.size,
      labelOverlap: false,
      labelPadding: 6,
      title: null,
    },
    text: { color: colour.ink, fontSize: TEXT.label.size, lineBreak: '\n' },
  } as const satisfies TopLevelSpec['config'];
}
