import { didYouMean } from '../form/nearest.ts';
import { arithmetic } from './arithmetic.ts';
import { compare } from './compare.ts';
import { functionNamed, functionNames } from './functions/registry.ts';
import { firstItem } from './functions/rosters.ts';
import { and, or } from './logic.ts';
import { moment as momentField } from './moments.ts';
import { isDropped, type NamedField, type Names } from './names.ts';
import { parse } from './parse.ts';
import { pathPlan } from './paths.ts';
import { apply, literal, nodesPlan, type Plan, type Scope, type Type, typeOf, UNKNOWN_PLAN } from './plan.ts';
import { lineage, rosterNodes } from './rosters.ts';
import { faultAt } from './tokens.ts';
import { trapNotes } from './traps.ts';
import { type BinaryTree, type CallTree, DOT, type FieldTree, nameIn, type Tree } from './tree.ts';
import { checkComparison } from './typing.ts';
import { toTruth } from './vector.ts';

/** Where an expression stands and what it is about. */
export interface Where {
  /** For faults: `schemas/indicators.json › SOP01 › value`. */
  readonly place: string;
  /** The table whose rows it is evaluated for. */
  readonly table: string;
  /** What `.` means: the field of a constraint. */
  readonly field?: string;
  /** For a choice filter: the list whose columns bare names mean. */
  readonly list?: string;
  /** Fields that are surely asked wherever this is read (the base says so): they give no note about `!=`. */
  readonly asked?: ReadonlySet<string>;
}

/** An expression, ready to be evaluated over any dataset of its form. */
export interface Expression {
  readonly text: string;
  readonly tree: Tree;
  readonly table: string;
  /** Names of the fields that it reads, in the order they are met; those that `today()` and `now()` read too. */
  readonly fields: readonly string[];
  /** What it gives; `any` where that shows only in the data (a calculation's text). */
  readonly type: Type;
  /** '' or why it cannot be replayed offline. Parts that can still decide (`false and …`) do; the rest is unknown. */
  readonly notEvaluated: string;
  /** What is legal but probably not meant. */
  readonly notes: readonly string[];
  /** The same fields with their tables. */
  readonly reads: readonly NamedField[];
  readonly plan: Plan;
}

/**
 * Parses an expression and checks it against the names: throws a fault, with a caret under the column, for an unknown field or
 * function, a wrong number of arguments, a number compared with text, a roster's field used outside its roster.
 */
