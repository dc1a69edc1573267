import type { LabelledColumn } from '../../table/source.ts';
import { clockText, dayText, momentText } from './calendar.ts';
import { withoutLeapSeconds } from './leapSeconds.ts';

/** From 1960-01-01 to 1970-01-01. */
const EPOCH_DAYS = 3653;
const EPOCH_MS = EPOCH_DAYS * 86_400_000;

/** How numbers of a display format are written, and the type of such a column; null where it shows plain numbers. */
export interface MomentFormat {
  readonly type: LabelledColumn['type'];
  /** The value as text; a number that the calendar does not have stays one. */
  text(value: number): string;
  /** The writing of a column that has this value, where it is another: a time of day that belongs to a day. */
  instead?(value: number): MomentFormat | null;
}

/** A pattern that shows hours, minutes and seconds only, `HH:MM:SS` as in %tcHH:MM:SS. */
const CLOCK = /^(?:HH|Hh|hH|hh|MM|mm|SS|ss|\.s{1,3}|[aApP]\.?[mM]\.?|!.|[^A-Za-z!])+$/;

/**
 * The writing that a display format asks for. %td days: ISO days. %tc, %tC moments: `YYYY-MM-DDTHH:MM:SS`, or `HH:MM:SS` where the
 * pattern shows a time of day only and all moments are of Stata's first day, 1960-01-01. %tw, %tm, %tq, %th: `2024-W05`, `2024-03`, `2024-Q1`, `2024-H1` as text (Stata's weeks: 52 a year,
 * the first begins on 1 January). %ty years and %tb business days stay numbers.
 */
export function momentFormat(format: string): MomentFormat | null {
  const found = /^%-?(?:t([dcCwmqh])|(d))(.*)$/.exec(format);
  if (found === null) return null;
  const pattern = found[3] ?? '';
  const moment = (leap: boolean): MomentFormat => {
    const unix = (value: number) => (leap ? withoutLeapSeconds(value - EPOCH_MS) : value - EPOCH_MS);
    const whole: MomentFormat = { type: 'dateTime', text: (value) => momentText(unix(value)) ?? String(value) };
    if (pattern === '' || !CLOCK.test(pattern)) return whole;
    return {
      type: 'time',
      text: (value) => clockText(value) ?? String(value),
      instead: (value) => (value >= 0 && value < 86_400_000 ? null : whole),
    };
  };
  switch (found[1] ?? found[2]) {
    case 'd':
      return { type: 'date', text: (value) => dayText(value - EPOCH_DAYS) ?? String(value) };
    case 'c':
      return moment(false);
    case 'C':
      return moment(true);
    case 'w':
      return period(52, (part) => `W${String(part).padStart(2, '0')}`);
    case 'm':
      return period(12, (part) => String(part).padStart(2, '0'));
    case 'q':
      return period(4, (part) => `Q${part}`);
    default:
      return period(2, (part) => `H${part}`);
  }
}

/** Periods since the first of 1960, `size` a year. */
function period(size: number, name: (part: number) => string): MomentFormat {
  const text = (value: number) => {
    const year = 1960 + Math.floor(value / size);
    if (!Number.isInteger(value) || year < 0 || year > 9999) return String(value);
    return `${String(year).padStart(4, '0')}-${name(modulo(value, size) + 1)}`;
  };
  return { type: 'text', text };
}

const modulo = (value: number, size: number): number => value - Math.floor(value / size) * size;
