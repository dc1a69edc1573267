import type { Tree } from '../../src/expression/tree.ts';
import type { Reading } from '../../src/expression/vector.ts';

/**
 * A second evaluator for tests, which knows one row and no columns: XPath 1.0 and the two readings of a missing answer, written from
 * their rules and sharing no line with the program's. `null` is unknown, '' is ''.
 */
export type Value = number | string | boolean | null;

/** The answers of one interview or roster row by field, and the rows of the rosters beneath. */
export interface Row {
  readonly values: Readonly<Record<string, Value>>;
  /** Fields that the form did not ask here: in form reading they are no items of a roster. */
  readonly skipped?: ReadonlySet<string>;
  readonly rosters?: Readonly<Record<string, readonly Row[]>>;
}

export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return /^\s*-?(\d+(\.\d*)?|\.\d+)\s*$/.test(value ?? '') ? Number(value) : Number.NaN;
}

export function toText(value: Value): string {
  return Object.is(value, -0) ? '0' : String(value);
}

export function toTruth(value: Value): boolean | null {
  if (value === null) return null;
  if (typeof value === 'number') return value !== 0 && !Number.isNaN(value);
  return typeof value === 'boolean' ? value : value !== '';
}

function order(operator: string, a: number, b: number): boolean {
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  if (operator === '>') return a > b;
  return a >= b;
}

function compare(operator: string, a: Value, b: Value): boolean | null {
  if (a === null || b === null) return null;
  const equality = operator === '=' || operator === '!=';
  const wanted = operator === '=';
  if (equality && (typeof a === 'boolean' || typeof b === 'boolean')) return (toTruth(a) === toTruth(b)) === wanted;
  if (a === '' || b === '') return equality ? (a === b) === wanted : false;
  if (!equality) return order(operator, toNumber(a), toNumber(b));
  if (typeof a === 'string' && typeof b === 'string') return (a === b) === wanted;
  return (toNumber(a) === toNumber(b)) === wanted;
}

const both = (a: boolean | null, b: boolean | null): boolean | null =>
  a === false || b === false ? false : a === null || b === null ? null : true;

/** Functions of numbers. */
const NUMBERS: Readonly<Record<string, (...values: number[]) => number>> = {
  number: (x) => x,
  int: (x) => Math.trunc(x),
  floor: (x) => Math.floor(x),
  ceiling: (x) => Math.ceil(x),
  round: (x) => Math.floor(x + 0.5),
  abs: (x) => Math.abs(x),
  min: (...all) => Math.min(...all),
  max: (...all) => Math.max(...all),
};

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** Functions of texts, none of which may be unknown. */
const TEXTS: Readonly<Record<string, (...texts: string[]) => Value>> = {
  string: (a) => a!,
  concat: (...all) => all.join(''),
  'string-length': (a) => a!.length,
  'normalize-space': (a) => words(a!).join(' '),
  contains: (a, b) => a!.indexOf(b!) >= 0,
  'starts-with': (a, b) => a!.slice(0, b!.length) === b,
  'ends-with': (a, b) => b === '' || a!.slice(-b!.length) === b,
  'substring-before': (a, b) => (a!.indexOf(b!) < 0 ? '' : a!.slice(0, a!.indexOf(b!))),
  'substring-after': (a, b) => (a!.indexOf(b!) < 0 ? '' : a!.slice(a!.indexOf(b!) + b!.length)),
  substring: (a, from, length) => {
    let made = '';
    for (let place = 1; place <= a!.length; place += 1)
      if (place >= Math.round(Number(from)) && place < Math.round(Number(from)) + Math.round(Number(length)))
        made += a![place - 1];
    return made;
  },
  translate: (a, from, to) =>
    [...a!].map((one) => (from!.indexOf(one) < 0 ? one : (to![from!.indexOf(one)] ?? ''))).join(''),
  'count-selected': (a) => words(a!).length,
  'selected-at': (a, place) => words(a!)[Number(place)] ?? '',
};

type Call = Extract<Tree, { kind: 'call' }>;

