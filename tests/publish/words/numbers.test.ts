import { expect, test } from 'vitest';
import { plainWords } from '../../../src/publish/words/build.ts';
import { labelInDigits, writeNumber } from '../../../src/publish/words/numbers.ts';

test.each([
  [0.742, 'percent', 'fr', '74,2\u202f%'],
  [0.742, 'percent', 'en', '74.2%'],
  [0.742, 'percent', 'ar', '74,2%'],
  [1_234_567.8, 'count', 'fr', '1\u202f234\u202f568'],
  [1_234_567.8, 'count', 'en', '1,234,568'],
  [1234.5, 'decimal1', 'ar', '1\u202f234,5'],
  [999, 'count', 'en', '999'],
  [1000, 'count', 'en', '1,000'],
  [0, 'percent', 'en', '0.0%'],
  [-0.00001, 'percent', 'en', '0.0%'],
  [-0.5, 'decimal1', 'fr', '\u22120,5'],
  [-0.5, 'decimal1', 'ar', '\u200e\u22120,5'],
  [1 / 3, 'decimal3', 'fr', '0,333'],
  [0.0004, 'pValue', 'fr', '< 0,001'],
  [0.001, 'pValue', 'en', '0.001'],
  [0.1234, 'auto', 'en', '0.123'],
  [1.234, 'auto', 'en', '1.23'],
  [12.34, 'auto', 'en', '12.3'],
  [-1234.5, 'auto', 'en', '\u22121,235'],
  [1234.5678, 'decimal2', 'en', '1,234.57'],
] as const)('%s as %s in %s', (x, format, language, expected) => {
  expect(writeNumber(x, format, language)).toBe(expected);
});

test('Arabic digits where asked, and only in Arabic', () => {
  expect(writeNumber(1234.5, 'decimal1', 'ar', 'arabic')).toBe('١٬٢٣٤٫٥');
  expect(writeNumber(0.5, 'percent', 'ar', 'arabic')).toBe('٥٠٫٠٪');
  expect(writeNumber(1234.5, 'decimal1', 'fr', 'arabic')).toBe('1\u202f234,5');
});

test('dates have them too', () => {
  const words = (digits: 'latin' | 'arabic') => plainWords('ar', digits);
  expect(words('arabic').day('2026-10-09')).toBe('٩\u00a0أكتوبر ٢٠٢٦');
  expect(words('latin').day('2026-10-09')).toBe('9\u00a0أكتوبر 2026');
});

test.each([
  ['18–34 سنة', '١٨–٣٤ سنة'],
  ['عتبة 0,50', 'عتبة ٠٫٥٠'],
  ['12.5%', '١٢٫٥٪'],
  ['المؤشر 1.3.1', 'المؤشر ١.٣.١'],
  ['M1: 3 فروع', 'M1: ٣ فروع'],
  ['تصنيف ICLS-19', 'تصنيف ICLS-19'],
  ['age_2', 'age_2'],
  ['2024', '٢٠٢٤'],
  ['', ''],
] as const)('a label %j in Arabic digits is %j; codes in Latin letters keep theirs', (text, shown) => {
  expect(labelInDigits(text, 'ar', 'arabic')).toBe(shown);
  expect(labelInDigits(text, 'ar')).toBe(text);
  expect(labelInDigits(text, 'fr', 'arabic')).toBe(text);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e22])('%s has no text', (x) => {
  expect(() => writeNumber(x, 'auto', 'en')).toThrow('show');
});
