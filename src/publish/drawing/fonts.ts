import { type Face, readFace } from './face.ts';
import { shaped } from './joining.ts';

/** A TrueType font on disk: its absolute path and its bytes. */
export interface FontFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The fonts that pictures are drawn with. */
export interface Fonts {
  /**
   * Absolute paths of the files that have the characters of a text, regular faces first, for the renderer that reads them itself: it takes the
   * first that has a character, and reads a file as a whole for each letter that it draws, so that it is given no more than it needs.
   */
  pathsFor(text: string): readonly string[];
  /** Width of one line of text in px at a font size in px; kerning is not counted. */
  width(text: string, size: number, bold: boolean): number;
}

/** Ems of a character that no font has, such as an emoji. */
const UNKNOWN = 1.2;

/** Marks of direction and joining, and what stands over the letter before it: nothing of these moves the pen. */
const WIDTHLESS = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Makes fonts from their files, in the order in which a character is looked for; throws where bytes are no TrueType font. */
export function fontsOf(files: readonly FontFile[]): Fonts {
  const faces = files
    .map(({ path, bytes }) => ({ path, ...readFace(bytes) }))
    .sort((a, b) => Number(a.bold) - Number(b.bold));
  const weights = [false, true].map((bold) => faces.filter((face) => face.bold === bold));
  const measures = weights.map(measure);
  return {
    pathsFor(text) {
      const codePoints = [...new Set(text)].map((character) => character.codePointAt(0) ?? 0);
      const needed = new Set(
        weights.flatMap((same) => codePoints.map((codePoint) => same.find((face) => face.advance(codePoint) !== null))),
      );
      return faces.filter((face) => needed.has(face)).map(({ path }) => path);
    },
    width(text, size, bold) {
      const advance = measures[bold ? 1 : 0] as (codePoint: number) => number;
      return shaped(text).reduce((sum, codePoint) => sum + advance(codePoint), 0) * size;
    },
  };
}

/** Ems of a character in the first face that has it; each is looked up once. */
function measure(faces: readonly Face[]): (codePoint: number) => number {
  const known = new Map<number, number>();
  return (codePoint) => {
    const found = known.get(codePoint) ?? emsOf(codePoint, faces);
    known.set(codePoint, found);
    return found;
  };
}

function emsOf(codePoint: number, faces: readonly Face[]): number {
  if (WIDTHLESS.test(String.fromCodePoint(codePoint))) return 0;
  for (const face of faces) {
    const advance = face.advance(codePoint);
    if (advance !== null) return advance;
  }
  return UNKNOWN;
}
