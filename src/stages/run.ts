import { fault } from '../fault.ts';
import { rulesIn } from '../study/rules.ts';
import type { Study } from '../study/study.ts';
import { sha256 } from '../table/sha.ts';
import { asWritten } from './asWritten.ts';
import type { Disk } from './disk.ts';
import { remember } from './history.ts';
import type { PipelineState, StageRecord } from './plan.ts';
import { artifactsOf, inputsOf, nameOf, readState, STATE_PATH, staleness } from './plan.ts';
import { stages } from './registry.ts';
import type { Given, Made, Stage, Tally } from './stage.ts';

/** Which stages to run, by name; `force` runs them although they are up to date. */
export interface RunRange {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly force?: boolean | undefined;
}

/** What a run did. */
export interface RunReport {
  readonly ran: readonly string[];
  readonly fresh: readonly string[];
  /** Stages before the range that would run again, with why: what was made rests on what they made in an earlier run. */
  readonly stale: readonly { readonly stage: string; readonly reasons: readonly string[] }[];
  /** What each stage of the range says of its outputs. */
  readonly tally: Readonly<Record<string, Tally>>;
}

/** Told while a run goes on: a stage begins, goes on (done of total), was up to date. */
export interface RunEvents {
  begin(stage: Stage): void;
  step(stage: Stage, done: number, total: number): void;
  end(stage: Stage): void;
  fresh(stage: Stage): void;
}

/**
 * Runs the stages of a range in order, each only where something it depends on changed, and makes their outputs visible together at
 * the end: a fault on the way leaves all earlier outputs as they were. `day` is the date that the history bears.
 */
export async function runStages(
  study: Study,
  disk: Disk,
  range: RunRange,
  events: RunEvents,
  day: string,
): Promise<RunReport> {
  const before = await readState(disk, study.root);
  const state: Record<string, StageRecord> = { ...before };
  const values = new Map<string, unknown>();
  const files = new Map<string, Uint8Array>();
  const made = new Map<string, Readonly<Record<string, string>>>();
  const ran: string[] = [];
  const fresh: string[] = [];
  const stale: { stage: string; reasons: readonly string[] }[] = [];
  const chosen = stagesIn(range);
  await refuseFilledIn(chosen, study, disk, before);
  for (const stage of stages) {
    if (!chosen.includes(stage)) {
      const own = await inputsOf(stage, study, disk, made);
      for (const [name, paths] of artifactsOf(stage, state[stage.name])) made.set(name, paths);
      if (stages.indexOf(stage) > stages.indexOf(chosen.at(-1) ?? stage)) continue;
      if (state[stage.name] === undefined)
        throw fault(
          `--from ${range.from ?? ''}`,
          `the stage ${stage.name} before it has not run yet`,
          'Leave --from out',
        );
      const reasons = await staleness(state[stage.name], own, study.root, disk);
      if (reasons.length > 0) stale.push({ stage: stage.name, reasons });
      continue;
    }
    const inputs = await inputsOf(stage, study, disk, made);
    const reasons = range.force === true ? ['forced'] : await staleness(state[stage.name], inputs, study.root, disk);
    if (reasons.length === 0) {
      fresh.push(stage.name);
      events.fresh(stage);
    } else {
      events.begin(stage);
      const input = await readAll(stage, study, disk, values, made);
      const memory = await remembered(stage, state[stage.name], study, disk);
      const output = (await stage.run(
        input,
        study,
        (done, total) => events.step(stage, done, total),
        memory as never,
      )) as Record<string, unknown>;
      const outputs: Record<string, Record<string, string>> = {};
      for (const [key, artifact] of Object.entries(stage.writes) as [string, Made<unknown>][]) {
        values.set(artifact.name, output[key]);
        const encoded = await artifact.encode(output[key], study);
        outputs[artifact.name] = {};
        for (const [path, bytes] of encoded) {
          files.set(path, bytes);
          outputs[artifact.name]![path] = sha256(bytes);
        }
      }
      for (const [name, record] of Object.entries(state))
        if (name !== stage.name) state[name] = givenUp(record, outputs, isLater(name, stage));
      state[stage.name] = { inputs, outputs, tally: stage.tally(output as never) };
      ran.push(stage.name);
      events.end(stage);
    }
    for (const [name, paths] of artifactsOf(stage, state[stage.name])) made.set(name, paths);
  }
  if (ran.length > 0) await publishRun(study, disk, before, state, files, day);
  return { ran, fresh, stale, tally: Object.fromEntries(chosen.map(({ name }) => [name, state[name]?.tally ?? {}])) };
}

