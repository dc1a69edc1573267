import { accessSync, constants, createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fault } from '../fault.ts';
import type { Disk } from '../stages/disk.ts';
import { publish } from './generation.ts';
import { fileHashes } from './hashes.ts';
import { lock } from './lock.ts';
import { unwritable, writeWhole } from './whole.ts';

/** Bytes of a file that are in memory at once. */
const CHUNK = 1 << 20;

async function wholeFile(path: string): Promise<Uint8Array> {
  const { buffer, byteOffset, length } = await readFile(path);
  return new Uint8Array(buffer, byteOffset, length);
}

async function partOf(path: string, from: number, to: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(to - from), 0, to - from, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function* oneChunk(path: string): AsyncGenerator<Uint8Array> {
  const bytes = await wholeFile(path);
  if (bytes.length > 0) yield bytes;
}

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
    source: (path) => {
      const { size } = statSync(present(path));
      return {
        path,
        size,
        // A stream costs more than a small file.
        chunks: () => (size <= CHUNK ? oneChunk(path) : createReadStream(path, { highWaterMark: CHUNK })),
        whole: () => wholeFile(path),
        part: (from, to) => partOf(path, from, to),
      };
    },
    hash: (path) => hashes.of(path),
    create,
    replace: writeWhole,
    publish,
    lock,
    remember: () => hashes.save(),
  };
}

function present(path: string): string {
  if (!existsSync(path)) throw fault(path, 'there is no such file', 'Check the path and its spelling');
  if (statSync(path).isDirectory()) throw fault(path, 'is a folder where a file is expected', 'Name a file in it');
  try {
    accessSync(path, constants.R_OK);
  } catch {
    throw fault(path, 'may not be read', 'Check the permissions of the file');
  }
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
