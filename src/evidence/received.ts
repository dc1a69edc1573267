import type { DecisionSheet } from '../corrections/decisions/logs.ts';
import { isFault } from '../fault.ts';
import type { Intake } from '../readers/intake.ts';
import type { cleaned } from '../stages/clean.ts';
import { corrected as correctedByRules, decisionFiles } from '../stages/clean.ts';
import type { Disk } from '../stages/disk.ts';
import { exports, ingest, joinFiles } from '../stages/ingest.ts';
import { nameOf } from '../stages/plan.ts';
import { validate } from '../stages/validate.ts';
import type { Study } from '../study/study.ts';
import type { Finding } from '../table/finding.ts';
import type { Dataset } from '../table/table.ts';

/** What the exports give when they are read anew. */
export interface Received {
  readonly raw: Dataset;
  readonly intake: Intake;
  readonly paradata: Parameters<typeof cleaned>[1]['paradata'];
  readonly before: readonly Finding[];
}

/** The exports read anew, and what the checks say of them; the fault's message where they cannot be read. */
export async function receivedAnew(study: Study, disk: Disk): Promise<Received | string> {
  try {
    const sources = (paths: readonly string[]) => paths.map((path) => disk.source(path));
    const input = {
      exports: await exports.decode(sources(exports.files(study)), study),
      joinFiles: await joinFiles.decode(sources(joinFiles.files(study)), study),
    };
    const { raw, intake, paradata } = await ingest.run(input, study, () => {});
    const { findings } = await validate.run({ raw, intake, paradata, baseline: null }, study, () => {});
    return { raw, intake, paradata, before: findings };
  } catch (error) {
    if (isFault(error)) return error.message;
    throw error;
  }
}

/** The logs of decisions as they are now; null where one of them is left out on purpose. */
export async function logs(study: Study, disk: Disk, absent: ReadonlySet<string>) {
  const paths = decisionFiles.files(study);
  if (paths.some((path) => absent.has(nameOf(study, path)))) return null;
  return decisionFiles.decode(
    paths.map((path) => disk.source(path)),
    study,
  );
}

/** What rules and decisions make of the data now; the fault's message where the decisions cannot be read. */
export function madeAnew(
  study: Study,
  raw: Dataset,
  sheets: readonly DecisionSheet[],
): ReturnType<typeof correctedByRules> | string {
  try {
    return correctedByRules(study, raw, sheets);
  } catch (error) {
    if (isFault(error)) return error.message;
    throw error;
  }
}
