import { hasValue, NOT_ASKED, STATE_NAMES } from '../../table/states.ts';
import { compare } from '../compare.ts';
import { mapToTruth } from '../distinct.ts';
import { and, choose, not, or, present } from '../logic.ts';
import { apply, type Functions, type Plan, type Run, type Scope } from '../plan.ts';
import { contains, type Tree } from '../tree.ts';
import { checkChoice } from '../typing.ts';
import {
  constantText,
  constantTruth,
  EMPTY,
  type TruthVector,
  toNumbers,
  toTexts,
  toTruth,
  UNKNOWABLE,
  type Vector,
} from '../vector.ts';

const all = Number.POSITIVE_INFINITY;

function isIn([subject, ...wanted]: readonly Vector[], run: Run): TruthVector {
  const found = wanted.map((one) => compare('=', subject!, one, run.rows)).reduce((a, b) => or(a, b, run.rows));
  // A question not asked is in no list, not even in one that holds ''.
  return run.reading === 'form' ? found : and(found, notEmpty(subject!), run.rows);
}

/** False where a value is '', true where it is known, else unknown. */
function notEmpty(vector: Vector): TruthVector {
  if (vector.type === 'boolean') return constantTruth(true);
  if (vector.type === 'text') return not(compare('=', vector, constantText(''), vector.codes.length));
  const values = Uint8Array.from(vector.values, (_, row) =>
    vector.marks?.[row] === EMPTY ? 0 : vector.marks?.[row] ? 2 : 1,
  );
  return { type: 'boolean', values, step: vector.step };
}

function planIn(args: readonly Tree[], scope: Scope): Plan {
  const plans = args.map((arg) => scope.single(arg));
  const [subject] = plans;
  for (const [place, wanted] of plans.entries())
    if (place > 0 && typeof wanted.constant === 'string') checkChoice(subject!, wanted.constant, args[place]!, scope);
  if (subject?.field?.type === 'many')
    scope.note(`'${subject.field.name}' is a select_multiple: in() compares the whole answer; write selected()`);
  return apply('boolean', plans, isIn);
}

/** The states of a field that rows see; relevance, where the form is being replayed, says what was not asked. */
function statesPlan(tree: Tree, scope: Scope, type: 'boolean' | 'text', read: (states: Uint8Array) => Vector): Plan {
  const plan = scope.single(tree);
  const { field } = plan;
  if (field === undefined) return scope.fail(tree, 'only a field has a state; name one with ${…}');
  const evaluate = (run: Run): Vector => {
    const states = run.states(field);
    if (states === null) return UNKNOWABLE;
    const relevance = run.relevance(field);
    return read(relevance === null ? states : states.map((state, row) => (relevance[row] === 0 ? NOT_ASKED : state)));
  };
  return { type, evaluate };
}

const truthOf = (states: Uint8Array, test: (state: number) => boolean): TruthVector => {
  const table = Uint8Array.from(STATE_NAMES, (_, state) => (test(state) ? 1 : 0));
  return { type: 'boolean', values: states.map((state) => table[state] as number), step: 1 };
};

/** How many of the arguments are true. */
function countTrue(
  args: readonly Vector[],
  rows: number,
  weigh: (place: number, row: number) => number,
): { sum: Float64Array; doubt: Uint8Array } {
  const sum = new Float64Array(rows);
  const doubt = new Uint8Array(rows);
  for (const [place, arg] of args.entries()) {
    const truth = toTruth(arg);
    for (let row = 0; row < rows; row += 1) {
      const test = truth.values[row * truth.step] as number;
      if (test === 2) doubt[row] = 1;
      if (test === 1) sum[row] = (sum[row] as number) + weigh(place, row);
    }
  }
  return { sum, doubt };
}

function withinLimits(args: readonly Vector[], counted: { sum: Float64Array; doubt: Uint8Array }): TruthVector {
  const low = toNumbers(args[0]!);
  const high = toNumbers(args[1]!);
  const values = counted.sum.map((sum, row) => {
    const least = low.values[row * low.step] as number;
    const most = high.values[row * high.step] as number;
    return counted.doubt[row] === 1 ? 2 : (least < 0 || sum >= least) && (most < 0 || sum <= most) ? 1 : 0;
  });
  return { type: 'boolean', values: new Uint8Array(values), step: 1 };
}

