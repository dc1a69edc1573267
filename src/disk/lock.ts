import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fault } from '../fault.ts';
import { recover } from './generation.ts';
import { unwritable } from './whole.ts';

/** Keeps other runs out of a study, and finishes what a stopped one left half visible. A lock whose process is gone is taken over. */
export async function lock(root: string): Promise<{ release(): Promise<void> }> {
  const path = join(root, '.pipeline', 'lock');
  try {
    mkdirSync(join(root, '.pipeline'), { recursive: true });
    take(path);
  } catch (error) {
    throw unwritable(path, error);
  }
  await recover(root);
  return {
    async release() {
      rmSync(path, { force: true });
    },
  };
}

function take(path: string): void {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    const holder = Number(readFileSync(path, 'utf8'));
    if (alive(holder))
      throw fault(
        path,
        `another run (process ${holder}) is working on this study`,
        'Wait for it to end, then run again',
      );
    rmSync(path, { force: true });
    take(path);
  }
}

function alive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
