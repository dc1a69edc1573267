import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Fonts, fontsOf } from '../../src/publish/drawing/fonts.ts';

const NAMES = [
  'NotoSans-Bold',
  'NotoSans-Regular',
  'NotoSansArabic-Bold',
  'NotoSansArabic-Regular',
  'NotoSansMore-Bold',
  'NotoSansMore-Regular',
] as const;

/** Absolute path of a shipped font. */
export function fontPath(name: (typeof NAMES)[number]): string {
  return fileURLToPath(new URL(`../../assets/fonts/${name}.ttf`, import.meta.url));
}

/** The files of the shipped fonts. */
export const FONT_FILES = NAMES.map((name) => ({ path: fontPath(name), bytes: readFileSync(fontPath(name)) }));

/** The shipped fonts. */
export const FONTS: Fonts = fontsOf(FONT_FILES);
