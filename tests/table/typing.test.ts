import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysOf, readDate, readInteger, readMoment, readNumber, readTime } from '../../src/table/typing.ts';

describe('readNumber', () => {
  test.each<[string, number]>([
    ['0', 0],
    ['007', 7],
    ['-12.5', -12.5],
    ['+3', 3],
    ['.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    ['1.5E-2', 0.015],
    ['', Number.NaN],
    ['.', Number.NaN],
    ['-', Number.NaN],
    ['1,5', Number.NaN],
    ['1 000', Number.NaN],
    ['1\u202f000', Number.NaN],
    ['12a', Number.NaN],
    ['0x10', Number.NaN],
    ['Infinity', Number.NaN],
    ['NaN', Number.NaN],
    ['1e1000', Number.NaN],
    ['٣', Number.NaN],
  ])('%j is %d', (text, number) => {
    expect(readNumber(text)).toBe(number);
  });
});

describe('readInteger', () => {
  test.each<[string, number]>([
    ['3', 3],
    ['3.0', 3],
    ['3.5', Number.NaN],
    ['-98', -98],
    ['9007199254740991', 9007199254740991],
    // One more could be any of two numbers: no silent wrong one.
    ['9007199254740993', Number.NaN],
    ['', Number.NaN],
  ])('%j is %d', (text, number) => {
    expect(readInteger(text)).toBe(number);
  });
});

describe('daysOf and readDate', () => {
  test.each<[number, number, number, number]>([
    [1970, 1, 1, 0],
    [1969, 12, 31, -1],
    [2024, 2, 29, 19_782],
    [2000, 2, 29, 11_016],
    [1900, 2, 29, Number.NaN],
    [2023, 2, 29, Number.NaN],
    [2023, 4, 31, Number.NaN],
    [2023, 13, 1, Number.NaN],
    [2023, 0, 1, Number.NaN],
    [2023, 1, 0, Number.NaN],
    // Not 1999: years below 100 are themselves.
    [99, 1, 1, -683_368],
    [0, 1, 1, -719_528],
  ])('day %d-%d-%d is %d', (year, month, day, days) => {
    expect(daysOf(year, month, day)).toBe(days);
  });

  test.each<[string, number]>([
    ['2024-02-29', 19_782],
    ['2024-02-30', Number.NaN],
    ['2023-02-29', Number.NaN],
    ['2024-02-29T23:59:59.000-11:00', 19_782],
    ['2024-02-29 10:00', 19_782],
    ['2024-2-29', Number.NaN],
    ['29/02/2024', Number.NaN],
    ['45351', Number.NaN],
    ['', Number.NaN],
    ['0000-00-00', Number.NaN],
    ['2024-02-29x', Number.NaN],
  ])('%j is day %d', (text, days) => {
    expect(readDate(text)).toBe(days);
  });
});

describe('readTime', () => {
  test.each<[string, number]>([
    ['00:00', 0],
    ['23:59:59', 86_399],
    ['7:05', 25_500],
    ['10:00:30.250', 36_030.25],
    ['10:00:00.000+01:00', 36_000],
    ['10:00:00Z', 36_000],
    ['24:00', Number.NaN],
    ['10:60', Number.NaN],
    ['10:00:60', Number.NaN],
    ['10', Number.NaN],
    ['', Number.NaN],
  ])('%j is %d seconds', (text, seconds) => {
    expect(readTime(text)).toBe(seconds);
  });
});

describe('readMoment', () => {
  test.each<[name: string, text: string, zone: string, at: string, offset: number]>([
    ['UTC', '2024-05-01T10:00:00Z', 'Africa/Casablanca', '2024-05-01T10:00:00.000Z', 0],
    ['an offset', '2024-05-01T10:00:00.123+01:00', 'UTC', '2024-05-01T09:00:00.123Z', 60],
    ['half an hour west', '2024-05-01T10:00:00-03:30', 'UTC', '2024-05-01T13:30:00.000Z', -210],
    ['less than an hour west', '2024-05-01T10:00:00-00:30', 'UTC', '2024-05-01T10:30:00.000Z', -30],
    ['without a colon', '2024-05-01 10:00+0545', 'UTC', '2024-05-01T04:15:00.000Z', 345],
    ['hours only', '2024-05-01T10:00-05', 'UTC', '2024-05-01T15:00:00.000Z', -300],
    ['no offset, UTC', '2024-05-01T10:00', 'UTC', '2024-05-01T10:00:00.000Z', 0],
    ['a day alone', '2024-05-01', 'America/St_Johns', '2024-05-01T02:30:00.000Z', -150],
    // Morocco: UTC+1 all year but in Ramadan (10 March to 14 April 2024).
    ['Casablanca', '2024-05-01T10:00:00', 'Africa/Casablanca', '2024-05-01T09:00:00.000Z', 60],
    ['Casablanca in Ramadan', '2024-03-20T10:00:00', 'Africa/Casablanca', '2024-03-20T10:00:00.000Z', 0],
    [
      'Casablanca before the clock goes back',
      '2024-03-10T01:59:00',
      'Africa/Casablanca',
      '2024-03-10T00:59:00.000Z',
      60,
    ],
    ['Casablanca after it', '2024-03-10T03:00:00', 'Africa/Casablanca', '2024-03-10T03:00:00.000Z', 0],
    ['Casablanca, an hour skipped', '2024-04-14T02:30:00', 'Africa/Casablanca', '2024-04-14T02:30:00.000Z', 0],
    ['Casablanca after the skip', '2024-04-14T03:00:00', 'Africa/Casablanca', '2024-04-14T02:00:00.000Z', 60],
    ['St John’s in winter', '2024-01-15T12:00:00', 'America/St_Johns', '2024-01-15T15:30:00.000Z', -210],
    ['St John’s before spring', '2024-03-10T01:59:00', 'America/St_Johns', '2024-03-10T05:29:00.000Z', -210],
    ['St John’s, an hour skipped', '2024-03-10T02:30:00', 'America/St_Johns', '2024-03-10T06:00:00.000Z', -210],
    ['St John’s after the skip', '2024-03-10T03:00:00', 'America/St_Johns', '2024-03-10T05:30:00.000Z', -150],
    ['St John’s after autumn', '2024-11-03T02:15:00', 'America/St_Johns', '2024-11-03T05:45:00.000Z', -210],
    ['Paris, an hour skipped', '2024-03-31T02:30:00', 'Europe/Paris', '2024-03-31T01:30:00.000Z', 60],
    ['before 1970', '1969-12-31T23:59:59Z', 'UTC', '1969-12-31T23:59:59.000Z', 0],
  ])('%s: %j', (_, text, zone, at, offset) => {
    expect(readMoment(text, zone)).toEqual({ at: Date.parse(at), offset });
  });

  test.each([
    '',
    '10:00',
    '2024-02-30T10:00Z',
    '2023-02-29',
    '2024-05-01T25:00Z',
    '2024-05-01T10:00:00 Z',
    '45351.5',
    'hier',
  ])('%j is no moment', (text) => {
    expect(readMoment(text, 'UTC')).toBeNull();
  });

  test.each(['2024-05-01T10:00:00+25:00', '2024-05-01T10:00:00+10:75'])(
    '%j has an offset that no clock has',
    (text) => {
      expect(readMoment(text, 'UTC')).toBeNull();
    },
  );
});

describe('the short ways agree with the long ones', () => {
  test('a plain number is what Number reads', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^-?\d{0,12}\.?\d{0,6}$/), (text) => {
        const expected = /\d/.test(text) ? Number(text) : Number.NaN;
        expect(readNumber(text)).toBe(expected);
      }),
    );
  });

  test('a day is what the calendar has', () => {
    fc.assert(
      fc.property(fc.nat(9999), fc.nat(13), fc.nat(32), (year, month, day) => {
        const pad = (value: number, width: number) => String(value).padStart(width, '0');
        expect(readDate(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`)).toBe(daysOf(year, month, day));
      }),
    );
  });

  test.each(['Europe/Paris', 'Africa/Casablanca', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns'])(
    'moments in %s on the days when clocks change',
    (zone) => {
      const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
      for (let minute = 0; minute < 366 * 24 * 60; minute += 28) {
        const local = Date.UTC(2024, 0, 1) + minute * 60_000;
        const there = new Date(local).toISOString().slice(0, 19);
        const shown = clock.format(readMoment(there, zone)?.at ?? 0).replace(' ', 'T');
        // An hour that the zone skips is shown by no clock.
        if (shown !== there) expect(Math.abs(Date.parse(`${shown}Z`) - local)).toBeLessThanOrEqual(3_600_000);
        else expect(shown).toBe(there);
      }
    },
  );
});
