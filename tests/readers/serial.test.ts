import { expect, test } from 'vitest';
import { builtInKind, type DateKind, formatKind, serialText } from '../../src/readers/serial.ts';

test.each<[string, DateKind]>([
  ['General', 'none'],
  ['0.00E+00', 'none'],
  ['#,##0.00;[Red]-#,##0.00', 'none'],
  ['"days" 0', 'none'],
  ['\\d0', 'none'],
  ['[h]:mm:ss', 'none'],
  ['[$-409]d-mmm-yy', 'date'],
  ['mmm', 'date'],
  ['yyyy\\-mm\\-dd', 'date'],
  ['dd/mm/yyyy hh:mm', 'dateTime'],
  ['m/d/yy h:mm AM/PM', 'dateTime'],
  ['hh:mm:ss', 'time'],
  ['mm:ss', 'time'],
  ['', 'none'],
])('format %s shows %s', (format, kind) => {
  expect(formatKind(format)).toBe(kind);
});

test.each<[number, DateKind]>([
  [0, 'none'],
  [14, 'date'],
  [20, 'time'],
  [22, 'dateTime'],
  [46, 'none'],
  [49, 'none'],
])('built-in format %i shows %s', (id, kind) => {
  expect(builtInKind(id)).toBe(kind);
});

test.each<[string, number, DateKind, boolean, string]>([
  ['a day', 45_026, 'date', false, '2023-04-10'],
  ['a day of the 1904 system', 43_564, 'date', true, '2023-04-10'],
  ['noon', 45_026.5, 'dateTime', false, '2023-04-10T12:00:00'],
  ['midnight in a format with time', 45_026, 'dateTime', false, '2023-04-10'],
  ['a time in a format without', 45_026.25, 'date', false, '2023-04-10T06:00:00'],
  ['milliseconds', 45_026 + 1.5 / 86_400, 'dateTime', false, '2023-04-10T00:00:01.500'],
  ['a time just under a second, by the last bit', 45_026.999_999_999_99, 'dateTime', false, '2023-04-11'],
  ['a time of day', 0.75, 'time', false, '18:00:00'],
  ['midnight as a time of day', 0, 'time', false, '00:00:00'],
  ['day and time in a time format', 45_026.5, 'time', false, '2023-04-10T12:00:00'],
  ['the first day', 1, 'date', false, '1900-01-01'],
  ['the day before the false leap day', 59, 'date', false, '1900-02-28'],
  ['the false leap day', 60, 'date', false, '1900-02-29'],
  ['the day after it', 61, 'date', false, '1900-03-01'],
  ['the last day', 2_958_465, 'date', false, '9999-12-31'],
  ['past the last day', 2_958_466, 'date', false, '2958466'],
  ['below nought', -1, 'date', false, '-1'],
  ['a number', 45_026.5, 'none', false, '45026.5'],
])('%s', (_, serial, kind, date1904, text) => {
  expect(serialText(serial, kind, date1904)).toBe(text);
});
