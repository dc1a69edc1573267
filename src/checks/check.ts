import type { Names } from '../expression/names.ts';
import type { Form } from '../form/form.ts';
import type { Dataset } from '../table/table.ts';
import type { Remark } from '../table/finding.ts';

/** Looks at a dataset and says what it found; id and level are its entry's. */
export type Check = (data: Dataset) => readonly Remark[];

/** What a check may know of the study. */
export interface CheckContext {
  readonly names: Names;
  readonly form: Form;
  /** Where the entry stands, for messages: `schemas/checks.json › id`. */
  readonly place: string;
}
