/** Whose export a sheet is: which columns are the platform's own, and where keys and links stand. Names are compared without case. */
export interface Dialect {
  readonly name: string;
  /** Columns of the platform that say nothing of the interview. */
  readonly platform: ReadonlySet<string>;
  /** Columns that key a submission, the best first; `uuid:` is left out of their values. */
  readonly keys: readonly string[];
  /** Columns with the row number that rosters refer to. */
  readonly index: readonly string[];
  /** In a roster, columns with the parent's row number, or with the submission's key. */
  readonly parentIndex: readonly string[];
  readonly parentKey: readonly string[];
  /** In a roster, the column that names the sheet of the parent. */
  readonly parentTable: readonly string[];
  /** Columns kept for analysis and audit: when the submission came, and with which version of the form. */
  readonly submitted: readonly string[];
  readonly version: readonly string[];
  /** True for a sheet with this header. */
  recognises(header: readonly string[]): boolean;
}
