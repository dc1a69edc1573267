import { artifactsOf, inputsOf, readState, staleness } from '../stages/plan.ts';
import { stages } from '../stages/registry.ts';
import { openStudy } from './study.ts';
import type { CommonOptions, ExitCode, World } from './world.ts';

/** Says which stages are up to date, with `why` what made the others stale, with `notes` what expressions may not be meant to say. */
export async function status(
  world: World,
  options: CommonOptions & { readonly why?: boolean | undefined; readonly notes?: boolean | undefined },
): Promise<ExitCode> {
  const { study, disk } = await openStudy(world, options);
  const state = await readState(disk, study.root);
  const made = new Map<string, Readonly<Record<string, string>>>();
  const lines: { stage: string; fresh: boolean; reasons: readonly string[] }[] = [];
  for (const stage of stages) {
    const stale = lines.filter(({ fresh }) => !fresh).map((line) => line.stage);
    const inputs = await inputsOf(stage, study, disk, made);
    const own = await staleness(state[stage.name], inputs, study.root, disk);
    const reasons = own.length === 0 && stale.length > 0 ? [`${stale.at(-1) ?? ''} will run again before it`] : own;
    lines.push({ stage: stage.name, fresh: reasons.length === 0, reasons });
    for (const [name, paths] of artifactsOf(stage, state[stage.name])) made.set(name, paths);
  }
  await disk.remember();
  if (options.json === true) {
    world.out(`${JSON.stringify({ stages: lines, notes: study.notes }, null, 1)}\n`);
    return 0;
  }
  const { green, yellow, dim } = world.colours;
  for (const { stage, fresh, reasons } of lines) {
    world.out(`${stage.padEnd(11)} ${fresh ? green('up to date') : yellow('to do')}\n`);
    const shown = options.why === true ? reasons : [];
    for (const reason of shown) world.out(`${' '.repeat(12)}${dim(reason)}\n`);
  }
  if (options.notes === true)
    for (const note of study.notes.length === 0 ? ['no notes on expressions'] : study.notes) world.out(`${note}\n`);
  if (options.why !== true && lines.some(({ fresh }) => !fresh)) world.out(dim('Why: pipeline status --why\n'));
  return 0;
}