export function compile(text: string, names: Names, where: Where): Expression {
  const { place } = where;
  let table = where.table;
  const { tree, places: written } = parse(text, place);
  const places = new Map(written);
  const reads = new Map<string, NamedField>();
  const notes: string[] = [];
  let why = '';
  let list = where.list ?? '';
  /** Inside the brackets of a roster, whose fields may be named bare there. */
  let inBrackets = false;

  function fail(part: Tree, wrong: string): never {
    throw faultAt(place, text, places.get(part) ?? 0, wrong);
  }

  function visible(part: Tree, field: NamedField): Plan {
    reads.set(field.name, field);
    if (!lineage(names, table).includes(field.table)) {
      const roster = field.table;
      const remedy = `say which rows: sum(\${${roster}/${field.name}}), count(\${${roster}/${field.name}}) or last-of(${roster}, …, \${${field.name}})`;
      return fail(
        part,
        `field '${field.name}' belongs to the roster '${roster}', and this is read once a row of '${table}'; ${remedy}`,
      );
    }
    const type: Type = field.loose === true ? 'any' : typeOf(field);
    return { type, field, evaluate: (run) => run.column(field) };
  }

  function fieldOf(part: FieldTree): NamedField {
    const field = names.fields.get(part.name);
    if (field === undefined)
      return fail(part, `unknown field '${part.name}'${didYouMean(part.name, names.fields.keys())}`);
    if (part.roster !== '' && names.tables.has(part.roster) && part.roster !== field.table) {
      return fail(part, `field '${part.name}' is not in '${part.roster}' but in '${field.table}'`);
    }
    return field;
  }

  function planField(part: FieldTree): Plan {
    if (part.lastSaved) return scope.unavailable(`\${last-saved#${part.name}} is the answer of another record`);
    if (names.tables.has(part.name) && !names.fields.has(part.name)) {
      return nodesPlan(rosterNodes(names, table, part.name, null, []));
    }
    const field = fieldOf(part);
    if (lineage(names, table).includes(field.table)) return visible(part, field);
    reads.set(field.name, field);
    return nodesPlan(rosterNodes(names, table, field.table, field, []));
  }

  function planBinary(part: BinaryTree): Plan {
    const { operator } = part;
    if (operator === '|')
      return fail(part, "'|' joins sets of nodes, which no survey expression needs; write or, or two sums");
    const [left, right] = [single(part.left), single(part.right)];
    const both = [left, right];
    switch (operator) {
      case 'and':
        return apply('boolean', both, ([a, b], run) => and(toTruth(a!), toTruth(b!), run.rows));
      case 'or':
        return apply('boolean', both, ([a, b], run) => or(toTruth(a!), toTruth(b!), run.rows));
      case '+':
      case '-':
      case '*':
      case 'div':
      case 'mod':
        return apply('number', both, ([a, b], run) => arithmetic(operator, a!, b!, run.rows, run.reading));
      default:
        checkComparison(part, operator, left, right, scope);
        return apply('boolean', both, ([a, b], run) => compare(operator, a!, b!, run.rows));
    }
  }

  function planCall(call: CallTree): Plan {
    const called = functionNamed(call.name);
    if (called === undefined)
      return fail(call, `unknown function '${call.name}()'${didYouMean(call.name, functionNames())}`);
    const { least, most, signature } = called;
    const part = called.orDot === true && call.args.length === 0 ? { ...call, args: [DOT] } : call;
    places.set(part, places.get(call) ?? 0);
    if (part.args.length < least || part.args.length > most) {
      const wanted =
        least === most
          ? String(least)
          : most === Number.POSITIVE_INFINITY
            ? `at least ${least}`
            : `${least} to ${most}`;
      return fail(
        part,
        `${part.name}() takes ${wanted} argument${wanted === '1' ? '' : 's'}, not ${part.args.length}: ${signature}`,
      );
    }
    if (called.plan !== undefined) return called.plan(part, scope);
    const { of, type } = called;
    if (of === undefined) throw new Error(`function ${part.name} does nothing`);
    return apply(type, part.args.map(single), of);
  }

  /** A part that must be one value a row. */
  function single(part: Tree): Plan {
    const made = planOf(part);
    if (made.nodes === undefined) return made;
    if (made.nodes.field === null)
      return fail(part, `'${made.nodes.table}' is a roster, not a value; write count(\${${made.nodes.table}})`);
    return made.nodes.where.length > 0 ? firstItem(made.nodes) : visible(part, made.nodes.field);
  }

  function planOf(part: Tree): Plan {
    switch (part.kind) {
      case 'number':
      case 'text':
        return literal(part.value);
      case 'negate':
        return part.value.kind === 'number'
          ? literal(-part.value.value)
          : apply('number', [literal(0), single(part.value)], ([zero, a], run) =>
              arithmetic('-', zero!, a!, run.rows, run.reading),
            );
      case 'field':
        return planField(part);
      case 'binary':
        return planBinary(part);
      case 'call':
        return planCall(part);
      case 'path':
        return pathPlan(part, { scope, list, inBrackets, dot: where.field ?? '', nodes: planOf });
    }
  }

  const scope: Scope = {
    names,
    table: () => table,
    fail,
    noChoice: (part, wrong) => (names.choicesMustExist === true ? fail(part, wrong) : scope.note(wrong)),
    note: (note) => {
      if (!notes.includes(note)) notes.push(note);
    },
    unavailable(reason) {
      if (why === '') why = reason;
      return UNKNOWN_PLAN;
    },
    single,
    plan: planOf,
    tableNamed: (part) => {
      const name = nameIn(part);
      return names.tables.has(name) ? name : '';
    },
    fieldNamed: (part) => names.fields.get(nameIn(part)) ?? null,
    reads: (field) => {
      reads.set(field.name, field);
    },
    around: () => names.fields.get(where.field ?? '')?.path?.toReversed() ?? null,
    moment: (which) => {
      const field = momentField(names, which);
      if (field !== null) reads.set(field.name, field);
      return field;
    },
    planForChoices(part, of) {
      const outer = list;
      list = of;
      const made = single(part);
      list = outer;
      return made;
    },
    readsOf(make) {
      const outer = new Map(reads);
      reads.clear();
      const made = make();
      const fields = [...reads.values()];
      reads.clear();
      for (const field of [...outer.values(), ...fields]) reads.set(field.name, field);
      return { made, fields };
    },
    inBrackets: () => inBrackets,
    planInRoster(part, roster) {
      const outer = { table, inBrackets };
      table = roster;
      inBrackets = true;
      const made = single(part);
      ({ table, inBrackets } = outer);
      return made;
    },
  };

  const plan = single(tree);
  const dropped = [...reads.keys()].find((name) => names.dropped?.has(name) === true);
  if (dropped !== undefined)
    fail([...written.keys()].find((part) => nameIn(part) === dropped) ?? tree, isDropped(dropped));
  trapNotes(tree, names, where.asked ?? new Set()).forEach(scope.note);
  for (const note of notes) names.note?.(place, note);
  return {
    text,
    tree,
    table,
    fields: [...reads.keys()],
    type: plan.type,
    notEvaluated: why,
    notes,
    reads: [...reads.values()],
    plan,
  };
}
