import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fault } from '../fault.ts';

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
