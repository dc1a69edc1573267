import { describe, expect, test } from 'vitest';
import { pack } from '../../src/table/column.ts';
import { sha256, shortId } from '../../src/table/sha.ts';
import { wholeSource } from '../../src/table/source.ts';
import { hasValue, isUnknown, STATE_LETTERS, STATE_NAMES } from '../../src/table/states.ts';
import type { Dataset, Table } from '../../src/table/table.ts';
import { keyAt, mainTable, withTable } from '../../src/table/table.ts';
import { sourceOf } from '../readers/source.ts';

const tableOf = (name: string, keys: readonly string[]): Table => ({
  name,
  rows: keys.length,
  keys: pack(keys),
  columns: new Map(),
});

describe('tables', () => {
  const data: Dataset = {
    tables: new Map([
      ['main', tableOf('main', ['a', 'é'])],
      ['kids', tableOf('kids', [])],
    ]),
  };

  test('keys', () => {
    expect([0, 1].map((row) => keyAt(mainTable(data), row))).toEqual(['a', 'é']);
  });

  test('one table replaced: the order stays, the dataset given too', () => {
    const changed = withTable(data, tableOf('main', ['c']));
    expect([...changed.tables.keys()]).toEqual(['main', 'kids']);
    expect(mainTable(changed).rows).toBe(1);
    expect(mainTable(data).rows).toBe(2);
  });

  test('a dataset without main is our mistake', () => {
    expect(() => mainTable({ tables: new Map() })).toThrow('a dataset without a main table');
  });
});

test('states: which have a value, which are unknown', () => {
  expect(STATE_NAMES.map((_, state) => [hasValue(state), isUnknown(state)])).toEqual([
    [true, false],
    [true, false],
    [false, false],
    [false, true],
    [false, true],
    [false, true],
    [false, true],
    [false, true],
  ]);
  expect(STATE_LETTERS).toHaveLength(STATE_NAMES.length);
  expect(new Set(STATE_LETTERS).size).toBe(STATE_NAMES.length);
});

describe('hashes', () => {
  test('of the empty text, as FIPS 180 gives it', () => {
    expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(sha256(new TextEncoder().encode('é'))).toBe(sha256('é'));
  });

  test('short ids tell apart where one part ends', () => {
    expect(shortId('a', 'b')).toHaveLength(12);
    expect(shortId('a', 'b')).toBe(sha256('a\u001fb').slice(0, 12));
    expect(shortId('ab', '')).not.toBe(shortId('a', 'b'));
  });
});

test.each([0, 1, 7, 20])('a source of %d bytes in chunks of 7', async (length) => {
  const bytes = Uint8Array.from({ length }, (_, place) => place);
  expect(await wholeSource(sourceOf('x', bytes))).toEqual(bytes);
});
