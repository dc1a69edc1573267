import { join } from 'node:path';
import { fault } from '../fault.ts';
import type { Disk } from '../stages/disk.ts';
import type { Manifest } from '../stages/run.ts';
import type { Estimate } from '../table/estimate.ts';
import { openBundle } from './bundle.ts';
import { ESTIMATES_JSON } from './estimatesProof.ts';
import { MANIFEST_PATH } from './hashes.ts';

/** A run that is kept, or one that a bundle holds. */
export interface KeptRun {
  readonly name: string;
  /** The day it was made; '' of a bundle. */
  readonly day: string;
  readonly manifest: Manifest;
  readonly estimates: readonly Estimate[];
}

const RUNS = '.pipeline/runs';

/** The run of a number in `.pipeline/runs/` (`last` and `previous` too), or that of a bundle. Faults: no such run, with those that there are. */
export async function keptRun(root: string, disk: Disk, name: string, path: string): Promise<KeptRun> {
  if (/\.zip$/i.test(name)) {
    const bundle = await openBundle(await disk.read(path), name);
    const text = (file: string) => bundle.disk.text(join(bundle.root, file));
    return {
      name,
      day: '',
      manifest: JSON.parse(await text(MANIFEST_PATH)),
      estimates: JSON.parse(await text(ESTIMATES_JSON)),
    };
  }
  const numbers = disk
    .list(join(root, RUNS))
    .flatMap((file) => (/^\d+\.json$/.test(file) ? [Number(file.slice(0, -5))] : []))
    .sort((a, b) => a - b);
  const number = name === 'last' ? numbers.at(-1) : name === 'previous' ? numbers.at(-2) : Number(name);
  if (number === undefined || !numbers.includes(number))
    throw fault(
      `run ${name}`,
      'is not kept',
      numbers.length === 0 ? 'Run: pipeline run' : `Kept are ${numbers.join(', ')}; or name a bundle (.zip)`,
    );
  const { day, manifest } = JSON.parse(await disk.text(join(root, `${RUNS}/${number}.json`))) as {
    day: string;
    manifest: Manifest;
  };
  return { name: String(number), day, manifest, estimates: await estimatesOf(root, disk, number, numbers) };
}

/** The estimates of a run; one that made none anew has those of the run before it. */
async function estimatesOf(
  root: string,
  disk: Disk,
  number: number,
  numbers: readonly number[],
): Promise<readonly Estimate[]> {
  const own = numbers.filter((each) => each <= number).toReversed();
  const path = own.map((each) => join(root, `${RUNS}/${each}.estimates.json`)).find((each) => disk.exists(each));
  return path === undefined ? [] : (JSON.parse(await disk.text(path)) as readonly Estimate[]);
}

/** An estimate of two runs. */
export interface Moved {
  readonly key: string;
  readonly from: number | null;
  readonly to: number | null;
  /** True where the later value lies outside the interval of the earlier. */
  readonly beyond: boolean;
}

/** What differs between two runs. */
export interface RunDifference {
  readonly inputs: readonly { readonly name: string; readonly how: 'changed' | 'new' | 'gone' }[];
  readonly outputs: readonly { readonly name: string; readonly how: 'changed' | 'new' | 'gone' }[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly moved: readonly Moved[];
}

/** Files and estimates that differ between two runs. Held-back estimates have no number in either; one that is so in one of them is told without. */
export function runDifference(a: KeptRun, b: KeptRun): RunDifference {
  const before = new Map(a.estimates.map((estimate) => [estimate.key, estimate]));
  const after = new Map(b.estimates.map((estimate) => [estimate.key, estimate]));
  const moved = [...after.values()].flatMap((now): readonly Moved[] => {
    const was = before.get(now.key);
    if (was === undefined || was.value === now.value) return [];
    const { low, high } = was;
    const beyond = now.value !== null && low !== null && high !== null && (now.value < low || now.value > high);
    return [{ key: now.key, from: was.value, to: now.value, beyond }];
  });
  return {
    inputs: filesThatDiffer(a.manifest.inputs, b.manifest.inputs),
    outputs: filesThatDiffer(a.manifest.outputs, b.manifest.outputs),
    added: [...after.keys()].filter((key) => !before.has(key)),
    removed: [...before.keys()].filter((key) => !after.has(key)),
    moved,
  };
}

function filesThatDiffer(
  a: Readonly<Record<string, string>>,
  b: Readonly<Record<string, string>>,
): RunDifference['inputs'] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort().flatMap((name) => {
    if (a[name] === b[name]) return [];
    return [
      {
        name,
        how:
          a[name] === undefined ? ('new' as const) : b[name] === undefined ? ('gone' as const) : ('changed' as const),
      },
    ];
  });
}
