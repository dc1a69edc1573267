import type { FieldType } from './column.ts';
import { dateText } from './text.ts';
import { daysOf, readNumber } from './typing.ts';

/** In which order a source writes the parts of a date. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy';

/** How a source writes numbers and dates, as its entry declares. */
export interface Writing {
  readonly decimal: '.' | ',';
  readonly dateOrder: DateOrder;
  /** What stands between thousands; absent where nothing may. A space stands for every kind of space. */
  readonly thousands?: '' | ' ' | ',' | '.' | "'";
  /** Numbers and dates may be in Arabic, Persian or other digits. */
  readonly digits?: 'latin' | 'any';
  /** True where a bare number in a date can only be an Excel serial: in workbooks, and where the source declares it. */
  readonly serials: boolean;
  /** True where the platform writes dates in English words: « Jan 5, 2026 3:12:09 PM ». */
  readonly words?: boolean;
}

/** What brings a cell's text to the one writing that typing knows (a decimal point, ISO dates); null where it is there already. */
export function canonical(type: FieldType, writing: Writing): ((text: string) => string) | null {
  const bring = withLatinDigits(type, writing);
  if (writing.digits !== 'any' || !NUMERIC.has(type)) return bring;
  return (text) => (bring === null ? latinDigits(text) : bring(latinDigits(text)));
}

/** Types whose text is a number or holds numbers. */
const NUMERIC: ReadonlySet<FieldType> = new Set(['integer', 'decimal', 'date', 'dateTime', 'time']);

function withLatinDigits(type: FieldType, writing: Writing): ((text: string) => string) | null {
  const { thousands = '' } = writing;
  if (type === 'integer' || type === 'decimal') {
    if (thousands !== '') return (text) => grouped(text, writing.decimal, thousands);
    return writing.decimal === ',' ? pointForComma : null;
  }
  if (type !== 'date' && type !== 'dateTime') return null;
  if (!writing.serials && writing.words !== true && writing.dateOrder === 'ymd') return null;
  return (text) =>
    (writing.serials ? serialToIso(text, type === 'dateTime') : null) ??
    (writing.words === true ? inWords(text) : null) ??
    ordered(text, writing.dateOrder) ??
    text;
}

/** A number with its thousands apart → digits and a decimal point; every group but the first has three digits. */
function grouped(text: string, decimal: '.' | ',', thousands: string): string {
  const apart = thousands === ' ' ? '[ \\u00a0\\u2009\\u202f]' : `\\${thousands}`;
  const written = new RegExp(`^[+-]?(?:\\d{1,3}(?:${apart}\\d{3})+|\\d+)(?:\\${decimal}\\d+)?$`);
  return written.test(text) ? text.replace(new RegExp(apart, 'g'), '').replace(decimal, '.') : text;
}

/** Text with the digits of any script as 0 to 9, and the Arabic decimal sign as the point. */
export function latinDigits(text: string): string {
  if (!/\P{ASCII}/u.test(text)) return text;
  return text
    .replace(/\p{Nd}/gu, digitValue)
    .replaceAll('\u066b', '.')
    .replaceAll('\u066c', '');
}

/** Digits of a script stand in a row from its nought on. */
function digitValue(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let nought = code;
  while (code - nought < 9 && /\p{Nd}/u.test(String.fromCodePoint(nought - 1))) nought -= 1;
  return String(code - nought);
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** « Jan 5, 2026 3:12:09 PM » → ISO; null where it is written otherwise. */
function inWords(text: string): string | null {
  const parts = /^([A-Z][a-z]{2})[a-z]*\.? (\d{1,2}), (\d{4})(?:,? (\d{1,2}):(\d{2})(?::(\d{2}))?\s?([AP]M)?)?$/i.exec(
    text,
  );
  if (parts === null) return null;
  const [name = '', day = '', year = '', hour, minute = '00', second = '00', half] = parts.slice(1);
  const month = MONTHS.indexOf(name.toLowerCase()) + 1;
  const days = month === 0 ? Number.NaN : daysOf(Number(year), month, Number(day));
  if (Number.isNaN(days)) return null;
  if (hour === undefined) return dateText(days);
  const twelve = Number(hour) % 12;
  const hours = half === undefined ? Number(hour) : twelve + (half.toUpperCase() === 'PM' ? 12 : 0);
  return `${dateText(days)}T${String(hours).padStart(2, '0')}:${minute}:${second}`;
}

/** True for text that `canonical` reads as an Excel serial. */
export function isSerial(text: string): boolean {
  return serialToIso(text, false) !== null;
}

function pointForComma(text: string): string {
  return /^[+-]?\d*,\d+$/.test(text) ? text.replace(',', '.') : text;
}

/** Excel's day numbers count from 1899-12-30; only 1930 to 2100 are taken for days. */
const FIRST_SERIAL = 10_959;
const LAST_SERIAL = 73_415;
const SERIAL_OF_1970 = 25_569;

function serialToIso(text: string, withTime: boolean): string | null {
  const serial = readNumber(text);
  if (!(serial >= FIRST_SERIAL && serial < LAST_SERIAL + 1)) return null;
  const whole = Math.floor(serial);
  if (!withTime || whole === serial) return dateText(whole - SERIAL_OF_1970);
  // Rounded with its day: a fraction just below one is the next day's midnight.
  const seconds = Math.round((serial - SERIAL_OF_1970) * 86_400);
  return new Date(seconds * 1000).toISOString().slice(0, 19);
}

/** A date with day and month in the declared order → ISO; null where it is written otherwise. */
function ordered(text: string, order: DateOrder): string | null {
  const parts = /^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(.*)$/.exec(text);
  if (parts === null) return null;
  const [first = '', second = '', third = '', rest = ''] = parts.slice(1);
  const [year, month, day] =
    order === 'ymd' ? [first, second, third] : order === 'dmy' ? [third, second, first] : [third, first, second];
  if (year.length !== 4 || day.length > 2) return null;
  const days = daysOf(Number(year), Number(month), Number(day));
  return Number.isNaN(days) ? null : `${dateText(days)}${rest}`;
}
