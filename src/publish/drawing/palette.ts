import { constants, crc32, deflateSync } from 'node:zlib';

/** Colours that a picture may name by one byte. */
const MOST = 256;
/** A picture of more colours than this is no chart: to bring them down to `MOST` would show. */
const TOO_MANY = 1024;

/** Of a pixel, what is not its opacity. */
const RGB = 0xffffff;
/** Pixels of a run that is written one by one. */
const SHORT = 16;

/**
 * Opaque pixels (RGBA, 8 bit each) as a PNG with a table of colours, at `dotsPerInch`: half the bytes that one of full colour takes. A chart
 * has few colours, and keeps all of them up to 256; beyond, the rarest (steps at the edges of letters) become the nearest that is kept.
 * Null where some pixel is not opaque, or there are too many colours for that.
 */
export function palettePng(pixels: Uint8Array, width: number, height: number, dotsPerInch: number): Uint8Array | null {
  const aligned = pixels.byteOffset % 4 === 0 ? pixels : Uint8Array.from(pixels);
  const colours = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
  const counts = coloursOf(colours);
  if (counts === null) return null;
  const byCount = [...counts].sort(([a, m], [b, n]) => n - m || a - b).map(([colour]) => colour);
  const kept = byCount.slice(0, MOST);
  const places = new Map(byCount.map((colour, rank) => [colour, rank < MOST ? rank : nearest(colour, kept)]));
  const perMetre = Math.round(dotsPerInch / 0.0254);
  return joined([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', [...bytesOf(width), ...bytesOf(height), 8, 3, 0, 0, 0]),
    chunk('PLTE', kept.flatMap(channels)),
    chunk('pHYs', [...bytesOf(perMetre), ...bytesOf(perMetre), 1]),
    // Packed as runs only: quick, and the same bytes on any machine, for no table of what was met before has a part in it.
    chunk('IDAT', deflateSync(linesOf(colours, places, width, height), { strategy: constants.Z_RLE, memLevel: 5 })),
    chunk('IEND', []),
  ]);
}

/** The end of the run of one colour that begins at a pixel. Three million pixels are some hundred thousand runs. */
function runEnd(pixels: Uint32Array, from: number): number {
  const colour = pixels[from];
  let end = from + 1;
  while (end < pixels.length && pixels[end] === colour) end += 1;
  return end;
}

/** How many pixels each colour has, without its opacity; null where they are none for a table of colours. */
function coloursOf(pixels: Uint32Array): ReadonlyMap<number, number> | null {
  const counts = new Map<number, number>();
  for (let at = 0; at < pixels.length; ) {
    const [pixel, end] = [pixels[at] ?? 0, runEnd(pixels, at)];
    if (pixel >>> 24 !== 255 || counts.size > TOO_MANY) return null;
    counts.set(pixel & RGB, (counts.get(pixel & RGB) ?? 0) + end - at);
    at = end;
  }
  return counts;
}

/** The lines of a PNG: each begins with its filter (none, which suits places in a table), then one byte a pixel. */
function linesOf(pixels: Uint32Array, places: ReadonlyMap<number, number>, width: number, height: number): Uint8Array {
  const lines = new Uint8Array((width + 1) * height);
  for (let at = 0; at < pixels.length; ) {
    const [place, end] = [places.get((pixels[at] ?? 0) & RGB) ?? 0, runEnd(pixels, at)];
    while (at < end) {
      const line = Math.floor(at / width);
      const upTo = Math.min(end, (line + 1) * width);
      // Most runs are a few pixels at the edge of a letter, for which a call takes longer than a loop.
      if (upTo - at > SHORT) lines.fill(place, at + line + 1, upTo + line + 1);
      else for (let pixel = at; pixel < upTo; pixel += 1) lines[pixel + line + 1] = place;
      at = upTo;
    }
  }
  return lines;
}

/** Red, green and blue of a pixel that was read as a number: its first byte is the lowest. */
function channels(colour: number): readonly [number, number, number] {
  return [colour & 255, (colour >>> 8) & 255, (colour >>> 16) & 255];
}

function nearest(colour: number, kept: readonly number[]): number {
  const own = channels(colour);
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (const [place, other] of kept.entries()) {
    const distance = channels(other).reduce((sum, part, n) => sum + (part - (own[n] ?? 0)) * (part - (own[n] ?? 0)), 0);
    if (distance < least) [best, least] = [place, distance];
  }
  return best;
}

function bytesOf(number: number): readonly number[] {
  return [number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255];
}

/** A part of a PNG: length, name, content, and the check of the last two. */
function chunk(name: string, content: ArrayLike<number>): Uint8Array {
  const named = joined([Uint8Array.from(name, (letter) => letter.charCodeAt(0)), Uint8Array.from(content)]);
  return joined([Uint8Array.from(bytesOf(content.length)), named, Uint8Array.from(bytesOf(crc32(named)))]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
