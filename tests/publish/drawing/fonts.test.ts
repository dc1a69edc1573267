import { openSync } from 'fontkit';
import { describe, expect, test } from 'vitest';
import { fontsOf } from '../../../src/publish/drawing/fonts.ts';
import { shaped } from '../../../src/publish/drawing/joining.ts';
import { FONTS, fontPath } from '../fonts.ts';

/** Width of a text laid out with its shapes, ligatures and kerning, at 12 px. */
function laidOut(text: string, font: Parameters<typeof fontPath>[0]): number {
  const face = openSync(fontPath(font));
  return (face.layout(text).advanceWidth / face.unitsPerEm) * 12;
}

describe('width', () => {
  test.each([
    ['Hello World', 'NotoSans-Regular'],
    ['L’accès à la protection sociale des travailleurs, 74,2\u202f%', 'NotoSans-Regular'],
    ['Main obstacles to coverage', 'NotoSans-Bold'],
    ['نسبة المستفيدين من التأمين', 'NotoSansArabic-Regular'],
    ['الأشخاص دون تأمين', 'NotoSansArabic-Bold'],
    ['مُحَمَّد', 'NotoSansArabic-Regular'],
    ['لا يحسب الجواب الناقص صفرا', 'NotoSansArabic-Regular'],
  ] as const)('%s is as wide as laid out, within 1 %%', (text, font) => {
    const width = FONTS.width(text, 12, font.endsWith('Bold'));
    expect(Math.abs(width / laidOut(text, font) - 1)).toBeLessThan(0.01);
  });

  test.each([
    // Advances of the font's own table: A 639, space 260, digits 572 of 1000.
    ['A', 10, 6.39],
    [' ', 10, 2.6],
    ['2026', 100, 228.8],
    ['', 12, 0],
    // Marks of direction do not move the pen.
    ['\u202bA\u202c', 10, 6.39],
    // No font has it.
    ['😀', 10, 12],
  ])('%j at %d px: %d px', (text, size, expected) => {
    expect(FONTS.width(text, size, false)).toBeCloseTo(expected, 6);
  });

  test.each([
    ['a Latin text', 'Été 2026, 74 %', ['NotoSans-Regular', 'NotoSans-Bold']],
    ['no text', '', []],
    [
      'an Arabic one',
      '٧٤ نسبة (n)',
      ['NotoSans-Regular', 'NotoSansArabic-Regular', 'NotoSans-Bold', 'NotoSansArabic-Bold'],
    ],
    [
      'a letter of neither',
      'Київ, 12',
      ['NotoSans-Regular', 'NotoSansMore-Regular', 'NotoSans-Bold', 'NotoSansMore-Bold'],
    ],
    ['a sign of no font', 'A 😀', ['NotoSans-Regular', 'NotoSans-Bold']],
  ])('%s takes the files that have its characters, regular faces first', (_what, text, names) => {
    expect(FONTS.pathsFor(text)).toEqual(names.map((name) => expect.stringContaining(`/${name}.ttf`)));
  });

  test.each([[new Uint8Array()], [new Uint8Array(64)]])('bytes that are no font are refused', (bytes) => {
    expect(() => fontsOf([{ path: '/none.ttf', bytes }])).toThrow();
  });
});

describe('shaped', () => {
  const hex = (text: string) => shaped(text).map((codePoint) => codePoint.toString(16));
  test.each([
    ['ب', ['fe8f']],
    ['ببب', ['fe91', 'fe92', 'fe90']],
    // Alef joins only to the letter before it.
    ['باب', ['fe91', 'fe8e', 'fe8f']],
    ['لا', ['fefb']],
    ['بلا', ['fe91', 'fefc']],
    ['بَب', ['fe91', 'fe90']],
    ['Aب1', ['41', 'fe8f', '31']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(hex(text)).toEqual(expected);
  });
});
