import { resolve } from 'node:path';
import { keptRun, runDifference } from '../evidence/runs.ts';
import { openStudy } from './study.ts';
import type { CommonOptions, ExitCode, World } from './world.ts';

/** Files and estimates named one by one. */
const NAMED = 20;

/** Compares two runs: which inputs and outputs differ, and which estimates moved, those beyond their interval first. */
export async function diff(world: World, a: string, b: string, options: CommonOptions): Promise<ExitCode> {
  const { study, disk } = await openStudy(world, options);
  const run = (name: string) => keptRun(study.root, disk, name, resolve(world.folder, name));
  const [before, after] = [await run(a), await run(b)];
  const found = runDifference(before, after);
  if (options.json === true) {
    world.out(`${JSON.stringify({ exit: 0, from: before.name, to: after.name, ...found }, null, 1)}\n`);
    return 0;
  }
  const { bold, dim } = world.colours;
  const day = (text: string) => (text === '' ? '' : ` (${text})`);
  world.out(`${bold(`Run ${before.name}${day(before.day)} → run ${after.name}${day(after.day)}`)}\n`);
  const list = (label: string, items: readonly string[], none: string) => {
    if (items.length === 0) return world.out(`${label.padEnd(12)} ${none}\n`);
    for (const [place, item] of items.slice(0, NAMED).entries())
      world.out(`${(place === 0 ? label : '').padEnd(12)} ${item}\n`);
    if (items.length > NAMED)
      world.out(`${''.padEnd(12)} ${dim(`and ${items.length - NAMED} more: pipeline diff ${a} ${b} --json`)}\n`);
  };
  const files = (all: typeof found.inputs) => all.map(({ name, how }) => `${name}: ${how}`);
  list('Inputs', files(found.inputs), 'the same');
  list('Outputs', files(found.outputs), 'the same, byte by byte');
  const number = (x: number | null) => (x === null ? 'no number' : String(Number(x.toPrecision(6))));
  const beyond = found.moved.filter((each) => each.beyond);
  list(
    'Beyond',
    beyond.map(({ key, from, to }) => `${key}: ${number(from)} → ${number(to)}`),
    'no estimate left the interval that it had',
  );
  const within = found.moved.length - beyond.length;
  world.out(
    `${'Within'.padEnd(12)} ${within} ${within === 1 ? 'estimate' : 'estimates'} moved within the interval, or gained or lost a number; ${found.added.length} are new, ${found.removed.length} are gone\n`,
  );
  return 0;
}
