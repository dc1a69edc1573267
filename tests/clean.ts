import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanData } from '../src/stages/artifacts.ts';
import type { Study } from '../src/study/study.ts';
import type { Source } from '../src/table/source.ts';
import type { Dataset } from '../src/table/table.ts';

/** The clean data that a run left in the cache of a study's folder. */
export async function cleanDataOf(folder: string, study: Study): Promise<Dataset> {
  const files = new Map<string, Source>();
  for (const under of ['.pipeline', '.pipeline/objects'])
    for (const entry of readdirSync(join(folder, under), { withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = `${under}/${entry.name}`;
      const bytes = readFileSync(join(folder, path));
      files.set(path, {
        path,
        size: bytes.length,
        async *chunks() {
          yield new Uint8Array(bytes);
        },
      });
    }
  if (cleanData.decode === undefined) throw new Error('clean data are kept');
  return cleanData.decode(files, study);
}
