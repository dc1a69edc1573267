import { describe, expect, test } from 'vitest';
import { csvScanner } from '../../src/readers/csvRows.ts';
import type { ColumnSpec } from '../../src/table/builder.ts';
import { columnBuilder, optionSets } from '../../src/table/builder.ts';
import type { Column, FieldType } from '../../src/table/column.ts';
import { holdsOption, isCodes, packedAt } from '../../src/table/column.ts';
import { storedText } from '../../src/table/text.ts';

const bare: ColumnSpec = {
  name: 'x',
  type: 'text',
  options: null,
  dontKnow: new Set(),
  refused: new Set(),
  timeZone: 'UTC',
};

function built(spec: Partial<ColumnSpec>, cells: readonly string[]): Column {
  const builder = columnBuilder({ ...bare, ...spec });
  for (const cell of cells) builder.append(cell);
  return builder.finish();
}

function codesOf(column: Column): readonly number[] {
  if (!isCodes(column)) throw new Error('no codes');
  return [...column.values];
}

describe('states', () => {
  test.each<[name: string, spec: Partial<ColumnSpec>, cells: string[], states: number[], raw: [number, string][]]>([
    ['nothing', { type: 'integer' }, [], [], []],
    ['empty and blank cells', { type: 'integer' }, ['', '  ', '\t'], [3, 3, 3], []],
    [
      'invalid integers',
      { type: 'integer' },
      ['4', '12a', '3.5', 'n/a'],
      [0, 7, 7, 7],
      [
        [1, '12a'],
        [2, '3.5'],
        [3, 'n/a'],
      ],
    ],
    [
      'invalid dates',
      { type: 'date' },
      ['2024-02-29', '2023-02-29', '30/01/2023'],
      [0, 7, 7],
      [
        [1, '2023-02-29'],
        [2, '30/01/2023'],
      ],
    ],
    ['invalid text is kept without outer spaces', { type: 'decimal' }, [' 1,5 '], [7], [[0, '1,5']]],
    [
      'missing codes of a number',
      { type: 'integer', dontKnow: new Set(['-98']), refused: new Set(['-99']) },
      ['-98', '-99', '98'],
      [4, 5, 0],
      [],
    ],
    [
      'missing codes with a point, as pandas writes them',
      { type: 'integer', dontKnow: new Set(['98']), refused: new Set(['99']) },
      ['98.0', '99.0'],
      [4, 5],
      [],
    ],
    [
      'missing codes of a list',
      { type: 'one', options: ['a', 'dk'], dontKnow: new Set(['dk']), refused: new Set(['no']) },
      ['a', 'dk', 'no', ''],
      [0, 4, 5, 3],
      [],
    ],
    [
      'a don’t-know among others is an answer',
      { type: 'many', options: ['a', 'dk'], dontKnow: new Set(['dk']) },
      ['dk', 'a dk'],
      [4, 0],
      [],
    ],
    ['moments', { type: 'dateTime' }, ['2024-05-01T10:00Z', 'x', ''], [0, 7, 3], [[1, 'x']]],
    ['time', { type: 'time' }, ['10:00', '25:00'], [0, 7], [[1, '25:00']]],
    ['text is never invalid', { type: 'text' }, ['12a', '=1+1'], [0, 0], []],
  ])('%s', (_, spec, cells, states, raw) => {
    const column = built(spec, cells);
    expect([...column.states]).toEqual(states);
    expect([...column.raw]).toEqual(raw);
    expect(column.name).toBe('x');
    expect(column.type).toBe(spec.type);
  });
});

