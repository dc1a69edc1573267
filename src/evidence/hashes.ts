import { join } from 'node:path';
import { fault } from '../fault.ts';
import type { Disk } from '../stages/disk.ts';
import { nameOf } from '../stages/plan.ts';
import type { Manifest } from '../stages/run.ts';
import { inputFiles } from '../stages/run.ts';
import type { Study } from '../study/study.ts';
import { sha256 } from '../table/sha.ts';
import { wholeSource } from '../table/source.ts';
import type { Proof } from './proof.ts';
import { proving } from './proof.ts';

/** `reports/manifest.json`. */
export const MANIFEST_PATH = 'reports/manifest.json';

/** The program among the inputs of a manifest. */
export const PROGRAM = 'the program';

/** The list of what went in and came out, with hashes; a fault where there is none, or it cannot be read. */
export async function manifestIn(study: Study, disk: Disk): Promise<Manifest> {
  const path = join(study.root, MANIFEST_PATH);
  if (!disk.exists(path)) throw fault(MANIFEST_PATH, 'is not there: nothing was published yet', 'Run: pipeline run');
  try {
    return JSON.parse(await disk.text(path)) as Manifest;
  } catch {
    throw fault(
      MANIFEST_PATH,
      'cannot be read: it is no JSON',
      'Restore it from the bundle, or run: pipeline run --force',
    );
  }
}

/** What the manifest says went in, against what is there; `absent` are files that a bundle leaves out on purpose. */
export async function inputsProof(
  disk: Disk,
  study: Study,
  manifest: Manifest,
  absent: ReadonlySet<string>,
): Promise<Proof> {
  const proof = proving('inputs', 'exports, form, schemas and decisions are those that the run read', 'files');
  const now = new Map([...inputFiles(study, disk)].map((path) => [nameOf(study, path), path]));
  for (const [name, hash] of Object.entries(manifest.inputs)) {
    if (name === PROGRAM) {
      if (hash !== study.program)
        proof.lack(
          `the run was made by another version of the program (${hash.slice(0, 12)}): this one is ${study.program.slice(0, 12)}`,
        );
      continue;
    }
    if (absent.has(name)) continue;
    proof.look();
    const path = now.get(name);
    if (path === undefined || !disk.exists(path)) proof.differ(name, 0, '', 'the run read it, and it is not there');
    else if ((await hashOf(disk, path)) !== hash) proof.differ(name, 0, '', 'was changed after the run read it');
  }
  for (const name of now.keys())
    if (manifest.inputs[name] === undefined && !absent.has(name))
      proof.differ(name, 0, '', 'is new since the run: it was not read');
  if (absent.size > 0)
    proof.lack(`${[...absent].join(', ')}: only the hash is here; hold it against the file with sha256sum`);
  return proof.done();
}

/** What the manifest says came out, against what is there. */
export async function outputsProof(disk: Disk, study: Study, manifest: Manifest): Promise<Proof> {
  const proof = proving('outputs', 'every published file is as the run wrote it', 'files');
  for (const [path, hash] of Object.entries(manifest.outputs)) {
    proof.look();
    const full = join(study.root, path);
    if (!disk.exists(full)) proof.differ(path, 0, '', 'the run wrote it, and it is not there');
    else if ((await hashOf(disk, full)) !== hash) proof.differ(path, 0, '', 'was changed after the run wrote it');
  }
  return proof.done();
}

/** The hash of a file's bytes as they are now; what is remembered of it is not asked. */
async function hashOf(disk: Disk, path: string): Promise<string> {
  return sha256(await wholeSource(disk.source(path)));
}
