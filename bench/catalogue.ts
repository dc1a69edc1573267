import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { coloursFor } from '../src/commands/colours.ts';
import { run } from '../src/commands/run.ts';
import { openDisk } from '../src/disk/disk.ts';
import { programAt } from '../src/disk/program.ts';
import { studyExport } from '../src/simulation/files.ts';
import { profileSchema } from '../src/simulation/profile.ts';
import { declaredRows, PROFILE_FILE, simulatePeople } from '../src/simulation/study.ts';
import { type Truth, truthOf } from '../src/simulation/truth.ts';
import { loadStudy } from '../src/study/load.ts';
import type { Estimate } from '../src/table/estimate.ts';

/**
 * Every indicator of the study against the truth of its simulation. The first sample gives the table (estimate, interval, n, truth, inside or
 * not); over all samples the intervals are counted that hold the truth. Samples are drawn without faults, with non-response and missing
 * answers as the simulation has them. Suppressed estimates have no interval: they are counted apart.
 */
const { values: options } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1' },
    out: { type: 'string' },
    study: { type: 'string' },
    // A folder for the estimates of each sample and the truth: to look further into one of them.
    keep: { type: 'string' },
  },
});
const HERE = fileURLToPath(new URL('../../..', import.meta.url));
const WHERE = { path: 'data-raw/thamm_plus_diagnostic.xlsx', layout: 'kobo', language: 'fr' };

/** How often the intervals of one kind of number held its truth. */
interface Held {
  inside: number;
  all: number;
}

const disk = openDisk(null);
const folder = join(mkdtempSync(join(tmpdir(), 'catalogue-')), 'study');
for (const part of ['pipeline.config.json', 'schemas'])
  cpSync(join(options.study ?? HERE, part), join(folder, part), { recursive: true });
const program = programAt(join(HERE, 'dist'));
const study = await loadStudy(disk, join(folder, 'pipeline.config.json'), program);
const profile = profileSchema.parse(JSON.parse(readFileSync(join(folder, PROFILE_FILE), 'utf8')));
const seeds = Array.from({ length: Number(options.seeds) }, (_, place) => place + 1);
const lines: string[] = [];
const say = (line: string) => {
  lines.push(line);
  process.stdout.write(`${line}\n`);
};

let truth: Truth = {};
const byKind = new Map<string, Held>();
const byKey = new Map<string, Held>();
const totals: Held = { inside: 0, all: 0 };
const domains: Held = { inside: 0, all: 0 };
let hidden = 0;
let without = 0;
for (const seed of seeds) {
  const estimates = await estimatesOf(seed);
  if (seed === seeds[0]) table(estimates);
  if (options.keep !== undefined) {
    mkdirSync(options.keep, { recursive: true });
    writeFileSync(join(options.keep, `${seed}.json`), JSON.stringify(estimates));
    writeFileSync(join(options.keep, 'truth.json'), JSON.stringify(truth));
  }
  for (const estimate of estimates) count(estimate);
}
coverage();
rmSync(dirname(folder), { recursive: true, force: true });
if (options.out !== undefined) writeFileSync(options.out, `${lines.join('\n')}\n`);

/** Draws a sample, runs the pipeline on it and gives its estimates; the first sample gives the truth too. */
async function estimatesOf(seed: number): Promise<readonly Estimate[]> {
  const made = simulatePeople(study, profile, optionsOf(seed));
  if (Object.keys(truth).length === 0) truth = await truthOf(study, made.population.data, () => made.unknowing().data);
  for (const [path, bytes] of await studyExport(study, made.interviews, WHERE)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  const world = {
    ...{ disk: openDisk, out: () => undefined, tell: () => undefined, terminal: false, colours: coloursFor(false) },
    ...{ now: () => Date.UTC(2026, 10, 23), folder, program },
  };
  await run(world, { quiet: true, to: 'indicators' });
  return JSON.parse(readFileSync(join(folder, 'reports/estimates.json'), 'utf8'));
}

function optionsOf(seed: number) {
  return {
    ...{ seed, rows: declaredRows(profile), faults: false },
    files: new Map([...(study.names.pulled ?? [])].filter(([name]) => name !== 'frame')),
  };
}

function isInside({ low, high }: Estimate, value: number): boolean {
  return low !== null && high !== null && low <= value && value <= high;
}

function table(estimates: readonly Estimate[]): void {
  const number = (x: number | null) => (x === null ? '–' : Number(x.toPrecision(4)).toString());
  say(`| key | estimate | interval | n | truth | inside |\n|---|---|---|---|---|---|`);
  for (const estimate of estimates) {
    if (estimate.domain.length > 0 || estimate.stat === 'count') continue;
    const known = truth[estimate.key]?.value ?? null;
    const inside = known === null || estimate.low === null ? '–' : isInside(estimate, known) ? 'yes' : 'no';
    const cells = [estimate.key, number(estimate.value), `${number(estimate.low)} … ${number(estimate.high)}`];
    say(`| ${[...cells, estimate.n ?? estimate.why, number(known), inside].join(' | ')} |`);
  }
}

function count(estimate: Estimate): void {
  if (estimate.stat === 'count') return;
  const value = truth[estimate.key]?.value ?? null;
  if (estimate.quality === 'suppressed') hidden += 1;
  else if (value === null || estimate.low === null) without += 1;
  else {
    const inside = isInside(estimate, value) ? 1 : 0;
    const kind = byKind.get(`${estimate.stat}, ${estimate.method}`) ?? { inside: 0, all: 0 };
    const key = byKey.get(estimate.key) ?? { inside: 0, all: 0 };
    byKind.set(`${estimate.stat}, ${estimate.method}`, kind);
    byKey.set(estimate.key, key);
    for (const held of [kind, key, estimate.domain.length === 0 ? totals : domains]) {
      held.inside += inside;
      held.all += 1;
    }
  }
}

function coverage(): void {
  const share = ({ inside, all }: Held) => `${((100 * inside) / all).toFixed(1)} % of ${all}`;
  say(`\n${seeds.length} samples: intervals that hold the truth`);
  say(
    `totals ${share(totals)}; breakdowns ${share(domains)}; suppressed ${hidden}; without interval or truth ${without}`,
  );
  for (const [kind, held] of [...byKind].sort(([a], [b]) => (a < b ? -1 : 1))) say(`${kind}: ${share(held)}`);
  const low = [...byKey]
    .filter(([key, held]) => !key.includes('|') && held.all >= 20 && held.inside / held.all < 0.85)
    .sort(([, a], [, b]) => a.inside / a.all - b.inside / b.all);
  if (low.length > 0) say(`below 85 %: ${low.map(([key, held]) => `${key} ${share(held)}`).join('; ')}`);
}
