import type { TopLevelSpec } from 'vega-lite';
import type { Estimate } from '../../table/estimate.ts';
import type { Words } from '../words/words.ts';
import type { Theme } from './theme.ts';

/** Width in px of one line of text at a font size in px; `Fonts.width` of the drawing room is one. */
export type TextWidth = (text: string, size: number, bold: boolean) => number;

/**
 * Draws estimates as a Vega-Lite spec with its data inline, for a page: in its language and direction, colours and width. The estimates may be all of the study's:
 * the figure takes its own. Null where there is nothing to draw. No number of a suppressed estimate is in the spec.
 */
export type Figure = (estimates: readonly Estimate[], page: Page) => TopLevelSpec | null;

/** What a figure is drawn for: the language, the measure of its text, its colours, and the px that it may take across. */
export interface Page {
  readonly words: Words;
  readonly width: TextWidth;
  readonly theme: Theme;
  readonly space: number;
  /** A sentence of the study's own on this figure. */
  readonly note?: string;
}

/** One view of a figure. */
export type View = Extract<TopLevelSpec, { readonly vconcat: unknown }>['vconcat'][number];

/** One mark of a view, and where its numbers stand. */
export type Layer = Extract<View, { readonly layer: unknown }>['layer'][number];
