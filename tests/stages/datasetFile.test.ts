import { describe, expect, test } from 'vitest';
import { datasetFile, keptColumns } from '../../src/stages/datasetFile.ts';
import type { Files } from '../../src/stages/disk.ts';
import type { Study } from '../../src/study/study.ts';
import { columnBuilder } from '../../src/table/builder.ts';
import type { Column, FieldType } from '../../src/table/column.ts';
import { pack } from '../../src/table/column.ts';
import type { Dataset, Table } from '../../src/table/table.ts';
import { sourceOf } from '../readers/source.ts';

const study = {} as Study;
const artifact = datasetFile('raw');

async function encoded(data: Dataset): Promise<Files> {
  return artifact.encode(data, study);
}

async function decoded(files: Files): Promise<Dataset> {
  const sources = new Map([...files].map(([path, bytes]) => [path, sourceOf(path, bytes, 1000)]));
  const data = await artifact.decode?.(sources, study);
  if (data === undefined) throw new Error('nothing decoded');
  return data;
}

function column(type: FieldType, cells: readonly string[], options: readonly string[] | null = null): Column {
  const builder = columnBuilder({
    name: `x-${type}`,
    type,
    options,
    dontKnow: new Set(['98', 'dk']),
    refused: new Set(['99']),
    timeZone: 'Africa/Casablanca',
  });
  for (const cell of cells) builder.append(cell);
  return builder.finish();
}

function dataOf(columns: readonly Column[], rows: number): Dataset {
  const keys = pack(Array.from({ length: rows }, (_, row) => `clé ${row}`));
  return {
    tables: new Map([
      ['main', { name: 'main', rows, keys, columns: new Map(columns.map((each) => [each.name, each])) }],
    ]),
  };
}

const many = Array.from({ length: 40 }, (_, place) => `o${place}`);

describe('a dataset comes back as it went in', () => {
  test.each<[name: string, type: FieldType, cells: string[], options: string[] | null]>([
    ['integers', 'integer', ['1', '98', '99', '', 'x', '-5'], null],
    ['decimals', 'decimal', ['0.1', '', '1e-300', '9007199254740993'], null],
    ['dates', 'date', ['2024-02-29', '2023-02-29', ''], null],
    ['times', 'time', ['23:59:59.5', '', 'noon'], null],
    ['moments', 'dateTime', ['2024-05-01T10:00:00-03:30', '2024-05-01T10:00', '', 'x'], null],
    ['answers to a list', 'one', ['yes', '', 'maybe', 'dk', 'no'], ['yes', 'no']],
    ['answers without a list', 'one', ['b', 'a', ''], null],
    ['several answers', 'many', ['o39 o0', '', 'other o1', 'o0 o39'], many],
    ['several answers of an empty list', 'many', ['', ''], []],
    ['a rank', 'rank', ['o1 o0', 'o0 o1', ''], ['o0', 'o1']],
    ['text', 'text', ['é', '', 'نعم', '__proto__', 'a"b\n'], null],
    ['points', 'geopoint', ['34.02 -6.84 0 5', ''], null],
    ['traces', 'geotrace', ['1 2;3 4', ''], null],
    ['shapes', 'geoshape', ['1 2;3 4;1 2', ''], null],
    ['no row', 'integer', [], null],
    ['no row of several answers', 'many', [], ['a']],
  ])('%s', async (_, type, cells, options) => {
    const data = dataOf([column(type, cells, options)], cells.length);
    expect(await decoded(await encoded(data))).toEqual(data);
  });

  test.each([300, 70_000])('%d distinct answers, whose codes are wide', async (count) => {
    const cells = Array.from({ length: count }, (_, row) => `r${row}`);
    const data = dataOf([column('one', cells)], count);
    expect(await decoded(await encoded(data))).toEqual(data);
  });

  test('packed text', async () => {
    const cells = [...Array.from({ length: 5000 }, (_, row) => `é${row}`), ''];
    const packed = column('text', cells);
    expect('packed' in packed).toBe(true);
    const data = dataOf([packed], cells.length);
    expect(await decoded(await encoded(data))).toEqual(data);
  });

  test('states that cleaning gave, and imputed values', async () => {
    const made = column('integer', ['1', '2', '3']);
    made.states.set([1, 6, 2]);
    const data = dataOf([made], 3);
    expect(await decoded(await encoded(data))).toEqual(data);
  });

  test('tables, their order, links and orphans', async () => {
    const table = (name: string, parent: string, rows: readonly number[]): Table => ({
      name,
      rows: rows.length,
      keys: pack(rows.map((row) => `k${row}`)),
      columns: new Map(),
      parent: { parent, rows: Int32Array.from(rows) },
    });
    const data: Dataset = {
      tables: new Map([...dataOf([], 2).tables, ['z', table('z', 'main', [1, -1, 0])], ['a', table('a', 'z', [])]]),
    };
    const back = await decoded(await encoded(data));
    expect(back).toEqual(data);
    expect([...back.tables.keys()]).toEqual(['main', 'z', 'a']);
  });

  test('no table at all', async () => {
    expect(await decoded(await encoded({ tables: new Map() }))).toEqual({ tables: new Map() });
  });
});

