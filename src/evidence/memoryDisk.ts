import { posix } from 'node:path';
import { fault } from '../fault.ts';
import type { Disk } from '../stages/disk.ts';
import { sha256 } from '../table/sha.ts';
import { sourceOf } from './published.ts';

/** A disk in memory that can only be read: what a bundle holds. */
export function memoryDisk(files: ReadonlyMap<string, Uint8Array>): Disk {
  const folders = new Set<string>();
  for (const path of files.keys())
    for (let folder = posix.dirname(path); !folders.has(folder); folder = posix.dirname(folder)) folders.add(folder);
  const plain = (path: string) => posix.normalize(path.replaceAll('\\', '/').replace(/^[A-Za-z]:/, ''));
  const held = (path: string): Uint8Array => {
    const bytes = files.get(plain(path));
    if (bytes === undefined) throw fault(path, 'is not in the bundle', 'Ask for a bundle made with --with-data');
    return bytes;
  };
  const closed = (): never => {
    throw new Error('a bundle cannot be written to');
  };
  return {
    exists: (path) => files.has(plain(path)) || folders.has(plain(path)),
    isFolder: (path) => folders.has(plain(path)),
    list: (folder) =>
      [...files.keys()]
        .filter((path) => posix.dirname(path) === plain(folder))
        .map((path) => posix.basename(path))
        .sort(),
    read: async (path) => held(path),
    text: async (path) => new TextDecoder().decode(held(path)),
    source: (path) => sourceOf(path, held(path)),
    hash: async (path) => {
      const bytes = files.get(plain(path));
      return bytes === undefined ? null : sha256(bytes);
    },
    create: closed,
    replace: closed,
    publish: closed,
    lock: closed,
  };
}
