import type { Source } from '../table/source.ts';
import type { Disk } from './disk.ts';

/** Of files that a stage wrote, by path under `root` and hash, those that are still as it wrote them. */
export async function asWritten(
  written: Readonly<Record<string, string>>,
  root: string,
  disk: Disk,
): Promise<ReadonlyMap<string, Source>> {
  const files = new Map<string, Source>();
  for (const [path, hash] of Object.entries(written)) {
    const absolute = `${root}/${path}`;
    if ((await disk.hash(absolute)) === hash) files.set(path, disk.source(absolute));
  }
  return files;
}
