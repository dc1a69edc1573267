import { join, resolve } from 'node:path';
import type { Disk } from '../stages/disk.ts';
import { loadStudy } from '../study/load.ts';
import type { Study } from '../study/study.ts';
import type { CommonOptions, World } from './world.ts';

/** Path of the configuration that a command works on: --config (a file, or the folder of a study), else the one in this folder. */
export function configPath(world: World, options: CommonOptions): string {
  const given = options.config ?? '.';
  const path = resolve(world.folder, given);
  return path.endsWith('.json') ? path : join(path, 'pipeline.config.json');
}

/** Opens the study that a command works on, with a disk that remembers its hashes. */
export async function openStudy(
  world: World,
  options: CommonOptions,
): Promise<{ readonly study: Study; readonly disk: Disk & { remember(): Promise<void> } }> {
  const path = configPath(world, options);
  const disk = world.disk(join(path, '..', '.pipeline', 'files.json'));
  return { study: await loadStudy(disk, path, world.program), disk };
}
