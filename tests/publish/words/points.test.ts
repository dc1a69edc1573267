import { describe, expect, test } from 'vitest';
import { cellText } from '../../../src/publish/report/table.ts';
import { indicatorBlock } from '../../../src/publish/sheets/block.ts';
import { isInPoints, pointsText } from '../../../src/publish/words/points.ts';
import { madeUp } from '../estimates.ts';
import { testWords } from '../words.ts';

test.each([
  ['difference', '%', true],
  ['marginalEffect', '', true],
  ['difference', 'EUR', false],
  ['difference', '', false],
  ['share', '%', false],
  ['mean', '%', false],
])('a %s in « %s » is told in points: %s', (stat, unit, told) => expect(isInPoints({ stat, unit })).toBe(told));

describe('a gap in a table', () => {
  const gap = madeUp({ indicator: 'CAN', stat: 'difference', value: -0.123, low: -0.2, high: -0.046, se: 0.04 });

  test.each([
    ['fr', ['\u221212,3\u00a0pt', '\u221220,0\u00a0pt', '\u22124,6\u00a0pt', '4,0\u00a0pt']],
    ['en', ['\u221212.3\u00a0pp', '\u221220.0\u00a0pp', '\u22124.6\u00a0pp', '4.0\u00a0pp']],
    [
      'ar',
      [
        '\u200f\u200e\u221212,3\u00a0نقطة',
        '\u200f\u200e\u221220,0\u00a0نقطة',
        '\u200f\u200e\u22124,6\u00a0نقطة',
        '\u200f4,0\u00a0نقطة',
      ],
    ],
  ] as const)('reads in %s as it does in figures and in words', (language, shown) => {
    const words = testWords(language);
    const row = indicatorBlock([gap], 'CAN', '', words).groups[0]?.rows[0] ?? [];
    expect(row.slice(1, 5).map((cell) => cellText(cell, words))).toEqual(shown);
    expect(row.slice(1, 5).map(({ value }) => value)).toEqual([-12.3, -20, -4.6, 4]);
    expect(shown[0].replace('\u200f', '')).toBe(pointsText(-0.123, words));
  });
});
