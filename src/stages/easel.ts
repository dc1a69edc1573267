import { drawersOf } from '../publish/drawing/drawers.ts';
import type { FontFile } from '../publish/drawing/fonts.ts';
import { fontsOf } from '../publish/drawing/fonts.ts';
import type { Study } from '../study/study.ts';
import { sha256 } from '../table/sha.ts';
import { wholeSource } from '../table/source.ts';
import type { Easel } from './pictures.ts';
import type { Given } from './stage.ts';

/** The fonts that figures are measured and drawn with. */
export const fontFiles: Given<readonly FontFile[]> = {
  name: 'fonts',
  files: (study) => study.fonts,
  decode: (sources) =>
    Promise.all(sources.map(async (source) => ({ path: source.path, bytes: await wholeSource(source) }))),
};

/** What the study's figures are drawn with, from the bytes of its fonts. */
export function easelOf(files: readonly FontFile[], study: Study): Easel {
  const hashes = files.map(({ bytes }) => sha256(bytes));
  const fonts = fontsOf(files);
  return { fonts, draw: drawersOf(files, fonts), hash: sha256([study.program, ...hashes].join('\n')) };
}
