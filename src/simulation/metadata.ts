import type { Field } from '../form/form.ts';
import { dateText } from '../table/text.ts';
import { readDate } from '../table/typing.ts';
import { momentIn, momentOf } from './guesses.ts';
import { stream } from './random.ts';

/** When interviews are held, and how long they take. */
export interface Period {
  /** Days as YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
  readonly offset: string;
  readonly minutes: { readonly median: number; readonly sigma: number };
}

export const ANY_PERIOD: Period = {
  from: '2026-01-05',
  to: '2026-02-27',
  offset: '+00:00',
  minutes: { median: 35, sigma: 0.3 },
};

/** When one interview began and ended. */
export interface Moment {
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly start: string;
  readonly end: string;
}

/** A moment for each interview, from its own stream of chance. */
export function moments(period: Period, rows: number, seed: string): readonly Moment[] {
  const chance = stream(seed, 'moments');
  const [from, to] = [readDate(period.from), readDate(period.to)];
  return Array.from({ length: rows }, () => {
    const { day, second } = momentIn(from, to, chance);
    // A sum of twelve numbers is near enough to a normal for a duration.
    let sum = -6;
    for (let turn = 0; turn < 12; turn += 1) sum += chance.next();
    const minutes = period.minutes.median * Math.exp(period.minutes.sigma * sum);
    const at = (seconds: number) => momentOf(day, seconds, period.offset);
    return { day, start: at(second), end: at(second + 60 * minutes) };
  });
}

/** What a device notes by itself, made up visibly; '' for what needs a sensor or a file. */
export function metadataText(field: Field, moment: Moment, row: number): string {
  switch (field.xlsType) {
    case 'start':
      return moment.start;
    case 'end':
      return moment.end;
    case 'today':
      return dateText(moment.day);
    case 'deviceid':
      return `collect:simulated${String(1 + (row % 12)).padStart(4, '0')}`;
    case 'username':
      return `enquete${String(1 + (row % 12)).padStart(2, '0')}`;
    case 'phonenumber':
    case 'devicephonenum':
      return `+2126${String(row % 12).padStart(8, '0')}`;
    case 'email':
      return `enquete${1 + (row % 12)}@example.org`;
    case 'caseid':
      return String(row + 1);
    case 'start-geopoint':
    case 'background-geopoint':
      return '34.000000 -6.800000 0 20';
    default:
      return '';
  }
}
