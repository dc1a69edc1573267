import type { Names } from '../expression/names.ts';
import type { Form } from '../form/form.ts';
import type { Remark } from '../table/finding.ts';
import type { Paradata } from '../table/paradata.ts';
import type { Dataset } from '../table/table.ts';

/** A remark of a check. `level` is only given where it is less than its entry's: a note that something could not be judged. */
export interface CheckRemark extends Remark {
  readonly level?: 'note';
}

/** A check that had nothing to look at, and why: the data lack a column, the form asks for nothing of the kind. */
export interface Skipped {
  readonly skipped: string;
}

/**
 * Looks at a dataset (and at what audit logs tell, where there are some) and says what it found, or why it could not look; id and level
 * are its entry's. Never throws for what the data hold.
 */
export type Check = (data: Dataset, paradata?: Paradata) => readonly CheckRemark[] | Skipped;

/** What a check may know of the study. */
export interface CheckContext {
  readonly names: Names;
  readonly form: Form;
  /** Where the entry stands, for messages: `schemas/checks.json › id`. */
  readonly place: string;
  /** Codes of each field that are declared as don't know or refused; without it, only whole answers show that they are. */
  readonly missing?: ReadonlyMap<string, ReadonlySet<string>>;
  /** The columns of main that name the enumerator, the stratum and the sampled cluster, where the study declares them. */
  readonly enumerator?: string;
  readonly stratum?: string;
  readonly cluster?: string;
}

/** True for a check that had nothing to look at. */
export function isSkipped(result: readonly unknown[] | Skipped): result is Skipped {
  return 'skipped' in result;
}
