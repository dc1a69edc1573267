import type { ColumnSpec } from '../../table/builder.ts';
import { dateText, numberText, timeText } from '../../table/text.ts';
import { readDate, readMoment, readNumber, readTime } from '../../table/typing.ts';
import { plain, written } from '../fits.ts';

/**
 * A text that two writings of one value share, so that a log's old value can be held against a cell: 2 and 2.0, TRUE and 1, a date and
 * its Excel serial, moments to the second, the options of a select_multiple in any order. What is not of the type stays as text.
 */
export function meaning(spec: ColumnSpec, text: string): string {
  const other = plain(text);
  switch (spec.type) {
    case 'integer':
    case 'decimal':
      return numberText(readNumber(other)) || other;
    case 'date':
      return dateText(readDate(written(spec, text))) || other;
    case 'time':
      return timeText(Math.floor(readTime(text.trim()))) || other;
    case 'dateTime': {
      const moment = readMoment(written(spec, text), spec.timeZone);
      return moment === null ? other : String(Math.floor(moment.at / 1000));
    }
    case 'many':
      return [...new Set(other.split(' ').map(plain))].sort().join(' ');
    case 'rank':
      return other.split(' ').map(plain).join(' ');
    default:
      return other;
  }
}

/** True for a cell of a log that says « nothing »: empty, or R's NA unless that is a choice of the question. */
export function isNothing(spec: ColumnSpec, text: string): boolean {
  return text.trim() === '' || (text.trim() === 'NA' && spec.options?.includes('NA') !== true);
}
