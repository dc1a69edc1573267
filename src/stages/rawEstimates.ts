import { applyAll } from '../corrections/ledger.ts';
import { isFault } from '../fault.ts';
import type { CaseAccount } from '../indicators/cases.ts';
import { published } from '../indicators/hide.ts';
import type { Study } from '../study/study.ts';
import type { Change } from '../table/change.ts';
import type { Estimate } from '../table/estimate.ts';
import type { Dataset } from '../table/table.ts';
import { withFileDigits } from './digits.ts';
import { emptyStatesAfter } from './empty.ts';
import { computed, publicationRules } from './indicators.ts';
import { specsOf } from './specs.ts';

/** What would be published of the data as received. */
export interface RawEstimates {
  readonly estimates: readonly Estimate[];
  /** Why interviews that cleaning leaves out are left out here as well: raw data cannot be estimated from; '' where they can. */
  readonly leftOut: string;
}

/**
 * Estimates of the data as received, under the rules of publication. Where they cannot be had (test interviews, say, that no sampling frame
 * knows), of the data as received without the rows that `drops` takes out. Counts of cases are those of `account`.
 */
export function rawEstimates(
  study: Study,
  raw: Dataset,
  drops: readonly Change[],
  account: CaseAccount,
  tell: (done: number, total: number) => void,
): RawEstimates {
  const shown = (data: Dataset) =>
    published(computed(study, data, account, tell).estimates, publicationRules(study)).map(withFileDigits);
  try {
    return { estimates: shown(emptyStatesAfter(study, raw, raw)), leftOut: '' };
  } catch (error) {
    if (!isFault(error)) throw error;
    const kept = applyAll(raw, drops, specsOf(study));
    return { estimates: shown(emptyStatesAfter(study, raw, kept)), leftOut: error.message };
  }
}
