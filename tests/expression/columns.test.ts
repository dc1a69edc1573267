import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/expression/compile.ts';
import { numbers, texts, truth } from '../../src/expression/evaluate.ts';
import { print, type Tree } from '../../src/expression/tree.ts';
import type { Reading } from '../../src/expression/vector.ts';
import { type Cell, survey } from './dataset.ts';
import { plain, type Row, toNumber, toText, toTruth, type Value } from './plain.ts';

const field = (name: string): Tree => ({ kind: 'field', roster: '', name, lastSaved: false });
const call = (name: string, ...args: Tree[]): Tree => ({ kind: 'call', name, args });
const letter: fc.Arbitrary<Tree> = fc.constantFrom('a', 'b', '', '1', '2').map((value) => ({ kind: 'text', value }));

const inRoster = (name: string): Tree => ({ kind: 'field', roster: 'kid', name, lastSaved: false });
const place = (most: number): fc.Arbitrary<Tree> => fc.nat(most).map((value): Tree => ({ kind: 'number', value }));

/** Conditions on a row of the roster, which reads the interview too. */
const kidCondition: fc.Arbitrary<Tree> = fc.oneof(
  fc.tuple(fc.constantFrom('<', '>=', '=') as fc.Arbitrary<'='>, fc.constantFrom('a', 'n'), fc.nat(3)).map(
    ([operator, name, value]): Tree => ({
      kind: 'binary',
      operator,
      left: field(name),
      right: { kind: 'number', value },
    }),
  ),
  fc.constant(call('selected', field('c'), { kind: 'text', value: 'a' })),
);

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
    fc
      .tuple(fc.constantFrom('contains', 'starts-with', 'ends-with'), tie('text'), letter)
      .map(([name, of, part]) => call(name, of, part)),
    fc.tuple(tie('number'), place(3), place(9)).map(([of, low, high]) => call('between', of, low, high)),
    fc.tuple(fc.constantFrom('s', 'r'), letter, letter).map(([name, a, b]) => call('in', field(name), a, b)),
    fc.oneof(tie('number'), tie('text')).map((one) => call('boolean', one)),
  ),
  number: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'typed' },
    fc.constantFrom(field('n'), field('k')),
    place(3),
    fc
      .tuple(fc.constantFrom('+', '-', '*', 'div', 'mod') as fc.Arbitrary<'+'>, tie('number'), tie('number'))
      .map(([operator, left, right]): Tree => ({ kind: 'binary', operator, left, right })),
    tie('number').map((value): Tree => ({ kind: 'negate', value })),
    fc.tuple(tie('condition'), tie('number'), tie('number')).map(([test, yes, no]) => call('if', test, yes, no)),
    fc.tuple(tie('number'), tie('number')).map(([a, b]) => call('coalesce', a, b)),
    fc.oneof(tie('text'), tie('condition')).map((one) => call('number', one)),
    fc
      .tuple(fc.constantFrom('int', 'floor', 'ceiling', 'round', 'abs'), tie('number'))
      .map(([name, of]) => call(name, of)),
    fc
      .tuple(fc.constantFrom('min', 'max'), tie('number'), tie('number'), place(3))
      .map(([name, ...of]) => call(name, ...of)),
    tie('text').map((one) => call('string-length', one)),
    fc.constant(call('count-selected', field('m'))),
    fc.constantFrom('sum', 'count', 'count-non-empty', 'min', 'max').map((name) => call(name, inRoster('a'))),
    fc.constant(call('count', field('kid'))),
    fc
      .tuple(fc.constantFrom('sum-if', 'count-if', 'min-if', 'max-if'), kidCondition)
      .map(([name, condition]) => call(name, inRoster('a'), condition)),
  ),
  text: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'typed' },
    fc.constantFrom(field('s'), field('r'), field('m')),
    letter,
    fc.tuple(tie('condition'), tie('text'), tie('text')).map(([test, yes, no]) => call('if', test, yes, no)),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => call('coalesce', a, b)),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => call('concat', a, b)),
    fc.oneof(tie('condition'), fc.constantFrom(field('n'), field('k'))).map((one) => call('string', one)),
    fc
      .tuple(fc.constantFrom('substring-before', 'substring-after'), tie('text'), letter)
      .map(([name, of, mark]) => call(name, of, mark)),
    fc.tuple(tie('text'), place(4), place(4)).map(([of, from, length]) => call('substring', of, from, length)),
    fc.tuple(tie('text'), letter, letter).map(([of, from, to]) => call('translate', of, from, to)),
    tie('text').map((one) => call('normalize-space', one)),
    place(2).map((at) => call('selected-at', field('m'), at)),
    fc.constantFrom('c', 'a').map((name) => call('join', { kind: 'text', value: '-' }, inRoster(name))),
  ),
}));

const numberCell = fc.constantFrom<Cell>(0, 1, 2, -3, 'NA', null, 'dk:-98');
const choiceCell = fc.constantFrom<Cell>('a', 'b', '1', 'NA', null, 'ref:b');
const manyCell = fc.constantFrom<Cell>('a', 'a b', 'b 2', 'NA', null);
const kid = fc.record({ a: numberCell, c: manyCell });
const record = fc.record({
  n: numberCell,
  k: numberCell,
  s: choiceCell,
  r: choiceCell,
  m: manyCell,
  kids: fc.array(kid, { maxLength: 3 }),
});

function plainCell(cell: Cell, reading: Reading): Value {
  if (cell === 'NA') return '';
  if (cell === null) return reading === 'form' ? '' : null;
  const coded = /^(?:dk|ref):(.*)$/.exec(String(cell))?.[1];
  if (coded === undefined) return cell;
  return reading === 'analysis' ? null : coded === '-98' ? -98 : coded;
}

const FIELDS = ['n', 'k', 's', 'r', 'm'] as const;
type Kid = Readonly<Record<'a' | 'c', Cell>>;
type Interview = Readonly<Record<(typeof FIELDS)[number], Cell>> & { readonly kids: readonly Kid[] };

function surveyOf(rows: readonly Interview[]) {
  const cells = Object.fromEntries(FIELDS.map((name) => [name, rows.map((row) => row[name])]));
  const kids = rows.flatMap((row) => row.kids);
  return survey({
    main: {
      shape: { n: 'integer', k: 'integer', s: ['a', 'b', '1', '2'], r: ['a', 'b', '1', '2'], m: ['*a', 'b', '1', '2'] },
      cells,
    },
    kid: {
      parent: 'main',
      rows: rows.flatMap((row, place) => row.kids.map(() => place)),
      shape: { a: 'integer', c: ['*a', 'b', '2'] },
      cells: { a: kids.map((one) => one.a), c: kids.map((one) => one.c) },
    },
  });
}

function plainRow(cells: Readonly<Record<string, Cell>>, names: readonly string[], reading: Reading): Row {
  return {
    values: Object.fromEntries(names.map((name) => [name, plainCell(cells[name] ?? null, reading)])),
    skipped: new Set(names.filter((name) => cells[name] === 'NA')),
  };
}
const read = (rows: readonly Interview[], reading: Reading): readonly Row[] =>
  rows.map((row) => ({
    ...plainRow(row as unknown as Readonly<Record<string, Cell>>, FIELDS, reading),
    rosters: { kid: row.kids.map((one) => plainRow(one, ['a', 'c'], reading)) },
  }));

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
          ).toEqual(wantedTexts.map((value) => (value === null ? '' : toText(value))));
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
