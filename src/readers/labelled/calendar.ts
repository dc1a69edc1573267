const DAY = 86_400_000;
/** 9999-12-31 in days since 1970-01-01. */
const LAST_DAY = 2_932_896;
/** 0000-01-01, before which ISO days have no four digits. */
const FIRST_DAY = -719_528;

/** Days since 1970-01-01 as an ISO day, a part of a day left out; null outside the years 0 to 9999. */
export function dayText(days: number): string | null {
  const day = Math.floor(days);
  return day >= FIRST_DAY && day <= LAST_DAY ? new Date(day * DAY).toISOString().slice(0, 10) : null;
}

/** Milliseconds since 1970-01-01 as `YYYY-MM-DDTHH:MM:SS`, with `.sss` where there are some; null outside the years 0 to 9999. */
export function momentText(milliseconds: number): string | null {
  const whole = Math.round(milliseconds);
  if (!(whole >= FIRST_DAY * DAY && whole < (LAST_DAY + 1) * DAY)) return null;
  return withoutZeros(new Date(whole).toISOString().slice(0, 23));
}

/** Milliseconds as `HH:MM:SS`, with `.sss` where there are some; hours count on past 24. null for a negative time. */
export function clockText(milliseconds: number): string | null {
  const whole = Math.round(milliseconds);
  // Past a million hours the number tells more.
  if (!(whole >= 0 && whole < 3.6e12)) return null;
  const hours = Math.floor(whole / 3_600_000);
  return `${String(hours).padStart(2, '0')}${withoutZeros(new Date(whole).toISOString().slice(13, 23))}`;
}

const withoutZeros = (text: string): string => (text.endsWith('.000') ? text.slice(0, -4) : text);
