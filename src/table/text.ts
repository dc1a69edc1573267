import type { Column } from './column.ts';
import { isCodes, isNumbers, packedAt } from './column.ts';
import { DONT_KNOW, hasValue, INVALID, REFUSED } from './states.ts';

/** The shortest text of a number, as data files and the ledger show it: whole numbers to the last digit, others to 12 digits. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return '';
  return Number.isSafeInteger(value) ? String(value) : String(Number(value.toPrecision(12)));
}

/** Days since 1970-01-01 → YYYY-MM-DD. */
export function dateText(days: number): string {
  return Number.isNaN(days) ? '' : new Date(days * 86_400_000).toISOString().slice(0, 10);
}

/** Seconds since midnight → HH:MM:SS, with milliseconds where there are some. */
export function timeText(seconds: number): string {
  if (Number.isNaN(seconds)) return '';
  const text = new Date(Math.round(seconds * 1000)).toISOString().slice(11, 23);
  return text.endsWith('.000') ? text.slice(0, 8) : text;
}

/** A moment as ISO text at its own offset. */
export function momentText(at: number, offset: number): string {
  if (Number.isNaN(at)) return '';
  const local = new Date(at + offset * 60_000).toISOString();
  const size = Math.abs(offset);
  const two = (part: number) => String(part).padStart(2, '0');
  const zone = offset === 0 ? 'Z' : `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  return `${local.endsWith('.000Z') ? local.slice(0, 19) : local.slice(0, 23)}${zone}`;
}

/** What is stored in a cell as text, whatever its state: codes for choices, ISO for dates, and the text that could not be typed. */
export function storedText(column: Column, row: number): string {
  const untyped = column.raw.get(row);
  if (untyped !== undefined) return untyped;
  if (isCodes(column)) return column.answers[column.values[row] ?? 0] ?? '';
  if ('packed' in column) return packedAt(column.packed, row);
  const value = column.values[row] ?? Number.NaN;
  if (column.type === 'dateTime') return momentText(value, column.offsets[row] ?? 0);
  if (!isNumbers(column)) return '';
  if (column.type === 'date') return dateText(value);
  return column.type === 'time' ? timeText(value) : numberText(value);
}

/** A cell as the clean tables show it: its value, or its code where people don't know or refused; else ''. */
export function cleanText(column: Column, row: number): string {
  const state = column.states[row] ?? INVALID;
  return hasValue(state) || state === DONT_KNOW || state === REFUSED ? storedText(column, row) : '';
}
