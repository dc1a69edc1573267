import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/expression/compile.ts';
import { numbers, texts, truth } from '../../src/expression/evaluate.ts';
import { print, type Tree } from '../../src/expression/tree.ts';
import type { Reading } from '../../src/expression/vector.ts';
import { type Cell, survey } from './dataset.ts';

/** A value in the plain evaluator below, which knows one row and no vectors: `null` is unknown, '' is ''. */
type Value = number | string | boolean | null;
type Row = Readonly<Record<string, Value>>;

const toNumber = (value: Value): number => {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return /^-?\d+(\.\d*)?$/.test(value ?? '') ? Number(value) : Number.NaN;
};
const toText = (value: Value): string => String(value);
const toTruth = (value: Value): boolean | null => {
  if (value === null) return null;
  return typeof value === 'number'
    ? value !== 0 && !Number.isNaN(value)
    : typeof value === 'boolean'
      ? value
      : value !== '';
};

function compare(operator: string, a: Value, b: Value): boolean | null {
  if (a === null || b === null) return null;
  if ((operator === '=' || operator === '!=') && (typeof a === 'boolean' || typeof b === 'boolean'))
    return (toTruth(a) === toTruth(b)) === (operator === '=');
  if (a === '' || b === '') return operator === '=' ? a === b : operator === '!=' ? a !== b : false;
  if ((operator === '=' || operator === '!=') && typeof a === 'string' && typeof b === 'string')
    return (a === b) === (operator === '=');
  const [x, y] = [toNumber(a), toNumber(b)];
  return operator === '='
    ? x === y
    : operator === '!='
      ? x !== y
      : operator === '<'
        ? x < y
        : operator === '<='
          ? x <= y
          : operator === '>'
            ? x > y
            : x >= y;
}

function plain(tree: Tree, row: Row, reading: Reading): Value {
  const of = (part: Tree): Value => plain(part, row, reading);
  const compute = (make: (...values: number[]) => number, ...operands: Value[]): Value => {
    if (reading === 'analysis' && operands.includes('')) return '';
    if (operands.includes(null)) return null;
    const value = make(...operands.map(toNumber));
    return reading === 'analysis' && !Number.isFinite(value) ? null : value;
  };
  if (tree.kind === 'number' || tree.kind === 'text') return tree.value;
  if (tree.kind === 'field') return row[tree.name] ?? null;
  if (tree.kind === 'negate') return compute((a) => 0 - a, of(tree.value));
  if (tree.kind === 'binary') {
    const [a, b] = [of(tree.left), of(tree.right)];
    const [p, q] = [toTruth(a), toTruth(b)];
    if (tree.operator === 'and') return p === false || q === false ? false : p === null || q === null ? null : true;
    if (tree.operator === 'or') return p === true || q === true ? true : p === null || q === null ? null : false;
    if (tree.operator === '+') return compute((x, y) => x + y, a, b);
    if (tree.operator === '-') return compute((x, y) => x - y, a, b);
    if (tree.operator === '*') return compute((x, y) => x * y, a, b);
    if (tree.operator === 'div') return compute((x, y) => x / y, a, b);
    if (tree.operator === 'mod') return compute((x, y) => x % y, a, b);
    return compare(tree.operator, a, b);
  }
  if (tree.kind !== 'call') throw new Error(`the plain evaluator does not know ${tree.kind}`);
  const args = tree.args;
  if (tree.name === 'not') {
    const truth = toTruth(of(args[0]!));
    return truth === null ? null : !truth;
  }
  if (tree.name === 'if') {
    const test = toTruth(of(args[0]!));
    return test === null ? null : of(args[test ? 1 : 2]!);
  }
  if (tree.name === 'coalesce') {
    const first = of(args[0]!);
    return first === null || first === '' ? of(args[1]!) : first;
  }
  const values = args.map(of);
  if (values.includes(null)) return null;
  if (tree.name === 'concat') return values.map(toText).join('');
  if (tree.name === 'string-length') return toText(values[0]!).length;
  if (tree.name === 'selected')
    return values[0] === '' && reading === 'analysis'
      ? false
      : ` ${toText(values[0]!)} `.includes(` ${toText(values[1]!)} `);
  throw new Error(`the plain evaluator does not know ${tree.name}`);
}

const field = (name: string): Tree => ({ kind: 'field', roster: '', name, lastSaved: false });
const call = (name: string, ...args: Tree[]): Tree => ({ kind: 'call', name, args });
const letter: fc.Arbitrary<Tree> = fc.constantFrom('a', 'b', '', '1', '2').map((value) => ({ kind: 'text', value }));

