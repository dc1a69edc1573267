import { unzlibSync } from 'fflate';
import { expect, test } from 'vitest';
import { palettePng } from '../../../src/publish/drawing/palette.ts';

type Colour = readonly [number, number, number];

const pixelsOf = (colours: readonly Colour[], alpha = 255) =>
  Uint8Array.from(colours.flatMap((colour) => [...colour, alpha]));

/** The chunks of a PNG by name, and its pixels by its table of colours. */
function read(png: Uint8Array) {
  const view = new DataView(png.buffer, png.byteOffset);
  const chunks = new Map<string, Uint8Array>();
  for (let at = 8; at < png.length; ) {
    const length = view.getUint32(at);
    chunks.set(String.fromCharCode(...png.subarray(at + 4, at + 8)), png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const head = chunks.get('IHDR') as Uint8Array;
  const width = new DataView(head.buffer, head.byteOffset).getUint32(0);
  const lines = unzlibSync(chunks.get('IDAT') as Uint8Array);
  const table = chunks.get('PLTE') as Uint8Array;
  const pixels = [...lines].flatMap((place, at) =>
    at % (width + 1) === 0 ? [] : [[...table.subarray(3 * place, 3 * place + 3)]],
  );
  return { chunks, width, pixels };
}

const RED: Colour = [200, 30, 20];
const WHITE: Colour = [255, 255, 255];
const many = (n: number): readonly Colour[] => Array.from({ length: n }, (_, at) => [at & 255, at >> 8, 7]);

test.each<readonly [name: string, width: number, colours: readonly Colour[]]>([
  ['one colour', 2, [RED, RED, RED, RED]],
  ['two colours, lines of three', 3, [RED, WHITE, RED, WHITE, WHITE, RED]],
  ['as many colours as a table holds', 16, many(256)],
])('%s: every pixel stays as it was', (_, width, colours) => {
  const png = palettePng(pixelsOf(colours), width, colours.length / width, 300);
  expect(read(png as Uint8Array)).toMatchObject({ width, pixels: colours.map((colour) => [...colour]) });
});

test('beyond 256 colours the rarest become the nearest of those that are kept', () => {
  // The last eight stand once, all others twice.
  const colours = [...many(264), ...many(256)];
  const { pixels } = read(palettePng(pixelsOf(colours), 10, 52, 300) as Uint8Array);
  expect(pixels.slice(0, 256)).toEqual(many(256).map((colour) => [...colour]));
  expect(pixels[263]).toEqual([7, 0, 7]);
});

test.each([
  ['a pixel that is not opaque', pixelsOf([RED, WHITE], 128), 2, 1],
  ['more colours than a chart has', pixelsOf(many(2000)), 50, 40],
])('%s: no table of colours', (_, pixels, width, height) => {
  expect(palettePng(pixels, width, height, 300)).toBeNull();
});

test('bytes that do not begin at a whole number are read too; the picture says its size on paper', () => {
  const shifted = Uint8Array.from([0, ...pixelsOf([RED, WHITE])]).subarray(1);
  const { pixels, chunks } = read(palettePng(shifted, 2, 1, 300) as Uint8Array);
  expect(pixels).toEqual([[...RED], [...WHITE]]);
  expect([...(chunks.get('pHYs') ?? [])]).toEqual([0, 0, 0x2e, 0x23, 0, 0, 0x2e, 0x23, 1]);
});
