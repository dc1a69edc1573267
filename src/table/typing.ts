/** Text → number, NaN where the text is none. A decimal point only: a comma is the source entry's to declare. */
export function readNumber(text: string): number {
  const plain = plainNumber(text, 0, text.length);
  if (!Number.isNaN(plain)) return plain;
  return /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
}

const TENS = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/**
 * The number between two places of a text: digits with at most one point, as most are; NaN for anything else, and for more than 15 digits. Both the digits and the power of ten
 * are exact, so that their quotient is the number nearest to the text, as Number has it.
 */
export function plainNumber(text: string, from: number, to: number): number {
  if (to === from || to - from > 16) return Number.NaN;
  let [digits, count, point] = [0, 0, -1];
  const negative = text.charCodeAt(from) === 45;
  for (let at = negative ? from + 1 : from; at < to; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 48 && unit <= 57) {
      digits = digits * 10 + unit - 48;
      count += 1;
    } else if (unit === 46 && point < 0) point = count;
    else return Number.NaN;
  }
  if (count === 0 || count > 15) return Number.NaN;
  const value = point < 0 ? digits : digits / (TENS[count - point] ?? 1);
  return negative ? -value : value;
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

/** The number of `count` digits from a place on; NaN where there are others. */
function digitsAt(text: string, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** As `daysOf`, by arithmetic alone: years are counted from March, so that the leap day is a year's last. */
function civilDays(year: number, month: number, day: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const last = month === 2 && leap ? 29 : (MONTH_DAYS[month - 1] ?? 0);
  if (!(day >= 1 && day <= last)) return Number.NaN;
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** ISO text → days since 1970-01-01 (a time after the day is left out); NaN where it is none. */
export function readDate(text: string): number {
  const { length } = text;
  if (length === 10 && text.charCodeAt(4) === 45 && text.charCodeAt(7) === 45) {
    const [year, month, day] = [digitsAt(text, 0, 4), digitsAt(text, 5, 2), digitsAt(text, 8, 2)];
    return civilDays(year, month, day);
  }
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
  const plain = plainMoment(text, zone);
  if (plain !== null) return plain;
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

/** `YYYY-MM-DDTHH:MM:SS` alone or with Z, as most moments are; null for anything else. */
function plainMoment(text: string, zone: string): Moment | null {
  const { length } = text;
  if (length !== 19 && !(length === 20 && text.charCodeAt(19) === 90)) return null;
  if (text.charCodeAt(10) !== 84 || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return null;
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return null;
  const day = civilDays(digitsAt(text, 0, 4), digitsAt(text, 5, 2), digitsAt(text, 8, 2));
  const [hour, minute, second] = [digitsAt(text, 11, 2), digitsAt(text, 14, 2), digitsAt(text, 17, 2)];
  if (Number.isNaN(day) || !(hour < 24 && minute < 60 && second < 60)) return null;
  const local = day * DAY_MS + (hour * 3600 + minute * 60 + second) * 1000;
  return length === 20 ? { at: local, offset: 0 } : localMoment(local, zone);
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

/** From here on, zones change their offset on quarters of an hour only. */
const STEADY_FROM = daysOf(1980, 1, 1) * DAY_MS;
const QUARTER = 900_000;

/** Offsets of quarters of an hour on the clocks of a zone that were asked for before; asking costs some microseconds. */
const quarters = new Map<string, Map<number, number>>();

/** The moment at which clocks in `zone` show `local` (milliseconds as if in UTC); an hour that a zone skips counts by the offset before. */
function localMoment(local: number, zone: string): Moment {
  if (zone === 'UTC') return { at: local, offset: 0 };
  if (local < STEADY_FROM) return asked(local, zone);
  const quarter = Math.floor(local / QUARTER);
  let known = quarters.get(zone);
  if (known === undefined) {
    known = new Map();
    quarters.set(zone, known);
  }
  const offset = known.get(quarter) ?? asked(quarter * QUARTER, zone).offset;
  if (known.size < 100_000) known.set(quarter, offset);
  return { at: local - offset * 60_000, offset };
}

function asked(local: number, zone: string): Moment {
  const guess = zoneOffset(local, zone);
  const found = zoneOffset(local - guess * 60_000, zone);
  const offset = zoneOffset(local - found * 60_000, zone) === found ? found : Math.min(guess, found);
  return { at: local - offset * 60_000, offset };
}
