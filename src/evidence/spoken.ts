import { print, type Tree } from '../expression/tree.ts';

/** What an expression's names are called: questions, and the answers to them. */
export interface Spoken {
  field(name: string): string;
  level(field: string, code: string): string;
}

const COMPARED: Readonly<Record<string, string>> = {
  '=': 'is',
  '!=': 'is not',
  '<': 'is under',
  '<=': 'is at most',
  '>': 'is over',
  '>=': 'is at least',
};

/** An expression in words: « “Do you work?” is “Yes” and “Age” is at least 18 ». What has no plain words stays as it is written. */
export function spoken(tree: Tree, names: Spoken): string {
  const say = (part: Tree) => spoken(part, names);
  if (tree.kind === 'field') return `“${names.field(tree.name)}”`;
  if (tree.kind === 'text') return tree.value === '' ? 'empty' : `“${tree.value}”`;
  if (tree.kind === 'binary') {
    const { operator, left, right } = tree;
    if (operator === 'and' || operator === 'or') {
      const side = (part: Tree) =>
        part.kind === 'binary' && part.operator !== operator && ['and', 'or'].includes(part.operator)
          ? `(${say(part)})`
          : say(part);
      return `${side(left)} ${operator} ${side(right)}`;
    }
    const word = COMPARED[operator];
    if (word !== undefined) return `${say(left)} ${word} ${answer(left, right, names)}`;
  }
  if (tree.kind === 'call') {
    const [first, ...rest] = tree.args;
    if (first !== undefined && tree.name === 'selected' && rest[0] !== undefined)
      return `${say(first)} includes ${answer(first, rest[0], names)}`;
    if (first !== undefined && tree.name === 'in')
      return `${say(first)} is one of ${rest.map((each) => answer(first, each, names)).join(', ')}`;
    if (first !== undefined && tree.name === 'not') return `not (${say(first)})`;
    if (first !== undefined && tree.name === 'answered') return `${say(first)} was answered`;
    if (first !== undefined && tree.name === 'asked') return `${say(first)} was asked`;
  }
  return print(tree);
}

function answer(of: Tree, value: Tree, names: Spoken): string {
  if (of.kind === 'field' && value.kind === 'text' && value.value !== '')
    return `“${names.level(of.name, value.value) || value.value}”`;
  return spoken(value, names);
}
