import { mapToTexts } from '../distinct.ts';
import type { NamedField } from '../names.ts';
import { apply, type Functions, type Nodes, type Plan, type Run, type Scope, typeOf, value } from '../plan.ts';
import { rosterNodes } from '../rosters.ts';
import type { CallTree, Tree } from '../tree.ts';
import {
  EMPTY,
  gather,
  KNOWN,
  NONE,
  type NumberVector,
  type TextVector,
  toNumbers,
  toTexts,
  UNKNOWABLE,
  UNKNOWN,
  type Vector,
} from '../vector.ts';
import { aggregate, itemsOf } from './aggregates.ts';

const all = Number.POSITIVE_INFINITY;

function roster(tree: Tree, scope: Scope): string {
  const table = scope.tableNamed(tree);
  return table === '' ? scope.fail(tree, 'the name of a roster is wanted here') : table;
}

function fieldOf(tree: Tree, table: string, scope: Scope): NamedField {
  const field = scope.fieldNamed(tree);
  if (field === null || field.table !== table)
    return scope.fail(tree, `a field of the roster '${table}' is wanted here`);
  scope.reads(field);
  return field;
}

/** The value of one row of the roster for each row of the common table: the row with the largest order, the first of equals. */
function planLastOf(call: CallTree, scope: Scope): Plan {
  const [rosterTree, orderTree, fieldTree] = call.args as [Tree, Tree, Tree];
  const table = roster(rosterTree, scope);
  const order = fieldOf(orderTree, table, scope);
  const field = fieldOf(fieldTree, table, scope);
  const nodes = rosterNodes(scope.names, scope.table(), table, order, []);
  const evaluate = (run: Run): Vector => {
    const items = itemsOf(nodes, run);
    if (items === null || items.values === null) return UNKNOWABLE;
    const numbers = toNumbers(items.values);
    const rows = new Int32Array(items.groups).fill(NONE);
    const counted = new Uint32Array(items.groups);
    const doubt = new Uint8Array(items.groups);
    for (const [row, owner] of items.owners.entries()) {
      const mark = numbers.marks?.[row * numbers.step] ?? KNOWN;
      if (owner < 0 || items.taken[row] === 0 || mark === EMPTY) continue;
      counted[owner] = (counted[owner] as number) + 1;
      const best = rows[owner] as number;
      const year = numbers.values[row * numbers.step] as number;
      if (mark === UNKNOWN || Number.isNaN(year)) doubt[owner] = 1;
      if (best < 0 || year > (numbers.values[best * numbers.step] as number)) rows[owner] = row;
    }
    // With one row it is the last, whatever its order.
    for (const [owner, doubtful] of doubt.entries())
      if (doubtful === 1 && (counted[owner] as number) > 1) rows[owner] = -1;
    const found = gather(run.at(table).column(field), rows);
    return nodes.common === run.table ? found : gather(found, run.rowsIn(nodes.common));
  };
  return { type: scope.plan(fieldTree).type, evaluate };
}

/** The field of the first row for which the conditions in brackets hold, as XPath reads a set of nodes as one value; '' without one. */
export function firstItem(nodes: Nodes): Plan {
  const evaluate = (run: Run): Vector => {
    const items = itemsOf(nodes, run);
    if (items === null || items.values === null) return UNKNOWABLE;
    const rows = new Int32Array(items.groups).fill(NONE);
    for (const [row, owner] of items.owners.entries()) {
      const taken = items.taken[row];
      if (owner < 0 || taken === 0 || rows[owner] !== NONE) continue;
      // Whether this row is the first is not known.
      rows[owner] = taken === 2 ? -1 : row;
    }
    const found = gather(items.values, rows);
    return nodes.common === run.table ? found : gather(found, run.rowsIn(nodes.common));
  };
  const type = nodes.field === null || nodes.field.loose === true ? 'any' : typeOf(nodes.field);
  return { type, evaluate };
}

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

/** `join(separator, …)` of several values or of a roster's field, and `join-if`. */
export function planJoin(call: CallTree, scope: Scope): Plan {
  const [separatorTree, ...given] = call.args as [Tree, ...Tree[]];
  const conditions = call.name === 'join-if' ? given.slice(1) : [];
  const rest = call.name === 'join-if' ? given.slice(0, 1) : given;
  const separator = scope.single(separatorTree);
  const plans = rest.map(scope.plan);
  const [only] = plans;
  if (only?.nodes === undefined || plans.length > 1) {
    if (conditions.length > 0) return scope.fail(rest[0]!, 'a roster is wanted here');
    const singles = rest.map((arg) => scope.single(arg));
    return apply('text', [separator, ...singles], (args, run) =>
      mapToTexts(args.map(toTexts), run.rows, (by, ...texts) => texts.join(by)),
    );
  }
  const nodes = {
    ...only.nodes,
    where: [
      ...only.nodes.where,
      ...conditions.map((condition) => scope.planInRoster(condition, only.nodes?.table ?? '')),
    ],
  };
  if (nodes.field === null)
    return scope.fail(rest[0]!, `${call.name}() wants a field of the roster: \${${nodes.table}/field}`);
  if (typeof separator.constant !== 'string') return scope.fail(separatorTree, 'the separator is a text in quotes');
  const by = separator.constant;
  const evaluate = (run: Run): Vector => {
    const items = itemsOf(nodes, run);
    if (items === null || items.values === null) return UNKNOWABLE;
    const texts = toTexts(items.values);
    const joined: string[][] = Array.from({ length: items.groups }, () => []);
    const marks = new Uint8Array(items.groups);
    for (const [row, owner] of items.owners.entries()) {
      if (owner < 0 || items.taken[row] === 0) continue;
      const text = texts.texts[texts.codes[row * texts.step] as number] ?? '';
      if (items.taken[row] === 2 || (texts.marks !== null && texts.marks[row * texts.step] !== KNOWN))
        marks[owner] = UNKNOWN;
      else if (text !== '' || run.reading === 'form') joined[owner]?.push(text);
    }
    const vector: TextVector = {
      type: 'text',
      codes: Uint32Array.from(joined.keys()),
      texts: joined.map((one) => one.join(by)),
      marks,
      step: 1,
    };
    return nodes.common === run.table ? vector : gather(vector, run.rowsIn(nodes.common));
  };
  return { type: 'text', evaluate };
}

/** `last()` in brackets behind a roster: how many rows there are. */
function planLast(_: CallTree, scope: Scope): Plan {
  if (!scope.inBrackets()) return scope.unavailable('last() counts the nodes of a path');
  const rows = rosterNodes(scope.names, scope.table(), scope.table(), null, []);
  return { type: 'number', evaluate: (run) => aggregate('count', rows, run) };
}

/** Functions that find rows of a roster. */
export const rosterFunctions: Functions = {
  join: {
    signature: "join(', ', ${roster/field}) or join(', ', a, b, …)",
    least: 2,
    most: all,
    type: 'text',
    plan: planJoin,
  },
  'last-of': { signature: 'last-of(roster, order, ${field})', least: 3, most: 3, type: 'any', plan: planLastOf },
  'indexed-repeat': {
    signature: 'indexed-repeat(${field}, ${roster}, n)',
    least: 3,
    most: 7,
    type: 'any',
    plan: planIndexed,
  },
  'join-if': {
    signature: "join-if(', ', ${roster/field}, condition)",
    least: 3,
    most: 3,
    type: 'text',
    plan: planJoin,
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
