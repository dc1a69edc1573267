import { join } from 'node:path';
import { objectsOf } from './datasetFile.ts';
import type { Disk } from './disk.ts';

/** Runs kept in `.pipeline/runs/`. */
const KEPT_RUNS = 20;
/** Bytes that the clean data of earlier runs may take beside those of the last; of runs before that, only rules and estimates are kept. */
const KEPT_BYTES = 1 << 30;

/** Where runs are kept: `<n>.json` with day, manifest and rules; `<n>.estimates.json` and `<n>.clean.json` of those that made them anew. */
export const RUNS = '.pipeline/runs';

const CLEAN = '.pipeline/clean.json';
const OBJECTS = '.pipeline/objects';

/** The runs that are kept, oldest first. */
export function runNumbers(disk: Disk, root: string): readonly number[] {
  return numbersOf(disk, root, /^(\d+)\.json$/);
}

/** The run whose estimates or clean data a run has: its own, or those of the last before it that made some; null where none are kept. */
export function madeBy(disk: Disk, root: string, number: number, what: 'estimates' | 'clean'): number | null {
  return madeIn(disk, root, what).findLast((each) => each <= number) ?? null;
}

function madeIn(disk: Disk, root: string, what: 'estimates' | 'clean'): readonly number[] {
  return numbersOf(disk, root, new RegExp(`^(\\d+)\\.${what}\\.json$`));
}

function numbersOf(disk: Disk, root: string, named: RegExp): readonly number[] {
  return disk
    .list(join(root, RUNS))
    .flatMap((name) => {
      const number = named.exec(name)?.[1];
      return number === undefined ? [] : [Number(number)];
    })
    .sort((a, b) => a - b);
}

/** What a run adds to the history, and what is forgotten for it. */
export interface Remembered {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly forgotten: readonly string[];
  /** Objects of the cache that a kept run still needs. */
  readonly held: ReadonlySet<string>;
}

/**
 * The history after a run that publishes `made`: twenty runs, the clean data of as many as there is room for. A run that made no
 * estimates or clean data has those of the run before it, which stay for it.
 */
export async function remember(
  disk: Disk,
  root: string,
  run: { readonly day: string; readonly manifest: unknown; readonly rules: Readonly<Record<string, string>> },
  made: ReadonlyMap<string, Uint8Array>,
  now: ReadonlySet<string>,
): Promise<Remembered> {
  const runs = runNumbers(disk, root);
  const number = (runs.at(-1) ?? 0) + 1;
  const kept = [...runs, number].slice(-KEPT_RUNS);
  const oldest = kept[0] ?? number;
  const files = new Map<string, Uint8Array>([
    [`${RUNS}/${number}.json`, new TextEncoder().encode(JSON.stringify(run))],
  ]);
  const forgotten = runs.filter((each) => each < oldest).map((each) => `${RUNS}/${each}.json`);
  for (const [what, path] of [
    ['estimates', 'reports/estimates.json'],
    ['clean', CLEAN],
  ] as const) {
    const own = made.get(path);
    if (own !== undefined) files.set(`${RUNS}/${number}.${what}.json`, own);
    const before = madeIn(disk, root, what);
    const first = [...before, ...(own === undefined ? [] : [number])].findLast((each) => each <= oldest) ?? oldest;
    forgotten.push(...before.filter((each) => each < first).map((each) => `${RUNS}/${each}.${what}.json`));
  }
  const held = new Set<string>();
  const left = new Set<string>();
  let bytes = 0;
  for (const each of madeIn(disk, root, 'clean').toReversed()) {
    const path = `${RUNS}/${each}.clean.json`;
    const list = objectsOf(await disk.read(join(root, path)));
    const objects = [...list].map(([object, size]) => [`${OBJECTS}/${object}`, size] as const);
    for (const [object, size] of objects) if (!held.has(object) && !now.has(object)) bytes += size;
    if (bytes > KEPT_BYTES && !forgotten.includes(path)) forgotten.push(path);
    const into = forgotten.includes(path) ? left : held;
    for (const [object] of objects) into.add(object);
  }
  const unused = [...left].filter((path) => !held.has(path) && !now.has(path) && disk.exists(join(root, path)));
  return { files, forgotten: [...forgotten, ...unused], held };
}
