export type BinaryOperator =
  | 'or'
  | 'and'
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '+'
  | '-'
  | '*'
  | 'div'
  | 'mod'
  | '|';

/** One step of a path: `x`, `.`, `..`, `@x` or `*`, and the conditions in brackets behind it. */
export interface Step {
  readonly axis: 'child' | 'self' | 'parent' | 'descendant' | 'attribute';
  /** '' for self and parent. */
  readonly name: string;
  readonly predicates: readonly Tree[];
}

export interface NumberTree {
  readonly kind: 'number';
  /** Finite and not negative: a minus sign is its own node. */
  readonly value: number;
}

export interface TextTree {
  readonly kind: 'text';
  readonly value: string;
}

/** `${name}`, `${roster/name}` (`roster` is '' without) or `${last-saved#name}`. */
export interface FieldTree {
  readonly kind: 'field';
  readonly roster: string;
  readonly name: string;
  readonly lastSaved: boolean;
}

/** `.`, `../x`, `/data/x`, `instance('l')/root/item[…]/x`, `${roster}[…]`: where it starts, conditions on that start, steps from it. */
export interface PathTree {
  readonly kind: 'path';
  readonly absolute: boolean;
  readonly base: Tree | null;
  readonly filters: readonly Tree[];
  readonly steps: readonly Step[];
}

export interface CallTree {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Tree[];
}

export interface BinaryTree {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Tree;
  readonly right: Tree;
}

export interface NegateTree {
  readonly kind: 'negate';
  readonly value: Tree;
}

/** An expression as plain data: what `parse` gives and `print` writes back. */
export type Tree = NumberTree | TextTree | FieldTree | PathTree | CallTree | BinaryTree | NegateTree;

/** How tightly an operator binds; a larger number binds tighter. All associate to the left, as in XPath 1.0. */
export const PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  '=': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  div: 6,
  mod: 6,
  '|': 8,
};

/** The precedence of unary minus: above multiplication, below union. */
export const NEGATION = 7;
const PRIMARY = 9;

/** The shortest decimal writing of a number, never with an exponent: XPath has none. NaN and Infinity as XPath writes them. */
export function decimal(value: number): string {
  const short = String(value);
  const exponent = short.indexOf('e');
  if (exponent < 0) return short === '-0' ? '0' : short;
  const sign = short.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = short.slice(sign.length, exponent).split('.');
  const digits = whole + fraction;
  const point = whole.length + Number(short.slice(exponent + 1));
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits + '0'.repeat(point - digits.length);
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

function quoted(text: string): string {
  if (!text.includes("'")) return `'${text}'`;
  if (!text.includes('"')) return `"${text}"`;
  throw new Error(`a text literal cannot hold both kinds of quotes: ${text}`);
}

function binding(tree: Tree): number {
  if (tree.kind === 'binary') return PRECEDENCE[tree.operator];
  return tree.kind === 'negate' ? NEGATION : PRIMARY;
}

function within(tree: Tree, least: number): string {
  const text = print(tree);
  return binding(tree) < least ? `(${text})` : text;
}

const brackets = (predicates: readonly Tree[]): string => predicates.map((one) => `[${print(one)}]`).join('');

function printStep(step: Step): string {
  const name =
    step.axis === 'self'
      ? '.'
      : step.axis === 'parent'
        ? '..'
        : step.axis === 'attribute'
          ? `@${step.name}`
          : step.name;
  return name + brackets(step.predicates);
}

function printPath(path: PathTree): string {
  const base =
    path.base === null ? '' : path.base.kind === 'path' ? `(${print(path.base)})` : within(path.base, PRIMARY);
  const start = base + brackets(path.filters);
  let text = start;
  for (const [place, step] of path.steps.entries()) {
    if (step.axis === 'descendant') text += '//';
    else if (place > 0 || path.absolute || path.base !== null) text += '/';
    text += printStep(step);
  }
  return path.absolute && path.steps.length === 0 ? '/' : text;
}

function printBinary(tree: BinaryTree): string {
  const precedence = PRECEDENCE[tree.operator];
  // A chain of one operator leans left and may be long: it is written in a loop, not by recursion.
  const operands: string[] = [];
  let left: Tree = tree;
  while (left.kind === 'binary' && PRECEDENCE[left.operator] === precedence) {
    operands.push(`${left.operator} ${within(left.right, precedence + 1)}`);
    left = left.left;
  }
  operands.push(within(left, precedence));
  return operands.reverse().join(' ');
}

/** Writes a tree as text that parses to the same tree. */
export function print(tree: Tree): string {
  switch (tree.kind) {
    case 'number':
      return decimal(tree.value);
    case 'text':
      return quoted(tree.value);
    case 'field':
      return `\${${tree.lastSaved ? 'last-saved#' : ''}${tree.roster === '' ? '' : `${tree.roster}/`}${tree.name}}`;
    case 'call':
      return `${tree.name}(${tree.args.map(print).join(', ')})`;
    case 'negate':
      return `-${within(tree.value, NEGATION)}`;
    case 'binary':
      return printBinary(tree);
    case 'path':
      return printPath(tree);
  }
}

/** The parts that a tree is directly made of. */
export function parts(tree: Tree): readonly Tree[] {
  switch (tree.kind) {
    case 'call':
      return tree.args;
    case 'binary':
      return [tree.left, tree.right];
    case 'negate':
      return [tree.value];
    case 'path': {
      const inSteps = tree.steps.flatMap((step) => step.predicates);
      return tree.base === null ? [...tree.filters, ...inSteps] : [tree.base, ...tree.filters, ...inSteps];
    }
    default:
      return [];
  }
}

/** True where `test` holds for the tree or a part of it. */
export function contains(tree: Tree, test: (part: Tree) => boolean): boolean {
  return test(tree) || parts(tree).some((part) => contains(part, test));
}

/** True for an expression that can only give 0, 1 or '': what a flag is. */
export function givesFlag(tree: Tree): boolean {
  if (tree.kind === 'number') return tree.value === 0 || tree.value === 1;
  if (tree.kind === 'text') return tree.value === '';
  if (tree.kind !== 'call') return false;
  if (tree.name === 'if') return tree.args.slice(1).every(givesFlag);
  return tree.name === 'coalesce' && tree.args.every(givesFlag);
}

/** `.` */
export const DOT: Tree = {
  kind: 'path',
  absolute: false,
  base: null,
  filters: [],
  steps: [{ axis: 'self', name: '', predicates: [] }],
};

/** The name that a part writes bare, with `${…}`, or as the end of a path; '' where it is no name. */
export function nameIn(tree: Tree): string {
  if (tree.kind === 'field') return tree.name;
  if (tree.kind !== 'path' || tree.filters.length > 0) return '';
  return tree.steps.at(-1)?.name ?? '';
}
