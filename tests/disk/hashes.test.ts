import { renameSync, utimesSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fileHashes } from '../../src/disk/hashes.ts';
import { sha256 } from '../../src/table/sha.ts';
import { eachInFolder, tree, write } from './folder.ts';

const folder = eachInFolder();
const LONG_AGO = new Date('2024-01-01T00:00:00Z');

/** Writes a file that was last changed at a moment. */
function settled(path: string, text: string, at: Date = LONG_AGO): string {
  write(path, text);
  utimesSync(path, at, at);
  return path;
}

function memory(): readonly (readonly [string, { readonly hash: string }])[] {
  return JSON.parse(tree(folder.path)['memory.json'] ?? '[]') as [string, { hash: string }][];
}

describe('fileHashes', () => {
  test.each<[name: string, text: string]>([
    ['empty', ''],
    ['small', 'âge'],
    ['of more than one chunk', 'x'.repeat(3_000_000)],
  ])('of a file: %s', async (_, text) => {
    expect(await fileHashes(null).of(settled(folder.at('a'), text))).toBe(sha256(text));
  });

  test('null where there is no file', async () => {
    expect(await fileHashes(null).of(folder.at('nothing'))).toBeNull();
  });

  test('is remembered while size, time and inode stay the same', async () => {
    const path = settled(folder.at('a'), 'one');
    const hashes = fileHashes(folder.at('memory.json'));
    await hashes.of(path);
    await hashes.save();
    expect(memory()).toMatchObject([[path, { hash: sha256('one'), size: 3 }]]);
    // Same size, time and inode: only a memory can give the hash of what is no longer there.
    settled(path, 'two');
    expect(await fileHashes(folder.at('memory.json')).of(path)).toBe(sha256('one'));
    expect(await fileHashes(null).of(path)).toBe(sha256('two'));
  });

  test.each<[name: string, change: (path: string) => void, text: string]>([
    ['size', (path) => settled(path, 'three'), 'three'],
    ['time', (path) => settled(path, 'two', new Date('2024-01-02T00:00:00Z')), 'two'],
    ['inode', (path) => renameSync(settled(`${path}2`, 'two'), path), 'two'],
  ])('is read again after a change of %s', async (_, change, text) => {
    const path = settled(folder.at('a'), 'one');
    const hashes = fileHashes(folder.at('memory.json'));
    await hashes.of(path);
    await hashes.save();
    change(path);
    expect(await fileHashes(folder.at('memory.json')).of(path)).toBe(sha256(text));
    expect(await hashes.of(path)).toBe(sha256(text));
  });

  test('a file that was changed just now is not remembered', async () => {
    write(folder.at('a'), 'one');
    const hashes = fileHashes(folder.at('memory.json'));
    expect(await hashes.of(folder.at('a'))).toBe(sha256('one'));
    await hashes.save();
    expect(memory()).toEqual([]);
  });

  test('files that are gone are forgotten; paths are sorted', async () => {
    const hashes = fileHashes(folder.at('memory.json'));
    for (const name of ['c', 'a', 'b']) await hashes.of(settled(folder.at(name), name));
    renameSync(folder.at('b'), folder.at('elsewhere'));
    await hashes.save();
    expect(memory().map(([path]) => path)).toEqual([folder.at('a'), folder.at('c')]);
  });

  test.each(['', '{"not": "a list"}', '[', 'null'])('a memory that holds %j is none', async (text) => {
    write(folder.at('memory.json'), text);
    const path = settled(folder.at('a'), 'one');
    const hashes = fileHashes(folder.at('memory.json'));
    expect(await hashes.of(path)).toBe(sha256('one'));
    await hashes.save();
    expect(memory()).toHaveLength(1);
  });
});