describe('the files', () => {
  const data = dataOf([column('integer', ['1', '2']), column('text', ['a', 'b'])], 2);

  test('are the same for the same data', async () => {
    expect([...(await encoded(data))]).toEqual([
      ...(await encoded(dataOf([column('integer', ['1', '2']), column('text', ['a', 'b'])], 2))),
    ]);
  });

  test('of two columns of the same content, one object', async () => {
    const twin = { ...column('integer', ['1', '2']), name: 'twin' };
    const files = await encoded(dataOf([column('integer', ['1', '2']), twin], 2));
    expect([...files.keys()].filter((path) => path.startsWith('.pipeline/objects/'))).toHaveLength(2);
    expect(await decoded(files)).toEqual(dataOf([column('integer', ['1', '2']), twin], 2));
  });

  test.each<[name: string, change: (files: Map<string, Uint8Array>, object: string) => void]>([
    ['an object that is missing', (files, object) => files.delete(object)],
    ['an object that was changed', (files, object) => files.set(object, new Uint8Array(8))],
    ['an object cut short', (files, object) => files.set(object, (files.get(object) ?? new Uint8Array(1)).subarray(1))],
  ])('%s is a fault', async (_, change) => {
    const files = new Map(await encoded(data));
    const object = [...files.keys()].find((path) => path.startsWith('.pipeline/objects/')) ?? '';
    change(files, object);
    await expect(decoded(files)).rejects.toThrow(
      `${object}: the cache was changed or is incomplete. Run again with --force`,
    );
  });

  test('without its list is a fault', async () => {
    await expect(decoded(new Map())).rejects.toThrow('.pipeline/raw.json: is missing. Run again with --force');
  });
});

describe('of a kept dataset some columns', () => {
  const table = (name: string, columns: readonly Column[], parent?: Table['parent']): Table => ({
    name,
    rows: 2,
    keys: pack(['a', 'b']),
    columns: new Map(columns.map((each) => [each.name, each])),
    ...(parent === undefined ? {} : { parent }),
  });
  const named = (name: string, cells: readonly string[]) => ({ ...column('text', cells), name });
  const odd = ['a"b', 'x","type":"y', 'é\n[', '{'];
  const main = table('main', [
    ...odd.map((name) => named(name, [`${name}1`, 'a,\n]}'])),
    column('integer', ['1', 'x']),
  ]);
  const below = table('roster', [named('of', ['{', '['])], { parent: 'main', rows: Int32Array.from([0, 1]) });
  const data: Dataset = { tables: new Map([main, below].map((each) => [each.name, each])) };

  test('whatever they are called and hold', async () => {
    const files = await encoded(data);
    const source = (path: string) => sourceOf(path, files.get(path) ?? new Uint8Array(0), 1000);
    expect(await keptColumns('raw', source, () => true)).toEqual(data);
    for (const name of [...odd, 'x-integer', 'of']) {
      const some = await keptColumns('raw', source, (_, field) => field === name, new Set(['main']));
      const found = [...some.tables.values()].flatMap(({ columns }) => [...columns.values()]);
      expect(found).toEqual([data.tables.get(name === 'of' ? 'roster' : 'main')?.columns.get(name)]);
    }
  });

  test('of a list as an older version wrote it, a fault', async () => {
    const list = new TextEncoder().encode(JSON.stringify([{ name: 'main', rows: 0, columns: [] }]));
    const source = (path: string) => sourceOf(path, list, 1000);
    await expect(keptColumns('raw', source, () => true)).rejects.toThrow(
      '.pipeline/raw.json: was kept by another version',
    );
  });
});
