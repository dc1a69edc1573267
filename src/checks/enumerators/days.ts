import type { Table } from '../../table/table.ts';

/** How an enumerator's interviews fall into days, by the calendar of the place where they began. */
export interface Workdays {
  readonly days: number;
  /** ISO dates of the first and the last; '' without any. */
  readonly first: string;
  readonly last: string;
  /** Interviews of the fullest day, and which day that was. */
  readonly most: number;
  readonly fullest: string;
  /** Mean hours from the first start to the last end of a day; null where the ends are not known. */
  readonly hours: number | null;
}

interface Day {
  count: number;
  from: number;
  to: number;
}

/** The working days of each enumerator. `who` gives the enumerator of each row, -1 for none. */
export function workdays(
  table: Table,
  moments: { readonly start: string; readonly end: string; readonly today: string },
  who: Int32Array,
  enumerators: number,
): readonly Workdays[] {
  const days = Array.from({ length: enumerators }, () => new Map<number, Day>());
  const [start, end] = [table.columns.get(moments.start), table.columns.get(moments.end)];
  const today = table.columns.get(moments.today);
  for (let row = 0; row < table.rows; row += 1) {
    const own = days[who[row] ?? -1];
    if (own === undefined) continue;
    const began = start?.type === 'dateTime' ? (start.values[row] ?? Number.NaN) : Number.NaN;
    const offset = start?.type === 'dateTime' ? (start.offsets[row] ?? 0) : 0;
    const date =
      today?.type === 'date' && !Number.isNaN(today.values[row] ?? Number.NaN)
        ? (today.values[row] ?? 0)
        : Math.floor((began + offset * 60_000) / 86_400_000);
    if (Number.isNaN(date)) continue;
    const ended = end?.type === 'dateTime' ? (end.values[row] ?? Number.NaN) : Number.NaN;
    const day = own.get(date) ?? { count: 0, from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };
    day.count += 1;
    if (began < day.from) day.from = began;
    // An end on a later day is a form left open, not work.
    if (ended > day.to && ended - began < 43_200_000) day.to = ended;
    own.set(date, day);
  }
  return days.map(summed);
}

function summed(days: ReadonlyMap<number, Day>): Workdays {
  const dates = [...days.keys()].sort((a, b) => a - b);
  const iso = (date: number | undefined) =>
    date === undefined ? '' : new Date(date * 86_400_000).toISOString().slice(0, 10);
  const fullest = dates.reduce<number | undefined>(
    (best, date) => (best === undefined || (days.get(date)?.count ?? 0) > (days.get(best)?.count ?? 0) ? date : best),
    undefined,
  );
  const spans = [...days.values()]
    .map(({ from, to }) => (to - from) / 3_600_000)
    .filter((span) => Number.isFinite(span));
  return {
    days: dates.length,
    first: iso(dates[0]),
    last: iso(dates.at(-1)),
    most: fullest === undefined ? 0 : (days.get(fullest)?.count ?? 0),
    fullest: iso(fullest),
    hours: spans.length === 0 ? null : spans.reduce((sum, span) => sum + span, 0) / spans.length,
  };
}