/** Trees of the right types, so that the compiler accepts them. */
const trees = fc.letrec<{ condition: Tree; number: Tree; text: Tree }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 5, depthIdentifier: 'typed' },
    fc
      .tuple(fc.constantFrom('=', '!=', '<', '<=', '>', '>=') as fc.Arbitrary<'='>, tie('number'), tie('number'))
      .map(([operator, left, right]): Tree => ({ kind: 'binary', operator, left, right })),
    fc
      .tuple(fc.constantFrom('=', '!=') as fc.Arbitrary<'='>, tie('text'), tie('text'))
      .map(([operator, left, right]): Tree => ({ kind: 'binary', operator, left, right })),
    fc
      .tuple(fc.constantFrom('and', 'or') as fc.Arbitrary<'and'>, tie('condition'), tie('condition'))
      .map(([operator, left, right]): Tree => ({ kind: 'binary', operator, left, right })),
    tie('condition').map((one) => call('not', one)),
    fc.tuple(fc.constantFrom('m', 's'), letter).map(([name, option]) => call('selected', field(name), option)),
    fc
      .tuple(tie('condition'), tie('condition'))
      .map(([left, right]): Tree => ({ kind: 'binary', operator: '=', left, right })),
  ),
  number: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'typed' },
    fc.constantFrom(field('n'), field('k')),
    fc.nat(3).map((value): Tree => ({ kind: 'number', value })),
    fc
      .tuple(fc.constantFrom('+', '-', '*', 'div', 'mod') as fc.Arbitrary<'+'>, tie('number'), tie('number'))
      .map(([operator, left, right]): Tree => ({ kind: 'binary', operator, left, right })),
    tie('number').map((value): Tree => ({ kind: 'negate', value })),
    fc.tuple(tie('condition'), tie('number'), tie('number')).map(([test, yes, no]) => call('if', test, yes, no)),
    fc.tuple(tie('number'), tie('number')).map(([a, b]) => call('coalesce', a, b)),
    tie('text').map((one) => call('string-length', one)),
  ),
  text: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'typed' },
    fc.constantFrom(field('s'), field('r'), field('m')),
    letter,
    fc.tuple(tie('condition'), tie('text'), tie('text')).map(([test, yes, no]) => call('if', test, yes, no)),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => call('coalesce', a, b)),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => call('concat', a, b)),
  ),
}));

const numberCell = fc.constantFrom<Cell>(0, 1, 2, -3, 'NA', null, 'dk:-98');
const choiceCell = fc.constantFrom<Cell>('a', 'b', '1', 'NA', null, 'ref:b');
const manyCell = fc.constantFrom<Cell>('a', 'a b', 'b 2', 'NA', null);
const record = fc.record({ n: numberCell, k: numberCell, s: choiceCell, r: choiceCell, m: manyCell });

function plainCell(cell: Cell, reading: Reading): Value {
  if (cell === 'NA') return '';
  if (cell === null) return reading === 'form' ? '' : null;
  const coded = /^(?:dk|ref):(.*)$/.exec(String(cell))?.[1];
  if (coded === undefined) return cell;
  return reading === 'analysis' ? null : coded === '-98' ? -98 : coded;
}

type Record_ = Readonly<Record<'n' | 'k' | 's' | 'r' | 'm', Cell>>;
function surveyOf(rows: readonly Record_[]) {
  const cells = Object.fromEntries(
    (['n', 'k', 's', 'r', 'm'] as const).map((name) => [name, rows.map((row) => row[name])]),
  );
  return survey({
    main: {
      shape: { n: 'integer', k: 'integer', s: ['a', 'b', '1', '2'], r: ['a', 'b', '1', '2'], m: ['*a', 'b', '1', '2'] },
      cells,
    },
  });
}
const read = (rows: readonly Record_[], reading: Reading): readonly Row[] =>
  rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, plainCell(cell, reading)])));

describe('a column at a time gives what a row at a time gives', () => {
  test.each(['form', 'analysis'] as const)('%s reading', (reading) => {
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1, maxLength: 8 }),
        trees.condition,
        trees.number,
        trees.text,
        (rows, condition, number, text) => {
          const { data, names } = surveyOf(rows);
          const of = (tree: Tree) => compile(print(tree), names, { place: 'test', table: 'main' });
          const plainRows = read(rows, reading);

          const wantedTruth = plainRows.map((row) => toTruth(plain(condition, row, reading)));
          expect([...truth(of(condition), data, reading)], print(condition)).toEqual(
            wantedTruth.map((one) => (one === null ? 2 : one ? 1 : 0)),
          );

          const wantedNumbers = plainRows.map((row) => plain(number, row, reading));
          const foundNumbers = numbers(of(number), data, reading);
          const shown = [...foundNumbers.values].map((value, row) =>
            foundNumbers.unknown[row] || foundNumbers.notAsked[row] || Number.isNaN(value) ? 'missing' : value + 0,
          );
          expect(shown, print(number)).toEqual(
            wantedNumbers.map((value) =>
              value === null || value === '' || Number.isNaN(toNumber(value)) ? 'missing' : toNumber(value) + 0,
            ),
          );

          const wantedTexts = plainRows.map((row) => plain(text, row, reading));
          const foundTexts = texts(of(text), data, reading);
          expect(
            [...foundTexts.codes].map((code) => foundTexts.texts[code]),
            print(text),
          ).toEqual(wantedTexts.map((value) => value ?? ''));
        },
      ),
      { numRuns: 1500, seed: 11 },
    );
  });

  test('not(not(a)) is a, and De Morgan holds, in three-valued logic', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 6 }), trees.condition, trees.condition, (rows, a, b) => {
        const { data, names } = surveyOf(rows);
        const of = (text: string) => [
          ...truth(compile(text, names, { place: 'test', table: 'main' }), data, 'analysis'),
        ];
        expect(of(`not(not(${print(a)}))`)).toEqual(of(print(a)));
        expect(of(`not((${print(a)}) and (${print(b)}))`)).toEqual(of(`not(${print(a)}) or not(${print(b)})`));
      }),
      { numRuns: 300, seed: 12 },
    );
  });

  test('analysis gives each row a value, or unknown, or not asked', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 6 }), trees.number, (rows, number) => {
        const { data, names } = surveyOf(rows);
        const found = numbers(compile(print(number), names, { place: 'test', table: 'main' }), data, 'analysis');
        for (const [row, value] of found.values.entries())
          expect(Number(Number.isFinite(value)) + found.unknown[row]! + found.notAsked[row]!).toBe(1);
      }),
      { numRuns: 500, seed: 13 },
    );
  });
});
