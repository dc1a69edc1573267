import { fault } from '../fault.ts';
import type { Study } from '../study/study.ts';
import type { Disk } from './disk.ts';
import { readState } from './plan.ts';
import type { Made } from './stage.ts';

/** What a stage made in the last run, read back. A fault where it was never made. */
export async function madeBy<T>(stage: string, artifact: Made<T>, study: Study, disk: Disk): Promise<T> {
  const state = await readState(disk, study.root);
  const paths = Object.keys(state[stage]?.outputs[artifact.name] ?? {});
  if (paths.length === 0 || artifact.decode === undefined)
    throw fault(study.root, `the stage ${stage} has not run yet`, 'Run: pipeline run');
  return artifact.decode(new Map(paths.map((path) => [path, disk.source(`${study.root}/${path}`)])), study);
}
