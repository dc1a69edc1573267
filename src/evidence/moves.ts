import { familiesOf, rowsOfKeys } from '../table/rows.ts';
import { type Dataset, mainTable } from '../table/table.ts';
import type { Made, Sums } from './counted.ts';
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

/** The interviews of a dataset that changes are about, with all that hangs below them. */
export function changedIn(data: Dataset, changes: readonly LedgerRow[]): Dataset {
  return familiesOf(data, rowsOfKeys(mainTable(data), new Set(changes.map(interviewOf))).values());
}

/**
 * The estimate with the changes of one class left out, class by class; the states of empty cells stay as they were received. Only the
 * interviews that were changed are computed anew, from what was received of them: each interview adds by itself what it adds, so that the
 * others add what they add to `all` (`changed`: what the changed ones add to it).
 */
export function movesWithout(
  made: Made,
  changes: readonly LedgerRow[],
  all: Sums,
  changed: Sums,
  received: Dataset,
): readonly Move[] {
  const rest = [all[0] - changed[0], all[1] - changed[1]] as const;
  const ratio = (rows: readonly LedgerRow[]) => {
    const proof = proving('ledger', '', '');
    const { timeZone } = made.study.config;
    const sums = counted(made, afterLedger(received, replayLedger(received, rows, proof), timeZone))?.sums;
    if (sums === undefined || sums === null) return null;
    const below = rest[1] + sums[1];
    return below === 0 ? null : (rest[0] + sums[0]) / below;
  };
  return [...new Set(changes.map(classOf))].map((by) => ({
    by,
    changes: changes.filter((change) => classOf(change) === by).length,
    without: ratio(changes.filter((change) => classOf(change) !== by)),
  }));
}

/** The key of the interview that a change is about. */
export function interviewOf({ key }: Pick<LedgerRow, 'key'>): string {
  return key.split('/')[0] ?? '';
}

function classOf({ rule, source }: LedgerRow): string {
  return rule === '' ? `decisions of ${source}` : `rule ${rule}`;
}
