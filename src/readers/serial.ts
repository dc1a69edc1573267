/** What a number format shows: a day, a day with a time, a time of day, or none of these. */
export type DateKind = 'none' | 'date' | 'dateTime' | 'time';

/** Excel's own date formats by number; 27–36 and 50–58 are the East Asian ones. 45–47 count minutes and are durations. */
const BUILT_IN = new Map<number, DateKind>([
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, 'date'] as const),
  [22, 'dateTime'],
  ...[18, 19, 20, 21, 32, 33, 34, 35, 55, 56].map((id) => [id, 'time'] as const),
]);

/** The kind of one of Excel's built-in number formats. */
export function builtInKind(id: number): DateKind {
  return BUILT_IN.get(id) ?? 'none';
}

/** The kind of a number format as text, such as `yyyy\-mm\-dd hh:mm`. A duration (`[h]:mm`) is none. */
export function formatKind(format: string): DateKind {
  const positive = format.split(';')[0] ?? '';
  const bare = positive.replace(/"[^"]*"|\\.|_.|\*./g, '');
  if (/\[(h+|m+|s+)\]/i.test(bare)) return 'none';
  const letters = bare.replace(/\[[^\]]*\]/g, '').toLowerCase();
  if (letters === 'general' || letters === 'standard') return 'none';
  const time = /[hs]/.test(letters);
  const day = /[yd]/.test(letters) || (letters.includes('m') && !time);
  if (day && time) return 'dateTime';
  return day ? 'date' : time ? 'time' : 'none';
}

const DAY = 86_400_000;
/** Days from Excel's day 0 to 1970-01-01, and from its 1900 system to its 1904 system. */
const EPOCH = 25_569;
const SYSTEM_1904 = 1_462;
/** 9999-12-31, Excel's last day. */
const LAST = 2_958_465;

/**
 * An Excel serial as ISO text: `2023-04-10`, with `T12:00:00` where it has a time (to the millisecond), `12:00:00` for a fraction of a
 * day in a time format. Numbers that are no day of Excel's come back as numbers. Serial 60 of the 1900 system is its 29 February 1900.
 */
export function serialText(serial: number, kind: DateKind, date1904: boolean): string {
  if (kind === 'none' || !(serial >= 0) || serial > LAST) return String(serial);
  const milliseconds = Math.round(serial * DAY);
  const days = Math.floor(milliseconds / DAY);
  const time = timeText(milliseconds - days * DAY);
  if (kind === 'time' && days === 0) return time;
  const day = dayText(days, date1904);
  return milliseconds % DAY === 0 ? day : `${day}T${time}`;
}

function dayText(days: number, date1904: boolean): string {
  if (!date1904 && days === 60) return '1900-02-29';
  // The 1900 system counts a 29 February 1900 that never was, so days before it stand one lower.
  const since1970 = date1904 ? days + SYSTEM_1904 - EPOCH : days < 60 ? days + 1 - EPOCH : days - EPOCH;
  return new Date(since1970 * DAY).toISOString().slice(0, 10);
}

function timeText(milliseconds: number): string {
  const text = new Date(milliseconds).toISOString().slice(11, 23);
  return text.endsWith('.000') ? text.slice(0, 8) : text;
}
