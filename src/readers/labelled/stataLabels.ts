import type { Source } from '../../table/source.ts';
import type { Decode } from './charset.ts';
import { damaged } from './cursor.ts';
import { fieldText, intsOf } from './stataDictionary.ts';

/** The number that stands for `.`; those after it for `.a` to `.z`. */
const ABSENT = 2_147_483_621;

/** One table of value labels by code as in the cells: whole numbers, `.a` to `.z`. Faults a table whose lengths do not fit. */
export function labelTable(
  source: Source,
  table: Buffer,
  little: boolean,
  decode: Decode,
  place: string,
): ReadonlyMap<string, string> {
  const { i32 } = intsOf(little);
  const wrong = () => damaged(source, place, 'its lengths do not fit');
  if (table.length < 8) throw wrong();
  const count = i32(table, 0);
  const length = i32(table, 4);
  const texts = 8 + 8 * count;
  if (count < 0 || length < 0 || texts + length > table.length) throw wrong();
  const labels = new Map<string, string>();
  for (let k = 0; k < count; k += 1) {
    const offset = i32(table, 8 + 4 * k);
    const value = i32(table, 8 + 4 * count + 4 * k);
    if (offset < 0 || offset > length) throw wrong();
    labels.set(
      value > ABSENT ? missingCode(value - ABSENT) : String(value),
      fieldText(table, texts + offset, length - offset, decode),
    );
  }
  return labels;
}

/** `.a` for 1 to `.z` for 26; '' for 0, the plain `.`, and for what Stata has no name for. */
export function missingCode(place: number): string {
  return place >= 1 && place <= 26 ? `.${String.fromCharCode(96 + place)}` : '';
}
