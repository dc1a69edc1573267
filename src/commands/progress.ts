import type { RunEvents } from '../stages/run.ts';
import type { World } from './world.ts';

const WIDTH = 24;

/** Progress of a run on standard error: a bar that is redrawn on a terminal, a line a stage otherwise, nothing when quiet. */
export function progressOn(world: World, quiet: boolean): RunEvents {
  if (quiet) return { begin: () => {}, step: () => {}, end: () => {}, fresh: () => {} };
  const { dim, green } = world.colours;
  let started = 0;
  const redraw = (text: string) => world.tell(`\r\u001b[2K${text}`);
  return {
    begin(stage) {
      started = world.now();
      if (world.terminal) redraw(`${stage.name.padEnd(11)} ${dim('·'.repeat(WIDTH))}`);
      else world.tell(`${stage.name}: ${stage.summary}\n`);
    },
    step(stage, done, total) {
      if (!world.terminal || total === 0) return;
      const filled = Math.round((WIDTH * done) / total);
      redraw(`${stage.name.padEnd(11)} ${'█'.repeat(filled)}${dim('·'.repeat(WIDTH - filled))} ${done}/${total}`);
    },
    end(stage) {
      const seconds = ((world.now() - started) / 1000).toFixed(1);
      if (world.terminal) redraw(`${stage.name.padEnd(11)} ${green('done')} ${dim(`${seconds} s`)}\n`);
      else world.tell(`${stage.name}: done in ${seconds} s\n`);
    },
    fresh(stage) {
      world.tell(world.terminal ? `${stage.name.padEnd(11)} ${dim('up to date')}\n` : `${stage.name}: up to date\n`);
    },
  };
}
