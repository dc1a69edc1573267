import { dialectOf } from '../readers/dialects/registry.ts';
import type { RawSheet } from '../table/source.ts';
import { cellAt } from '../table/textRow.ts';
import type { DateOrder } from '../table/writing.ts';
import { isSerial, latinDigits } from '../table/writing.ts';

/** How the cells of exports are written, where that is not as we read by default. For a person to confirm. */
export interface SeenWriting {
  readonly decimal?: ',';
  readonly dateOrder?: Exclude<DateOrder, 'ymd'>;
  readonly serials?: true;
  readonly digits?: 'any';
  readonly empty?: readonly string[];
}

/** What programs write where there is no answer; only what no list of answers would have as a code. */
const NOTHINGS = ['n/a', 'N/A', '#N/A', 'NULL', 'null', '<NA>'];

const COMMA = /^[+-]?\d+,\d+$/;
const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/;
const POINT = /^[+-]?\d+\.\d+$/;
const DAY = /^(\d{1,2})[./-](\d{1,2})[./-]\d{4}(?:$|[ T])/;

interface Column {
  filled: number;
  numbers: number;
  commas: number;
  points: number;
  days: number;
  first: number;
  second: number;
  others: number;
  serials: number;
}

/**
 * Looks at all cells, a column at a time: decimal commas where a column holds nothing but numbers, some with a comma and none with a point; the
 * order of dates where one holds nothing but dates that begin with day or month (a part above 12 tells; day first where none does); digits of
 * other scripts; Excel's day numbers in most cells of a column that the platform or the form (its fields of type date and dateTime are `dates`)
 * knows as dates; and what tables of no known platform write for nothing.
 */
export async function writingOf(
  sheets: readonly RawSheet[],
  dates: ReadonlySet<string> = new Set(),
): Promise<SeenWriting> {
  let [commas, points, dayFirst, monthFirst, others, serials] = [0, 0, 0, 0, 0, 0];
  const empty = new Set<string>();
  for (const sheet of sheets) {
    const { dialect } = dialectOf(sheet.header, undefined);
    const columns = sheet.header.map(
      (): Column => ({
        filled: 0,
        numbers: 0,
        commas: 0,
        points: 0,
        days: 0,
        first: 0,
        second: 0,
        others: 0,
        serials: 0,
      }),
    );
    for await (const batch of sheet.rows())
      for (const row of batch)
        for (const [at, column] of columns.entries()) {
          const text = cellAt(row, at).trim();
          if (text === '' || dialect.empty.has(text)) continue;
          if (dialect.name === 'plain' && NOTHINGS.includes(text)) empty.add(text);
          else look(column, text);
        }
    for (const [at, column] of columns.entries()) {
      if (column.filled === 0) continue;
      const name = sheet.header[at]?.trim() ?? '';
      const dated = dates.has(name) || dates.has(lastName(name)) || dialect.submitted.includes(name.toLowerCase());
      if (!sheet.workbook && dated && column.serials * 2 > column.filled) serials += 1;
      if (column.numbers === column.filled) {
        if (column.commas > 0 && column.points === 0) commas += 1;
        if (column.points > 0) points += 1;
        if (column.others > 0) others += 1;
      }
      if (column.days !== column.filled) continue;
      if (column.second > 12) monthFirst += 1;
      else dayFirst += column.first > 12 ? 2 : 1;
    }
  }
  return {
    ...(commas > points ? { decimal: ',' as const } : {}),
    ...(dayFirst + monthFirst === 0
      ? {}
      : { dateOrder: monthFirst > 0 && dayFirst < 2 ? ('mdy' as const) : ('dmy' as const) }),
    ...(serials > 0 ? { serials: true as const } : {}),
    ...(others > 0 ? { digits: 'any' as const } : {}),
    ...(empty.size > 0 ? { empty: [...empty].sort() } : {}),
  };
}

/** A header without its groups, whatever stands between them. */
function lastName(header: string): string {
  return header.slice(header.search(/[^/.:-]*$/));
}

function look(column: Column, written: string): void {
  const text = latinDigits(written);
  column.filled += 1;
  if (NUMBER.test(text)) {
    column.numbers += 1;
    if (COMMA.test(text)) column.commas += 1;
    if (POINT.test(text)) column.points += 1;
    if (text !== written) column.others += 1;
    if (isSerial(text)) column.serials += 1;
  }
  const day = DAY.exec(text);
  if (day === null) return;
  column.days += 1;
  column.first = Math.max(column.first, Number(day[1]));
  column.second = Math.max(column.second, Number(day[2]));
}
