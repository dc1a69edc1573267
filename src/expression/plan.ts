import type { Dataset } from '../table/table.ts';
import type { NamedField, Names } from './names.ts';
import type { CallTree, Tree } from './tree.ts';
import {
  constantNumber,
  constantText,
  constantTruth,
  gather,
  type Reading,
  UNKNOWABLE,
  type Vector,
} from './vector.ts';

/** What an expression gives, as far as is known before any data is seen. `any`: text that may be a number. */
export type Type = 'number' | 'text' | 'boolean' | 'any';

/** What a field holds, as its column is typed. */
export function typeOf(field: NamedField): Type {
  return field.type === 'integer' ||
    field.type === 'decimal' ||
    field.type === 'date' ||
    field.type === 'time' ||
    field.type === 'dateTime'
    ? 'number'
    : 'text';
}

/** Rows of a roster below (or beside) the rows of the expression: what `sum(${roster/f})` adds up. */
export interface Nodes {
  readonly table: string;
  /** The table around both: items are taken together by its rows. */
  readonly common: string;
  /** Null for `count(${roster})`: the rows themselves. */
  readonly field: NamedField | null;
  /** Conditions in brackets, evaluated at rows of the roster. */
  readonly where: readonly Plan[];
}

/** An expression made ready: names resolved, types checked. `evaluate` is only called through `value`. */
export interface Plan {
  readonly type: Type;
  evaluate(run: Run): Vector;
  /** A literal. */
  readonly constant?: string | number | boolean;
  /** A bare field, visible from the rows of the expression. */
  readonly field?: NamedField;
  /** A set of roster rows; only functions that take such a set may hold it. */
  readonly nodes?: Nodes;
  /** True where it reads the columns of the choice under test. */
  readonly choice?: boolean;
}

/** One evaluation: which rows, in which reading, over what data. */
export interface Run {
  readonly data: Dataset;
  readonly table: string;
  readonly rows: number;
  readonly reading: Reading;
  /** A column of this table or of one around it, one cell a row of this run. */
  column(field: NamedField): Vector;
  /** The states of that column's cells, or null where there is no such column. */
  states(field: NamedField): Uint8Array | null;
  /** The relevance of that column's cells (1, 0, 2 not evaluated); null where nothing is left out. */
  relevance(field: NamedField): Uint8Array | null;
  /** For each row of this run its row in a table around this one; -1 where it has none. */
  rowsIn(table: string): Int32Array;
  /** The run over all rows of another table. */
  at(table: string): Run;
  /** A column of the choice under test. */
  choice(column: string): Vector;
  /** Set where the rows of this run are picked from another run's. */
  readonly picked?: { readonly from: Run; readonly rows: Int32Array };
}

/** Evaluates a plan. In a run over picked rows, all that does not read the choice is evaluated once where the rows come from. */
export function value(plan: Plan, run: Run): Vector {
  if (run.picked === undefined || plan.choice === true || plan.constant !== undefined) return plan.evaluate(run);
  return gather(value(plan, run.picked.from), run.picked.rows);
}

/** What functions need while an expression is compiled. */
export interface Scope {
  readonly names: Names;
  /** The table whose rows the part is read for. */
  readonly table: () => string;
  /** The form's place and text, for faults; ends the compilation. */
  fail(tree: Tree, wrong: string): never;
  note(text: string): void;
  /** Says that a question does not have a choice: a fault in what a study declares, noted in a form. */
  noChoice(tree: Tree, wrong: string): void;
  /** Says that the expression cannot be replayed offline, and gives a plan that is unknown in every row. */
  unavailable(why: string): Plan;
  /** A part that must be one value a row. */
  single(tree: Tree): Plan;
  /** A part that may be a set of roster rows. */
  plan(tree: Tree): Plan;
  /** A part that must be a table's name: `campaign`, `${campaign}`; '' where it is none. */
  tableNamed(tree: Tree): string;
  /** A field named bare or with `${…}`, wherever it belongs; null where it is none. */
  fieldNamed(tree: Tree): NamedField | null;
  /** Says that the expression reads the field. */
  reads(field: NamedField): void;
  /** The groups and repeats around the field that the expression is about, innermost first; null where it is about none. */
  around(): readonly string[] | null;
  /** The column that tells when the interview was. */
  moment(which: 'today' | 'start' | 'end'): NamedField | null;
  /** A part, its bare names read as columns of the choices of a list. */
  planForChoices(tree: Tree, list: string): Plan;
  /** What a part reads besides, while it is made. */
  readsOf<T>(make: () => T): { readonly made: T; readonly fields: readonly NamedField[] };
  /** True in the first brackets behind a roster, where `position()` and `last()` count all its rows. */
  inBrackets(): boolean;
  /** A part read for the rows of a roster: a condition in brackets. */
  planInRoster(tree: Tree, roster: string): Plan;
}

/** How a function is called and what it gives; see the files of this folder `functions`. */
export interface FunctionOf {
  /** As shown in faults: `selected(answers, option)`. */
  readonly signature: string;
  readonly least: number;
  readonly most: number;
  readonly type: Type;
  /** True where a call without arguments means the field that the expression is about. */
  readonly orDot?: true;
  /** An ordinary function: values in, values out. */
  readonly of?: (args: readonly Vector[], run: Run) => Vector;
  /** A function that reads its arguments as names, or whose result depends on what they are. */
  readonly plan?: (call: CallTree, scope: Scope) => Plan;
}

export type Functions = Readonly<Record<string, FunctionOf>>;

/** A plan that applies an operation to the values of other plans. */
export function apply(type: Type, args: readonly Plan[], of: (values: readonly Vector[], run: Run) => Vector): Plan {
  const evaluate = (run: Run): Vector =>
    of(
      args.map((arg) => value(arg, run)),
      run,
    );
  return { type, evaluate, ...(args.some((arg) => arg.choice === true) ? { choice: true } : {}) };
}

/** A reference to roster rows: no value, but what an aggregate takes. */
export function nodesPlan(nodes: Nodes): Plan {
  const evaluate = (): Vector => {
    throw new Error(`the rows of ${nodes.table} are no value`);
  };
  return { type: 'any', nodes, evaluate };
}

/** A literal. */
export function literal(constant: string | number | boolean): Plan {
  if (typeof constant === 'string') return { type: 'text', constant, evaluate: () => constantText(constant) };
  if (typeof constant === 'number') return { type: 'number', constant, evaluate: () => constantNumber(constant) };
  return { type: 'boolean', constant, evaluate: () => constantTruth(constant) };
}

/** A plan that is unknown in every row. */
export const UNKNOWN_PLAN: Plan = { type: 'any', evaluate: () => UNKNOWABLE };
