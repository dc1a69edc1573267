import { NOT_ASKED } from '../../table/states.ts';
import { compute } from '../arithmetic.ts';
import { and } from '../logic.ts';
import { apply, type FunctionOf, type Functions, type Nodes, type Plan, type Run, type Scope, value } from '../plan.ts';
import type { Tree } from '../tree.ts';
import {
  constantTruth,
  EMPTY,
  gather,
  KNOWN,
  type NumberVector,
  spread,
  type TruthVector,
  toNumbers,
  toTruth,
  UNKNOWABLE,
  UNKNOWN,
  type Vector,
} from '../vector.ts';

const all = Number.POSITIVE_INFINITY;

/** The items of a roster: to which row of the common table each belongs, whether it takes part (1, 0, 2 unknown), and its value. */
export interface Items {
  readonly owners: Int32Array;
  readonly groups: number;
  readonly taken: Uint8Array;
  readonly values: Vector | null;
}

/** The items that a reference means; null where the data does not have the roster or the field. */
export function itemsOf(nodes: Nodes, run: Run): Items | null {
  const table = run.data.tables.get(nodes.table);
  const common = run.data.tables.get(nodes.common);
  if (table === undefined || common === undefined) return null;
  const lower = run.at(nodes.table);
  const { field } = nodes;
  if (field !== null && !table.columns.has(field.name)) return null;
  const where = nodes.where.reduce<TruthVector>(
    (rest, plan) => and(rest, toTruth(value(plan, lower)), lower.rows),
    constantTruth(true),
  );
  const taken = spread(where, lower.rows).slice();
  if (field !== null && run.reading === 'form') {
    // A form has no node for what is not relevant.
    const relevance = lower.relevance(field);
    const states = lower.states(field);
    for (let row = 0; row < taken.length; row += 1) {
      const out = relevance === null ? states?.[row] === NOT_ASKED : relevance[row] === 0;
      if (out) taken[row] = 0;
    }
  }
  return {
    owners: lower.rowsIn(nodes.common),
    groups: common.rows,
    taken,
    values: field === null ? null : lower.column(field),
  };
}

/** From one number a row of the common table to one a row of the run. */
function back(values: Float64Array, marks: Uint8Array, nodes: Nodes, run: Run): Vector {
  const vector: NumberVector = { type: 'number', sort: 'number', values, marks, step: 1 };
  return nodes.common === run.table ? vector : gather(vector, run.rowsIn(nodes.common));
}

export type Aggregate = 'sum' | 'count' | 'count-non-empty' | 'min' | 'max';

/**
 * One number for the items of each row. Analysis: items not asked are skipped, one unknown item makes the result unknown, save `max` of
 * flags, where a known 1 decides. Form: items not relevant are no items; an empty one makes a sum NaN, as in a client.
 */
export function aggregate(kind: Aggregate, nodes: Nodes, run: Run): Vector {
  const items = itemsOf(nodes, run);
  if (items === null) return UNKNOWABLE;
  const { owners, groups, taken } = items;
  const counting = kind === 'count' || kind === 'count-non-empty';
  const numbers = items.values === null ? null : toNumbers(items.values);
  const start = counting || kind === 'sum' ? 0 : Number.NaN;
  const result = new Float64Array(groups).fill(start);
  const marks = new Uint8Array(groups).fill(counting || kind === 'sum' || run.reading === 'form' ? KNOWN : EMPTY);
  const doubt = new Uint8Array(groups);
  const seen = new Uint8Array(groups);
  for (let row = 0; row < owners.length; row += 1) {
    const owner = owners[row] as number;
    const taking = taken[row] as number;
    if (owner < 0 || taking === 0) continue;
    const at = numbers === null ? 0 : row * numbers.step;
    const mark = numbers === null || numbers.marks === null ? KNOWN : (numbers.marks[at] as number);
    if (mark === EMPTY && (run.reading === 'analysis' || kind === 'count-non-empty')) continue;
    const item = counting ? 1 : numbers === null || mark === EMPTY ? Number.NaN : (numbers.values[at] as number);
    if (mark === UNKNOWN || taking === 2 || (run.reading === 'analysis' && Number.isNaN(item))) {
      doubt[owner] = 1;
      continue;
    }
    const before = result[owner] as number;
    if (counting || kind === 'sum') result[owner] = before + item;
    else result[owner] = seen[owner] === 0 ? item : kind === 'min' ? Math.min(before, item) : Math.max(before, item);
    seen[owner] = 1;
    marks[owner] = KNOWN;
  }
  const flags = kind === 'max' && nodes.field?.flag === true;
  for (let owner = 0; owner < groups; owner += 1) {
    if (doubt[owner] === 0 || (flags && result[owner] === 1)) continue;
    marks[owner] = UNKNOWN;
    result[owner] = Number.NaN;
  }
  return back(result, marks, nodes, run);
}

