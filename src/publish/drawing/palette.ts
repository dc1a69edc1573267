import { zlibSync } from 'fflate';

/** Colours that a picture may name by one byte. */
const MOST = 256;
/** A picture of more colours than this is no chart: to bring them down to `MOST` would show. */
const TOO_MANY = 1024;

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/**
 * Opaque pixels (RGBA, 8 bit each) as a PNG with a table of colours, at `dotsPerInch`: a third of the bytes that one of full colour takes. A chart
 * has few colours, and keeps all of them up to 256; beyond, the rarest (steps at the edges of letters) become the nearest that is kept.
 * Null where some pixel is not opaque, or there are too many colours for that.
 */
export function palettePng(pixels: Uint8Array, width: number, height: number, dotsPerInch: number): Uint8Array | null {
  const aligned = pixels.byteOffset % 4 === 0 ? pixels : Uint8Array.from(pixels);
  const colours = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / 4);
  const counts = countsOf(colours);
  if (counts === null) return null;
  const byCount = [...counts].sort(([a, n], [b, m]) => m - n || a - b).map(([colour]) => colour);
  const kept = byCount.slice(0, MOST);
  const places = new Map(kept.map((colour, place) => [colour, place]));
  for (const colour of byCount.slice(MOST)) places.set(colour, nearest(colour, kept));
  // Each line begins with its filter: none, which suits places in a table.
  const lines = new Uint8Array((width + 1) * height);
  let [at, last, place] = [0, -1, 0];
  for (let y = 0; y < height; y += 1)
    for (let x = 1; x <= width; x += 1) {
      const colour = colours[at] ?? 0;
      if (colour !== last) {
        last = colour;
        place = places.get(colour) ?? 0;
      }
      lines[y * (width + 1) + x] = place;
      at += 1;
    }
  const perMetre = Math.round(dotsPerInch / 0.0254);
  return joined([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', [...bytesOf(width), ...bytesOf(height), 8, 3, 0, 0, 0]),
    chunk('PLTE', kept.flatMap(channels)),
    chunk('pHYs', [...bytesOf(perMetre), ...bytesOf(perMetre), 1]),
    chunk('IDAT', zlibSync(lines, { level: 6 })),
    chunk('IEND', []),
  ]);
}

/** How many pixels each colour has; null where the picture is none for a table. */
function countsOf(colours: Uint32Array): ReadonlyMap<number, number> | null {
  const counts = new Map<number, number>();
  let [last, run] = [colours[0] ?? 0, 0];
  const add = () => counts.set(last, (counts.get(last) ?? 0) + run);
  for (const colour of colours) {
    if (colour !== last) {
      add();
      if (counts.size > TOO_MANY) return null;
      [last, run] = [colour, 0];
    }
    run += 1;
  }
  add();
  return [...counts.keys()].every((colour) => colour >>> 24 === 255) ? counts : null;
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
  let crc = 0xffffffff;
  for (const byte of named) crc = (CRC[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return joined([Uint8Array.from(bytesOf(content.length)), named, Uint8Array.from(bytesOf(~crc))]);
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
