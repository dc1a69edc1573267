/** What a decision asks for. */
export type Action = 'change_response' | 'blank_response' | 'remove_survey' | 'no_action';

/** The row of a log under its header. */
export interface Cells {
  /** The text beneath the first of some headers that the sheet has; '' where it has none of them. */
  of(...headers: readonly string[]): string;
  /** True where the sheet has one of some headers. */
  has(...headers: readonly string[]): boolean;
}

/** A recoding of « other »: where the text under a question says so, the question gets a choice. */
export interface Recoding {
  /** The text question whose answers are looked at. */
  readonly child: string;
  /** Whether an answer to it is meant, in lower case. */
  readonly matches: (text: string) => boolean;
  /** What becomes of the text: '' where it is taken away, null where it stays. */
  readonly text: string | null;
}

/** What a row of a log says, before it is held against any data. */
export interface Written {
  /** The word that stands for what is asked, and what it means; null where it is not known. */
  readonly action: string;
  readonly known: Action | null;
  readonly key: string;
  /** Question or column that `key` is a value of; '' where it is the key of the row itself. */
  readonly keyField: string;
  /** What other columns that identify it must hold besides. */
  readonly also: readonly Id[];
  readonly question: string;
  readonly newValue: string;
  readonly oldValue: string;
  readonly table: string;
  readonly issue: string;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
  /** The check that gave rise to it, and the finding; '' where the log does not say. */
  readonly check: string;
  readonly finding: string;
  /** What is wrong with the row by the dialect's own rules; '' where nothing is. */
  readonly wrong: string;
  readonly recoding: Recoding | null;
}

/** One way of writing decisions. Headers and actions are compared in lower case, with _ for points, hyphens and spaces. */
export interface Dialect {
  readonly name: string;
  /** True for a sheet in this dialect. `header` is as compared; a sheet that is only half a log is not in it. */
  recognises(header: readonly string[], sheet: string): boolean;
  /** True for a dialect whose sheet is the only log of its file: the others show data or tell how it is used. */
  readonly alone?: boolean;
  /** True for a row that nobody has decided yet, in a dialect where that is no fault. */
  undecided?(cells: Cells): boolean;
  /** Columns that are no ids, even where the study has a question of that name. */
  readonly columns?: readonly string[];
  /** What a row says; `ids` are the columns that name its interview where that is no column of keys, the first foremost. */
  read(cells: Cells, ids: readonly Id[]): Written;
}

/** A column that identifies interviews: a question of the study, and its text in a row. */
export interface Id {
  readonly field: string;
  readonly text: string;
}

/** A header or an action as it is compared. */
export function normal(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s.-]+/g, '_');
}

/** Headers under which a submission's key stands. */
export const KEYS = [
  'key',
  'uuid',
  'x_uuid',
  '_uuid',
  'submission_uuid',
  'instanceid',
  'instance_id',
  'meta/rootuuid',
  'meta/instanceid',
  'meta_instanceid',
] as const;

/** Who took a decision, and when, in the spellings of all dialects. */
export const BY = ['decided_by', 'by', 'initials'] as const;
export const AT = ['decided_at', 'at', 'date', 'datefixed'] as const;
export const REASON = ['reason', 'comment', 'comments', 'notes'] as const;

/** A row that says nothing yet: dialects write over what theirs says. */
export const SILENT: Written = {
  action: '',
  known: null,
  key: '',
  keyField: '',
  also: [],
  question: '',
  newValue: '',
  oldValue: '',
  table: '',
  issue: '',
  reason: '',
  by: '',
  at: '',
  check: '',
  finding: '',
  wrong: '',
  recoding: null,
};

/** The key that a row is found by: that of the submission, or a value of a question that identifies interviews. */
export function keyOf(cells: Cells, [id]: readonly Id[]): Pick<Written, 'key' | 'keyField'> {
  const key = cells.of(...KEYS, 'idvalue');
  return key === '' && id !== undefined ? { key: id.text, keyField: id.field } : { key, keyField: '' };
}

/** True where a header has all of some columns. */
export function hasAll(header: readonly string[], columns: readonly string[]): boolean {
  return columns.every((column) => header.includes(column));
}
