import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fault } from '../fault.ts';
import type { Files } from '../stages/disk.ts';
import { unwritable, writeWhole } from './whole.ts';

interface Journal {
  readonly move: readonly string[];
  readonly remove: readonly string[];
}

/**
 * Makes the outputs of a run visible together: all are written to `.pipeline/next/`, then a journal says what is to move, then
 * they are renamed into place. A run that was stopped on the way is finished here by the next one.
 */
export async function publish(root: string, files: Files, remove: readonly string[]): Promise<void> {
  await recover(root);
  const next = join(root, '.pipeline', 'next');
  await rm(next, { recursive: true, force: true });
  for (const path of [...files.keys(), ...remove]) inside(path);
  for (const [path, bytes] of files) {
    const target = join(next, path);
    try {
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, bytes);
    } catch (error) {
      throw unwritable(target, error);
    }
  }
  // Refused before anything moves: an output that another program holds open, a folder that may not be written.
  for (const path of [...files.keys(), ...remove]) await replaceable(join(root, path));
  const firsts = new Map([...files.keys()].toReversed().map((path) => [dirname(path), join(root, path)]));
  for (const path of firsts.values()) await probe(path);
  const journal: Journal = { move: [...files.keys()], remove };
  await writeWhole(journalOf(root), JSON.stringify(journal));
  await recover(root);
}

function journalOf(root: string): string {
  return join(root, '.pipeline', 'journal.json');
}

/** Finishes what a run that was stopped had begun to make visible; nothing where there is no journal. */
export async function recover(root: string): Promise<void> {
  const path = journalOf(root);
  if (!existsSync(path)) return;
  const journal = JSON.parse(await readFile(path, 'utf8')) as Journal;
  for (const file of journal.move) {
    const from = join(root, '.pipeline', 'next', file);
    // A file that is gone from next was moved before the run was stopped.
    if (!existsSync(from)) continue;
    try {
      await rename(from, join(root, file));
    } catch (error) {
      throw unwritable(join(root, file), error);
    }
  }
  for (const file of journal.remove) await rm(join(root, file), { force: true });
  await rm(path, { force: true });
  await rm(join(root, '.pipeline', 'next'), { recursive: true, force: true });
}

async function replaceable(path: string): Promise<void> {
  try {
    if (existsSync(path)) await (await open(path, 'r+')).close();
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** Tries whether a new file may be made where one is to be, in a folder that is made where it is not there. */
async function probe(path: string): Promise<void> {
  const beside = join(dirname(path), '.pipeline-probe');
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(beside, '');
    await rm(beside, { force: true });
  } catch (error) {
    throw unwritable(path, error);
  }
}

function inside(path: string): void {
  if (path.startsWith('/') || path.split(/[\\/]/).includes('..'))
    throw fault(path, 'an output outside of the study folder', 'Output paths are relative to the study');
}
