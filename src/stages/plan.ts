import { relative } from 'node:path';
import type { Study } from '../study/study.ts';
import { sha256 } from '../table/sha.ts';
import type { Disk } from './disk.ts';
import type { Made, Stage, Tally } from './stage.ts';

/** What is remembered of a stage's last run. */
export interface StageRecord {
  /** Hash of each thing it depended on, by the name that people know it by. */
  readonly inputs: Readonly<Record<string, string>>;
  /** For each artifact that it wrote: hash of each file, by path from the study's folder. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly tally: Tally;
}

/** `.pipeline/state.json`: each stage's last run, by its name. */
export type PipelineState = Readonly<Record<string, StageRecord>>;

export const STATE_PATH = '.pipeline/state.json';

/** Reads what is remembered; nothing where there is none, or where it cannot be read (then all is made again). */
export async function readState(disk: Disk, root: string): Promise<PipelineState> {
  const path = `${root}/${STATE_PATH}`;
  if (!disk.exists(path)) return {};
  try {
    return JSON.parse(await disk.text(path)) as PipelineState;
  } catch {
    return {};
  }
}

/** Everything that a stage depends on now, by name → hash. `made` gives the files of what earlier stages wrote. */
export async function inputsOf(
  stage: Stage,
  study: Study,
  disk: Disk,
  made: ReadonlyMap<string, Readonly<Record<string, string>>>,
): Promise<Record<string, string>> {
  const inputs: Record<string, string> = { 'the program': study.program };
  for (const name of stage.declarations) {
    const declared = study.declared.get(name);
    if (declared !== undefined) inputs[declared.file] = declared.hash;
  }
  for (const artifact of Object.values(stage.reads)) {
    if ('files' in artifact) {
      for (const path of artifact.files(study)) inputs[nameOf(study, path)] = (await disk.hash(path)) ?? 'absent';
    } else {
      const files = made.get(artifact.name) ?? {};
      inputs[`what ${artifact.name} holds`] = sha256(JSON.stringify(Object.entries(files).sort()));
    }
  }
  return inputs;
}

/** A file as people know it: its path from the study's folder, or its name where it stands elsewhere. */
export function nameOf(study: Study, path: string): string {
  const near = relative(study.root, path);
  return near.startsWith('..') ? (path.split(/[\\/]/).at(-1) ?? path) : near.replaceAll('\\', '/');
}

/** Why a stage must run again: one sentence a reason; [] where it is up to date. */
export async function staleness(
  record: StageRecord | undefined,
  inputs: Readonly<Record<string, string>>,
  root: string,
  disk: Disk,
): Promise<readonly string[]> {
  if (record === undefined) return ['it has not run yet'];
  const reasons: string[] = [];
  for (const [name, hash] of Object.entries(inputs)) {
    const before = record.inputs[name];
    if (before === undefined) reasons.push(`${name} is new`);
    else if (before !== hash) reasons.push(hash === 'absent' ? `${name} is gone` : `${name} changed`);
  }
  for (const name of Object.keys(record.inputs)) if (inputs[name] === undefined) reasons.push(`${name} is gone`);
  for (const files of Object.values(record.outputs)) {
    for (const [path, hash] of Object.entries(files)) {
      const now = await disk.hash(`${root}/${path}`);
      if (now !== hash) reasons.push(now === null ? `${path} is missing` : `${path} was changed since`);
    }
  }
  return reasons;
}

/** The artifacts that a record of a stage holds, by artifact name. */
export function artifactsOf(
  stage: Stage,
  record: StageRecord | undefined,
): [string, Readonly<Record<string, string>>][] {
  return Object.values(stage.writes).map((artifact) => [
    (artifact as Made<unknown>).name,
    record?.outputs[artifact.name] ?? {},
  ]);
}
