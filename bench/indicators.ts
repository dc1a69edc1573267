import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDisk } from '../src/disk/disk.ts';
import { programAt } from '../src/disk/program.ts';
import { accountFile, cleanData } from '../src/stages/artifacts.ts';
import { computed, indicators } from '../src/stages/indicators.ts';
import { madeBy } from '../src/stages/made.ts';
import { loadStudy } from '../src/study/load.ts';
import { mainTable } from '../src/table/table.ts';
import { coldStart } from './indicators/cold.ts';
import { replicated } from './indicators/replicated.ts';

/** Interviews beside those of the study as shipped. */
const ROWS = 100_000;
/** Each size is timed this many times; the first warms the machine. */
const TIMES = 2;

const HERE = dirname(fileURLToPath(new URL('../../../package.json', import.meta.url)));

/** Wall and CPU seconds of a piece of work, other threads included. */
async function timed<T>(work: () => T | Promise<T>): Promise<{ readonly made: T; readonly said: string }> {
  const [begin, before] = [performance.now(), process.cpuUsage()];
  const made = await work();
  const { user, system } = process.cpuUsage(before);
  return { made, said: seconds((performance.now() - begin) / 1000, (user + system) / 1e6) };
}

function seconds(wall: number, cpu: number): string {
  return `${wall.toFixed(2)} s wall ${cpu.toFixed(2)} s CPU`;
}

/**
 * `indicators [rows …]`: every indicator of the study in total and by its breakdowns, with models, indices and the rules of publication, on
 * its clean data as a run left them, and on the same interviews many times over: without the models over imputed copies, with them on one thread, the
 * stage as it is run, with models on a thread of their own; last what a user waits for, `pipeline indicators` from a cold start, reading and writing of files
 * included.
 */
async function main(args: readonly string[]): Promise<void> {
  const disk = openDisk(null);
  const study = await loadStudy(disk, join(HERE, 'pipeline.config.json'), programAt(join(HERE, 'dist')));
  const clean = await madeBy('clean', cleanData, study, disk);
  const account = await madeBy('clean', accountFile, study, disk);
  const own = mainTable(clean).rows;
  const nothing = () => undefined;
  const complete = { ...study, models: study.models.filter(({ imputation }) => imputation === null) };
  const { psu, population } = study.config.design;
  for (const rows of args.length > 0 ? args.map(Number) : [own, ROWS]) {
    const copies = Math.max(1, Math.round(rows / own));
    const samples: readonly (readonly [string, typeof clean])[] =
      copies === 1
        ? [['', clean]]
        : [
            [' in as many PSUs as before', replicated(clean, copies, null)],
            [' in PSUs of their own', replicated(clean, copies, { psu, population })],
          ];
    for (const [how, data] of samples)
      for (let time = 0; time < TIMES; time += 1) {
        // What was made is let go, as a run of the program holds its own alone.
        const { said: before } = await timed(() => computed(complete, data, account, nothing));
        const { said: alone } = await timed(() => computed(study, data, account, nothing));
        const stage = await timed(() => indicators.run({ clean: data, account }, study, nothing));
        const peak = Math.round(process.resourceUsage().maxRSS / 1e3);
        process.stdout.write(
          `${own * copies} interviews${how}, ${stage.made.estimates.length} estimates: estimated in ${before}, with imputed models ${alone}, by the stage ${stage.said}; peak ${peak} MB\n`,
        );
      }
    const [how, data] = samples.at(-1) ?? ['', clean];
    const cold = await coldStart(study, data, HERE);
    process.stdout.write(
      `${own * copies} interviews${how}: pipeline indicators, from a cold start ${seconds(cold.wall, cold.cpu)}\n`,
    );
  }
}

await main(process.argv.slice(2));
