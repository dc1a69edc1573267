import type { FieldType } from '../table/column.ts';

/** One thing that an expression may name with `${…}`. */
export interface NamedField {
  readonly name: string;
  readonly type: FieldType;
  /** The table whose rows it belongs to: `main` or a repeat. */
  readonly table: string;
  /** Choices of its list, in form order; null where it has none. */
  readonly options: readonly string[] | null;
}

/** What an expression is checked against when the study loads. */
export interface Names {
  readonly fields: ReadonlyMap<string, NamedField>;
  /** Table → the table around it ('' for main). */
  readonly tables: ReadonlyMap<string, string>;
  /** `param('x')`: null where the study has not set a value. */
  readonly parameters: ReadonlyMap<string, number | null>;
  /** `lookup('cpi', year)`: name → key → value. */
  readonly lookups: ReadonlyMap<string, ReadonlyMap<string, number>>;
}
