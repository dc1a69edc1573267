/** Text → number, NaN where the text is none. A decimal point only: a comma is the source entry's to declare. */
export function readNumber(text: string): number {
  return /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
}

/** Text → whole number, NaN where it is none; 3.0 is 3. */
export function readInteger(text: string): number {
  const number = readNumber(text);
  return Number.isSafeInteger(number) ? number : Number.NaN;
}

const DAY_MS = 86_400_000;

/** Days since 1970-01-01 of a calendar day, NaN where there is no such day. Month counts from 1. */
export function daysOf(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.getTime() / DAY_MS : Number.NaN;
}

/** ISO text → days since 1970-01-01 (a time after the day is left out); NaN where it is none. */
export function readDate(text: string): number {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{1,2}:.*)?$/.exec(text);
  return iso === null ? Number.NaN : daysOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
}

/** Text → seconds since midnight: HH:MM, HH:MM:SS or HH:MM:SS.sss; what follows (an offset) is left out. */
export function readTime(text: string): number {
  const parts = /^(\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/.exec(text);
  if (parts === null) return Number.NaN;
  const [hours, minutes, seconds] = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)];
  return hours < 24 && minutes < 60 && seconds < 60
    ? hours * 3600 + minutes * 60 + seconds + Number(parts[4] ?? 0)
    : Number.NaN;
}

/** A moment in UTC milliseconds, with the offset in minutes that was read or taken from the zone. */
export interface Moment {
  readonly at: number;
  readonly offset: number;
}

/** Text → moment: ISO date and time, with an offset or in `zone` (an IANA name) without one. null where it is none. */
export function readMoment(text: string, zone: string): Moment | null {
  const parts = /^(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}(?::?\d{2})?)?$/.exec(text);
  if (parts === null) {
    // A day alone is its midnight; a day with a time that cannot be read is no moment.
    const day = text.length === 10 ? readDate(text) : Number.NaN;
    return Number.isNaN(day) ? null : localMoment(day * DAY_MS, zone);
  }
  const day = readDate(parts[1] ?? '');
  const time = readTime(parts[2] ?? '');
  if (Number.isNaN(day) || Number.isNaN(time)) return null;
  const local = day * DAY_MS + Math.round(time * 1000);
  const zonePart = parts[3];
  if (zonePart === undefined) return localMoment(local, zone);
  if (zonePart === 'Z') return { at: local, offset: 0 };
  const digits = zonePart.slice(1).replace(':', '').padEnd(4, '0');
  const offset = (zonePart.startsWith('-') ? -1 : 1) * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)));
  return Math.abs(offset) > LARGEST_OFFSET || Number(digits.slice(2)) > 59
    ? null
    : { at: local - offset * 60_000, offset };
}

/** Minutes; the Line Islands keep +14:00. */
const LARGEST_OFFSET = 14 * 60;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Offset in minutes of a zone at a moment. */
export function zoneOffset(at: number, zone: string): number {
  if (zone === 'UTC') return 0;
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    clocks.set(zone, clock);
  }
  const parts = new Map(clock.formatToParts(at).map((part) => [part.type, Number(part.value)]));
  const get = (part: Intl.DateTimeFormatPartTypes) => parts.get(part) ?? 0;
  const local =
    daysOf(get('year'), get('month'), get('day')) * DAY_MS +
    (get('hour') * 3600 + get('minute') * 60 + get('second')) * 1000;
  return Math.round((local - Math.floor(at / 1000) * 1000) / 60_000);
}

/** The moment at which clocks in `zone` show `local` (milliseconds as if in UTC); an hour that a zone skips counts by the offset before. */
function localMoment(local: number, zone: string): Moment {
  const guess = zoneOffset(local, zone);
  const found = zoneOffset(local - guess * 60_000, zone);
  const offset = zoneOffset(local - found * 60_000, zone) === found ? found : Math.min(guess, found);
  return { at: local - offset * 60_000, offset };
}
