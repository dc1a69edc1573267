import { rowsUp } from '../expression/run.ts';
import { familiesOf, rowsOfKeys } from '../table/rows.ts';
import type { Dataset } from '../table/table.ts';
import { mainTable } from '../table/table.ts';
import type { Counted, Made } from './counted.ts';
import { counted } from './counted.ts';
import { afterLedger } from './dataset.ts';
import type { LedgerRow } from './ledger.ts';
import { replayLedger } from './ledger.ts';
import { proving } from './proof.ts';

/** A class of changes, and the estimate without it. */
export interface Move {
  /** A rule of the study, or the file of decisions. */
  readonly by: string;
  /** Its changes to what the number reads, and rows that it took out. */
  readonly changes: number;
  readonly without: number | null;
}

/** How far a number computed here may be from the published one, or two from each other, and still be taken for it. */
const SAME = 1e-9;

/** Whether two numbers are one but for the order in which they were summed. */
export function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME * Math.max(1, Math.abs(a), Math.abs(b));
}

/**
 * The estimate with the changes of one class left out, class by class; the states of empty cells stay as they were received. Only the
 * interviews that were changed are computed anew: the others add what they add.
 */
export async function movesWithout(
  made: Made,
  changes: readonly LedgerRow[],
  now: Counted,
  clean: Dataset,
  received: () => Promise<Dataset>,
): Promise<{ readonly moves: readonly Move[]; readonly note: string }> {
  const { value } = made.estimate;
  if (changes.length === 0) return { moves: [], note: '' };
  if (now.sums === null || now.sums[1] === 0 || value === null)
    return { moves: [], note: 'what changes did to it is only told of shares and means' };
  if (!isSame(now.sums[0] / now.sums[1], value))
    return {
      moves: [],
      note: 'what changes did to it is not told: its weights are made in steps, and not by the base weights alone',
    };
  const interviews = new Set(changes.map(interviewOf));
  const part = (data: Dataset) => familiesOf(data, rowsOfKeys(mainTable(data), interviews).values());
  const whole = await received();
  const few = part(clean);
  const before = counted(made, few)?.sums ?? null;
  // A number that looks at other interviews than its own is made of all of them.
  const apart = before !== null && isApart(made, now, clean, before, interviews);
  const rest = apart ? [now.sums[0] - before[0], now.sums[1] - before[1]] : [0, 0];
  const raw = apart ? part(whole) : whole;
  const ratio = (rows: readonly LedgerRow[]) => {
    const proof = proving('ledger', '', '');
    const sums = counted(made, afterLedger(raw, replayLedger(raw, rows, proof), made.study.config.timeZone))?.sums;
    if (sums === undefined || sums === null) return null;
    const below = (rest[1] ?? 0) + sums[1];
    return below === 0 ? null : ((rest[0] ?? 0) + sums[0]) / below;
  };
  return {
    moves: [...new Set(changes.map(classOf))].map((by) => ({
      by,
      changes: changes.filter((change) => classOf(change) === by).length,
      without: ratio(changes.filter((change) => classOf(change) !== by)),
    })),
    note: '',
  };
}

/** Whether some interviews add by themselves what they add among all. */
function isApart(
  { entry }: Made,
  now: Counted,
  clean: Dataset,
  alone: readonly [number, number],
  interviews: ReadonlySet<string>,
): boolean {
  const main = mainTable(clean);
  const own = new Uint8Array(main.rows);
  for (const row of rowsOfKeys(main, interviews).values()) own[row] = 1;
  const up = rowsUp(clean, entry.table, main.name);
  const among = now.sumsOf(now.inside.filter((row) => own[up[row] ?? -1] === 1));
  return isSame(among[0], alone[0]) && isSame(among[1], alone[1]);
}

/** The key of the interview that a change is about. */
export function interviewOf({ key }: Pick<LedgerRow, 'key'>): string {
  return key.split('/')[0] ?? '';
}

function classOf({ rule, source }: LedgerRow): string {
  return rule === '' ? `decisions of ${source}` : `rule ${rule}`;
}