describe('values', () => {
  test('numbers keep the value of don’t know and hold NaN where there is none', () => {
    const column = built({ type: 'integer', dontKnow: new Set(['98']) }, ['5', '98', '', 'x', '007']);
    expect(column).toMatchObject({ values: Float64Array.from([5, 98, Number.NaN, Number.NaN, 7]) });
  });

  test('007 stays as it is in text and in a list', () => {
    expect(storedText(built({ type: 'text' }, ['007']), 0)).toBe('007');
    expect(storedText(built({ type: 'one', options: ['7'] }, ['007']), 0)).toBe('007');
  });

  test('moments keep the offset of the file, else that of the zone', () => {
    const column = built({ type: 'dateTime', timeZone: 'Africa/Casablanca' }, [
      '2024-05-01T10:00:00-03:30',
      '2024-05-01T10:00:00',
      '',
    ]);
    expect(column).toMatchObject({
      values: Float64Array.from([Date.UTC(2024, 4, 1, 13, 30), Date.UTC(2024, 4, 1, 9), Number.NaN]),
      offsets: Int16Array.from([-210, 60, 0]),
    });
  });

  test.each<[FieldType, string[]]>([
    ['integer', ['12', ' 12', '1', '', '12.0', '1e3', 'x', '99', '-7', '123456789012345678']],
    ['decimal', ['1.5', '-0.25', '.', '5.', '1e3', '99', '', ' 2', '0.1234567890123456']],
    ['date', ['2024-05-01', '1', '', '2024-02-30']],
    ['dateTime', ['2024-05-01T10:00:00', '', '5']],
    ['one', ['a', 'b', '', 'bc', ' a', 'é', '99', 'a']],
    ['many', ['a b', 'b', '', 'a b', 'z']],
    ['text', ['été', 'نعم', '', ' a ', 'a', '99', 'long enough to be a part of a longer text']],
    ['text', Array.from({ length: 9_000 }, (_, at) => (at % 7 === 0 ? 'é ' : at % 11 === 0 ? '' : `answer ${at} `))],
  ])('%s is the same from places in a text as from texts', (type, cells) => {
    const spec: ColumnSpec = { ...bare, type, options: type === 'one' || type === 'many' ? ['a', 'b'] : null };
    for (const dontKnow of [new Set<string>(), new Set(['99'])]) {
      const [fromTexts, fromPlaces] = [columnBuilder({ ...spec, dontKnow }), columnBuilder({ ...spec, dontKnow })];
      const { rows } = csvScanner(',')(`${cells.map((cell) => `x,${cell}`).join('\n')}\n"","""q"""\nx\n`, true);
      fromTexts.appendCells([...cells.map((cell) => ['x', cell]), ['', '"q"'], ['x']], 1);
      fromPlaces.appendCells(rows, 1);
      expect(fromPlaces.finish()).toEqual(fromTexts.finish());
    }
  });
});

describe('codes', () => {
  test('one: code k is the k-th choice, foreign answers follow by first appearance', () => {
    const column = built({ type: 'one', options: ['yes', 'no'] }, ['no', 'maybe', '', 'yes', 'perhaps', 'maybe']);
    expect(codesOf(column)).toEqual([2, 3, 0, 1, 4, 3]);
    expect(column).toMatchObject({ answers: ['', 'yes', 'no', 'maybe', 'perhaps'], options: ['yes', 'no'] });
  });

  test('one without a list codes by first appearance', () => {
    const column = built({ type: 'one' }, ['b', 'a']);
    expect(codesOf(column)).toEqual([1, 2]);
    expect(column).not.toHaveProperty('options');
  });

  test('names of Object.prototype are answers like others', () => {
    const column = built({ type: 'text' }, ['__proto__', 'constructor', '__proto__']);
    expect(codesOf(column)).toEqual([1, 2, 1]);
  });

  test.each<[distinct: number, array: unknown]>([
    [254, Uint8Array],
    [256, Uint16Array],
    [65_534, Uint16Array],
    [65_536, Uint32Array],
  ])('%d distinct answers of a list fit %o', (distinct, array) => {
    const cells = Array.from({ length: distinct }, (_, row) => `c${row}`);
    const column = built({ type: 'one', options: null }, cells);
    if (!isCodes(column)) throw new Error('no codes');
    expect(column.values).toBeInstanceOf(array);
    expect(column.values[distinct - 1]).toBe(distinct);
    expect(storedText(column, distinct - 1)).toBe(`c${distinct - 1}`);
  });
});

