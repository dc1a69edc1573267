import { accessSync, constants, createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fault } from '../fault.ts';
import type { Disk } from '../stages/disk.ts';
import type { Source } from '../table/source.ts';
import { publish } from './generation.ts';
import { fileHashes } from './hashes.ts';
import { lentChunks } from './lent.ts';
import { lock } from './lock.ts';
import { unwritable, writeWhole } from './whole.ts';

/** Bytes of a file that are in memory at once. */
const CHUNK = 1 << 20;
/** Bytes that are read sooner than somebody could do something else meanwhile. */
const SMALL = 1 << 18;

async function wholeFile(path: string): Promise<Uint8Array> {
  return plainBytes(await readFile(path));
}

function plainBytes({ buffer, byteOffset, length }: Uint8Array): Uint8Array {
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

/** A small file: read when it is first asked for, and once, however often its readers go through it. */
function smallFile(path: string, size: number): Source {
  let held: Uint8Array | null = null;
  const bytes = () => {
    held ??= plainBytes(readFileSync(path));
    return held;
  };
  return {
    path,
    size,
    async *chunks() {
      if (bytes().length > 0) yield bytes();
    },
    whole: async () => bytes(),
    now: bytes,
    part: async (from, to) => bytes().subarray(from, to),
  };
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
            .filter((entry) => !entry.name.startsWith('.') && !entry.name.startsWith('~$'))
            .filter((entry) => entry.isFile() || (entry.isSymbolicLink() && leadsToFile(join(folder, entry.name))))
            .map((entry) => entry.name)
            .sort()
        : [],
    read: (path) => readFile(present(path)),
    // To wait for a file of some kB takes longer than to read it.
    text: async (path) => new TextDecoder().decode(readFileSync(present(path))),
    source: (path) => {
      const { size } = statSync(present(path));
      if (size <= SMALL) return smallFile(path, size);
      return {
        path,
        size,
        chunks: () => createReadStream(path, { highWaterMark: CHUNK }),
        lent: () => lentChunks(path),
        whole: () => wholeFile(path),
        now: () => plainBytes(readFileSync(path)),
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

function leadsToFile(link: string): boolean {
  return statSync(link, { throwIfNoEntry: false })?.isFile() === true;
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
