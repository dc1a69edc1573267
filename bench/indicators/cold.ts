import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { datasetFile } from '../../src/stages/datasetFile.ts';
import { type PipelineState, STATE_PATH } from '../../src/stages/plan.ts';
import type { Study } from '../../src/study/study.ts';
import { sha256 } from '../../src/table/sha.ts';
import type { Dataset } from '../../src/table/table.ts';
import { childSeconds } from '../childSeconds.ts';

/** Wall and CPU seconds of `pipeline indicators` in a study whose clean data are `data`; least of three. `project` holds the built program. */
export async function coldStart(study: Study, data: Dataset, project: string) {
  const folder = mkdtempSync(join(tmpdir(), 'indicators-'));
  try {
    for (const part of ['pipeline.config.json', 'schemas', 'data-raw', '.pipeline'])
      cpSync(join(study.root, part), join(folder, part), { recursive: true });
    const files = await datasetFile('clean').encode(data, study);
    for (const [path, bytes] of files) writeFileSync(join(folder, path), bytes);
    const state = JSON.parse(readFileSync(join(folder, STATE_PATH), 'utf8')) as PipelineState;
    const clean = Object.fromEntries([...files].map(([path, bytes]) => [path, sha256(bytes)]));
    const outputs = { ...state['clean']?.outputs, clean };
    writeFileSync(join(folder, STATE_PATH), JSON.stringify({ ...state, clean: { ...state['clean'], outputs } }));
    let [wall, cpu] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let turn = 0; turn < 3; turn += 1) {
      const [began, used] = [performance.now(), childSeconds()];
      const asked = [join(project, 'dist/cli.js'), 'indicators', '--force', '--quiet', '--config', folder];
      const { status, stderr } = spawnSync('node', asked, { encoding: 'utf8' });
      if (status !== 0) throw new Error(stderr);
      wall = Math.min(wall, (performance.now() - began) / 1000);
      cpu = Math.min(cpu, childSeconds() - used);
    }
    return { wall, cpu };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
