import type { Expression } from '../expression/compile.ts';
import { numbersIn, runFor, textsIn, truthIn } from '../expression/evaluate.ts';
import type { Run } from '../expression/plan.ts';
import type { Column } from '../table/column.ts';
import { codesFor } from '../table/column.ts';
import { ANSWERED, hasValue, IMPUTED, INVALID, NOT_ASKED } from '../table/states.ts';
import type { Dataset, Table } from '../table/table.ts';
import { reasonsOf } from './reasons.ts';

/** A variable that is computed from answers, once for the whole study. */
export interface Derived {
  readonly name: string;
  readonly table: string;
  readonly type: 'integer' | 'decimal' | 'date' | 'one';
  /** Codes of its levels in their order; null where it holds numbers. */
  readonly levels: readonly string[] | null;
  readonly expression: Expression;
  /** Rows where it is false are not asked; null: all rows are asked. */
  readonly base: Expression | null;
}

/**
 * The dataset with the columns of derived variables beside the others; each variable may read those before it. An unknown value has the
 * state of the first of refused, don't know, removed, invalid, blank among the fields that it reads; '' is blank, or not asked where a
 * field that was read was not asked; a text that is none of the levels is invalid.
 */
export function derive(data: Dataset, variables: readonly Derived[]): Dataset {
  const columns = new Map([...data.tables].map(([name, table]) => [name, new Map(table.columns)]));
  const grown: Dataset = {
    tables: new Map(
      [...data.tables].map(([name, table]): [string, Table] => [
        name,
        { ...table, columns: columns.get(name) ?? table.columns },
      ]),
    ),
  };
  // One run a table: what several variables read is read once.
  const runs = new Map<string, Run>();
  for (const variable of variables) {
    const run = runs.get(variable.table) ?? runFor(variable.expression, grown, 'analysis');
    runs.set(variable.table, run);
    columns.get(variable.table)?.set(variable.name, derivedColumn(grown, variable, run));
  }
  return grown;
}

function derivedColumn(data: Dataset, variable: Derived, run: Run): Column {
  const { name, type, expression } = variable;
  if (type === 'one') return levelColumn(data, variable, run);
  const result = numbersIn(expression, run);
  const states = statesOf(data, variable, result, run);
  const values = result.values;
  for (let row = 0; row < values.length; row += 1) if (!hasValue(states[row]!)) values[row] = Number.NaN;
  return { name, type, values, states, raw: new Map() };
}

function levelColumn(data: Dataset, variable: Derived, run: Run): Column {
  const { name, levels, expression } = variable;
  const result = textsIn(expression, run);
  const states = statesOf(data, variable, result, run);
  const answers = ['', ...(levels ?? [])];
  const code = new Map(answers.map((answer, place) => [answer, place]));
  const values = codesFor(answers.length, states.length);
  const raw = new Map<number, string>();
  for (let row = 0; row < states.length; row += 1) {
    if ((states[row] ?? NOT_ASKED) >= NOT_ASKED) continue;
    const text = result.texts[result.codes[row] ?? 0] ?? '';
    const found = code.get(text);
    if (found === undefined) {
      states[row] = INVALID;
      raw.set(row, text);
    } else values[row] = found;
  }
  return { name, type: 'one', values, states, raw, answers, options: levels ?? [] };
}

function statesOf(
  data: Dataset,
  { table, expression, base }: Derived,
  { unknown, notAsked }: { readonly unknown: Uint8Array; readonly notAsked: Uint8Array },
  run: Run,
): Uint8Array {
  const own = expression.reads
    .filter((field) => field.table === table)
    .map(({ name }) => data.tables.get(table)?.columns.get(name)?.states);
  const states = unknown.slice();
  if (unknown.includes(1)) {
    const why = reasonsOf(data, table, expression.reads);
    for (let row = 0; row < states.length; row += 1) if (unknown[row] === 1) states[row] = why[row]!;
  }
  for (let row = 0; row < states.length; row += 1) {
    if (unknown[row] === 1) continue;
    states[row] = notAsked[row] === 1 ? NOT_ASKED : ANSWERED;
  }
  for (const column of own) {
    if (column === undefined || !column.includes(IMPUTED)) continue;
    for (let row = 0; row < states.length; row += 1)
      if (column[row] === IMPUTED && unknown[row] !== 1 && states[row] === ANSWERED) states[row] = IMPUTED;
  }
  if (base === null) return states;
  const inBase = truthIn(base, run);
  const whyNot = inBase.includes(2) ? reasonsOf(data, table, base.reads) : null;
  for (let row = 0; row < states.length; row += 1) {
    if (inBase[row] === 1) continue;
    states[row] = inBase[row] === 0 ? NOT_ASKED : (whyNot?.[row] ?? states[row]!);
  }
  return states;
}
