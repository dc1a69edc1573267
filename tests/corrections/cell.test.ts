import { describe, expect, test } from 'vitest';
import { cellAt, sameCell, setCells, typedCell } from '../../src/corrections/cell.ts';
import type { ColumnSpec } from '../../src/table/builder.ts';
import { columnBuilder } from '../../src/table/builder.ts';
import type { Column, FieldType } from '../../src/table/column.ts';
import { holdsOption, isCodes } from '../../src/table/column.ts';
import { STATE_NAMES } from '../../src/table/states.ts';

function spec(type: FieldType, options: readonly string[] | null = null): ColumnSpec {
  return {
    name: 'x',
    type,
    options,
    dontKnow: new Set(['99']),
    refused: new Set(['98']),
    timeZone: 'Africa/Casablanca',
  };
}

function column(of: ColumnSpec, cells: readonly string[]): Column {
  const builder = columnBuilder(of);
  for (const cell of cells) builder.append(cell);
  return builder.finish();
}

const shown = (of: Column) =>
  Array.from(of.states, (_, row) => `${cellAt(of, row).text} ${STATE_NAMES[cellAt(of, row).state]}`);

type Case = readonly [
  FieldType,
  readonly string[] | null,
  readonly string[],
  Readonly<Record<number, string>>,
  readonly string[],
];
const cases: readonly Case[] = [
  [
    'integer',
    null,
    ['1', 'x', '', '99'],
    { 0: ' 2.0 ', 1: '3', 2: '99', 3: '' },
    ['2 answered', '3 answered', '99 dontKnow', ' removed'],
  ],
  ['integer', null, ['1', '2'], { 1: 'two' }, ['1 answered', 'two invalid']],
  ['integer', null, ['1'], {}, ['1 answered']],
  ['decimal', null, ['1.5', '2'], { 0: '-0.25', 1: '98' }, ['-0.25 answered', '98 refused']],
  [
    'date',
    null,
    ['2024-02-28', ''],
    { 0: '2024-02-29', 1: '2023-02-29' },
    ['2024-02-29 answered', '2023-02-29 invalid'],
  ],
  ['time', null, ['08:00', ''], { 0: '23:59:59', 1: '24:00' }, ['23:59:59 answered', '24:00 invalid']],
  [
    'dateTime',
    null,
    ['2024-01-01T08:00:00+02:00', ''],
    { 0: '2024-01-01T09:30:00-05:00', 1: '2024-07-01T08:00' },
    ['2024-01-01T09:30:00-05:00 answered', '2024-07-01T08:00:00+01:00 answered'],
  ],
  ['one', ['a', 'b'], ['a', 'z', ''], { 1: 'b', 2: 'new', 0: '99' }, ['99 dontKnow', 'b answered', 'new answered']],
  ['many', ['a', 'b'], ['a', 'a b', ''], { 0: 'b a', 1: '', 2: 'a x' }, ['b a answered', ' removed', 'a x answered']],
  ['rank', ['a', 'b'], ['a b'], { 0: 'b a' }, ['b a answered']],
  ['text', null, ['one', 'two', ''], { 0: '', 1: 'two', 2: ' drei ' }, [' removed', 'two answered', 'drei answered']],
  ['geopoint', null, ['1 2 0 0'], { 0: '3 4 0 0' }, ['3 4 0 0 answered']],
];

test.each(cases)('%s %j: %j with %j', (type, options, cells, edits, expected) => {
  const before = column(spec(type, options), cells);
  const copy = shown(before);
  const after = setCells(
    before,
    spec(type, options),
    new Map(Object.entries(edits).map(([row, text]) => [Number(row), text])),
  );
  expect(shown(after)).toEqual(expected);
  expect(shown(before)).toEqual(copy);
});

describe('codes', () => {
  test('of one keep the place of each choice; foreign values follow', () => {
    const after = setCells(
      column(spec('one', ['a', 'b', 'c']), ['c', 'z']),
      spec('one', ['a', 'b', 'c']),
      new Map([
        [0, 'b'],
        [1, 'y'],
      ]),
    );
    expect(isCodes(after) && [...after.values]).toEqual([2, 5]);
    expect(isCodes(after) && after.answers).toEqual(['', 'a', 'b', 'c', 'z', 'y']);
  });

  test('masks of many are made anew, with foreign options behind', () => {
    const of = spec(
      'many',
      Array.from({ length: 33 }, (_, at) => `o${at}`),
    );
    const after = setCells(column(of, ['o0', 'o32 odd']), of, new Map([[0, 'o31 new']]));
    if (!isCodes(after)) return expect.unreachable();
    expect(after.options?.slice(32)).toEqual(['o32', 'odd', 'new']);
    const held = (row: number) =>
      after.options?.filter((_, option) => holdsOption(after, after.values[row] ?? 0, option));
    expect(held(0)).toEqual(['o31', 'new']);
    expect(held(1)).toEqual(['o32', 'odd']);
  });

  test('widen when answers no longer fit a byte', () => {
    const texts = Array.from({ length: 255 }, (_, at) => `t${at}`);
    const before = column(spec('text'), [...texts, 't0']);
    const after = setCells(
      before,
      spec('text'),
      new Map([
        [0, 'new'],
        [1, 'newer'],
        [255, 'newest'],
      ]),
    );
    expect(shown(after).slice(-2)).toEqual(['t254 answered', 'newest answered']);
    expect(shown(after).slice(0, 3)).toEqual(['new answered', 'newer answered', 't2 answered']);
  });
});

test('packed text stays packed', () => {
  const texts = Array.from({ length: 5000 }, (_, at) => `né ${at}`);
  const before = column(spec('text'), texts);
  expect('packed' in before).toBe(true);
  const after = setCells(
    before,
    spec('text'),
    new Map([
      [0, ''],
      [4999, 'a much longer text than before'],
      [17, 'é'],
    ]),
  );
  const expected = texts.map((text) => `${text} answered`);
  expected[0] = ' removed';
  expected[17] = 'é answered';
  expected[4999] = 'a much longer text than before answered';
  expect(shown(after)).toEqual(expected);
});

test.each([
  ['integer', '2.0', '2', 'answered'],
  ['integer', '', '', 'removed'],
  ['integer', '  ', '', 'removed'],
  ['integer', 'x', 'x', 'invalid'],
  ['integer', '99', '99', 'dontKnow'],
] as const)('a cell of %s set to "%s" holds "%s", %s', (type, text, held, state) => {
  const cell = typedCell(spec(type), text);
  expect([cell.text, STATE_NAMES[cell.state]]).toEqual([held, state]);
});

test.each([
  ['', 'notAsked', '', 'removed', true],
  ['', 'blank', '', 'blank', true],
  ['1', 'answered', '1', 'answered', true],
  ['1', 'answered', '1', 'invalid', false],
  ['1', 'answered', '2', 'answered', false],
  ['', 'blank', '', 'answered', false],
] as const)('"%s" %s and "%s" %s: the same is %s', (a, stateA, b, stateB, same) => {
  const state = (name: (typeof STATE_NAMES)[number]) => STATE_NAMES.indexOf(name) as 0;
  expect(sameCell({ text: a, state: state(stateA) }, { text: b, state: state(stateB) })).toBe(same);
});
