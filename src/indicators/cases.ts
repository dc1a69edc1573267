import type { Expression } from '../expression/compile.ts';
import { truth } from '../expression/evaluate.ts';
import type { Estimate } from '../table/estimate.ts';
import { estimateKey, NO_NUMBERS } from '../table/estimate.ts';
import type { Dataset } from '../table/table.ts';
import { MAIN, mainTable } from '../table/table.ts';

/** What became of the cases before analysis. */
export interface CaseAccount {
  readonly received: number;
  /** Left out at ingest: repeated to the letter. */
  readonly repeated: number;
  /** Left out at ingest: a later file delivers them anew; or the server could not read them. */
  readonly replaced?: number;
  readonly unreadable?: number;
  /** Erased at ingest because people took their interview back. */
  readonly erased?: number;
  /** Interviews that cleaning left out, by the reason given. */
  readonly excluded: Readonly<Record<string, number>>;
}

/** Name of the cases' indicator in keys: `cases:received`. */
export const CASES = 'cases';

/**
 * What became of each case received: repeated, replaced, unreadable or taken back, excluded in cleaning, then the first disposition whose condition holds; `other` where
 * none does. Counts of cases have no sampling error.
 */
export function caseCounts(
  dispositions: readonly { readonly id: string; readonly when: Expression }[],
  data: Dataset,
  account: CaseAccount,
  simulated: boolean,
): readonly Estimate[] {
  const main = mainTable(data);
  const counts = new Map<string, number>([['received', account.received]]);
  counts.set('duplicate', account.repeated);
  for (const [item, count = 0] of [
    ['replaced', account.replaced],
    ['unreadable', account.unreadable],
    ['withdrawn', account.erased],
  ] as const)
    if (count > 0) counts.set(item, count);
  counts.set(
    'excluded',
    Object.values(account.excluded).reduce((sum, count) => sum + count, 0),
  );
  const settled = new Uint8Array(main.rows);
  for (const { id, when } of dispositions) {
    const holds = truth(when, data, 'analysis');
    let count = counts.get(id) ?? 0;
    for (let row = 0; row < main.rows; row += 1) {
      if (settled[row] === 1 || holds[row] !== 1) continue;
      settled[row] = 1;
      count += 1;
    }
    counts.set(id, count);
  }
  const left = settled.reduce((sum, done) => sum + (done === 1 ? 0 : 1), 0);
  if (dispositions.length === 0) counts.set('kept', left);
  else if (left > 0) counts.set('other', left);
  return [...counts].map(([item, value]) => countEstimate(item, value, simulated));
}

function countEstimate(item: string, value: number, simulated: boolean): Estimate {
  return {
    key: estimateKey(CASES, '', item, []),
    indicator: CASES,
    stat: 'count',
    item,
    domain: [],
    table: MAIN,
    unit: '',
    ...NO_NUMBERS,
    value,
    method: '',
    n: value,
    quality: 'good',
    why: '',
    simulated,
  };
}
