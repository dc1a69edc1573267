import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fault } from '../fault.ts';
import type { Disk } from '../stages/stage.ts';
import { publish } from './generation.ts';
import { fileHashes } from './hashes.ts';
import { lock } from './lock.ts';

/** The real disk. `memory` is where hashes of files are remembered between runs; null to hash every time. */
export function openDisk(memory: string | null): Disk & { remember(): Promise<void> } {
  const hashes = fileHashes(memory);
  return {
    exists: existsSync,
    isFolder: (path) => existsSync(path) && statSync(path).isDirectory(),
    list: (folder) =>
      existsSync(folder) && statSync(folder).isDirectory()
        ? readdirSync(folder, { withFileTypes: true })
            .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !entry.name.startsWith('~$'))
            .map((entry) => entry.name)
            .sort()
        : [],
    read: (path) => readFile(present(path)),
    text: async (path) => new TextDecoder().decode(await readFile(present(path))),
    source: (path) => ({
      path,
      size: statSync(present(path)).size,
      chunks: () => createReadStream(path, { highWaterMark: 1 << 20 }),
    }),
    hash: (path) => hashes.of(path),
    create,
    publish,
    lock,
    remember: () => hashes.save(),
  };
}

function present(path: string): string {
  if (!existsSync(path)) throw fault(path, 'there is no such file', 'Check the path and its spelling');
  if (statSync(path).isDirectory()) throw fault(path, 'is a folder where a file is expected', 'Name a file in it');
  return path;
}

async function create(files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  for (const path of files.keys()) {
    if (existsSync(path))
      throw fault(path, 'exists already and is not replaced', 'Choose another folder, or move it away');
  }
  for (const [path, bytes] of files) {
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, bytes, { flag: 'wx' });
    } catch (error) {
      throw unwritable(path, error);
    }
  }
}

/** Turns a refusal of the system to write into a fault that says what to do; other errors pass. */
export function unwritable(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EBUSY' || code === 'EPERM' || code === 'ETXTBSY')
    return fault(
      path,
      'another program holds this file open',
      `Close ${basename(path)} (in Excel, perhaps) and run again`,
    );
  if (code === 'EACCES' || code === 'EROFS')
    return fault(path, 'may not be written', 'Check the permissions of the folder, or run in another one');
  if (code === 'ENOSPC') return fault(path, 'the disk is full', 'Make room and run again');
  if (code === 'EISDIR')
    return fault(path, 'a folder stands where a file is to be written', `Move the folder ${path} away`);
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return fault(path, 'a file stands where a folder is needed', `Move away the file at ${dirname(path)}`);
  return error;
}

/** Writes bytes so that a reader sees the old file or the new one, never a half. */
export async function writeWhole(path: string, bytes: Uint8Array | string): Promise<void> {
  const beside = join(dirname(path), `.${basename(path)}.part`);
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(beside, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw unwritable(path, error);
  }
}
