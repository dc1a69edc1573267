import type { TopLevelSpec } from 'vega-lite';
import type { Drawing, Order } from '../publish/drawing/draw.ts';
import type { Fonts } from '../publish/drawing/fonts.ts';
import type { Page } from '../publish/figures/figure.ts';
import type { FigureTexts } from '../publish/figures/texts.ts';
import { keysOf, NOTES, textsOf } from '../publish/figures/texts.ts';
import { MARGIN, WIDTH } from '../publish/figures/theme.ts';
import { THEMES } from '../publish/figures/themes.ts';
import type { Words } from '../publish/words/words.ts';
import { studyText } from '../study/labels.ts';
import type { FigureEntry, Study } from '../study/study.ts';
import type { Estimate } from '../table/estimate.ts';
import { sha256 } from '../table/sha.ts';

/** A figure of the study in one language, drawn. */
export interface DrawnFigure {
  readonly id: string;
  readonly theme: string;
  readonly language: string;
  readonly texts: FigureTexts;
  readonly spec: TopLevelSpec;
  readonly svg: string;
  /** The drawing without title, base and notes, for a page that sets those texts itself. */
  readonly bareSvg: string;
  readonly png: Uint8Array;
  /** Pixels of the drawing before `PNG_SCALE`. */
  readonly width: number;
  readonly height: number;
  /** Hash of all that the drawing depends on. */
  readonly madeOf: string;
}

/** What pictures are drawn with. */
export interface Easel {
  readonly fonts: Fonts;
  draw(order: Order): Promise<Drawing>;
  /** Hash of fonts and program: where it is another, the same spec may give another picture. */
  readonly hash: string;
}

/** Px of a PNG for each of its drawing: 300 dots an inch where a figure is 17 cm wide. */
const PNG_SCALE = Math.ceil((300 * 17) / 2.54 / (WIDTH + 2 * MARGIN));

/** The page that figures of a study are drawn for, unless another look or width is asked for. */
export function pageOf(study: Study, words: Words, { fonts }: Easel): Page {
  return { words, width: fonts.width, theme: THEMES[study.config.publication.theme], space: WIDTH };
}

/**
 * Draws one figure of the study for a page; null where there is nothing to draw. Where the same was drawn before from the same spec, fonts
 * and program, that drawing is taken. Without a PNG it takes half the time; `png` is then empty.
 */
export async function drawFigure(
  figure: FigureEntry,
  estimates: readonly Estimate[],
  page: Page,
  easel: Easel,
  before: ReadonlyMap<string, DrawnFigure> = new Map(),
  wanted: { readonly png: boolean } = { png: true },
): Promise<DrawnFigure | null> {
  const { language } = page.words;
  const spec = figure.draw(estimates, { ...page, note: studyText(figure.note, language) });
  if (spec === null) return null;
  const madeOf = sha256(`${easel.hash}\n${PNG_SCALE}\n${JSON.stringify(spec)}`);
  const same = before.get(madeOf);
  const { id, theme } = figure;
  if (same !== undefined) return { ...same, id, theme, language };
  const { svg, bare: bareSvg, png } = await easel.draw({ spec, notes: NOTES, scale: wanted.png ? PNG_SCALE : 0 });
  return {
    id,
    theme,
    language,
    texts: textsOf(spec),
    spec,
    svg: withKeys(svg, keysOf(spec)),
    bareSvg,
    png,
    ...sizeOf(svg),
    madeOf,
  };
}

/** The drawing with the keys of the estimates that it shows, one a line. */
function withKeys(svg: string, keys: readonly string[]): string {
  const text = keys.join('\n').replace(/&/g, '&amp;').replace(/</g, '&lt;');
  return keys.length === 0 ? svg : svg.replace(/<svg [^>]*>/, (start) => `${start}<metadata>${text}</metadata>`);
}

/** Width and height of a drawing in px. */
export function sizeOf(svg: string): Pick<DrawnFigure, 'width' | 'height'> {
  return {
    width: Number(/<svg [^>]*\bwidth="([\d.]+)"/.exec(svg)?.[1]),
    height: Number(/<svg [^>]*\bheight="([\d.]+)"/.exec(svg)?.[1]),
  };
}
