import type { TopLevelSpec } from 'vega-lite';

/** Width of everything drawn, in px; the margin around it comes on top. */
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

/** Two blues and an ink of clearly different lightness, so that they stay apart in grey print and for colour-blind readers. */
export const COLOUR = {
  ink: '#1B2733',
  quiet: '#54606C',
  fill: '#8DB4DA',
  paleFill: '#E3EDF7',
  dot: '#1F5F99',
  interval: '#17324D',
  grid: '#DFE3E8',
  zero: '#8A949E',
  warningFill: '#FFF3CD',
  warningInk: '#6B4A00',
} as const;

/** The shipped fonts first; the others serve a page that does not have them. The font of the figure's own script leads. */
export const FONT = {
  ltr: 'Noto Sans, Noto Sans Arabic, Segoe UI, Arial, sans-serif',
  rtl: 'Noto Sans Arabic, Noto Sans, Segoe UI, Arial, sans-serif',
} as const;

/** What every figure looks like, besides its marks. */
export const CONFIG = {
  background: '#FFFFFF',
  padding: MARGIN,
  /** One text says what the whole figure shows; a name for each mark would only repeat it, untranslated. */
  aria: false,
  view: { stroke: null },
  concat: { spacing: 0 },
  title: {
    color: COLOUR.ink,
    fontSize: TEXT.title.size,
    fontWeight: 'bold',
    lineHeight: TEXT.title.line,
    subtitleColor: COLOUR.quiet,
    subtitleFontSize: TEXT.subtitle.size,
    subtitleLineHeight: TEXT.subtitle.line,
    subtitlePadding: 7,
    offset: 10,
  },
  axis: {
    domain: false,
    ticks: false,
    gridColor: COLOUR.grid,
    labelColor: COLOUR.quiet,
    labelFontSize: TEXT.tick.size,
    labelOverlap: false,
    labelPadding: 6,
    title: null,
  },
  text: { color: COLOUR.ink, fontSize: TEXT.label.size, lineBreak: '\n' },
} as const satisfies TopLevelSpec['config'];
