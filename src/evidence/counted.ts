import { truth } from '../expression/evaluate.ts';
import { lineage } from '../expression/rosters.ts';
import { rowsUp } from '../expression/run.ts';
import { derive } from '../indicators/derive.ts';
import type { Measure } from '../indicators/indicator.ts';
import { OUTSIDE } from '../indicators/indicator.ts';
import type { IndicatorEntry, Study, VariableEntry } from '../study/study.ts';
import type { Column } from '../table/column.ts';
import { isCodes, isNumbers } from '../table/column.ts';
import type { DomainPart, Estimate } from '../table/estimate.ts';
import { hasValue } from '../table/states.ts';
import type { Dataset } from '../table/table.ts';
import { MAIN, mainTable } from '../table/table.ts';
import { cleanText } from '../table/text.ts';

/** The columns and derived variables that an estimate is made of. */
export interface Needs {
  readonly columns: ReadonlySet<string>;
  readonly design: ReadonlySet<string>;
  readonly variables: readonly VariableEntry[];
  /** The tables whose rows it looks at, and those around them. */
  readonly tables: ReadonlySet<string>;
}

/** An estimate, and what it is made of. */
export interface Made {
  readonly study: Study;
  readonly entry: IndicatorEntry;
  readonly estimate: Estimate;
  readonly needs: Needs;
}

/** What an estimate is made of: its questions, variables and design. */
export function needsOf(study: Study, entry: IndicatorEntry, domain: readonly DomainPart[]): Needs {
  const wanted = new Set([
    ...entry.variables,
    ...entry.reads,
    ...domain.map(({ field }) => field),
    ...(study.eligible?.fields ?? []),
  ]);
  if (entry.field !== '') wanted.add(entry.field);
  const variables: VariableEntry[] = [];
  for (const variable of study.variables.toReversed()) {
    if (!wanted.has(variable.name)) continue;
    variables.unshift(variable);
    for (const name of [...variable.expression.fields, ...(variable.base?.fields ?? [])]) wanted.add(name);
  }
  const { weights } = study.config.design;
  const design = new Set(weights === undefined ? [] : [weights]);
  return { columns: wanted, design, variables, tables: tablesOf(study, entry, variables) };
}

function tablesOf(study: Study, entry: IndicatorEntry, variables: readonly VariableEntry[]): ReadonlySet<string> {
  // An expression may count the rows of a roster without reading any of its questions.
  const written = JSON.stringify([
    entry.params,
    study.eligible?.text,
    variables.map(({ expression, base }) => [expression.text, base?.text]),
  ]);
  const { tables } = study.names;
  const named = [...tables.keys()].filter((name) => name !== '' && written.includes(name));
  return new Set(
    [MAIN, entry.table, ...variables.map(({ table }) => table), ...named].flatMap((name) => lineage(study.names, name)),
  );
}

/** Numerator and denominator under the design's base weights. */
export type Sums = readonly [numerator: number, denominator: number];

/** The rows of an estimate. */
export interface Counted {
  /** Rows of its table that are in its base with a known answer, and in its domain. */
  readonly inside: readonly number[];
  /** What each row of the table adds to the numerator; of a quantile, the values. */
  readonly adds: Float64Array | Uint8Array;
  /** Those of which the point estimate is the ratio; null of a quantile. */
  readonly sums: Sums | null;
}

/** The rows of an estimate in a dataset; null where the indicator does not make it row by row. */
export function counted({ study, entry, estimate, needs }: Made, answers: Dataset): Counted | null {
  if (entry.model !== '') return null;
  const data = derive(answers, needs.variables);
  const table = data.tables.get(entry.table);
  if (table === undefined) return null;
  const main = mainTable(data);
  const rowOf = rowsUp(data, entry.table, MAIN);
  const holds = study.eligible === null ? null : truth(study.eligible, data, 'analysis');
  const eligible = new Uint8Array(table.rows);
  for (let row = 0; row < eligible.length; row += 1) {
    const at = rowOf[row] as number;
    if (at >= 0 && (holds === null || holds[at] === 1)) eligible[row] = 1;
  }
  const measures = entry.indicator({ data, table, eligible, models: new Map() } as Parameters<
    typeof entry.indicator
  >[0]);
  const measure = measures.find((each: Measure) => each.item === estimate.item && each.stat === estimate.stat);
  if (measure === undefined || !('numerator' in measure || 'values' in measure)) return null;
  const levels = estimate.domain.map(({ field, level }) => {
    const own = table.columns.get(field);
    const column = own ?? main.columns.get(field);
    const is = column === undefined ? () => false : holdsLevel(column, level);
    return own === undefined ? (row: number) => is(rowOf[row] as number) : is;
  });
  const inside: number[] = [];
  for (let row = 0; row < table.rows; row += 1)
    if (hasValue(measure.standing[row] ?? OUTSIDE) && levels.every((is) => is(row))) inside.push(row);
  if (!('numerator' in measure)) return { inside, adds: measure.values, sums: null };
  const { numerator, denominator } = measure;
  const weights = main.columns.get(study.config.design.weights ?? '');
  const weight = (row: number) =>
    weights === undefined || !isNumbers(weights) ? 1 : (weights.values[rowOf[row] as number] ?? 0) || 0;
  let [above, below] = [0, 0];
  for (const row of inside) {
    above += weight(row) * (numerator[row] ?? 0);
    below += weight(row) * (denominator === null ? 1 : denominator[row]!);
  }
  return { inside, adds: numerator, sums: [above, below] };
}

/** Whether a row has a level of a breakdown. */
function holdsLevel(column: Column, level: string): (row: number) => boolean {
  if (isCodes(column) && column.type === 'one') {
    const code = column.answers.indexOf(level);
    return (row) => row >= 0 && column.values[row] === code && hasValue(column.states[row] as number);
  }
  return (row) => row >= 0 && hasValue(column.states[row] as number) && cleanText(column, row) === level;
}
