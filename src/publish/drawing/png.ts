import type { Fonts } from './fonts.ts';
import { palettePng } from './palette.ts';

/** Px of a drawing in an inch, as pages count. */
const PX_PER_INCH = 96;

/** Draws an SVG document as a PNG, `scale` px for each px of the drawing, with the fonts given and no other; on a thread of its own. */
export async function drawPng(svg: string, fonts: Fonts, scale: number): Promise<Uint8Array> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const drawing = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: { loadSystemFonts: false, fontFiles: [...fonts.pathsFor(svg)], defaultFontFamily: 'Noto Sans' },
  });
  // Bytes of the file matter: each picture stands in a workbook and a document too.
  return palettePng(drawing.pixels, drawing.width, drawing.height, PX_PER_INCH * scale) ?? drawing.asPng();
}
