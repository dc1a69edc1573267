import type { TopLevelSpec } from 'vega-lite';
import type { Estimate } from '../../table/estimate.ts';
import type { Words } from '../words/words.ts';

/** Width in px of one line of text at a font size in px; `Fonts.width` of the drawing room is one. */
export type TextWidth = (text: string, size: number, bold: boolean) => number;

/**
 * Draws estimates as a Vega-Lite spec with its data inline, in the language and direction of the Words. The estimates may be all of the study's:
 * the figure takes its own. Null where there is nothing to draw. No number of a suppressed estimate is in the spec.
 */
export type Figure = (estimates: readonly Estimate[], words: Words, width: TextWidth) => TopLevelSpec | null;

/** What a figure is drawn for: the language, and the measure of its text. */
export interface Page {
  readonly words: Words;
  readonly width: TextWidth;
}

/** One view of a figure. */
export type View = Extract<TopLevelSpec, { readonly vconcat: unknown }>['vconcat'][number];

/** One mark of a view, and where its numbers stand. */
export type Layer = Extract<View, { readonly layer: unknown }>['layer'][number];
