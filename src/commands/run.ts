import { join, resolve } from 'node:path';
import type { Intake } from '../readers/intake.ts';
import { intakeFile } from '../stages/artifacts.ts';
import type { Disk } from '../stages/disk.ts';
import { proseFault } from '../stages/report.ts';
import { runStages } from '../stages/run.ts';
import type { Study } from '../study/study.ts';
import { progressOn } from './progress.ts';
import { openStudy } from './study.ts';
import { exitCodeOf, runSummary } from './summary.ts';
import type { CommonOptions, ExitCode, World } from './world.ts';

/** Options of `run`; of a command for one stage, `from` and `to` are that stage. */
export interface RunOptions extends CommonOptions {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly force?: boolean | undefined;
  /** A findings.csv of an earlier run: review and validation page show what is new since. */
  readonly baseline?: string | undefined;
  /** Publish nothing where the prose of the report states what its numbers do not bear out. */
  readonly strict?: boolean | undefined;
}

/** Runs the pipeline on a study and says what came of it. */
export async function run(world: World, options: RunOptions): Promise<ExitCode> {
  const started = world.now();
  const opened = await openStudy(world, options);
  const { disk } = opened;
  const baseline = options.baseline === undefined ? null : resolve(world.folder, options.baseline);
  const study: Study = { ...opened.study, baseline, strict: options.strict === true };
  const quiet = options.quiet === true || options.json === true;
  const held = await disk.lock(study.root);
  try {
    const day = new Date(started).toISOString().slice(0, 10);
    const report = await runStages(study, disk, options, progressOn(world, quiet), day);
    const code = exitCodeOf(report);
    const doubts = report.tally.report?.disagreements;
    if (study.strict && Array.isArray(doubts) && doubts.length > 0) throw proseFault(doubts);
    const seconds = (world.now() - started) / 1000;
    if (options.json === true)
      world.out(
        `${JSON.stringify({ exit: code, ...report, ...(await intakeOf(study, disk, options)), confirm: study.config.confirm }, null, 1)}\n`,
      );
    else world.out(runSummary(study, report, seconds, world));
    return code;
  } finally {
    await held.release();
    await disk.remember();
  }
}

/** For `ingest --json`: the whole account of how the sources were read. */
async function intakeOf(study: Study, disk: Disk, { to }: RunOptions): Promise<{ readonly intake?: Intake }> {
  if (to !== 'ingest') return {};
  const path = '.pipeline/intake.json';
  const intake = await intakeFile.decode?.(new Map([[path, disk.source(join(study.root, path))]]), study);
  return intake === undefined ? {} : { intake };
}
