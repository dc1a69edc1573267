import { existsSync, mkdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { publish } from '../../src/disk/generation.ts';
import { eachInFolder, filesOf, tree, write } from './folder.ts';

const folder = eachInFolder();

describe('publish', () => {
  test('makes all files visible, in folders that were not there, and leaves nothing else behind', async () => {
    await publish(
      folder.path,
      filesOf({ 'reports/a.csv': 'a', 'reports/fr/b.html': 'b', '.pipeline/state.json': '{}' }),
      [],
    );
    expect(tree(folder.path)).toEqual({ 'reports/a.csv': 'a', 'reports/fr/b.html': 'b', '.pipeline/state.json': '{}' });
  });

  test('replaces what is there, and removes what is no longer made', async () => {
    write(folder.at('reports/a.csv'), 'old');
    write(folder.at('reports/gone.csv'), 'old');
    write(folder.at('reports/mine.txt'), 'mine');
    await publish(folder.path, filesOf({ 'reports/a.csv': 'new' }), ['reports/gone.csv', 'reports/never-there.csv']);
    expect(tree(folder.path)).toEqual({ 'reports/a.csv': 'new', 'reports/mine.txt': 'mine' });
  });

  test('nothing to do', async () => {
    await publish(folder.path, new Map(), []);
    expect(tree(folder.path)).toEqual({});
  });

  test('an empty file, and names in several alphabets', async () => {
    await publish(folder.path, filesOf({ 'a.csv': '', 'rapport été.html': 'é', 'تقرير.html': 'x' }), []);
    expect(tree(folder.path)).toEqual({ 'a.csv': '', 'rapport été.html': 'é', 'تقرير.html': 'x' });
  });

  test.each(['../outside.csv', 'reports/../../outside.csv', '/tmp/outside.csv', 'a\\..\\..\\outside.csv', '..'])(
    'refuses to write %s',
    async (path) => {
      write(folder.at('study/a.csv'), 'old');
      await expect(publish(folder.at('study'), filesOf({ 'a.csv': 'new', [path]: 'x' }), [])).rejects.toThrow(
        'an output outside of the study folder',
      );
      expect(tree(folder.path)).toEqual({ 'study/a.csv': 'old' });
    },
  );

  test('refuses to remove outside', async () => {
    write(folder.at('other.csv'), 'x');
    await expect(publish(folder.at('study'), new Map(), ['../other.csv'])).rejects.toThrow(
      'an output outside of the study folder',
    );
    expect(tree(folder.path)).toEqual({ 'other.csv': 'x' });
  });

  test('two dots within a name are no way out', async () => {
    await publish(folder.path, filesOf({ 'a..b.csv': 'x' }), []);
    expect(tree(folder.path)).toEqual({ 'a..b.csv': 'x' });
  });
});

describe('a target that cannot be written', () => {
  test('leaves the old outputs: a file stands where a folder is needed', async () => {
    write(folder.at('reports/a.csv'), 'old');
    write(folder.at('reports/fr'), 'a file');
    await expect(
      publish(folder.path, filesOf({ 'reports/a.csv': 'new', 'reports/fr/b.html': 'b' }), []),
    ).rejects.toThrow('a file stands where a folder is needed');
    expect(tree(folder.at('reports'))).toEqual({ 'a.csv': 'old', fr: 'a file' });
    expect(existsSync(folder.at('.pipeline/journal.json'))).toBe(false);
  });

  test('leaves the old outputs: a folder stands where a file is needed, told as a fault', async () => {
    write(folder.at('reports/a.csv'), 'old');
    write(folder.at('reports/z.html/inside.txt'), 'x');
    await expect(
      publish(folder.path, filesOf({ 'reports/a.csv': 'new', 'reports/z.html': 'z' }), []),
    ).rejects.toMatchObject({ name: 'Fault' });
    expect(tree(folder.at('reports'))).toEqual({ 'a.csv': 'old', 'z.html/inside.txt': 'x' });
    expect(existsSync(folder.at('.pipeline/journal.json'))).toBe(false);
  });

  test('and the next run works', async () => {
    mkdirSync(folder.at('reports/z.html'), { recursive: true });
    await expect(publish(folder.path, filesOf({ 'reports/z.html': 'z' }), [])).rejects.toThrow();
    await publish(folder.path, filesOf({ 'reports/y.html': 'y' }), []);
    expect(tree(folder.path)).toEqual({ 'reports/y.html': 'y' });
  });
});

describe('a journal left behind', () => {
  const journal = JSON.stringify({ move: ['reports/a.csv', 'reports/b.csv'], remove: ['reports/gone.csv'] });

  test('is finished first: what was not moved is moved, then what is new', async () => {
    write(folder.at('.pipeline/journal.json'), journal);
    // a.csv had been moved before the run was stopped.
    write(folder.at('.pipeline/next/reports/b.csv'), 'b of the stopped run');
    write(folder.at('reports/a.csv'), 'a of the stopped run');
    write(folder.at('reports/gone.csv'), 'old');
    await publish(folder.path, filesOf({ 'reports/c.csv': 'c' }), []);
    expect(tree(folder.path)).toEqual({
      'reports/a.csv': 'a of the stopped run',
      'reports/b.csv': 'b of the stopped run',
      'reports/c.csv': 'c',
    });
  });

  test('files in next without a journal were never complete: they are thrown away', async () => {
    write(folder.at('.pipeline/next/reports/half.csv'), 'half');
    await publish(folder.path, filesOf({ 'reports/c.csv': 'c' }), []);
    expect(tree(folder.path)).toEqual({ 'reports/c.csv': 'c' });
  });
});
