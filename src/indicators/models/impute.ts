import { truth } from '../../expression/evaluate.ts';
import { uniform } from '../../survey/random.ts';
import type { Column } from '../../table/column.ts';
import { isCodes, isNumbers } from '../../table/column.ts';
import { ANSWERED, hasValue, IMPUTED, NOT_ASKED } from '../../table/states.ts';
import type { Table } from '../../table/table.ts';
import type { Sample, Standing } from '../indicator.ts';
import { OUTSIDE } from '../indicator.ts';
import { reasonsOf } from '../reasons.ts';
import type { Imputation, ModelSpec } from './model.ts';
import { variablesOf } from './rows.ts';

/** A class of donors with fewer is widened. */
const FEWEST_DONORS = 5;

/**
 * How rows stand to a model whose missing terms are filled in: imputed where some are and were asked for, out where the outcome is not known,
 * the base not certain, or a term was not asked.
 */
export function imputableStanding(spec: ModelSpec, { table, data, eligible }: Sample): Standing {
  const [outcome, ...names] = variablesOf(spec);
  const statesOf = (name: string) => table.columns.get(name)?.states ?? new Uint8Array(table.rows).fill(NOT_ASKED);
  const known = statesOf(outcome ?? '');
  const terms = names.map(statesOf);
  const inBase = spec.base === null ? null : truth(spec.base, data, 'analysis');
  const whyNot = spec.base === null ? null : reasonsOf(data, table.name, spec.base.reads);
  const standing = new Uint8Array(table.rows).fill(OUTSIDE);
  for (let row = 0; row < standing.length; row += 1) {
    if (eligible[row] !== 1) continue;
    if (inBase !== null && inBase[row] !== 1) standing[row] = inBase[row] === 0 ? NOT_ASKED : whyNot![row]!;
    else if (!hasValue(known[row]!)) standing[row] = known[row]!;
    else if (terms.some((states) => states[row] === NOT_ASKED)) standing[row] = NOT_ASKED;
    else standing[row] = terms.every((states) => states[row] === ANSWERED) ? ANSWERED : IMPUTED;
  }
  return standing;
}

/**
 * Copies of a table in which a model's missing terms are filled from donors: rows that have all of them, of the same class. One donor gives a
 * row all that it lacks, so that variables which hang together still do. Each copy first draws its donors with replacement (Rubin and
 * Schenker's approximate Bayesian bootstrap, 1986), so that copies differ as much as what is missing is unsure. A class of fewer than five donors is widened by leaving out
 * its last variable, and so on. The same seed gives the same copies. None where there are no donors.
 */
export function* filledCopies(
  spec: ModelSpec,
  { copies, seed, classes }: Imputation,
  table: Table,
  standing: Standing,
): Generator<Table> {
  const names = variablesOf(spec).slice(1);
  const columns = names.map((name) => table.columns.get(name)).filter((column) => column !== undefined);
  const complete = (row: number) => columns.every(({ states }) => hasValue(states[row]!));
  const donors: number[] = [];
  const recipients: number[] = [];
  for (let row = 0; row < table.rows; row += 1) {
    if (!hasValue(standing[row]!)) continue;
    if (complete(row)) donors.push(row);
    else recipients.push(row);
  }
  if (donors.length === 0) return;
  const pools = poolsOf(table, classes, donors, recipients);
  const random = uniform(seed);
  for (let copy = 0; copy < copies; copy += 1) {
    const donorOf = new Map<number, number>();
    for (const { from, to } of pools) {
      const drawn = from.map(() => from[Math.floor(random() * from.length)]!);
      for (const row of to) donorOf.set(row, drawn[Math.floor(random() * drawn.length)]!);
    }
    const filled = new Map(table.columns);
    for (const column of columns) filled.set(column.name, filledFrom(column, donorOf));
    yield { ...table, columns: filled };
  }
}

interface Pool {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

function poolsOf(
  table: Table,
  classes: readonly string[],
  donors: readonly number[],
  recipients: readonly number[],
): readonly Pool[] {
  const columns = classes.map((name) => table.columns.get(name));
  const classOf = (row: number, width: number) =>
    JSON.stringify(columns.slice(0, width).map((column) => levelAt(column, row)));
  const byWidth = Array.from({ length: classes.length + 1 }, (_, width) => {
    const groups = new Map<string, number[]>();
    for (const row of donors) {
      const name = classOf(row, width);
      const group = groups.get(name) ?? [];
      groups.set(name, group);
      group.push(row);
    }
    return groups;
  });
  const pools = new Map<readonly number[], number[]>();
  for (const row of recipients) {
    let from: readonly number[] = donors;
    for (let width = classes.length; width >= 0; width -= 1) {
      const group = byWidth[width]?.get(classOf(row, width));
      if (group === undefined || (group.length < FEWEST_DONORS && width > 0)) continue;
      from = group;
      break;
    }
    const to = pools.get(from) ?? [];
    pools.set(from, to);
    to.push(row);
  }
  return [...pools].map(([from, to]) => ({ from, to }));
}

function levelAt(column: Column | undefined, row: number): number | null {
  if (column === undefined || !hasValue(column.states[row]!) || !('values' in column)) return null;
  return column.values[row] ?? null;
}

function filledFrom<C extends Column>(column: C, donorOf: ReadonlyMap<number, number>): Column {
  if (!isNumbers(column) && !isCodes(column)) return column;
  const values = column.values.slice();
  const states = column.states.slice();
  for (const [row, donor] of donorOf) {
    if (hasValue(states[row]!)) continue;
    values[row] = values[donor]!;
    states[row] = IMPUTED;
  }
  return { ...column, values, states } as Column;
}
