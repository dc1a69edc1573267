import type { Form } from '../form/form.ts';
import type { ColumnSpec } from '../table/builder.ts';
import type { RawSheet } from '../table/source.ts';
import type { Writing } from '../table/writing.ts';
import type { Codes } from './answers.ts';
import type { Told } from './details.ts';
import type { Gathering } from './gather.ts';
import type { IntakeRemark, SheetCount } from './intake.ts';
import type { PlacedSheet, Stated } from './sheets.ts';

/** One source of the configuration with the sheets of its files. */
export interface SourceSheets {
  readonly id: string;
  readonly stated: Stated;
  readonly writing: Omit<Writing, 'serials' | 'words'> & { readonly serials?: boolean };
  /** Codes for answers that the source writes in another way: by question or list, by what is written. */
  readonly codes?: Codes;
  /** The study's time zone. */
  readonly timeZone?: string;
  readonly sheets: readonly RawSheet[];
}

/** What assembling needs of the study. */
export interface AssembleOptions {
  readonly form: Form;
  /** The columns of each table, in the order in which they are kept; direct identifiers have none. */
  readonly specs: ReadonlyMap<string, ReadonlyMap<string, ColumnSpec>>;
  /** Columns unknown to the form that the study names. */
  readonly extras: ReadonlySet<string>;
  /** Fields and columns that must not get past here. */
  readonly direct: ReadonlySet<string>;
}

/** One sheet to be read into its table, and what is known of those before it. */
export interface SheetJob {
  readonly source: SourceSheets;
  readonly placed: PlacedSheet;
  /** Its place among all sheets read, from 0. */
  readonly number: number;
  readonly table: Gathering;
  /** The sheets of this source read so far, by table. */
  readonly parents: Map<string, Parents[]>;
  /** Hash of each interview's content so far, by key. */
  readonly contents: Map<string, number>;
  /** Where each interview of this source stands, by key; kept where the source has several files of them. */
  readonly delivered: Map<string, Delivery>;
  /** Rows of main that a later file delivers anew. */
  readonly replaced: Set<number>;
  /** How many sheets of this source hold the same table. */
  readonly alike: number;
  /** True where this is the only sheet of interviews, of all sources. */
  readonly alone: boolean;
  /** How many interviews were read so far, of all sources. */
  readonly interviews: () => number;
  /** Rows so far that hang on no interview, by roster. */
  readonly orphans: Map<string, number>;
  readonly options: AssembleOptions;
  readonly count: SheetCount;
  readonly remarks: IntakeRemark[];
}

/** The file that delivered an interview, and its row in main. */
export interface Delivery {
  readonly path: string;
  readonly row: number;
}

/** Rows of one sheet, as the rosters below it look for them. */
export interface Parents {
  readonly path: string;
  readonly table: Gathering;
  readonly byIndex: Map<string, number>;
  readonly byKey: Map<string, number>;
  /** Rows that hang on each of them so far, by roster. */
  readonly children: Map<string, number>;
  /** How often an interview was repeated to the letter, by key. */
  readonly copies: Map<string, number>;
}

/** Marks the index of a repeated interview, whose roster rows are left out with it. */
export const LEFT_OUT = -2;
export const ORPHAN = -1;

/** Who a row is: its key, and the row of the table around it; `ORPHAN` where it hangs on none. */
export interface Identity {
  readonly key: string;
  readonly parentRow: number;
}

/** Says something about a row of the sheet. */
export type Say = (
  check: string,
  level: IntakeRemark['level'],
  key: string,
  value: string,
  what: Told,
  otherKey?: string,
) => void;

/** The table around another; '' around that of interviews. */
export function parentName(form: Form, table: string): string {
  return form.tables.find(({ name }) => name === table)?.parent ?? '';
}