/** The value of a tree for a row; `around` is the row of the interview where `row` is one of a roster. */
export function plain(tree: Tree, row: Row, reading: Reading, around?: Row): Value {
  const of = (part: Tree): Value => plain(part, row, reading, around);
  const compute = (make: (...values: number[]) => number, ...operands: Value[]): Value => {
    if (reading === 'analysis' && operands.includes('')) return '';
    if (operands.includes(null)) return null;
    const value = make(...operands.map(toNumber));
    return reading === 'analysis' && !Number.isFinite(value) ? null : value;
  };
  if (tree.kind === 'number' || tree.kind === 'text') return tree.value;
  if (tree.kind === 'field') return row.values[tree.name] ?? around?.values[tree.name] ?? null;
  if (tree.kind === 'negate') return compute((a) => 0 - a, of(tree.value));
  if (tree.kind === 'binary') {
    const [a, b] = [of(tree.left), of(tree.right)];
    const [p, q] = [toTruth(a), toTruth(b)];
    switch (tree.operator) {
      case 'and':
        return both(p, q);
      case 'or':
        return p === true || q === true ? true : p === null || q === null ? null : false;
      case '+':
        return compute((x, y) => x + y, a, b);
      case '-':
        return compute((x, y) => x - y, a, b);
      case '*':
        return compute((x, y) => x * y, a, b);
      case 'div':
        return compute((x, y) => x / y, a, b);
      case 'mod':
        return compute((x, y) => x % y, a, b);
      default:
        return compare(tree.operator, a, b);
    }
  }
  if (tree.kind !== 'call') throw new Error(`the plain evaluator does not know ${tree.kind}`);
  const overRoster = ofRoster(tree, row, reading);
  if (overRoster !== undefined) return overRoster;
  const { name, args } = tree;
  if (name === 'not') {
    const truth = toTruth(of(args[0]!));
    return truth === null ? null : !truth;
  }
  if (name === 'boolean') return toTruth(of(args[0]!));
  if (name === 'if') {
    const test = toTruth(of(args[0]!));
    return test === null ? null : of(args[test ? 1 : 2]!);
  }
  if (name === 'coalesce') {
    const first = of(args[0]!);
    return first === null || first === '' ? of(args[1]!) : first;
  }
  const values = args.map(of);
  if (name === 'between') return both(compare('>=', values[0]!, values[1]!), compare('<=', values[0]!, values[2]!));
  if (name === 'in') {
    const [subject, ...wanted] = values;
    if (subject === null || subject === undefined) return null;
    if (subject === '' && reading === 'analysis') return false;
    return wanted.some((one) => compare('=', subject, one) === true);
  }
  const numeric = NUMBERS[name];
  if (numeric !== undefined) return compute(numeric, ...values);
  if (values.includes(null)) return null;
  if (name === 'selected') {
    if (values[0] === '' && reading === 'analysis') return false;
    return ` ${toText(values[0]!)} `.includes(` ${toText(values[1]!)} `);
  }
  const textual = TEXTS[name];
  if (textual === undefined) throw new Error(`the plain evaluator does not know ${name}()`);
  return textual(...values.map(toText));
}

/** Aggregates over the rows of a roster; undefined where a call is none. */
function ofRoster(call: Call, row: Row, reading: Reading): Value | undefined {
  const [first, second] = call.args;
  const listed = call.name === 'join' ? second : first;
  if (listed?.kind !== 'field') return undefined;
  const rows = row.rosters?.[listed.roster === '' ? listed.name : listed.roster];
  if (rows === undefined) return undefined;
  if (call.name === 'count' && listed.roster === '') return rows.length;
  const condition = call.name.endsWith('-if') ? second : undefined;
  const items: Value[] = [];
  for (const item of rows) {
    if (reading === 'form' && item.skipped?.has(listed.name) === true) continue;
    const value = item.values[listed.name] ?? null;
    // What was not asked is no item, whatever the condition.
    if (reading === 'analysis' && value === '') continue;
    const taken = condition === undefined ? true : toTruth(plain(condition, item, reading, row));
    if (taken === false) continue;
    items.push(taken === null ? null : value);
  }
  if (items.includes(null)) return null;
  const numbers = items.map(toNumber);
  if (call.name === 'join') return items.map(toText).join(toText(plain(first!, row, reading)));
  if (call.name === 'count' || call.name === 'count-if') return items.length;
  if (call.name === 'count-non-empty') return items.filter((item) => item !== '').length;
  if (call.name === 'sum' || call.name === 'sum-if') return numbers.reduce((a, b) => a + b, 0);
  if (numbers.length === 0) return reading === 'analysis' ? '' : Number.NaN;
  return call.name.startsWith('min') ? Math.min(...numbers) : Math.max(...numbers);
}
