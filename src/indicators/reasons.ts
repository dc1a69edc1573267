import type { NamedField } from '../expression/names.ts';
import { rowsUp } from '../expression/run.ts';
import { BLANK, DONT_KNOW, INVALID, REFUSED, REMOVED } from '../table/states.ts';
import type { Dataset } from '../table/table.ts';

/** Of several reasons for an unknown value, the first of these is given. */
const REASONS: readonly number[] = [REFUSED, DONT_KNOW, REMOVED, INVALID, BLANK];

/** State → its place among the reasons; states that are no reason come last. */
const RANKS = Uint8Array.from({ length: 8 }, (_, state) => {
  const place = REASONS.indexOf(state);
  return place < 0 ? REASONS.length : place;
});

/**
 * Why a value would be unknown, for each row of a table: the first of refused, don't know, removed, invalid, blank among the fields that
 * it reads, in the table itself, around it, and in rosters below it (any of their rows). Blank where no field gives a reason.
 */
export function reasonsOf(data: Dataset, table: string, reads: readonly NamedField[]): Uint8Array {
  const ranks = new Uint8Array(data.tables.get(table)?.rows ?? 0).fill(REASONS.length);
  const note = (row: number, state: number | undefined) => {
    const rank = RANKS[state ?? 0] ?? REASONS.length;
    if (rank < (ranks[row] ?? 0)) ranks[row] = rank;
  };
  for (const field of reads) {
    const states = data.tables.get(field.table)?.columns.get(field.name)?.states;
    if (states === undefined) continue;
    if (isAround(data, table, field.table)) {
      for (const [row, at] of rowsUp(data, table, field.table).entries()) if (at >= 0) note(row, states[at]);
    } else if (isAround(data, field.table, table)) {
      for (const [row, owner] of rowsUp(data, field.table, table).entries()) if (owner >= 0) note(owner, states[row]);
    }
  }
  return ranks.map((rank) => REASONS[rank] ?? BLANK);
}

/** True where `outer` is `table` or a table around it. */
function isAround(data: Dataset, table: string, outer: string): boolean {
  for (let at: string | undefined = table; at !== undefined; at = data.tables.get(at)?.parent?.parent)
    if (at === outer) return true;
  return false;
}
