import type { TopLevelSpec } from 'vega-lite';
import type { Fonts } from '../publish/drawing/fonts.ts';
import { drawPng } from '../publish/drawing/png.ts';
import { drawWithBare } from '../publish/drawing/svg.ts';
import type { FigureTexts } from '../publish/figures/texts.ts';
import { NOTES, textsOf } from '../publish/figures/texts.ts';
import type { Words } from '../publish/words/words.ts';
import type { FigureEntry } from '../study/study.ts';
import type { Estimate } from '../table/estimate.ts';

/** A figure of the study in one language, drawn. */
export interface DrawnFigure {
  readonly id: string;
  readonly theme: string;
  readonly language: string;
  readonly texts: FigureTexts;
  readonly spec: TopLevelSpec;
  readonly svg: string;
  /** The drawing without title, base and notes, for a page that sets them itself. */
  readonly bareSvg: string;
  readonly png: Uint8Array;
  /** Pixels of the drawing before `PNG_SCALE`. */
  readonly width: number;
  readonly height: number;
}

/** Pixels of a PNG for each of its drawing: some 200 dots an inch where a figure is 16 cm wide. */
const PNG_SCALE = 2;

/** Draws one figure of the study in the language of the words; null where there is nothing to draw. */
export async function drawFigure(
  figure: FigureEntry,
  estimates: readonly Estimate[],
  words: Words,
  fonts: Fonts,
): Promise<DrawnFigure | null> {
  const spec = figure.draw(estimates, words, fonts.width);
  if (spec === null) return null;
  const { svg, bare } = await drawWithBare(spec, fonts, NOTES);
  return {
    id: figure.id,
    theme: figure.theme,
    language: words.language,
    texts: textsOf(spec),
    spec,
    svg,
    bareSvg: bare,
    png: await drawPng(svg, fonts, PNG_SCALE),
    width: Number(/<svg [^>]*\bwidth="([\d.]+)"/.exec(svg)?.[1]),
    height: Number(/<svg [^>]*\bheight="([\d.]+)"/.exec(svg)?.[1]),
  };
}
