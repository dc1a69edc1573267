import type { FieldType } from './column.ts';
import { dateText } from './text.ts';
import { daysOf, readNumber } from './typing.ts';

/** In which order a source writes the parts of a date. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy';

/** How a source writes numbers and dates, as its entry declares. */
export interface Writing {
  readonly decimal: '.' | ',';
  readonly dateOrder: DateOrder;
  /** True where a bare number in a date can only be an Excel serial: in workbooks. */
  readonly serials: boolean;
}

/** What brings a cell's text to the one writing that typing knows (a decimal point, ISO dates); null where it is there already. */
export function canonical(type: FieldType, writing: Writing): ((text: string) => string) | null {
  if (type === 'integer' || type === 'decimal') return writing.decimal === ',' ? pointForComma : null;
  if (type !== 'date' && type !== 'dateTime') return null;
  if (!writing.serials && writing.dateOrder === 'ymd') return null;
  return (text) =>
    (writing.serials ? serialToIso(text, type === 'dateTime') : null) ?? ordered(text, writing.dateOrder) ?? text;
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
