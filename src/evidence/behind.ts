import { join } from 'node:path';
import type { Behind } from '../stages/behind.ts';
import type { Disk } from '../stages/disk.ts';
import { readState } from '../stages/plan.ts';
import type { Study } from '../study/study.ts';
import { sha256 } from '../table/sha.ts';

const PATH = '.pipeline/behind.json';

/** What is declared of that a sum of answers depends on. */
const MADE_BY = ['form', 'sources', 'missing', 'population', 'design', 'variables', 'indicators'] as const;

/**
 * What the estimates were made of, as the stage that made them kept it; null where they were made of other clean data, or by other
 * declarations, than are there now.
 */
export async function keptBehind(study: Study, disk: Disk): Promise<ReadonlyMap<string, Behind> | null> {
  const { indicators, clean } = await readState(disk, study.root);
  if (indicators?.outputs.behind === undefined || clean === undefined) return null;
  const files = JSON.stringify(Object.entries(clean.outputs.clean ?? {}).sort());
  if (indicators.inputs['what clean holds'] !== sha256(files)) return null;
  for (const name of MADE_BY) {
    const declared = study.declared.get(name);
    if (declared !== undefined && indicators.inputs[declared.file] !== declared.hash) return null;
  }
  const path = join(study.root, PATH);
  if (!disk.exists(path)) return null;
  return new Map(Object.entries(JSON.parse(await disk.text(path)) as Readonly<Record<string, Behind>>));
}
