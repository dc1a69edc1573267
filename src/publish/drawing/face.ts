/** What measuring needs of a TrueType font: how far each character moves the pen. */
export interface Face {
  readonly bold: boolean;
  /** Width of a character in ems, without its neighbours; null where the font does not have it. */
  advance(codePoint: number): number | null;
}

/** The weight from which on a face counts as bold. */
const BOLD = 600;

/**
 * Reads the advances of a TrueType font: the tables head, hhea, hmtx, cmap (formats 4 and 12) and OS/2, as the OpenType specification
 * lays them out. Throws where the bytes are no such font.
 */
export function readFace(bytes: Uint8Array): Face {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const table = tablesOf(view);
  const unitsPerEm = view.getUint16(table('head') + 18);
  const metrics = view.getUint16(table('hhea') + 34);
  const widths = table('hmtx');
  const glyphOf = characterMap(view, table('cmap'));
  return {
    bold: view.getUint16(table('OS/2') + 4) >= BOLD,
    advance(codePoint) {
      const glyph = glyphOf(codePoint);
      return glyph === 0 ? null : view.getUint16(widths + 4 * Math.min(glyph, metrics - 1)) / unitsPerEm;
    },
  };
}

function tablesOf(view: DataView): (tag: string) => number {
  const offsets = new Map<string, number>();
  for (let place = 12; place < 12 + 16 * view.getUint16(4); place += 16) {
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((letter) => view.getUint8(place + letter)));
    offsets.set(tag, view.getUint32(place + 8));
  }
  return (tag) => {
    const offset = offsets.get(tag);
    if (offset === undefined) throw new Error(`no TrueType font: it lacks the table ${tag}`);
    return offset;
  };
}

/** Character → glyph, 0 for none; from the Unicode subtable that holds most characters. */
function characterMap(view: DataView, cmap: number): (codePoint: number) => number {
  const subtables = Array.from(
    { length: view.getUint16(cmap + 2) },
    (_, place) => cmap + view.getUint32(cmap + 4 + 8 * place + 4),
  );
  const segments = subtables.find((start) => view.getUint16(start) === 12);
  if (segments !== undefined) return (codePoint) => glyphOfGroup(view, segments, codePoint);
  const pairs = subtables.find((start) => view.getUint16(start) === 4);
  if (pairs !== undefined) return (codePoint) => glyphOfSegment(view, pairs, codePoint);
  throw new Error('no TrueType font: no character map of format 4 or 12');
}

/** Format 12: groups of (first, last, first glyph), 32 bits each. */
function glyphOfGroup(view: DataView, start: number, codePoint: number): number {
  const groups = view.getUint32(start + 12);
  for (let group = 0; group < groups; group++) {
    const at = start + 16 + 12 * group;
    if (codePoint > view.getUint32(at + 4)) continue;
    const first = view.getUint32(at);
    return codePoint < first ? 0 : view.getUint32(at + 8) + codePoint - first;
  }
  return 0;
}

/** Format 4: four parallel arrays of 16 bits: last, first, shift, and where to look the glyph up. */
function glyphOfSegment(view: DataView, start: number, codePoint: number): number {
  const double = view.getUint16(start + 6);
  for (let place = 0; place < double; place += 2) {
    const last = start + 14 + place;
    if (codePoint > view.getUint16(last)) continue;
    const first = view.getUint16(last + 2 + double);
    if (codePoint < first) return 0;
    const shift = view.getUint16(last + 2 + 2 * double);
    const look = last + 2 + 3 * double;
    const offset = view.getUint16(look);
    const glyph = offset === 0 ? codePoint : view.getUint16(look + offset + 2 * (codePoint - first));
    return glyph === 0 ? 0 : (glyph + shift) & 0xffff;
  }
  return 0;
}
