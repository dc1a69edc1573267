import { apply, type Functions, type Plan, type Run, type Scope, value } from '../plan.ts';
import { rosterNodes } from '../rosters.ts';
import type { CallTree, Tree } from '../tree.ts';
import {
  EMPTY,
  gather,
  KNOWN,
  NONE,
  type NumberVector,
  toNumbers,
  UNKNOWABLE,
  UNKNOWN,
  type Vector,
} from '../vector.ts';
import { aggregate } from './aggregates.ts';
import { roster } from './rosters.ts';

/** Where the rows of each owner stand: the nth row of owner k is `rows[starts[k] + n - 1]`. */
function placesOf(
  owners: Int32Array,
  groups: number,
): { readonly starts: Int32Array; readonly rows: Int32Array; readonly places: Int32Array } {
  const starts = new Int32Array(groups + 1);
  for (const owner of owners) if (owner >= 0) starts[owner + 1] = (starts[owner + 1] as number) + 1;
  for (let group = 0; group < groups; group += 1)
    starts[group + 1] = (starts[group + 1] as number) + (starts[group] as number);
  const next = starts.slice();
  const rows = new Int32Array(owners.length);
  const places = new Int32Array(owners.length);
  for (const [row, owner] of owners.entries()) {
    if (owner < 0) continue;
    const at = next[owner] as number;
    next[owner] = at + 1;
    rows[at] = row;
    places[row] = at - (starts[owner] as number) + 1;
  }
  return { starts, rows, places };
}

/** `indexed-repeat(${f}, ${roster}, n)`, and inside that roster's rows `, ${inner}, m`. */
function planIndexed(call: CallTree, scope: Scope): Plan {
  const [fieldTree, ...rest] = call.args as [Tree, ...Tree[]];
  const field = scope.fieldNamed(fieldTree);
  if (field === null) return scope.fail(fieldTree, 'indexed-repeat() wants a field of a roster first');
  scope.reads(field);
  const levels: { readonly table: string; readonly index: Plan }[] = [];
  for (let place = 0; place + 1 < rest.length; place += 2) {
    levels.push({ table: roster(rest[place]!, scope), index: scope.single(rest[place + 1]!) });
  }
  if (rest.length % 2 === 1) return scope.fail(call, 'indexed-repeat() wants a number after each roster');
  const top = rosterNodes(scope.names, scope.table(), levels[0]?.table ?? '', null, []).common;
  if (levels.at(-1)?.table !== field.table)
    return scope.fail(
      fieldTree,
      `'${field.name}' is not in the roster '${levels.at(-1)?.table ?? ''}' but in '${field.table}'`,
    );
  for (const [place, level] of levels.entries()) {
    const around = place === 0 ? top : (levels[place - 1]?.table ?? '');
    if (scope.names.tables.get(level.table) !== around)
      return scope.fail(rest[place * 2]!, `the roster '${level.table}' does not stand in '${around}'`);
  }
  const evaluate = (run: Run): Vector => {
    let at = run.rowsIn(top);
    let around = top;
    for (const level of levels) {
      const lower = run.data.tables.get(level.table);
      const upper = run.data.tables.get(around);
      if (lower === undefined || upper === undefined) return UNKNOWABLE;
      const { starts, rows } = placesOf(run.at(level.table).rowsIn(around), upper.rows);
      const index = toNumbers(value(level.index, run));
      at = at.map((owner, row) => {
        const place = row * index.step;
        const mark = index.marks?.[place] ?? KNOWN;
        if (owner < 0) return owner;
        if (mark === UNKNOWN) return -1;
        const nth = mark === EMPTY ? Number.NaN : (index.values[place] as number);
        const found = (starts[owner] as number) + nth - 1;
        return nth >= 1 && found < (starts[owner + 1] as number) ? (rows[found] ?? NONE) : NONE;
      });
      around = level.table;
    }
    return gather(run.at(field.table).column(field), at);
  };
  return { type: 'any', evaluate };
}

/** The place of each row of a roster among its brothers, from 1. */
function placePlan(table: string, scope: Scope): Plan {
  const parent = scope.names.tables.get(table) ?? '';
  const evaluate = (run: Run): Vector => {
    const upper = run.data.tables.get(parent);
    if (upper === undefined) return UNKNOWABLE;
    const { places } = placesOf(run.at(table).rowsIn(parent), upper.rows);
    const values: NumberVector = {
      type: 'number',
      sort: 'number',
      values: new Float64Array(places),
      marks: null,
      step: 1,
    };
    return run.table === table ? values : gather(values, run.rowsIn(table));
  };
  return { type: 'number', evaluate };
}

function planPosition(call: CallTree, scope: Scope): Plan {
  const [arg] = call.args;
  const table = scope.table();
  if (arg === undefined)
    return scope.inBrackets()
      ? placePlan(table, scope)
      : scope.unavailable('position() without a node counts the nodes of a path');
  if (arg.kind !== 'path' || arg.base !== null || arg.steps.some((step) => step.axis !== 'parent')) {
    return scope.fail(arg, 'position() is read with .. only: position(..)');
  }
  if ((scope.names.tables.get(table) ?? '') === '') return scope.fail(arg, 'position(..) stands in a roster');
  const around = scope.around();
  const node = around === null ? table : around[arg.steps.length - 1];
  if (node === undefined) return scope.fail(arg, "there are not so many groups around: too many '..'");
  // The group itself is the only one of its name in its row.
  return scope.names.tables.has(node)
    ? placePlan(node, scope)
    : apply('number', [], () => ({ type: 'number', sort: 'number', values: Float64Array.of(1), marks: null, step: 0 }));
}

/** `last()` in brackets behind a roster: how many rows there are. */
function planLast(_: CallTree, scope: Scope): Plan {
  if (!scope.inBrackets()) return scope.unavailable('last() counts the nodes of a path');
  const rows = rosterNodes(scope.names, scope.table(), scope.table(), null, []);
  return { type: 'number', evaluate: (run) => aggregate('count', rows, run) };
}

/** Functions of the place of a row among its brothers. */
export const positionFunctions: Functions = {
  'indexed-repeat': {
    signature: 'indexed-repeat(${field}, ${roster}, n)',
    least: 3,
    most: 7,
    type: 'any',
    plan: planIndexed,
  },
  last: { signature: 'last()', least: 0, most: 0, type: 'number', plan: planLast },
  position: { signature: 'position(..)', least: 0, most: 1, type: 'number', plan: planPosition },
  index: {
    signature: 'index()',
    least: 0,
    most: 0,
    type: 'number',
    plan: (call, scope) =>
      (scope.names.tables.get(scope.table()) ?? '') === ''
        ? scope.fail(call, 'index() stands in a roster')
        : placePlan(scope.table(), scope),
  },
};
