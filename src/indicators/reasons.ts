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
  for (const field of reads) {
    const states = data.tables.get(field.table)?.columns.get(field.name)?.states;
    if (states === undefined) continue;
    if (field.table === table) {
      for (let row = 0; row < ranks.length; row += 1) note(ranks, row, states[row]!);
    } else if (isAround(data, table, field.table)) {
      const above = rowsUp(data, table, field.table);
      for (let row = 0; row < above.length; row += 1) if (above[row]! >= 0) note(ranks, row, states[above[row]!]!);
    } else if (isAround(data, field.table, table)) {
      const owners = rowsUp(data, field.table, table);
      for (let row = 0; row < owners.length; row += 1) if (owners[row]! >= 0) note(ranks, owners[row]!, states[row]!);
    }
  }
  for (let row = 0; row < ranks.length; row += 1) ranks[row] = REASONS[ranks[row]!] ?? BLANK;
  return ranks;
}

function note(ranks: Uint8Array, row: number, state: number): void {
  const rank = RANKS[state] ?? REASONS.length;
  if (rank < ranks[row]!) ranks[row] = rank;
}

/** True where `outer` is `table` or a table around it. */
function isAround(data: Dataset, table: string, outer: string): boolean {
  for (let at: string | undefined = table; at !== undefined; at = data.tables.get(at)?.parent?.parent)
    if (at === outer) return true;
  return false;
}