export const logicFunctions: Functions = {
  true: { signature: 'true()', least: 0, most: 0, type: 'boolean', of: () => constantTruth(true) },
  false: { signature: 'false()', least: 0, most: 0, type: 'boolean', of: () => constantTruth(false) },
  not: { signature: 'not(condition)', least: 1, most: 1, type: 'boolean', of: ([a]) => not(toTruth(a!)) },
  boolean: { signature: 'boolean(value)', least: 1, most: 1, type: 'boolean', of: ([a]) => toTruth(a!) },
  'boolean-from-string': {
    signature: "boolean-from-string(text): true for 'true' and '1'",
    least: 1,
    most: 1,
    type: 'boolean',
    of: ([a], run) => mapToTruth([toTexts(a!)], run.rows, (text) => text === 'true' || text === '1'),
  },
  if: {
    signature: 'if(condition, then, else)',
    least: 3,
    most: 3,
    type: 'any',
    plan: (call, scope) => {
      const plans = call.args.map((arg) => scope.single(arg));
      const [, yes, no] = plans;
      const type =
        yes?.type === no?.type
          ? (yes?.type ?? 'any')
          : yes?.constant === ''
            ? (no?.type ?? 'any')
            : no?.constant === ''
              ? (yes?.type ?? 'any')
              : 'any';
      return apply(type, plans, ([test, a, b], run) => choose(toTruth(test!), a!, b!, run.rows));
    },
  },
  coalesce: {
    signature: 'coalesce(a, b, …)',
    least: 1,
    most: all,
    type: 'any',
    plan: (call, scope) => {
      const plans = call.args.map((arg) => scope.single(arg));
      const types = new Set(plans.map((plan) => plan.type));
      const type = types.size === 1 ? (plans[0]?.type ?? 'any') : 'any';
      return apply(type, plans, (args, run) =>
        args.reduceRight((rest, one) => choose(present(one), one, rest, run.rows)),
      );
    },
  },
  once: {
    signature: 'once(value)',
    least: 1,
    most: 1,
    type: 'any',
    plan: (call, scope) => {
      const [given] = call.args;
      const drawn = contains(
        given!,
        (part) => part.kind === 'call' && (part.name === 'uuid' || part.name === 'random'),
      );
      if (drawn) return scope.unavailable('once() keeps what was drawn by chance at the interview');
      return scope.unavailable('once() keeps the first value that the interview gave');
    },
  },
  in: {
    signature: "in(value, 'a', 'b', …)",
    least: 2,
    most: all,
    type: 'boolean',
    plan: (call, scope) => planIn(call.args, scope),
  },
  between: {
    signature: 'between(value, lowest, highest)',
    least: 3,
    most: 3,
    type: 'boolean',
    of: ([x, low, high], run) => and(compare('>=', x!, low!, run.rows), compare('<=', x!, high!, run.rows), run.rows),
  },
  answered: {
    signature: 'answered(${field})',
    least: 1,
    most: 1,
    type: 'boolean',
    plan: (call, scope) => statesPlan(call.args[0]!, scope, 'boolean', (states) => truthOf(states, hasValue)),
  },
  asked: {
    signature: 'asked(${field})',
    least: 1,
    most: 1,
    type: 'boolean',
    plan: (call, scope) =>
      statesPlan(call.args[0]!, scope, 'boolean', (states) => truthOf(states, (state) => state !== NOT_ASKED)),
  },
  state: {
    signature: "state(${field}): 'answered', 'dontKnow', 'refused' …",
    least: 1,
    most: 1,
    type: 'text',
    plan: (call, scope) =>
      statesPlan(call.args[0]!, scope, 'text', (states) => ({
        type: 'text',
        codes: states,
        texts: STATE_NAMES,
        marks: null,
        step: 1,
      })),
  },
  checklist: {
    signature: 'checklist(least, most, condition, …), -1 for no limit',
    least: 3,
    most: all,
    type: 'boolean',
    of: (args, run) =>
      withinLimits(
        args,
        countTrue(args.slice(2), run.rows, () => 1),
      ),
  },
  'weighted-checklist': {
    signature: 'weighted-checklist(least, most, condition, weight, …)',
    least: 4,
    most: all,
    type: 'boolean',
    of: (args, run) => {
      const weights = args
        .slice(2)
        .filter((_, place) => place % 2 === 1)
        .map((one) => toNumbers(one));
      const conditions = args.slice(2).filter((_, place) => place % 2 === 0);
      const weigh = (place: number, row: number): number =>
        weights[place]?.values[row * (weights[place]?.step ?? 0)] ?? 0;
      return withinLimits(args, countTrue(conditions, run.rows, weigh));
    },
  },
};