describe('packed text', () => {
  const distinct = (count: number) => Array.from({ length: count }, (_, row) => `réponse ${row}`);

  test.each<[name: string, cells: readonly string[], packed: boolean]>([
    ['4,095 distinct and the empty one', distinct(4095), false],
    ['4,096 distinct', distinct(4096), true],
    ['half of the answers distinct', distinct(4999).flatMap((cell) => [cell, cell]), false],
    ['more than half', distinct(4999).flatMap((cell, row) => (row < 10 ? [cell] : [cell, cell])), true],
    ['empty cells do not count', distinct(5000).flatMap((cell) => [cell, '', '']), true],
    ['more than half at first', [...distinct(4999), ...distinct(4999)], true],
  ])('%s', (_, cells, packed) => {
    const column = built({ type: 'text' }, cells);
    expect('packed' in column).toBe(packed);
    expect([0, cells.length - 1].map((row) => storedText(column, row))).toEqual([cells[0], cells.at(-1)]);
  });

  test('keeps empty cells, accents and Arabic', () => {
    const cells = [...distinct(4200), '', 'نعم', '😀'];
    const column = built({ type: 'text' }, cells);
    if (!('packed' in column)) throw new Error('not packed');
    expect(cells.every((cell, row) => packedAt(column.packed, row) === cell)).toBe(true);
    expect(column.states[4200]).toBe(3);
  });

  test('select answers are never packed', () => {
    expect('packed' in built({ type: 'one', options: [] }, distinct(5000))).toBe(false);
  });
});

describe('option sets', () => {
  test('one answer string, one code; one mask each; foreign options after the list', () => {
    const column = built({ type: 'many', options: ['a', 'b', 'c'] }, ['a b', 'b a', '', 'c x', 'a b']);
    expect(codesOf(column)).toEqual([1, 2, 0, 3, 1]);
    expect(column).toMatchObject({
      answers: ['', 'a b', 'b a', 'c x'],
      options: ['a', 'b', 'c', 'x'],
      masks: [[0], [3], [3], [12]].map((mask) => Uint32Array.from(mask)),
    });
  });

  test.each([31, 32, 33, 64, 70])('%d options', (count) => {
    const options = Array.from({ length: count }, (_, place) => `o${place}`);
    const last = count - 1;
    const column = built({ type: 'many', options }, [`o${last}`, `o0 o${last}`, options.join(' ')]);
    if (!isCodes(column)) throw new Error('no codes');
    expect(column.masks?.[0]).toHaveLength(Math.ceil(count / 32));
    const held = [1, 2, 3].map((code) => options.filter((_, option) => holdsOption(column, code, option)));
    expect(held).toEqual([[`o${last}`], ['o0', `o${last}`], options]);
    expect(options.some((_, option) => holdsOption(column, 0, option))).toBe(false);
  });

  test('without any option, and outside of the masks', () => {
    expect(optionSets([''], [])).toEqual({ options: [], masks: [new Uint32Array(0)] });
    const column = built({ type: 'many', options: [] }, ['']);
    if (!isCodes(column)) throw new Error('no codes');
    expect(holdsOption(column, 0, 0)).toBe(false);
    expect(holdsOption(column, 9, 99)).toBe(false);
  });

  test('an option named twice, and several spaces, are one', () => {
    expect(optionSets(['', 'a  a\tb'], ['a'])).toEqual({
      options: ['a', 'b'],
      masks: [[0], [3]].map((mask) => Uint32Array.from(mask)),
    });
  });

  test('rank keeps its order', () => {
    const column = built({ type: 'rank', options: ['a', 'b'] }, ['b a', 'a b']);
    expect(codesOf(column)).toEqual([1, 2]);
    expect(column).toHaveProperty('masks');
  });
});

test('a declared code that is no number is don’t know all the same, and kept as text', () => {
  const column = built({ type: 'integer', dontKnow: new Set(['NSP']) }, ['4', 'NSP', 'x']);
  expect([...column.states]).toEqual([0, 4, 7]);
  expect([0, 1, 2].map((row) => storedText(column, row))).toEqual(['4', 'NSP', 'x']);
});

test('a cell of one character is kept again as it was kept before', () => {
  const cells = ['i', 'é', 'i', '8', '', '8', '9', 'é', '8'];
  const column = built({ type: 'one', options: ['i'], dontKnow: new Set(['8']) }, cells);
  expect(cells.map((_, row) => storedText(column, row))).toEqual(cells);
  expect([...column.states]).toEqual([0, 0, 0, 4, 3, 4, 0, 0, 4]);
  const numbers = built({ type: 'integer', refused: new Set(['9']) }, ['7', '9', 'x', '7', '9', 'x', ' 7']);
  expect([...numbers.states]).toEqual([0, 5, 7, 0, 5, 7, 0]);
  expect(storedText(numbers, 3)).toBe('7');
});
