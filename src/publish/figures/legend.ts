import type { Layer, Page, View } from './figure.ts';
import { wrapped } from './lines.ts';
import { across, type Placed, pixels, round, textLayer } from './marks.ts';
import { TEXT } from './theme.ts';

/** A colour and what it stands for. */
export interface LegendEntry {
  readonly colour: string;
  readonly label: string;
}

const SWATCH = 12;
/** Px between a swatch and its label, and between an entry and the next. */
const NEAR = 6;
const APART = 18;
const BEFORE = 8;
const AFTER = 8;
/** Px that keep the line around a swatch inside. */
const INSET = 1;

/** Swatches with their labels, beside each other as far as there is room, then on further lines; in reading order. */
export function legendView(entries: readonly LegendEntry[], page: Page): View {
  const swatches: { readonly x: number; readonly y: number; readonly colour: string }[] = [];
  const labels: Placed[] = [];
  let [x, top, high] = [INSET, BEFORE, 0];
  for (const { colour, label } of entries) {
    const lines = wrapped(label, page.space - INSET - SWATCH - NEAR, TEXT.label, page);
    const width = SWATCH + NEAR + Math.max(0, ...lines.map((line) => page.width(line, TEXT.label.size, false)));
    if (x > INSET && x + width > page.space) [x, top, high] = [INSET, top + high + 4, 0];
    const height = Math.max(1, lines.length) * TEXT.label.line;
    swatches.push({ x, y: top + TEXT.label.line / 2, colour });
    labels.push({ x: x + SWATCH + NEAR, y: top + height / 2, lines });
    x += width + APART;
    high = Math.max(high, height);
  }
  const look = { style: TEXT.label, colour: page.theme.colour.ink, align: 'start', width: page.space } as const;
  return {
    width: page.space,
    height: round(top + high + AFTER),
    layer: [
      boxLayer(
        swatches.map((swatch) => ({ ...swatch, width: SWATCH, height: SWATCH })),
        page.space,
        page,
      ),
      textLayer(labels, look, page),
    ],
  } as View;
}

/** A filled box: px from the side where reading begins, the middle of its height, and its colour. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly colour: string;
}

/** Boxes at fixed places, with a thin line around each, so that pale ones show on white. */
export function boxLayer(boxes: readonly Box[], width: number, page: Page): Layer {
  const values = boxes.map((box) => ({
    x: round(across(box.x, width, page)),
    x2: round(across(box.x + box.width, width, page)),
    y: round(box.y - box.height / 2),
    y2: round(box.y + box.height / 2),
    colour: box.colour,
  }));
  return {
    data: { values },
    mark: { type: 'rect', stroke: page.theme.colour.zero, strokeWidth: 0.5 },
    encoding: {
      x: pixels('x'),
      x2: { field: 'x2' },
      y: pixels('y'),
      y2: { field: 'y2' },
      color: { field: 'colour', type: 'nominal', scale: null, legend: null },
    },
  } as Layer;
}
