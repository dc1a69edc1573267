import { join, relative } from 'node:path';
import { zipSync } from 'fflate';
import { fault } from '../fault.ts';
import { openZip, unzipped } from '../readers/zip.ts';
import type { Disk } from '../stages/disk.ts';
import { nameOf } from '../stages/plan.ts';
import type { Manifest } from '../stages/run.ts';
import { inputFiles } from '../stages/run.ts';
import type { Study } from '../study/study.ts';
import { sha256 } from '../table/sha.ts';
import { wholeSource } from '../table/source.ts';
import { MANIFEST_PATH } from './hashes.ts';
import { memoryDisk } from './memoryDisk.ts';

/** The table of contents of a bundle. */
interface Contents {
  readonly kind: 'survey-pipeline review bundle';
  readonly version: string;
  readonly program: string;
  /** Each file: its path from the study's folder, its name in the archive, and its hash. */
  readonly files: readonly { readonly path: string; readonly entry: string; readonly sha256: string }[];
  /** Inputs that were left out: their names in the manifest. */
  readonly absent: readonly string[];
}

const CONTENTS = 'bundle.json';

/** Times of entries: the earliest that a zip can say, so that the same study gives the same bytes. */
const NO_TIME = new Date(1980, 0, 1);

/**
 * Everything that a reviewer needs to audit a study on another machine, as the bytes of a zip: configuration, form, schemas, decisions, the
 * ledger and all other outputs; of the exports and joined files only the hashes, unless `withData`. The same study gives the same bytes.
 */
export async function bundleOf(study: Study, disk: Disk, withData: boolean, version: string): Promise<Uint8Array> {
  const manifest = JSON.parse(await disk.text(join(study.root, MANIFEST_PATH))) as Manifest;
  const data = new Set([...[...study.sources.values()].flat(), ...study.joins.map(({ path }) => path)]);
  const inputs = [...inputFiles(study, disk), ...study.joins.map(({ path }) => path)];
  const left = withData ? [] : inputs.filter((path) => data.has(path));
  const paths = new Set([
    ...inputs.filter((path) => !left.includes(path)),
    ...Object.keys(manifest.outputs).map((path) => join(study.root, path)),
    join(study.root, MANIFEST_PATH),
  ]);
  const entries = new Map<string, Uint8Array>();
  const files: { path: string; entry: string; sha256: string }[] = [];
  for (const full of [...paths].sort()) {
    if (!disk.exists(full)) continue;
    const path = relative(study.root, full).replaceAll('\\', '/');
    const bytes = await wholeSource(disk.source(full));
    const entry = path.startsWith('..') ? `outside/${files.length}-${path.split('/').at(-1)}` : `study/${path}`;
    entries.set(entry, bytes);
    files.push({ path, entry, sha256: sha256(bytes) });
  }
  const contents: Contents = {
    kind: 'survey-pipeline review bundle',
    version,
    program: study.program,
    files,
    absent: [...new Set(left.map((path) => nameOf(study, path)))].sort(),
  };
  entries.set(CONTENTS, new TextEncoder().encode(`${JSON.stringify(contents, null, 1)}\n`));
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return zipSync(Object.fromEntries(sorted.map(([name, bytes]) => [name, [bytes, { level: 6, mtime: NO_TIME }]])));
}

/** A bundle opened: a disk that holds its study, where that stands on it, and the inputs that were left out. */
export interface OpenedBundle {
  readonly disk: Disk;
  readonly root: string;
  readonly absent: ReadonlySet<string>;
  readonly program: string;
  readonly version: string;
}

/** Deep enough that files beside a study have a place too. */
const ROOT = '/bundle/1/2/3/4/5/6/7/8/study';

/** Opens a bundle in memory. Faults: no zip, no bundle, a file that is lacking or not what the contents say. */
export async function openBundle(bytes: Uint8Array, path: string): Promise<OpenedBundle> {
  const zip = openZip(bytes, path);
  const entries = new Map<string, Uint8Array>();
  for (const entry of zip.entries.values()) {
    const source = { path: entry.name, size: entry.size, chunks: () => unzipped(zip, entry) };
    entries.set(entry.name, await wholeSource(source));
  }
  const listed = entries.get(CONTENTS);
  if (listed === undefined)
    throw fault(path, `is no bundle: it has no ${CONTENTS}`, 'Make one with: pipeline audit --bundle FILE.zip');
  const contents = JSON.parse(new TextDecoder().decode(listed)) as Contents;
  const files = new Map<string, Uint8Array>();
  for (const { path: file, entry, sha256: hash } of contents.files) {
    const held = entries.get(entry);
    if (held === undefined) throw fault(path, `lacks ${file}, which its contents name`, 'Ask for the bundle again');
    if (sha256(held) !== hash)
      throw fault(`${path} › ${file}`, 'was changed after the bundle was made', 'Ask for the bundle again');
    files.set(join(ROOT, file).replaceAll('\\', '/'), held);
  }
  return {
    disk: memoryDisk(files),
    root: ROOT,
    absent: new Set(contents.absent),
    program: contents.program,
    version: contents.version,
  };
}
