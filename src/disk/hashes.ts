import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { fault } from '../fault.ts';
import { lentChunks } from './lent.ts';
import { writeWhole } from './whole.ts';

interface Known {
  readonly size: number;
  readonly time: number;
  readonly inode: number;
  readonly hash: string;
}

/** A file changed less than this long before it was hashed may change again within the clock's step: it is not remembered. */
const SETTLED_MS = 2_000;

/** Hashes of files, remembered by path while size, time and inode stay the same. */
export function fileHashes(memory: string | null): { of(path: string): Promise<string | null>; save(): Promise<void> } {
  const known = new Map<string, Known>(memory === null ? [] : load(memory));
  let changed = false;
  return {
    async of(path) {
      if (!existsSync(path)) return null;
      const stat = statSync(path);
      if (!stat.isFile()) return null;
      const { size, mtimeMs: time, ino: inode } = stat;
      const before = known.get(path);
      if (before !== undefined && before.size === size && before.time === time && before.inode === inode)
        return before.hash;
      const hash = hashOf(path);
      if (Date.now() - time > SETTLED_MS) {
        known.set(path, { size, time, inode, hash });
        changed = true;
      }
      return hash;
    },
    async save() {
      if (memory === null || !changed) return;
      const kept = [...known].filter(([path]) => existsSync(path)).sort(([a], [b]) => (a < b ? -1 : 1));
      await writeWhole(memory, JSON.stringify(kept));
    },
  };
}

function load(memory: string): [string, Known][] {
  if (!existsSync(memory)) return [];
  try {
    const parsed: unknown = JSON.parse(readFileSync(memory, 'utf8'));
    return Array.isArray(parsed) ? (parsed as [string, Known][]) : [];
  } catch {
    // Only a memory of work done: without it, files are hashed again.
    return [];
  }
}

function hashOf(path: string): string {
  const hash = createHash('sha256');
  try {
    for (const chunk of lentChunks(path)) hash.update(chunk);
  } catch {
    throw fault(path, 'may not be read', 'Check the permissions of the file');
  }
  return hash.digest('hex');
}
