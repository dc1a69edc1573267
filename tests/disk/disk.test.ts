import { mkdirSync, symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openDisk } from '../../src/disk/disk.ts';
import { unwritable, writeWhole } from '../../src/disk/whole.ts';
import { wholeSource } from '../../src/table/source.ts';
import { eachInFolder, filesOf, tree, write } from './folder.ts';

const folder = eachInFolder();
const disk = openDisk(null);

describe('looking', () => {
  test('exists, isFolder and list', () => {
    for (const name of ['b.csv', 'a.csv', '.hidden', '~$a.xlsx', 'inner/c.csv']) write(folder.at(name), '');
    expect(disk.list(folder.path)).toEqual(['a.csv', 'b.csv']);
    expect(disk.list(folder.at('nothing'))).toEqual([]);
    mkdirSync(folder.at('linked'));
    for (const [name, to] of [
      ['c.csv', 'b.csv'],
      ['inner', 'inner'],
      ['lost.csv', 'nothing'],
    ] as const)
      symlinkSync(folder.at(to), folder.at(`linked/${name}`));
    expect(disk.list(folder.at('linked'))).toEqual(['c.csv']);
    expect(disk.list(folder.at('a.csv'))).toEqual([]);
    expect([
      disk.exists(folder.at('a.csv')),
      disk.exists(folder.at('inner')),
      disk.exists(folder.at('nothing')),
    ]).toEqual([true, true, false]);
    expect([
      disk.isFolder(folder.at('a.csv')),
      disk.isFolder(folder.at('inner')),
      disk.isFolder(folder.at('nothing')),
    ]).toEqual([false, true, false]);
  });
});

describe('reading', () => {
  test.each(['', 'âge;7\r\n', 'x'.repeat(2_500_000)])('gives the bytes, the text and a source (%#)', async (text) => {
    const path = folder.at('a.csv');
    write(path, text);
    const bytes = new TextEncoder().encode(text);
    expect(Buffer.compare(await disk.read(path), bytes)).toBe(0);
    expect(await disk.text(path)).toBe(text);
    const source = disk.source(path);
    expect([source.path, source.size]).toEqual([path, bytes.length]);
    expect(Buffer.compare(await wholeSource(source), bytes)).toBe(0);
    expect(Buffer.compare(source.now?.() ?? new Uint8Array(1), bytes)).toBe(0);
    const [kept, lent]: Uint8Array[][] = [[], []];
    for await (const chunk of source.chunks()) kept?.push(chunk);
    for (const chunk of source.lent?.() ?? []) lent?.push(chunk.slice());
    expect(Buffer.compare(Buffer.concat(kept ?? []), bytes)).toBe(0);
    if (source.lent !== undefined) expect(Buffer.compare(Buffer.concat(lent ?? []), bytes)).toBe(0);
  });

  test('a large file lends its chunks, one after the other in the same place', () => {
    write(folder.at('a.csv'), 'x'.repeat(500_000));
    const source = disk.source(folder.at('a.csv'));
    const chunks = [...(source.lent?.() ?? [])];
    expect(chunks.length).toBeGreaterThan(1);
    expect(new Set(chunks.map(({ buffer }) => buffer)).size).toBe(1);
  });

  test('a file that is not there, and a folder, are faults', async () => {
    mkdirSync(folder.at('inner'));
    await expect(async () => disk.read(folder.at('nothing'))).rejects.toThrow(
      'there is no such file. Check the path and its spelling',
    );
    await expect(disk.text(folder.at('nothing'))).rejects.toThrow('there is no such file');
    expect(() => disk.source(folder.at('inner'))).toThrow('is a folder where a file is expected');
    expect(await disk.hash(folder.at('nothing'))).toBeNull();
  });
});

describe('create', () => {
  test('writes new files, with their folders', async () => {
    await disk.create(new Map([...filesOf({ a: '1', 'b/c': '2' })].map(([path, bytes]) => [folder.at(path), bytes])));
    expect(tree(folder.path)).toEqual({ a: '1', 'b/c': '2' });
  });

  test('writes none where one is there', async () => {
    write(folder.at('b'), 'mine');
    const files = new Map([...filesOf({ a: '1', b: '2' })].map(([path, bytes]) => [folder.at(path), bytes]));
    await expect(disk.create(files)).rejects.toThrow('exists already and is not replaced');
    expect(tree(folder.path)).toEqual({ b: 'mine' });
  });

  test('a file in the way of a folder is a fault', async () => {
    write(folder.at('b'), 'mine');
    await expect(disk.create(new Map([[folder.at('b/c'), new Uint8Array()]]))).rejects.toMatchObject({ name: 'Fault' });
  });
});

describe('writeWhole', () => {
  test.each<[name: string, before: string | null]>([
    ['a new file', null],
    ['an old one', 'old'],
  ])('%s, nothing beside it', async (_, before) => {
    if (before !== null) write(folder.at('a/b.json'), before);
    await writeWhole(folder.at('a/b.json'), 'new');
    expect(tree(folder.path)).toEqual({ 'a/b.json': 'new' });
  });

  test('a refusal leaves the old file and nothing beside it', async () => {
    mkdirSync(folder.at('b.json'));
    write(folder.at('b.json/inside'), 'x');
    await expect(writeWhole(folder.at('b.json'), 'new')).rejects.toThrow();
    expect(tree(folder.path)).toEqual({ 'b.json/inside': 'x' });
  });
});

describe('unwritable', () => {
  const systemError = (code: string) => Object.assign(new Error(code), { code });

  test.each<[code: string, message: string]>([
    ['EBUSY', 'a/b.xlsx: another program holds this file open. Close b.xlsx (in Excel, perhaps) and run again'],
    ['EPERM', 'a/b.xlsx: another program holds this file open. Close b.xlsx (in Excel, perhaps) and run again'],
    ['EACCES', 'a/b.xlsx: may not be written. Check the permissions of the folder, or run in another one'],
    ['EROFS', 'a/b.xlsx: may not be written. Check the permissions of the folder, or run in another one'],
    ['ENOSPC', 'a/b.xlsx: the disk is full. Make room and run again'],
    ['EISDIR', 'a/b.xlsx: a folder stands where a file is to be written. Move the folder a/b.xlsx away'],
    ['ENOTDIR', 'a/b.xlsx: a file stands where a folder is needed. Move away the file at a'],
  ])('%s', (code, message) => {
    expect(unwritable('a/b.xlsx', systemError(code))).toMatchObject({ name: 'Fault', message });
  });

  test.each([systemError('EIO'), new Error('ours'), 'text', undefined])('other errors pass: %s', (error) => {
    expect(unwritable('a', error)).toBe(error);
  });
});

test('hashes are kept in the memory that the disk is given', async () => {
  const remembering = openDisk(folder.at('files.json'));
  write(folder.at('a'), 'x');
  await remembering.hash(folder.at('a'));
  await remembering.remember();
  // Written just now: not settled, so nothing is remembered and no file is made.
  expect(tree(folder.path)).toEqual({ a: 'x' });
});
