import type { Names } from '../expression/names.ts';
import type { Form } from '../form/form.ts';
import type { Dataset } from '../table/table.ts';

/** A new content for one cell, or the removal of a row (`field` '' and action drop_row). */
export interface Mend {
  readonly table: string;
  readonly key: string;
  readonly field: string;
  readonly action: 'set' | 'drop_row';
  /** New content as text; '' with state removed for a cell that is emptied. */
  readonly to: string;
  /** What is to be said besides the entry's own reason; '' for nothing. */
  readonly reason: string;
  /** True for a value that nobody gave. */
  readonly imputed?: boolean;
}

/** Looks at a dataset and says which cells to mend; the ledger applies it. */
export type Correction = (data: Dataset) => readonly Mend[];

export interface CorrectionContext {
  readonly names: Names;
  readonly form: Form;
  /** Where the entry stands, for messages: `schemas/corrections.json › id`. */
  readonly place: string;
}