/** A fault where a file that people fill in was changed by somebody: a run would write it over, or remove it. */
async function refuseFilledIn(
  chosen: readonly Stage[],
  study: Study,
  disk: Disk,
  before: PipelineState,
): Promise<void> {
  const known = new Map(
    Object.values(before)
      .flatMap(({ outputs }) => Object.values(outputs).flatMap((files) => Object.entries(files)))
      .filter(([, hash]) => hash !== OVERWRITTEN),
  );
  const written = async (path: string) => known.get(path) ?? (await manifestHash(disk, study.root, path));
  const artifacts = chosen.flatMap((stage) => Object.values(stage.writes) as Made<unknown>[]);
  for (const { name, filledIn } of artifacts) {
    if (filledIn === undefined) continue;
    const earlier = Object.values(before).flatMap(({ outputs }) => Object.keys(outputs[name] ?? {}));
    for (const path of new Set([...filledIn(study), ...earlier])) {
      const now = await disk.hash(`${study.root}/${path}`);
      if (now !== null && now !== (await written(path)))
        throw fault(
          path,
          'somebody changed this file since it was written, and a run would write it over',
          `To have its decisions applied, move it to data-raw/decisions: mv ${path} data-raw/decisions/. To drop them, delete it`,
        );
    }
  }
}

/** The hash that the manifest of the last run gives a file, where nothing else remembers it. */
async function manifestHash(disk: Disk, root: string, path: string): Promise<string | undefined> {
  const manifest = `${root}/reports/manifest.json`;
  if (!disk.exists(manifest)) return undefined;
  try {
    return (JSON.parse(await disk.text(manifest)) as Manifest).outputs[path];
  } catch {
    return undefined;
  }
}

function isLater(name: string, than: Stage): boolean {
  return stages.findIndex((stage) => stage.name === name) > stages.indexOf(than);
}

/** In place of a hash: the file is another stage's now. */
const OVERWRITTEN = 'overwritten';

/**
 * A file that two stages write belongs to the one that wrote it last: `validate` writes findings.csv, `clean` completes it. An
 * earlier stage lets go of it; a later one, whose file was overwritten, is stale.
 */
function givenUp(record: StageRecord, outputs: StageRecord['outputs'], later: boolean): StageRecord {
  const taken = new Set(Object.values(outputs).flatMap((files) => Object.keys(files)));
  const left = Object.entries(record.outputs).map(([name, files]) => [
    name,
    Object.fromEntries(
      Object.entries(files).flatMap(([path, hash]) => {
        if (!taken.has(path) || path.startsWith('.pipeline/objects/')) return [[path, hash]];
        return later ? [[path, OVERWRITTEN]] : [];
      }),
    ),
  ]);
  return { ...record, outputs: Object.fromEntries(left) };
}

function stagesIn({ from, to }: RunRange): readonly Stage[] {
  const place = (name: string | undefined, otherwise: number, flag: string) => {
    if (name === undefined) return otherwise;
    const at = stages.findIndex((stage) => stage.name === name);
    if (at < 0)
      throw fault(flag, `there is no stage '${name}'`, `Stages: ${stages.map((stage) => stage.name).join(', ')}`);
    return at;
  };
  const [first, last] = [place(from, 0, '--from'), place(to, stages.length - 1, '--to')];
  if (first > last) throw fault('--from', `${from} comes after ${to}`, 'Exchange --from and --to');
  return stages.slice(first, last + 1);
}

