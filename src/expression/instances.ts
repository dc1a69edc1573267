import type { Choice, ChoiceList } from '../form/form.ts';
import { distinctRows } from './distinct.ts';
import { and } from './logic.ts';
import { type Plan, type Run, type Scope, value } from './plan.ts';
import { pickedRun } from './run.ts';
import { type CallTree, contains, type PathTree, type Tree } from './tree.ts';
import {
  constantTruth,
  spread,
  type TextVector,
  type TruthVector,
  toTexts,
  toTruth,
  UNKNOWN,
  type Vector,
} from './vector.ts';

/** What a choice has in a column of its sheet; its label in the language asked for, else in the first. */
export function choiceText(choice: Choice, column: string, language = ''): string {
  if (column === 'name' || column === 'value') return choice.name;
  if (column === 'label') return choice.label.get(language) ?? choice.label.values().next().value ?? '';
  return choice.extra.get(column) ?? '';
}

/** One column of a list's choices, one text a choice. */
export function choiceTexts(list: ChoiceList, column: string): readonly string[] {
  return list.choices.map((choice) => choiceText(choice, column));
}

function choiceVector(list: ChoiceList, column: string): TextVector {
  const texts = choiceTexts(list, column);
  return { type: 'text', codes: Uint32Array.from(texts.keys()), texts, marks: null, step: 1 };
}

/** Functions whose value does not follow from the texts of the fields that they name. */
const OF_ROWS = new Set([
  ...['position', 'last', 'index', 'indexed-repeat', 'last-of', 'rank-index', 'rank-index-if', 'join', 'join-if'],
  ...['sum', 'count', 'count-non-empty', 'min', 'max', 'sum-if', 'count-if', 'min-if', 'max-if', 'area', 'distance'],
  ...['asked', 'answered', 'state'],
]);

/** True where a tree reads the row itself, not only answers: then no two rows may share a result. */
export function readsRow(tree: Tree): boolean {
  return contains(tree, (part) => part.kind === 'call' && OF_ROWS.has(part.name));
}

/** `instance('list')/root/item[…]/column`: that column of the first choice for which the conditions hold; '' where none does. */
export function instancePlan(path: PathTree, base: CallTree, scope: Scope): Plan {
  const [first] = base.args;
  const name = first?.kind === 'text' ? first.value : '';
  const list = scope.names.lists?.get(name);
  if (list === undefined) return scope.unavailable(`instance('${name}') is a file that is not part of the form`);
  const [root, item, column] = path.steps;
  if (root?.name !== 'root' || item?.name !== 'item' || column === undefined || path.steps.length > 3) {
    return scope.unavailable(`of instance('${name}') only root/item[…]/column can be read`);
  }
  const conditions = [...item.predicates, ...column.predicates];
  const { made: plans, fields: known } = scope.readsOf(() =>
    conditions.map((condition) => scope.planForChoices(condition, name)),
  );
  if (plans.some((plan) => plan.type === 'number'))
    return scope.unavailable(`of instance('${name}') only conditions in brackets can be read, no places`);
  const byRow = conditions.some(readsRow);
  const found = choiceTexts(list, column.name);
  const size = list.choices.length;

  const evaluate = (run: Run): Vector => {
    const keys = known.map((field) => toTexts(run.column(field)));
    const rows = {
      groups: Uint32Array.from({ length: run.rows }, (_, row) => row),
      firsts: Int32Array.from({ length: run.rows }, (_, row) => row),
    };
    const { groups, firsts } = byRow ? rows : distinctRows(keys, run.rows);
    const columns = new Map<string, TextVector>();
    const choices = (wanted: string): TextVector => {
      const made = columns.get(wanted) ?? choiceVector(list, wanted);
      columns.set(wanted, made);
      return made;
    };
    const codes = new Uint32Array(firsts.length);
    const unknown = new Uint8Array(firsts.length);
    for (const [group, row] of firsts.entries()) {
      const trial = pickedRun(run, new Int32Array(size).fill(row), choices);
      const truth = plans.reduce<TruthVector>(
        (all, plan) => and(all, toTruth(value(plan, trial)), size),
        constantTruth(true),
      );
      const tests = spread(truth, size);
      const place = tests.indexOf(1);
      const doubt = tests.indexOf(2);
      codes[group] = place + 1;
      if (doubt >= 0 && (place < 0 || doubt < place)) unknown[group] = UNKNOWN;
    }
    const marks = unknown.includes(UNKNOWN) ? Uint8Array.from(groups, (group) => unknown[group] as number) : null;
    return {
      type: 'text',
      codes: Uint32Array.from(groups, (group) => codes[group] as number),
      texts: [''].concat(found),
      marks,
      step: 1,
    };
  };
  return { type: 'any', evaluate };
}
