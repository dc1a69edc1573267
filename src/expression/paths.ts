import { didYouMean } from '../form/nearest.ts';
import { instancePlan } from './instances.ts';
import { nodesPlan, type Plan, type Scope } from './plan.ts';
import { contains, type PathTree, print, type Tree } from './tree.ts';

/** What a path is read in. */
export interface PathContext {
  readonly scope: Scope;
  /** The list whose columns bare names mean; '' outside choice filters. */
  readonly list: string;
  /** The field that `.` means; '' where it means nothing. */
  readonly dot: string;
  /** True inside the brackets of a roster, where its fields may be named bare. */
  readonly inBrackets: boolean;
  /** Reads a part that may be a set of nodes. */
  readonly nodes: (tree: Tree) => Plan;
}

/** The columns of a choice list: name, label and what else its sheet has. */
export function choiceColumns(scope: Scope, list: string): ReadonlySet<string> {
  const columns = new Set(['name', 'label', 'value']);
  for (const choice of scope.names.lists?.get(list)?.choices ?? [])
    for (const column of choice.extra.keys()) columns.add(column);
  return columns;
}

function choicePlan(path: PathTree, context: PathContext): Plan {
  const { scope, list } = context;
  const name = path.steps.at(-1)?.name ?? '';
  if (scope.names.lists?.has(list) !== true)
    return scope.unavailable(`the choices of '${list}' are not part of the form`);
  const columns = choiceColumns(scope, list);
  if (!columns.has(name))
    scope.fail(
      path,
      `the choice list '${list}' has no column '${name}'${didYouMean(name, columns) || `; write '${name}' in quotes if a text is meant`}`,
    );
  return { type: 'any', choice: true, evaluate: (run) => run.choice(name) };
}

/** A plan for `.`, `../x`, `/data/x`, `current()/../x`, `instance('l')/root/item[…]/x`, `${roster}[…]/x` or a bare name. */
export function pathPlan(path: PathTree, context: PathContext): Plan {
  const { scope, list, dot } = context;
  const { base, steps, filters } = path;
  if (base !== null && base.kind === 'call' && base.name === 'instance') return instancePlan(path, base, scope);
  const fromCurrent = base !== null && base.kind === 'call' && base.name === 'current';
  if (base !== null && !fromCurrent) return nodesWhere(path, context);

  const last = steps.at(-1);
  const bare = base === null && !path.absolute && steps.every((step) => step.axis === 'child' || step.axis === 'self');
  if (last?.axis === 'attribute') return scope.fail(path, `attributes are not read: '@${last.name}'`);
  if (list !== '' && bare && last?.axis === 'child') return choicePlan(path, context);
  if (last === undefined || last.axis === 'self' || (fromCurrent && steps.every((step) => step.axis === 'self'))) {
    if (steps.length > 1 || path.absolute) return scope.fail(path, 'a path that names no field');
    if (dot === '') return scope.fail(path, "'.' stands for the field of a constraint; here there is none");
    return scope.plan({ kind: 'field', roster: '', name: dot, lastSaved: false });
  }
  if (last.axis === 'parent') return scope.fail(path, "'..' is a group, not a value; it stands only in position(..)");
  if (last.name === '*') return scope.fail(path, "'*' names no field");
  const { names } = scope;
  const known = names.fields.has(last.name) || names.tables.has(last.name);
  if (bare && known && !context.inBrackets)
    return scope.fail(path, `a bare name; write \${${last.name}}, or '${last.name}' in quotes if a text is meant`);
  if (bare && !known && context.inBrackets)
    return scope.fail(
      path,
      `the roster has no field '${last.name}'${didYouMean(last.name, names.fields.keys()) || `; write '${last.name}' in quotes if a text is meant`}`,
    );
  if (bare && !known)
    return scope.fail(
      path,
      `a bare name '${last.name}'; write '${last.name}' in quotes if a text is meant, \${…} for a field`,
    );
  if (!known) return scope.fail(path, `unknown field '${last.name}'${didYouMean(last.name, names.fields.keys())}`);
  const target: Tree = { kind: 'field', roster: '', name: last.name, lastSaved: false };
  const conditions = steps.flatMap((step) => step.predicates);
  if (conditions.length === 0 && filters.length === 0) return context.nodes(target);
  return nodesWhere({ ...path, base: target, steps: [], filters: [...filters, ...conditions] }, context);
}

/** `${roster}[…]/x` and `${roster/x}[…]`: roster rows on conditions, which are read from the roster. */
function nodesWhere(path: PathTree, context: PathContext): Plan {
  const { scope } = context;
  const { base, filters, steps } = path;
  const nodes = base === null ? undefined : context.nodes(base).nodes;
  if (nodes === undefined)
    return scope.fail(path, 'conditions in brackets stand behind a roster, or behind instance(…)/root/item');
  const last = steps.at(-1);
  const field = last === undefined ? nodes.field : (scope.names.fields.get(last.name) ?? null);
  if (last !== undefined && (field === null || field.table !== nodes.table)) {
    return scope.fail(path, `'${last.name}' is not a field of the roster '${nodes.table}'`);
  }
  if (field !== null) scope.reads(field);
  const where = filters.map((filter, place) => bracketPlan(filter, nodes.where.length + place, nodes.table, scope));
  return nodesPlan({ ...nodes, field, where: [...nodes.where, ...where] });
}

const countsRows = (tree: Tree): boolean =>
  contains(
    tree,
    (part) => part.kind === 'call' && part.args.length === 0 && (part.name === 'position' || part.name === 'last'),
  );

/** A condition in brackets; a number there is the place of a row, as in XPath. */
function bracketPlan(filter: Tree, place: number, roster: string, scope: Scope): Plan {
  const plan = scope.planInRoster(filter, roster);
  const named = plan.field !== undefined;
  const isPlace = plan.type === 'number' && !named;
  if (named && plan.field?.flag !== true)
    return scope.fail(filter, `a field alone in brackets is no condition; compare it: [${print(filter)} = …]`);
  if (place > 0 && (isPlace || countsRows(filter)))
    return scope.unavailable('places of rows are counted in the first brackets only');
  if (!isPlace) return plan;
  const position: Tree = { kind: 'call', name: 'position', args: [] };
  return scope.planInRoster({ kind: 'binary', operator: '=', left: position, right: filter }, roster);
}