/** An item that is the row's own: `sum(${f})` where f is of the same table. */
function own(kind: Aggregate, vector: Vector, run: Run): Vector {
  const numbers = toNumbers(vector);
  if (kind === 'min' || kind === 'max') return compute([numbers], run.rows, run.reading, (v) => v[0] as number);
  const values = numbers.values.map((one, row) => {
    const mark = numbers.marks?.[row] ?? KNOWN;
    if (mark === EMPTY)
      return kind === 'sum' && run.reading === 'form' ? Number.NaN : kind === 'count' && run.reading === 'form' ? 1 : 0;
    return kind === 'sum' ? one : 1;
  });
  const marks = numbers.marks === null ? null : numbers.marks.map((mark) => (mark === UNKNOWN ? UNKNOWN : KNOWN));
  return { type: 'number', sort: 'number', values, marks, step: numbers.step };
}

function planOver(kind: Aggregate, arg: Tree, scope: Scope, condition?: Tree): Plan {
  const plan = scope.plan(arg);
  const { nodes } = plan;
  if (nodes === undefined)
    return condition === undefined
      ? apply('number', [plan], ([vector], run) => own(kind, vector!, run))
      : scope.fail(arg, 'a roster is wanted here');
  if (nodes.field === null && kind !== 'count')
    return scope.fail(arg, `${kind}() wants a field of the roster: \${${nodes.table}/field}`);
  const where = condition === undefined ? nodes.where : [...nodes.where, scope.planInRoster(condition, nodes.table)];
  return { type: 'number', evaluate: (run) => aggregate(kind, { ...nodes, where }, run) };
}

function over(kind: Aggregate, signature: string): FunctionOf {
  return { signature, least: 1, most: 1, type: 'number', plan: (call, scope) => planOver(kind, call.args[0]!, scope) };
}

function overWhere(kind: Aggregate, signature: string): FunctionOf {
  return {
    signature,
    least: 2,
    most: 2,
    type: 'number',
    plan: (call, scope) => planOver(kind, call.args[0]!, scope, call.args[1]!),
  };
}

/** `min` and `max`: of a roster, or of several values; missing among several values as in arithmetic. */
function extreme(kind: 'min' | 'max', signature: string): FunctionOf {
  const of = kind === 'min' ? Math.min : Math.max;
  return {
    signature,
    least: 1,
    most: all,
    type: 'number',
    plan: (call, scope) => {
      const plans = call.args.map((arg) => planOver(kind, arg, scope));
      const [only] = plans;
      if (only !== undefined && plans.length === 1) return only;
      return apply('number', plans, (args, run) =>
        compute(args, run.rows, run.reading, (v) => v.reduce((a, b) => of(a, b))),
      );
    },
  };
}

/** Functions that make one number of the items of a roster. */
export const aggregateFunctions: Functions = {
  sum: over('sum', 'sum(${roster/field})'),
  count: over('count', 'count(${roster}) or count(${roster/field})'),
  'count-non-empty': over('count-non-empty', 'count-non-empty(${roster/field})'),
  min: extreme('min', 'min(${roster/field}) or min(a, b, …)'),
  max: extreme('max', 'max(${roster/field}) or max(a, b, …)'),
  'count-if': overWhere('count', 'count-if(${roster/field}, condition)'),
  'sum-if': overWhere('sum', 'sum-if(${roster/field}, condition)'),
  'min-if': overWhere('min', 'min-if(${roster/field}, condition)'),
  'max-if': overWhere('max', 'max-if(${roster/field}, condition)'),
};
