import { describe, expect, test } from 'vitest';
import type { FieldType } from '../../src/table/column.ts';
import type { Writing } from '../../src/table/writing.ts';
import { canonical, isSerial } from '../../src/table/writing.ts';

const plain: Writing = { decimal: '.', dateOrder: 'ymd', serials: false };
const comma: Writing = { ...plain, decimal: ',' };
const dayFirst: Writing = { ...plain, dateOrder: 'dmy' };
const monthFirst: Writing = { ...plain, dateOrder: 'mdy' };
const workbook: Writing = { ...plain, serials: true };

function brought(type: FieldType, writing: Writing, text: string): string {
  const bring = canonical(type, writing);
  return bring === null ? text : bring(text);
}

describe('canonical', () => {
  test.each<FieldType>(['integer', 'decimal', 'date', 'dateTime', 'time', 'text', 'one', 'many', 'geopoint'])(
    'leaves %s alone where a source writes as we do',
    (type) => {
      expect(canonical(type, plain)).toBeNull();
    },
  );

  test.each<FieldType>(['text', 'one', 'many', 'rank', 'geopoint', 'time'])('never touches %s', (type) => {
    expect(canonical(type, { decimal: ',', dateOrder: 'dmy', serials: true })).toBeNull();
  });

  test.each<[name: string, type: FieldType, writing: Writing, text: string, expected: string]>([
    ['a decimal comma', 'decimal', comma, '1,5', '1.5'],
    ['a comma without a whole part', 'decimal', comma, ',5', '.5'],
    ['a negative one', 'decimal', comma, '-0,25', '-0.25'],
    ['a point stays', 'decimal', comma, '1.5', '1.5'],
    ['thousands are not guessed', 'decimal', comma, '1.234,5', '1.234,5'],
    ['two commas are not guessed', 'decimal', comma, '1,234,5', '1,234,5'],
    ['nothing after the comma', 'decimal', comma, '1,', '1,'],
    ['an integer with comma', 'integer', comma, '3,0', '3.0'],
    ['day first', 'date', dayFirst, '03/04/2024', '2024-04-03'],
    ['month first', 'date', monthFirst, '03/04/2024', '2024-03-04'],
    ['year first with slashes stays out of plain', 'date', plain, '2024/04/03', '2024/04/03'],
    ['points and dashes', 'date', dayFirst, '3.4.2024', '2024-04-03'],
    ['with a time', 'dateTime', dayFirst, '29-02-2024 10:15', '2024-02-29 10:15'],
    ['ISO in a day-first file', 'date', dayFirst, '2024-04-03', '2024-04-03'],
    ['a day that does not exist', 'date', dayFirst, '31/04/2024', '31/04/2024'],
    ['no leap year', 'date', dayFirst, '29/02/2023', '29/02/2023'],
    ['the other order is not guessed', 'date', dayFirst, '04/13/2024', '04/13/2024'],
    ['two-digit years are not guessed', 'date', dayFirst, '03/04/24', '03/04/24'],
    ['a serial', 'date', workbook, '45351', '2024-02-29'],
    ['a serial of 1970', 'date', workbook, '25569', '1970-01-01'],
    ['a fraction in a date', 'date', workbook, '45351.75', '2024-02-29'],
    ['a fraction in a moment', 'dateTime', workbook, '45351.75', '2024-02-29T18:00:00'],
    ['a whole serial in a moment', 'dateTime', workbook, '45351', '2024-02-29'],
    ['one second', 'dateTime', workbook, '45351.0000115741', '2024-02-29T00:00:01'],
    ['half a second before midnight', 'dateTime', workbook, '45351.999999', '2024-03-01T00:00:00'],
    ['the first serial', 'date', workbook, '10959', '1930-01-01'],
    ['below it', 'date', workbook, '10958', '10958'],
    ['the last serial', 'date', workbook, '73415', '2100-12-31'],
    ['above it', 'date', workbook, '73416', '73416'],
    ['a year is no serial', 'date', workbook, '2024', '2024'],
    ['ISO text in a workbook', 'date', workbook, '2024-02-29', '2024-02-29'],
    ['a serial in a CSV is not read', 'date', dayFirst, '45351', '45351'],
    ['text', 'date', workbook, 'hier', 'hier'],
  ])('%s', (_, type, writing, text, expected) => {
    expect(brought(type, writing, text)).toBe(expected);
  });
});

describe('isSerial', () => {
  test.each<[string, boolean]>([
    ['45351', true],
    ['45351.5', true],
    ['10958.9', false],
    ['73415.99', true],
    ['73416', false],
    ['2024-02-29', false],
    ['', false],
    ['-45351', false],
  ])('%j: %s', (text, expected) => {
    expect(isSerial(text)).toBe(expected);
  });
});

describe('what a source entry declares besides', () => {
  const spaced: Writing = { ...comma, thousands: ' ' };
  const words: Writing = { ...plain, words: true };
  const any: Writing = { ...comma, digits: 'any' };
  test.each<[name: string, type: FieldType, writing: Writing, text: string, expected: string]>([
    ['thousands by spaces of any kind', 'decimal', spaced, '1 234\u00a0567,5', '1234567.5'],
    ['thousands by commas', 'integer', { ...plain, thousands: ',' }, '12,345', '12345'],
    ['no group of three', 'integer', { ...plain, thousands: ',' }, '12,34', '12,34'],
    ['a number without groups', 'decimal', spaced, '1234,5', '1234.5'],
    ['by apostrophes', 'integer', { ...plain, thousands: "'" }, "1'000", '1000'],
    ['Arabic digits and decimal sign', 'decimal', any, '١٢٫٥', '12.5'],
    ['Persian digits', 'integer', any, '۴۲', '42'],
    ['Devanagari digits', 'integer', any, '४२', '42'],
    ['digits of a date', 'date', { ...any, dateOrder: 'dmy' }, '٠٥/٠١/٢٠٢٦', '2026-01-05'],
    ['digits are not touched in text', 'text', any, '٤٢', '٤٢'],
    ['afternoon in words', 'dateTime', words, 'Jan 5, 2026 3:12:09 PM', '2026-01-05T15:12:09'],
    ['midnight in words', 'dateTime', words, 'Dec 31, 2025 12:00:00 AM', '2025-12-31T00:00:00'],
    ['noon in words', 'dateTime', words, 'Dec 31, 2025 12:00:00 PM', '2025-12-31T12:00:00'],
    ['a day in words', 'date', words, 'September 1, 2026', '2026-09-01'],
    ['no such day', 'date', words, 'Feb 30, 2026', 'Feb 30, 2026'],
    ['no such month', 'date', words, 'Foo 3, 2026', 'Foo 3, 2026'],
    ['ISO all the same', 'dateTime', words, '2026-01-05T10:00:00', '2026-01-05T10:00:00'],
  ])('%s', (_, type, writing, text, expected) => {
    expect(brought(type, writing, text)).toBe(expected);
  });
});
