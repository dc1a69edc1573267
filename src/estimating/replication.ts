import { fault } from '../fault.ts';
import type { Design } from '../survey/design.ts';
import { balanced } from '../survey/replicates/balanced.ts';
import { bootstrap } from '../survey/replicates/bootstrap.ts';
import { jackknife } from '../survey/replicates/jackknife.ts';
import { givenReplicates, type Replicates } from '../survey/replicates/replicates.ts';
import type { Table } from '../table/table.ts';
import { rowFault, rowsOf } from './rowFault.ts';
import { designNumbers } from './variable.ts';

export const REPLICATE_TYPES = ['JK1', 'JKn', 'BRR', 'Fay', 'bootstrap', 'SDR', 'other'] as const;
export type ReplicateType = (typeof REPLICATE_TYPES)[number];

/** How replicate weights are given or built. */
export interface Replication {
  readonly type: ReplicateType;
  /** Columns with the full weight of each replicate; none: built from the design. */
  readonly columns: readonly string[];
  /** How many bootstrap replicates are built. */
  readonly count: number;
  /** One number for all replicates, or one for each; null: what the type says. */
  readonly scale: readonly number[] | null;
  readonly rho: number;
  readonly mse: boolean;
}

const SEED = 20_261;

/** The columns that a pattern names: * stands for anything, ? for one letter; in the order of the header. */
export function columnsLike(pattern: string, header: readonly string[]): readonly string[] {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  const like = new RegExp(`^${escaped}$`, 'u');
  return header.filter((name) => like.test(name));
}

/** Replicate weights from the file's columns, or built from its design. */
export function replicatesOf(table: Table, design: Design, asked: Replication, file: string): Replicates {
  const { type, columns, mse } = asked;
  if (columns.length === 0) return built(design, asked, file);
  const weights = columns.map((name) => checked(designNumbers(table, name, file), design, name, file));
  refuseFactors(weights, design, columns, file);
  const n = weights.length;
  if (n < 2) throw fault(`${file}, --replicates`, `one column is no set of replicates: ${columns.join()}`);
  if (asked.scale !== null && asked.scale.length > 1) {
    if (asked.scale.length !== n)
      throw fault(
        '--scale',
        `${asked.scale.length} scales for ${n} replicate columns`,
        'Give one, or one for each column',
      );
    return givenReplicates(weights, 1, Float64Array.from(asked.scale), mse);
  }
  if (asked.scale === null && (type === 'JKn' || type === 'other'))
    throw fault(
      '--scale',
      `replicates of type ${type} need their scale`,
      'Give one number, or one for each column: 0.5,0.5,0.667',
    );
  const scale = asked.scale?.[0] ?? usualScale(type, n, asked);
  return givenReplicates(weights, scale, new Float64Array(n).fill(1), mse || type === 'SDR');
}

/** The factor that a type of replicates goes with, as in R's svrepdesign. */
function usualScale(type: ReplicateType, n: number, { rho }: Replication): number {
  switch (type) {
    case 'JK1':
      return (n - 1) / n;
    case 'Fay':
      return 1 / (n * (1 - rho) * (1 - rho));
    case 'bootstrap':
      return 1 / (n - 1);
    case 'SDR':
      return 4 / n;
    default:
      return 1 / n;
  }
}

/** A weight of every row that weighs; a few negative ones are allowed, for calibration may leave them. */
function checked(values: Float64Array, design: Design, name: string, file: string): Float64Array {
  if (!values.some((value) => value > 0))
    throw fault(
      `${file}, column ${name}`,
      'no replicate weight is above 0',
      'Name the columns of the replicates in --replicates',
    );
  const empty = rowsOf(values.length, (row) => Number.isNaN(values[row]!) && design.weight[row]! > 0);
  if (empty.length > 0)
    throw rowFault(
      `${file}, column ${name}`,
      'the replicate weight is empty where the row has a weight',
      'Write 0 where a row is out of the replicate; or name the columns of the replicates alone in --replicates',
      empty,
    );
  return values.map((value) => (Number.isNaN(value) ? 0 : value));
}

/** Replicates are weights themselves: sums far from that of the weights mean factors, or the replicates of another weight. */
function refuseFactors(
  replicates: readonly Float64Array[],
  design: Design,
  columns: readonly string[],
  file: string,
): void {
  const sumOf = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);
  const whole = sumOf(design.weight);
  const sums = replicates.map(sumOf);
  if (sums.some((sum) => sum > whole / 2 && sum < 2 * whole)) return;
  const shown = (value: number): string => String(Number(value.toPrecision(6)));
  throw fault(
    `${file}, --replicates`,
    `no column adds up to anything near the weights: ${columns[0]} to ${shown(sums[0]!)}, the weights to ${shown(whole)}`,
    'Name the --weights that they belong to. Where they are factors, multiply them by the weights first',
  );
}

function built(design: Design, { type, count, rho, mse }: Replication, file: string): Replicates {
  switch (type) {
    case 'JK1':
    case 'JKn':
      return jackknife(design, mse);
    case 'BRR':
      return balanced(design, 0, mse);
    case 'Fay':
      return balanced(design, rho, mse);
    case 'bootstrap':
      return bootstrap(design, count, SEED, mse);
    default:
      throw fault(
        `${file}, --replicates`,
        `replicates of type ${type} cannot be built from the design`,
        "Name their columns: --replicates 'rw*'",
      );
  }
}
