import type { Names } from '../expression/names.ts';
import type { Form } from '../form/form.ts';
import type { Remark } from '../table/finding.ts';
import type { Dataset } from '../table/table.ts';

/** A remark of a check. `level` is only given where it is less than its entry's: a note that something could not be judged. */
export interface CheckRemark extends Remark {
  readonly level?: 'note';
}

/** Looks at a dataset and says what it found; id and level are its entry's. Never throws for what the data hold. */
export type Check = (data: Dataset) => readonly CheckRemark[];

/** What a check may know of the study. */
export interface CheckContext {
  readonly names: Names;
  readonly form: Form;
  /** Where the entry stands, for messages: `schemas/checks.json › id`. */
  readonly place: string;
  /** Codes of each field that are declared as don't know or refused; without it, only whole answers show that they are. */
  readonly missing?: ReadonlyMap<string, ReadonlySet<string>>;
}
