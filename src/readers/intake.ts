import type { Remark } from '../table/finding.ts';
import { MAIN } from '../table/table.ts';
import type { Detail } from './details.ts';
import type { LinkAccount } from './links.ts';

/** How one sheet or file was read. */
export interface SheetIntake {
  readonly source: string;
  readonly file: string;
  readonly sheet: string;
  /** The form's table that it holds; '' where it was left out, with the reason. */
  readonly table: string;
  readonly why: string;
  readonly dialect: string;
  /** What tells the dialect, and how its bytes were read ('' where nothing is to be said). */
  readonly evidence: string;
  readonly how: string;
  /** What joins groups and questions in its headers; absent where none has groups. */
  readonly separator?: string;
  /** The column that keys its rows, or links them to their interview; '' where rows are numbered, or linked by number. */
  readonly key: string;
  /** Id of the language whose labels stand for names in it; absent where it has names. */
  readonly labels?: string;
  readonly rows: number;
  /** Rows left out because an earlier one has the same key and the same content. */
  readonly repeated: number;
  /** Interviews of earlier files that this one delivers anew: the older copies are left out. */
  readonly replaced: number;
  /** Submissions left out because the server could not read them. */
  readonly unreadable: number;
  /** Submissions by what reviewers said of them on the platform; those of which they said nothing are not counted. */
  readonly reviews: Readonly<Record<string, number>>;
  /** Date cells that were Excel serials. */
  readonly serials: number;
  /** Fields of the form that it has columns for. */
  readonly fields: readonly string[];
  /** Where the answers of each of them, and each kept column, stand: number of the column in the file, from 1 (0: several, a row each), and its header. */
  readonly columns: Readonly<Record<string, readonly (readonly [at: number, header: string])[]>>;
  readonly extras: readonly string[];
  readonly platform: readonly string[];
  readonly unknown: readonly string[];
  /** Columns of direct identifiers, dropped. */
  readonly direct: readonly string[];
  /** Option columns whose option the list does not have. */
  readonly foreignOptions: readonly string[];
  /** Fields that it has more than one column for; where the first is blank, the next was read. */
  readonly doubled: readonly string[];
}

/** How the sources were read: the account of ingest. */
export interface Intake {
  readonly sheets: readonly SheetIntake[];
  /** Interviews received: rows of the main table, repeated ones included. */
  readonly received: number;
  /** Interviews erased because people took them back: nothing else of them is kept. */
  readonly erased?: number;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly links: readonly LinkAccount[];
  /** Interviews that audit logs tell of, and logs of interviews that are not in the data; absent without logs. */
  readonly audits?: { readonly interviews: number; readonly unmatched: number };
  /** Cells that could not be typed, by column; columns without any are left out. */
  readonly invalid: readonly { readonly table: string; readonly field: string; readonly cells: number }[];
  /** Questions of the form that no file has, by table. */
  readonly absent: readonly { readonly table: string; readonly field: string }[];
  /** Date cells that were Excel serials. */
  readonly serials: number;
  /** Submissions by form version. */
  readonly versions: Readonly<Record<string, number>>;
  /** Day of the last submission (YYYY-MM-DD); '' where none is known. */
  readonly lastSubmission: string;
  /** What ingest itself found: columns, keys, links, option columns. Findings once a stage gives them ids. */
  readonly remarks: readonly IntakeRemark[];
}

/** Interviews left out because an earlier one repeats them to the letter. */
export function repeatedIn({ sheets }: Intake): number {
  return sheets.filter(({ table }) => table === MAIN).reduce((sum, { repeated }) => sum + repeated, 0);
}

/** Interviews left out because a later file delivers them anew. */
export function replacedIn({ sheets }: Intake): number {
  return sheets.reduce((sum, { replaced }) => sum + replaced, 0);
}

/** Interviews left out because the server could not read them. */
export function unreadableIn({ sheets }: Intake): number {
  return sheets.reduce((sum, { unreadable }) => sum + unreadable, 0);
}

export interface IntakeRemark extends Remark {
  readonly check: string;
  readonly level: 'error' | 'warning' | 'note';
  /** What the message is made of; absent where the form itself is at fault. */
  readonly detail?: Detail;
  readonly at?: Detail;
}

/** What is counted while one sheet is read. */
export interface SheetCount {
  rows: number;
  repeated: number;
  /** Interviews of earlier files that this one delivers anew. */
  replaced: number;
  /** Of these, with a key that is no uuid. */
  doubtful: number;
  clashing: number;
  /** Rows of a roster that hang on nothing. */
  orphans: number;
  /** Submissions that the server could not read, and so has no answers of. */
  unreadable: number;
  serials: number;
  /** Submissions by what reviewers said of them on the platform. */
  readonly reviews: Map<string, number>;
}

export function newCount(): SheetCount {
  return {
    rows: 0,
    repeated: 0,
    replaced: 0,
    doubtful: 0,
    clashing: 0,
    orphans: 0,
    unreadable: 0,
    serials: 0,
    reviews: new Map(),
  };
}
