import { parse } from '../expression/parse.ts';
import type { Tree } from '../expression/tree.ts';
import { parts } from '../expression/tree.ts';
import type { Form } from '../form/form.ts';
import type { Study } from '../study/study.ts';

/** A column that is worked out, and from what. */
export interface WorkedOut {
  readonly name: string;
  /** Its expression, as the study or the form writes it. */
  readonly text: string;
  readonly tree: Tree;
}

/** Functions of a form that have words of their own. */
const TOLD = new Set(['if', 'not', 'number', 'int', 'coalesce', 'selected', 'count-selected', 'sum', 'max', 'min']);

/**
 * What some columns rest on that is worked out, from one to the next: derived variables of the study, and calculations of the form that can
 * be told in words.
 */
export function workedOut(names: readonly string[], study: Study): readonly WorkedOut[] {
  const byName = new Map<string, WorkedOut>();
  for (const { name, calculation } of study.form.fields) {
    if (calculation === '') continue;
    const { tree } = parse(calculation, name);
    if (isTold(tree)) byName.set(name, { name, text: calculation, tree });
  }
  for (const { name, expression } of study.variables)
    byName.set(name, { name, text: expression.text, tree: expression.tree });
  const found = new Map<string, WorkedOut>();
  const waiting = [...names];
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const one = byName.get(name);
    if (one === undefined || found.has(name)) continue;
    found.set(name, one);
    waiting.push(...fieldsIn(one.tree));
  }
  return [...found.values()];
}

/** The columns that an expression names. */
export function fieldsIn(tree: Tree): readonly string[] {
  const own = tree.kind === 'field' ? [tree.name] : [];
  // The roster and the key of last-of are written as bare names.
  const bare = tree.kind === 'path' ? tree.steps.map(({ name }) => name) : [];
  return [...own, ...bare, ...parts(tree).flatMap(fieldsIn)];
}

/** The parameters that an expression reads, those that the form copies into a column included. */
export function parametersIn(tree: Tree, form: Form): readonly string[] {
  const own =
    tree.kind === 'call' && tree.name === 'param' && tree.args[0]?.kind === 'text' ? [tree.args[0].value] : [];
  const copied = tree.kind === 'field' ? copiedParameter(tree.name, form) : undefined;
  return [
    ...own,
    ...(copied === undefined ? [] : [copied]),
    ...parts(tree).flatMap((part) => parametersIn(part, form)),
  ];
}

/** The parameter that the form copies into a column; undefined for all others. */
export function copiedParameter(name: string, form: Form): string | undefined {
  const calculation = form.fields.find((field) => field.name === name)?.calculation ?? '';
  return /pulldata\(\s*'parameters'.*,\s*'(\w+)'\s*\)/.exec(calculation)?.[1];
}

function isTold(tree: Tree): boolean {
  if (tree.kind === 'path' || (tree.kind === 'call' && !TOLD.has(tree.name))) return false;
  return parts(tree).every(isTold);
}
