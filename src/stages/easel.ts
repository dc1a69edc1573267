import { drawersOf } from '../publish/drawing/drawers.ts';
import type { FontFile } from '../publish/drawing/fonts.ts';
import { fontsOf } from '../publish/drawing/fonts.ts';
import { sha256 } from '../table/sha.ts';
import { type Source, wholeSource } from '../table/source.ts';
import type { Easel } from './pictures.ts';
import type { Given } from './stage.ts';

/** The fonts that figures are measured and drawn with. */
export const fontFiles: Given<readonly FontFile[]> = {
  name: 'fonts',
  files: (study) => study.fonts,
  decode: readFonts,
};

/** The files of fonts with their bytes. */
export function readFonts(sources: readonly Source[]): Promise<readonly FontFile[]> {
  return Promise.all(sources.map(async (source) => ({ path: source.path, bytes: await wholeSource(source) })));
}

/** What figures are drawn with, from the bytes of the fonts and the program; `ready` drawers start at once. */
export function easelOf(files: readonly FontFile[], program: { readonly hash: string }, ready = 0): Easel {
  const fonts = fontsOf(files);
  const draw = drawersOf(files, fonts, ready);
  let hash = '';
  return {
    fonts,
    draw,
    // The program is large: it is hashed while a drawer makes itself ready.
    get hash() {
      hash ||= sha256([program.hash, ...files.map(({ bytes }) => sha256(bytes))].join('\n'));
      return hash;
    },
  };
}
