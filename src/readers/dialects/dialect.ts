/** Whose export a sheet is: how its columns are named, which are the platform's own, and where keys and links stand. Names are compared without case. */
export interface Dialect {
  readonly name: string;
  /** Columns of the platform that say nothing of the interview. */
  readonly platform: ReadonlySet<string>;
  /** Columns that the platform adds for a repeat of this name, in the tables around it. */
  platformOf?(repeat: string): readonly string[];
  /** Columns that key a submission, the best first; `uuid:` is left out of their values. */
  readonly keys: readonly string[];
  /** Columns with the row number that rosters refer to. */
  readonly index: readonly string[];
  /** Columns besides `_id` that number rows anew, so that two copies of one submission differ in them. */
  readonly numbering?: readonly string[];
  /** In a roster, columns with the parent's row number, or with the key of the submission or of the row above. */
  readonly parentIndex: readonly string[];
  readonly parentKey: readonly string[];
  /** In a roster, columns with the row's own key, which the rosters below it refer to. */
  readonly rowKey: readonly string[];
  /** In a roster, the column that names the sheet of the parent. */
  readonly parentTable: readonly string[];
  /** Columns kept for analysis and audit: when the submission came, and with which version of the form. */
  readonly submitted: readonly string[];
  readonly version: readonly string[];
  /** Columns with what reviewers said on the platform; only counted. */
  readonly review: readonly string[];
  /** A column whose text says why the server could not read a submission; such a row has no answers. */
  readonly unreadable: readonly string[];
  /** True where dates are in English words, and moments of the server without an offset in the study's zone. */
  readonly words?: true;
  /** Texts that stand for an empty cell. */
  readonly empty: ReadonlySet<string>;
  /** A name of the form as its headers write it; absent where they leave it alone. */
  spelt?(name: string): string;
  /** The ways in which a header may be that of one row of a repeat in a wide table; absent where rosters are tables of their own. */
  repeated?(header: string): readonly RepeatedHeader[];
  /** What in this header (without spaces, lower case) tells the dialect; '' where nothing does. */
  recognises(header: readonly string[]): string;
}

/** A column of a wide table that holds one row of a repeat: `member_age_2` is member_age in row 2. */
export interface RepeatedHeader {
  readonly header: string;
  /** Row of each repeat around it, outermost first, from 1. */
  readonly rows: readonly number[];
}

/** The names of these that a header has, as a dialect gives its evidence. */
export function seen(header: readonly string[], names: readonly string[]): string {
  return names.filter((name) => header.includes(name)).join(', ');
}
