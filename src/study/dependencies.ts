import { parse } from '../expression/parse.ts';
import type { Tree } from '../expression/tree.ts';
import { parts } from '../expression/tree.ts';
import type { Form } from '../form/form.ts';
import type { VariableEntry } from './study.ts';

/** Names of the fields and variables that a tree reads. */
export function fieldsIn(tree: Tree): readonly string[] {
  return [...(tree.kind === 'field' ? [tree.name] : []), ...parts(tree).flatMap(fieldsIn)];
}

/**
 * All that a question or variable is made of, itself first: through variables, and through the form's calculations. What decides only
 * whether a question is asked is no part of it.
 */
export function madeOf(name: string, variables: ReadonlyMap<string, VariableEntry>, form: Form): ReadonlySet<string> {
  const found = new Set<string>();
  const calculations = new Map(
    form.fields.filter(({ calculation }) => calculation !== '').map((field) => [field.name, field.calculation]),
  );
  const visit = (at: string): void => {
    if (found.has(at)) return;
    found.add(at);
    const variable = variables.get(at);
    const calculation = calculations.get(at);
    if (variable !== undefined) for (const read of variable.expression.fields) visit(read);
    else if (calculation !== undefined) for (const read of fieldsIn(parse(calculation, at).tree)) visit(read);
  };
  visit(name);
  return found;
}
