import { describe, expect, test } from 'vitest';
import { columnBuilder } from '../../src/table/builder.ts';
import type { Column, FieldType } from '../../src/table/column.ts';
import { cleanText, dateText, momentText, numberText, storedText, timeText } from '../../src/table/text.ts';

describe('numberText', () => {
  test.each<[number, string]>([
    [0, '0'],
    [-0, '0'],
    [7, '7'],
    [-1.5, '-1.5'],
    [0.1 + 0.2, '0.3'],
    [1 / 3, '0.333333333333'],
    [212_612_345_678, '212612345678'],
    // Whole numbers are kept whole: an identifier of 13 digits is no measurement.
    [1_234_567_890_123, '1234567890123'],
    [9_007_199_254_740_991, '9007199254740991'],
    [1e21, '1e+21'],
    [1e-7, '1e-7'],
    [Number.NaN, ''],
  ])('%d is %j', (value, text) => {
    expect(numberText(value)).toBe(text);
  });
});

describe('days, times and moments', () => {
  test.each<[number, string]>([
    [0, '1970-01-01'],
    [19_782, '2024-02-29'],
    [-1, '1969-12-31'],
    [Number.NaN, ''],
  ])('day %d is %j', (days, text) => {
    expect(dateText(days)).toBe(text);
  });

  test.each<[number, string]>([
    [0, '00:00:00'],
    [86_399, '23:59:59'],
    [36_030.25, '10:00:30.250'],
    [Number.NaN, ''],
  ])('second %d is %j', (seconds, text) => {
    expect(timeText(seconds)).toBe(text);
  });

  test.each<[at: string, offset: number, text: string]>([
    ['2024-05-01T10:00:00Z', 0, '2024-05-01T10:00:00Z'],
    ['2024-05-01T23:30:00Z', 60, '2024-05-02T00:30:00+01:00'],
    ['2024-05-01T01:00:00Z', -210, '2024-04-30T21:30:00-03:30'],
    ['2024-05-01T01:00:00.5Z', -30, '2024-05-01T00:30:00.500-00:30'],
    ['2024-05-01T00:00:00Z', 345, '2024-05-01T05:45:00+05:45'],
  ])('%s at %d minutes', (at, offset, text) => {
    expect(momentText(Date.parse(at), offset)).toBe(text);
  });

  test('no moment is no text', () => {
    expect(momentText(Number.NaN, 60)).toBe('');
  });
});

const options = ['yes', 'no', 'dk', 'ref'];

function cells(type: FieldType, texts: readonly string[]): Column {
  const builder = columnBuilder({
    name: 'x',
    type,
    options: type === 'one' || type === 'many' ? options : null,
    dontKnow: new Set(['-98', 'dk']),
    refused: new Set(['-99', 'ref']),
    timeZone: 'UTC',
  });
  for (const text of texts) builder.append(text);
  return builder.finish();
}

describe('storedText and cleanText', () => {
  test.each<[type: FieldType, text: string, stored: string, clean: string]>([
    ['integer', '007', '7', '7'],
    ['integer', '-98', '-98', '-98'],
    ['integer', '-99', '-99', '-99'],
    ['integer', 'douze', 'douze', ''],
    ['integer', '', '', ''],
    ['decimal', '2.50', '2.5', '2.5'],
    ['date', '2024-02-29T10:00', '2024-02-29', '2024-02-29'],
    ['date', '2024-02-30', '2024-02-30', ''],
    ['time', '7:05', '07:05:00', '07:05:00'],
    ['dateTime', '2024-05-01 10:00-03:30', '2024-05-01T10:00:00-03:30', '2024-05-01T10:00:00-03:30'],
    ['one', 'no', 'no', 'no'],
    ['one', 'dk', 'dk', 'dk'],
    ['many', 'no yes', 'no yes', 'no yes'],
    ['text', ' 007 ', '007', '007'],
    ['geopoint', '34.02 -6.84 0 5', '34.02 -6.84 0 5', '34.02 -6.84 0 5'],
  ])('%s %j', (type, text, stored, clean) => {
    const column = cells(type, [text]);
    expect(storedText(column, 0)).toBe(stored);
    expect(cleanText(column, 0)).toBe(clean);
  });

  test('a removed or imputed cell', () => {
    const column = cells('integer', ['5', '6']);
    column.states.set([6, 1]);
    expect([0, 1].map((row) => cleanText(column, row))).toEqual(['', '6']);
  });

  test('a row that is not there', () => {
    expect(cleanText(cells('text', []), 0)).toBe('');
  });
});
