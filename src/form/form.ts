import type { FieldType } from '../table/column.ts';

/** A text in the languages that the form gives; key: `Language.id`. A Map, so that a language called __proto__ is harmless. */
export type Texts = ReadonlyMap<string, string>;

/** A language of the form: `label::Français (fr)` has id and name « Français (fr) », code fr. A plain `label` has id ''. */
export interface Language {
  readonly id: string;
  readonly name: string;
  /** ISO 639-1 code from the brackets, or known from the name; '' where neither tells. */
  readonly code: string;
}

export interface Choice {
  readonly name: string;
  readonly label: Texts;
  /** Further columns of the choices sheet: filters and tags. */
  readonly extra: ReadonlyMap<string, string>;
  readonly row: number;
}

export interface ChoiceList {
  readonly name: string;
  readonly choices: readonly Choice[];
}

/** What a row of the survey sheet is for. */
export type Role = 'question' | 'metadata' | 'calculation' | 'note';

/** One row of the survey sheet that is no group. Expressions are as written, '' where there is none. */
export interface Field {
  readonly name: string;
  /** Names of the groups and repeats around it, outermost first. */
  readonly path: readonly string[];
  /** Places of those groups in `Form.groups`, outermost first. */
  readonly groups: readonly number[];
  /** `main`, or the name of the innermost repeat. */
  readonly table: string;
  readonly role: Role;
  /** How its column is stored; a note's is text and stays empty. */
  readonly type: FieldType;
  /** The XLSForm type after aliases: select_one, integer, start … */
  readonly xlsType: string;
  /** Its choice list; '' without one. */
  readonly list: string;
  /** The file, or the `${repeat}`, that its choices come from instead of a list; absent where there is none. */
  readonly choicesFrom?: string;
  readonly orOther: boolean;
  readonly label: Texts;
  readonly hint: Texts;
  readonly required: string;
  readonly requiredMessage: Texts;
  readonly relevant: string;
  readonly constraint: string;
  readonly constraintMessage: Texts;
  readonly calculation: string;
  readonly choiceFilter: string;
  readonly appearance: string;
  readonly parameters: string;
  readonly defaultValue: string;
  /** Columns of the survey sheet that XLSForm does not know: analysis tags, confidentiality … */
  readonly extra: ReadonlyMap<string, string>;
  /** Row in the survey sheet, 1 for the header. */
  readonly row: number;
}

export interface Group {
  readonly name: string;
  readonly kind: 'group' | 'repeat';
  readonly path: readonly string[];
  /** Place of the group around it in `Form.groups`; -1 at the top. */
  readonly parent: number;
  readonly label: Texts;
  readonly relevant: string;
  readonly repeatCount: string;
  readonly appearance: string;
  readonly row: number;
}

/** A table that the form makes: `main`, then one for each repeat. */
export interface FormTable {
  readonly name: string;
  /** The table around it; '' for main. */
  readonly parent: string;
}

/** An XLSForm, read. Fields stand in form order. */
export interface Form {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly languages: readonly Language[];
  /** Id of the default language. */
  readonly defaultLanguage: string;
  readonly fields: readonly Field[];
  readonly groups: readonly Group[];
  readonly lists: ReadonlyMap<string, ChoiceList>;
  readonly tables: readonly FormTable[];
  readonly settings: ReadonlyMap<string, string>;
}

/** Something a form designer should mend. `row` and `column` are as the sheet shows them; 0 and '' where none is at fault. */
export interface FormProblem {
  readonly level: 'error' | 'warning';
  readonly sheet: string;
  readonly row: number;
  readonly column: string;
  readonly message: string;
}

/** A sheet of a form as text, header row first: what a form is read from. */
export interface FormSheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
}
