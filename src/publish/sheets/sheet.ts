import type { Estimate } from '../../table/estimate.ts';
import type { LanguageCode, NumberFormat, Words } from '../words/words.ts';

/** How a number cell is shown. */
export type NumberStyle = Exclude<NumberFormat, 'auto'>;

/**
 * What a cell is; writers decide how that looks. `cell` is text inside a table and `text` outside one, `sublabel` a label under a group,
 * `suppressed` a mark where a number would stand, `mark` one beside a number, `key` what a row is called by programs; `logHead` and `logCell` are the head and a cell of a log that
 * people fill in, `data` is a cell of data, on one line.
 */
export type CellStyle =
  | NumberStyle
  | 'title'
  | 'heading'
  | 'text'
  | 'note'
  | 'warning'
  | 'head'
  | 'headNumber'
  | 'headMark'
  | 'group'
  | 'label'
  | 'cell'
  | 'sublabel'
  | 'suppressed'
  | 'mark'
  | 'key'
  | 'link'
  | 'logHead'
  | 'logCell'
  | 'data';

/** A place in the workbook: a sheet by the name that its Cells say, a row and a column counted from 0; the first column unless said. */
export interface Place {
  readonly sheet: string;
  readonly row: number;
  readonly column?: number;
}

export interface Cell {
  readonly value: string | number | null;
  readonly style: CellStyle;
  /** What is shown behind its number, such as « pp ». */
  readonly unit?: string;
  readonly link?: Place;
  /** Columns that it covers, 1 unless said; the next cell of the row follows after them. */
  readonly span?: number;
  /** Colour of its ground, RRGGBB, in place of that of its style. */
  readonly tint?: string;
  /** What is shown where the pointer rests on it. */
  readonly comment?: string;
  /** A formula that makes its value, of which `value` is what it gives now. Never made from data. */
  readonly formula?: string;
  /** Of the first cell of a row: the key of the estimate that the row shows, as `pipeline trace` takes it. */
  readonly estimate?: string;
}

/** Cells of one column, rows counted from 0, that offer a list to choose from; what is not in it may be typed unless `strict`. */
export interface DropDown {
  readonly column: number;
  readonly firstRow: number;
  readonly lastRow: number;
  /** A range or formula that gives the list, for the first of its rows. */
  readonly source: string;
  readonly strict: boolean;
}

export type Row = readonly Cell[];

/** A PNG that covers `columns` columns; writers give it the rows from `row` to `row + rows - 1`, of the height that keeps its shape. */
export interface Picture {
  readonly bytes: Uint8Array;
  /** Pixels of the picture itself; only their ratio counts. */
  readonly width: number;
  readonly height: number;
  readonly alt: string;
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
}

/** Rows of a table under one heading ('' without one). */
export interface Group {
  readonly heading: string;
  readonly rows: readonly Row[];
}

/** A table for people: workbook and report both show this, so that their numbers agree. */
export interface Block {
  /** Unique in a document, such as the indicator's id. */
  readonly id: string;
  /** « Table 2.1 »; '' without one. */
  readonly number: string;
  readonly title: string;
  /** What stands between title and table, such as the question as it was asked; '' without one. */
  readonly lead: string;
  readonly head: Row;
  readonly groups: readonly Group[];
  /** Base, missing answers, method, marks: one sentence each. */
  readonly notes: readonly string[];
  readonly simulated: boolean;
}

/** A number or a word about the method, with its label. */
export interface Fact {
  readonly label: string;
  readonly cell: Cell;
}

/** One heading of the method: paragraphs, then facts. The workbook and the report show the same. */
export interface MethodSection {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly facts: readonly Fact[];
}

/** One sheet of a workbook, before any file format. */
export interface Cells {
  /** Wished for; the writer makes it legal and unique, and links follow. */
  readonly name: string;
  readonly title: string;
  readonly language: LanguageCode;
  readonly direction: 'ltr' | 'rtl';
  /** Widths of the columns, in characters. */
  readonly widths: readonly number[];
  readonly rows: readonly Row[];
  readonly frozenRows: number;
  readonly frozenColumns: number;
  readonly pictures: readonly Picture[];
  /** Rows repeated at the top of every printed page (A4, landscape, as wide as the page), first and last counted from 0. */
  readonly repeatedRows?: readonly [first: number, last: number];
  /** Rows that start a page of paper, counted from 0; the sheet is then printed in its own size. */
  readonly pageStarts?: readonly number[];
  /** Where its tables start, for a list of contents; `number` is « Table 2.1 », '' without one. */
  readonly tables: readonly { readonly number: string; readonly title: string; readonly row: number }[];
  readonly dropDowns?: readonly DropDown[];
  /** A table whose head offers to filter and sort: its rows, head and last, and its columns. */
  readonly filter?: { readonly firstRow: number; readonly lastRow: number; readonly columns: number };
  /** True for a sheet that only formulas look at. */
  readonly hidden?: boolean;
}

/** What every sheet is headed by, whatever its kind. */
export interface SheetHeading {
  readonly name: string;
  readonly title: string;
  /** Number of the sheet, that its tables are numbered from: 2 gives 2.1, 2.2 …; '' counts 1, 2 … */
  readonly number: string;
  /** Name of the sheet of contents to link back to; '' where there is none. */
  readonly contents: string;
}

/** A kind of sheet made ready: estimates and words in, cells out. */
export type Sheet = (estimates: readonly Estimate[], heading: SheetHeading, words: Words) => Cells;
