import { mapToTexts } from '../distinct.ts';
import type { NamedField } from '../names.ts';
import { apply, type Functions, type Nodes, type Plan, type Run, type Scope, typeOf } from '../plan.ts';
import { rosterNodes } from '../rosters.ts';
import type { CallTree, Tree } from '../tree.ts';
import {
  EMPTY,
  gather,
  KNOWN,
  NONE,
  type TextVector,
  toNumbers,
  toTexts,
  UNKNOWABLE,
  UNKNOWN,
  type Vector,
} from '../vector.ts';
import { itemsOf } from './aggregates.ts';

const all = Number.POSITIVE_INFINITY;

/** The table that a tree names. */
export function roster(tree: Tree, scope: Scope): string {
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
    for (let row = 0; row < items.owners.length; row += 1) {
      const owner = items.owners[row] as number;
      const mark = numbers.marks?.[row * numbers.step] ?? KNOWN;
      if (owner < 0 || items.taken[row] === 0 || mark === EMPTY) continue;
      counted[owner] = (counted[owner] as number) + 1;
      const best = rows[owner] as number;
      const year = numbers.values[row * numbers.step] as number;
      if (mark === UNKNOWN || Number.isNaN(year)) doubt[owner] = 1;
      if (best < 0 || year > (numbers.values[best * numbers.step] as number)) rows[owner] = row;
    }
    // With one row it is the last, whatever its order.
    for (let owner = 0; owner < doubt.length; owner += 1)
      if (doubt[owner] === 1 && (counted[owner] as number) > 1) rows[owner] = -1;
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
    for (let row = 0; row < items.owners.length; row += 1) {
      const owner = items.owners[row] as number;
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
  'join-if': {
    signature: "join-if(', ', ${roster/field}, condition)",
    least: 3,
    most: 3,
    type: 'text',
    plan: planJoin,
  },
};