async function readAll(
  stage: Stage,
  study: Study,
  disk: Disk,
  values: ReadonlyMap<string, unknown>,
  made: ReadonlyMap<string, Readonly<Record<string, string>>>,
): Promise<never> {
  const input: Record<string, unknown> = {};
  for (const [key, artifact] of Object.entries(stage.reads)) {
    if ('files' in artifact) {
      const given = artifact as Given<unknown>;
      input[key] = await given.decode(
        given.files(study).map((path) => disk.source(path)),
        study,
      );
    } else if (values.has(artifact.name)) input[key] = values.get(artifact.name);
    else {
      const paths = Object.keys(made.get(artifact.name) ?? {});
      const sources = new Map(paths.map((path) => [path, disk.source(`${study.root}/${path}`)]));
      input[key] = await artifact.decode?.(sources, study);
    }
  }
  return input as never;
}

/** What a stage wrote last and asks to be given back, from the files that are as it wrote them. */
async function remembered(
  { remembers }: Stage,
  record: StageRecord | undefined,
  study: Study,
  disk: Disk,
): Promise<unknown> {
  if (remembers === undefined) return undefined;
  return remembers.decode?.(await asWritten(record?.outputs[remembers.name] ?? {}, study.root, disk), study);
}

async function publishRun(
  study: Study,
  disk: Disk,
  before: PipelineState,
  state: PipelineState,
  files: Map<string, Uint8Array>,
  day: string,
): Promise<void> {
  const encoder = new TextEncoder();
  const now = new Set(filesOf(state));
  const gone = [...filesOf(before)].filter((path) => !now.has(path));
  for (const path of files.keys()) if (!now.has(path)) files.delete(path);
  const manifest = await manifestOf(study, disk, state);
  files.set('reports/manifest.json', encoder.encode(`${JSON.stringify(manifest, null, 1)}\n`));
  files.set(STATE_PATH, encoder.encode(JSON.stringify(state)));
  const rules = Object.fromEntries(await rulesIn(disk, study.root, `${study.root}/pipeline.config.json`));
  const { files: history, forgotten, held } = await remember(disk, study.root, { day, manifest, rules }, files, now);
  for (const [path, bytes] of history) files.set(path, bytes);
  await disk.publish(study.root, files, [...gone.filter((path) => !held.has(path)), ...forgotten]);
}

function filesOf(state: PipelineState): readonly string[] {
  return Object.values(state).flatMap(({ outputs }) => Object.values(outputs).flatMap((files) => Object.keys(files)));
}

/** SHA-256 of every file that went in (the program as one) and of every file that came out; the cache is left out. */
async function manifestOf(study: Study, disk: Disk, state: PipelineState): Promise<Manifest> {
  const sorted = (entries: readonly (readonly [string, string])[]) =>
    Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
  const inputs: [string, string][] = [['the program', study.program]];
  for (const path of inputFiles(study, disk)) {
    const hash = await disk.hash(path);
    if (hash !== null) inputs.push([nameOf(study, path), hash]);
  }
  return {
    inputs: sorted(inputs),
    outputs: sorted(
      Object.values(state).flatMap(({ outputs }) =>
        Object.values(outputs).flatMap((files) =>
          Object.entries(files).filter(([path, hash]) => !path.startsWith('.pipeline/') && hash !== OVERWRITTEN),
        ),
      ),
    ),
  };
}

export type Manifest = Readonly<Record<'inputs' | 'outputs', Readonly<Record<string, string>>>>;

/** The configuration, everything under schemas/, the form, the exports and the decisions. */
export function inputFiles(study: Study, disk: Disk): ReadonlySet<string> {
  const folders = [`${study.root}/schemas`, `${study.root}/schemas/form`, `${study.root}/${study.config.form}`];
  return new Set([
    `${study.root}/pipeline.config.json`,
    ...folders.flatMap((folder) => disk.list(folder).map((name) => `${folder}/${name}`)),
    ...(disk.isFolder(`${study.root}/${study.config.form}`) ? [] : [`${study.root}/${study.config.form}`]),
    ...[...study.sources.values()].flat(),
    ...study.decisions,
  ]);
}
