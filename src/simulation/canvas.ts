import type { Expression } from '../expression/compile.ts';
import { type Texts as Evaluated, textsIn, truthIn } from '../expression/evaluate.ts';
import { place } from '../expression/formExpressions.ts';
import type { Names } from '../expression/names.ts';
import type { Outcome } from '../expression/relevance.ts';
import { all, attempt, both, outcomeIn } from '../expression/relevance.ts';
import type { Replay } from '../expression/replay.ts';
import { type Relevances, rowsUp, tableRun } from '../expression/run.ts';
import type { Field, Form, Group } from '../form/form.ts';
import type { ColumnSpec } from '../table/builder.ts';
import { columnBuilder } from '../table/builder.ts';
import type { Column } from '../table/column.ts';
import { pack } from '../table/column.ts';
import type { Dataset, Link, Table } from '../table/table.ts';
import { MAIN } from '../table/table.ts';

interface Sheet {
  table: Table;
  readonly columns: Map<string, Column>;
  readonly texts: Map<string, readonly string[]>;
}

/** A dataset while it is being made: columns come one after another, and the form is evaluated on what is there. */
export interface Canvas {
  readonly form: Form;
  readonly names: Names;
  readonly data: Dataset;
  /** Rows that a repeat has: its row in the table around it, for each. */
  addRows(table: string, link: Link | undefined, rows: number, keys: readonly string[]): void;
  rows(table: string): number;
  /** Sets a column from its cells' text. */
  set(table: string, name: string, texts: readonly string[]): void;
  texts(table: string, name: string): readonly string[];
  column(table: string, name: string): Column | undefined;
  /** 1 where a field (or the rows of a group) is asked, as far as the form can be evaluated on what is there; remembered. */
  relevance(one: Field | Group): Uint8Array;
  /** For each row of a table its row in the table around it. */
  up(from: string, to: string): Int32Array;
  truth(expression: Expression): Uint8Array;
  evaluate(expression: Expression): Evaluated;
  /** What the checks of a form take. */
  replay(): Replay;
}

/** An empty canvas: every column blank, every repeat without rows. */
export function canvas(form: Form, names: Names, specs: ReadonlyMap<string, ReadonlyMap<string, ColumnSpec>>): Canvas {
  const sheets = new Map<string, Sheet>();
  const outcomes = new Map<string, Outcome>();
  const ofGroups = new Map<Group, Outcome>();
  const tables = new Map<string, Table>();
  const data: Dataset = { tables };
  const known: Relevances = (field) => outcomes.get(field.name)?.rows ?? null;

  function sheet(name: string): Sheet {
    const found = sheets.get(name);
    if (found === undefined) throw new Error(`no table ${name}`);
    return found;
  }

  function addRows(name: string, link: Link | undefined, rows: number, keys: readonly string[]): void {
    const columns = new Map<string, Column>();
    const table: Table = { name, rows, keys: pack(keys), columns, ...(link === undefined ? {} : { parent: link }) };
    sheets.set(name, { table, columns, texts: new Map() });
    tables.set(name, table);
    const blank = new Array<string>(rows).fill('');
    for (const [field, spec] of specs.get(name) ?? []) columns.set(field, built(spec, blank));
  }

  for (const { name, parent } of form.tables) {
    addRows(name, parent === '' ? undefined : { parent, rows: new Int32Array(0) }, 0, []);
  }

  const run = (table: string) => tableRun(data, table, 'form', known);
  const up = (from: string, to: string) => rowsUp(data, from, to);

  function own(one: Field | Group, table: string): Outcome {
    if (one.relevant.trim() === '') return all(sheet(table).table.rows, 1);
    const where = { place: place(one.row, 'relevant'), table, ...('table' in one ? { field: one.name } : {}) };
    return outcomeIn(attempt(one.relevant, names, where), run(table));
  }

  function outcomeOfGroup(group: Group): Outcome {
    const done = ofGroups.get(group);
    if (done !== undefined) return done;
    const table = tableAround(form, group);
    const outcome = both(around(form.groups[group.parent], table), own(group, table));
    ofGroups.set(group, outcome);
    return outcome;
  }

  /** The relevance of the group around something, for the rows of a table. */
  function around(group: Group | undefined, table: string): Outcome {
    if (group === undefined) return all(sheet(table).table.rows, 1);
    const outcome = outcomeOfGroup(group);
    const from = tableAround(form, group);
    if (from === table) return outcome;
    const rows = Uint8Array.from(up(table, from), (row) => (row < 0 ? 0 : (outcome.rows[row] ?? 0)));
    return { rows, notEvaluated: outcome.notEvaluated };
  }

  return {
    form,
    names,
    data,
    addRows,
    rows: (table) => sheet(table).table.rows,
    set(table, name, texts) {
      const spec = specs.get(table)?.get(name);
      if (spec === undefined) throw new Error(`no column ${name} in ${table}`);
      const to = sheet(table);
      to.texts.set(name, texts);
      to.columns.set(name, built(spec, texts));
    },
    texts: (table, name) => sheets.get(table)?.texts.get(name) ?? [],
    column: (table, name) => sheets.get(table)?.columns.get(name),
    relevance(one) {
      if (!('table' in one)) return asked(outcomeOfGroup(one));
      const done = outcomes.get(one.name);
      if (done !== undefined) return asked(done);
      const outcome = both(around(form.groups[one.groups.at(-1) ?? -1], one.table), own(one, one.table));
      outcomes.set(one.name, outcome);
      return asked(outcome);
    },
    up,
    truth: (expression) => truthIn(expression, run(expression.table)),
    evaluate: (expression) => textsIn(expression, run(expression.table)),
    replay: () => ({ form, names, data, relevance: outcomes, runs: run }),
  };
}

/** What cannot be evaluated is asked: a client knows more than its record. */
function asked(outcome: Outcome): Uint8Array {
  return outcome.notEvaluated === '' ? outcome.rows : outcome.rows.map((one) => (one === 0 ? 0 : 1));
}

function built(spec: ColumnSpec, texts: readonly string[]): Column {
  const builder = columnBuilder(spec);
  for (const text of texts) builder.append(text);
  return builder.finish();
}

/** The table whose rows a group's relevance is asked of: of the table around a repeat, as a repeat without rows has none of its own. */
function tableAround(form: Form, group: Group): string {
  for (let outer = form.groups[group.parent]; outer !== undefined; outer = form.groups[outer.parent])
    if (outer.kind === 'repeat') return outer.name;
  return MAIN;
}
