import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { lock } from '../../src/disk/lock.ts';
import { eachInFolder, tree, write } from './folder.ts';

const folder = eachInFolder();
const holder = () => tree(folder.path)['.pipeline/lock'];

/** The id of a process that has ended. */
function deadProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

describe('lock', () => {
  test('is held until released', async () => {
    const held = await lock(folder.path);
    expect(holder()).toBe(String(process.pid));
    await held.release();
    expect(holder()).toBeUndefined();
  });

  test('refuses a study on which another process works, and leaves its lock', async () => {
    write(folder.at('.pipeline/lock'), String(process.ppid));
    await expect(lock(folder.path)).rejects.toThrow(
      `another run (process ${process.ppid}) is working on this study. Wait for it to end, then run again`,
    );
    expect(holder()).toBe(String(process.ppid));
  });

  test.each<[name: string, content: () => string]>([
    ['a process that has ended', () => String(deadProcess())],
    ['nobody', () => ''],
    ['something else', () => 'locked'],
    ['process 0', () => '0'],
    ['a negative number, which would be a group of processes', () => '-1'],
  ])('of %s is taken over', async (_, content) => {
    write(folder.at('.pipeline/lock'), content());
    const held = await lock(folder.path);
    expect(holder()).toBe(String(process.pid));
    await held.release();
    expect(holder()).toBeUndefined();
  });

  test('can be taken again after release; releasing twice does no harm', async () => {
    const held = await lock(folder.path);
    await held.release();
    await held.release();
    await (await lock(folder.path)).release();
    expect(tree(folder.path)).toEqual({});
  });

  test('a file where its folder is needed is a fault', async () => {
    write(folder.at('.pipeline'), 'a file');
    await expect(lock(folder.path)).rejects.toMatchObject({ name: 'Fault' });
  });
});
