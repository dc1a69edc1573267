const DAY = 86_400_000;

/** Days from 1970-01-01 to a date of the Gregorian calendar; NaN where there is no such date. */
export function daysOf(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.getTime() / DAY : Number.NaN;
}

const TIME = /^(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?(Z|[+-]\d{2}(?::?\d{2})?)?$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](.+))?$/;

/** A time of day as a fraction of a day, its offset not applied; NaN where the text is none. */
export function timeOf(text: string): number {
  const found = TIME.exec(text.trim());
  if (found === null) return Number.NaN;
  const [hours, minutes, seconds] = [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)];
  if (hours > 24 || minutes > 59 || seconds > 60) return Number.NaN;
  return (hours * 3600 + minutes * 60 + seconds + Number(found[4] ?? 0)) / 86_400;
}

/** Minutes east of Greenwich of an ISO time; null where it has no offset. */
function offsetOf(time: string): number | null {
  const zone = TIME.exec(time.trim())?.[5];
  if (zone === undefined) return null;
  if (zone === 'Z') return 0;
  const digits = zone.slice(1).replace(':', '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0);
  return zone.startsWith('-') ? -minutes : minutes;
}

/** Days since 1970-01-01 of an ISO date or moment (with an offset: in UTC); NaN where the text is none. */
export function momentOf(text: string): number {
  const found = DATE.exec(text.trim());
  if (found === null) return Number.NaN;
  const days = daysOf(Number(found[1]), Number(found[2]), Number(found[3]));
  if (found[4] === undefined) return days;
  return days + timeOf(found[4]) - (offsetOf(found[4]) ?? 0) / 1440;
}

/** The calendar date that an ISO date or moment shows, in days, its offset not applied; NaN where the text is none. */
export function dateOf(text: string): number {
  const found = DATE.exec(text.trim());
  if (found === null || Number.isNaN(momentOf(text))) return Number.NaN;
  return daysOf(Number(found[1]), Number(found[2]), Number(found[3]));
}

const two = (value: number): string => String(value).padStart(2, '0');

/** Days since 1970-01-01 → 2026-11-23. */
export function dateText(days: number): string {
  const date = new Date(Math.floor(days) * DAY);
  return `${String(date.getUTCFullYear()).padStart(4, '0')}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
}

/** Fraction of a day → 08:30:00.000. */
export function timeText(fraction: number): string {
  return new Date(Math.round((fraction - Math.floor(fraction)) * DAY)).toISOString().slice(11, 23);
}

/** Days since 1970-01-01 in UTC, and minutes of offset → 2026-11-23T08:30:00.000+01:00. */
export function momentText(days: number, offset: number): string {
  const local = new Date(Math.round(days * DAY) + offset * 60_000).toISOString().slice(0, 23);
  const minutes = Math.abs(offset);
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/**
 * Days since 1970-01-01 (with a fraction for the time) in the writing that `format` tells, as ODK XForms does: %Y %y %m %n %d %e %b
 * %a %H %h %M %S %3 %%. Names of months and days are English. Null for a sign it does not know.
 */
export function formatted(days: number, format: string): string | null {
  if (!Number.isFinite(days) || Math.abs(days) > 1e8) return '';
  const date = new Date(Math.round(days * DAY));
  const signs: Readonly<Record<string, () => string>> = {
    Y: () => String(date.getUTCFullYear()).padStart(4, '0'),
    y: () => two(date.getUTCFullYear() % 100),
    m: () => two(date.getUTCMonth() + 1),
    n: () => String(date.getUTCMonth() + 1),
    b: () => MONTHS[date.getUTCMonth()] ?? '',
    d: () => two(date.getUTCDate()),
    e: () => String(date.getUTCDate()),
    a: () => WEEKDAYS[date.getUTCDay()] ?? '',
    H: () => two(date.getUTCHours()),
    h: () => String(date.getUTCHours()),
    M: () => two(date.getUTCMinutes()),
    S: () => two(date.getUTCSeconds()),
    '3': () => String(date.getUTCMilliseconds()).padStart(3, '0'),
    '%': () => '%',
  };
  let known = true;
  const text = format.replace(/%(.)/gs, (_, sign: string) => {
    if (!Object.hasOwn(signs, sign)) {
      known = false;
      return '';
    }
    return signs[sign]?.() ?? '';
  });
  return known ? text : null;
}
