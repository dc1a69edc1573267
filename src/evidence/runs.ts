import { join } from 'node:path';
import { fault } from '../fault.ts';
import type { Disk } from '../stages/disk.ts';
import { madeBy, RUNS, runNumbers } from '../stages/history.ts';
import type { Manifest } from '../stages/run.ts';
import { rulesIn } from '../study/rules.ts';
import type { Estimate } from '../table/estimate.ts';
import { openBundle } from './bundle.ts';
import type { RowChanges, RunRows } from './compare/rows.ts';
import { rowChanges } from './compare/rows.ts';
import { ESTIMATES_JSON } from './estimatesProof.ts';
import { MANIFEST_PATH } from './hashes.ts';
import { rowsOfBundle, rowsOfRun } from './runRows.ts';

/** A run that is kept, or one that a bundle holds. */
export interface KeptRun {
  readonly name: string;
  /** The day it was made; '' of a bundle. */
  readonly day: string;
  readonly manifest: Manifest;
  readonly estimates: readonly Estimate[];
  /** What the study laid down, by name, each with a hash of what it says; null where an earlier version kept the run. */
  readonly rules: ReadonlyMap<string, string> | null;
  /** Reads the clean rows; null where they are not kept. */
  readonly rows: (() => Promise<RunRows>) | null;
}

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
      rules: await rulesIn(bundle.disk, bundle.root, join(bundle.root, 'pipeline.config.json')),
      rows: () => rowsOfBundle(bundle.disk, bundle.root),
    };
  }
  const numbers = runNumbers(disk, root);
  const number = name === 'last' ? numbers.at(-1) : name === 'previous' ? numbers.at(-2) : Number(name);
  if (number === undefined || !numbers.includes(number))
    throw fault(
      `run ${name}`,
      'is not kept',
      numbers.length === 0 ? 'Run: pipeline run' : `Kept are ${numbers.join(', ')}; or name a bundle (.zip)`,
    );
  const { day, manifest, rules } = JSON.parse(await disk.text(join(root, `${RUNS}/${number}.json`))) as {
    day: string;
    manifest: Manifest;
    rules?: Readonly<Record<string, string>>;
  };
  const estimates = madeBy(disk, root, number, 'estimates');
  const clean = madeBy(disk, root, number, 'clean');
  return {
    name: String(number),
    day,
    manifest,
    estimates: estimates === null ? [] : JSON.parse(await disk.text(join(root, `${RUNS}/${estimates}.estimates.json`))),
    rules: rules === undefined ? null : new Map(Object.entries(rules)),
    rows: clean === null ? null : () => rowsOfRun(disk, root, clean),
  };
}

/** An estimate of two runs. */
export interface Moved {
  readonly key: string;
  readonly from: number | null;
  readonly to: number | null;
  /** True where the later value lies outside the interval of the earlier. */
  readonly beyond: boolean;
}

/** Something with a name that is not in both runs what it was. */
export interface Named {
  readonly name: string;
  readonly how: 'changed' | 'new' | 'gone';
}

/** What differs between two runs. */
export interface RunDifference {
  readonly inputs: readonly Named[];
  readonly outputs: readonly Named[];
  /** Rules of the study: checks, corrections, questions, indicators …; null where one of the runs did not keep them. */
  readonly rules: readonly Named[] | null;
  /** Tables whose clean rows differ; null where those of one of the runs are not kept. */
  readonly rows: readonly RowChanges[] | null;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly moved: readonly Moved[];
}

/** Files, rules, rows and estimates that differ between two runs. Held-back estimates have no number in either; one that is so in one of them is told without. */
export async function runDifference(a: KeptRun, b: KeptRun): Promise<RunDifference> {
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
    inputs: differing(a.manifest.inputs, b.manifest.inputs),
    outputs: differing(a.manifest.outputs, b.manifest.outputs),
    rules:
      a.rules === null || b.rules === null ? null : differing(Object.fromEntries(a.rules), Object.fromEntries(b.rules)),
    rows: a.rows === null || b.rows === null ? null : await rowChanges(await a.rows(), await b.rows()),
    added: [...after.keys()].filter((key) => !before.has(key)),
    removed: [...before.keys()].filter((key) => !after.has(key)),
    moved,
  };
}

function differing(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): readonly Named[] {
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
