import type { TopLevelSpec } from 'vega-lite';
import type { Fonts } from './fonts.ts';
import { drawPng } from './png.ts';
import { drawWithBare } from './svg.ts';

/** A picture to be drawn: its spec, the name of the view that holds its notes, and the px of a PNG for each of the drawing; 0 for no PNG. */
export interface Order {
  readonly spec: TopLevelSpec;
  readonly notes: string;
  readonly scale: number;
}

/** A picture as SVG, as SVG without title and notes, and as PNG; of that no byte where none is asked for. */
export interface Drawing {
  readonly svg: string;
  readonly bare: string;
  readonly png: Uint8Array;
}

/** Draws a picture on the thread that asks for it. */
export async function draw({ spec, notes, scale }: Order, fonts: Fonts): Promise<Drawing> {
  const { svg, bare } = await drawWithBare(spec, fonts, notes);
  return { svg, bare, png: scale > 0 ? await drawPng(svg, fonts, scale) : new Uint8Array() };
}
