import { clockText, dayText, momentText } from './calendar.ts';

/**
 * SPSS formats that show a moment. DATE, JDATE, ADATE, EDATE and SDATE are days; so are MOYR, QYR and WKYR, which SPSS stores as the
 * first day of the month, quarter or week. DATETIME and YMDHMS are days with a time; TIME, DTIME and MTIME hours, minutes and seconds,
 * where hours count on past 24. WKDAY and MONTH are numbers (1 is Sunday, January).
 */
const KINDS: ReadonlyMap<number, 'date' | 'dateTime' | 'time'> = new Map([
  ...[20, 23, 24, 28, 29, 30, 38, 39].map((format) => [format, 'date'] as const),
  ...[22, 41].map((format) => [format, 'dateTime'] as const),
  ...[21, 25, 40].map((format) => [format, 'time'] as const),
]);

/** Seconds from 1582-10-14, SPSS's first midnight, to 1970-01-01. */
const EPOCH = 12_219_379_200;
const DAY = 86_400;

/** How numbers of a format are written; `type` is null for plain numbers. */
export interface NumberFormat {
  readonly type: 'date' | 'dateTime' | 'time' | null;
  text(value: number): string;
}

/** The writing of a print format. Moments that the calendar does not have, such as a code 99 in a date, stay numbers. */
export function numberFormat(format: number): NumberFormat {
  const type = KINDS.get(format) ?? null;
  const write = type === null ? String : WRITERS[type];
  return { type, text: (value) => write(value) ?? String(value) };
}

const WRITERS = {
  date: (value: number) => (value < DAY ? null : dayText((value - EPOCH) / DAY)),
  dateTime: (value: number) => (value < DAY ? null : momentText((value - EPOCH) * 1000)),
  time: (value: number) => clockText(value * 1000),
};
