import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Kills `pipeline clean --force` (SIGKILL) at random moments on the study that is shipped. After each kill every output must be whole: what it
 * was before the run, or what the run makes; and the next run must give the same bytes as one that nobody disturbed.
 *
 *     npm run bench:kill -- 50 [seed]
 */
const project = resolve(import.meta.dirname, '../../..');
const cli = join(project, 'dist/cli.js');
const kills = Number(process.argv[2] ?? 50);
let seed = Number(process.argv[3] ?? 1);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Uniform on [0, 1): a plain generator, so that a failing run can be had again. */
function chance(): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 4_294_967_296;
}

/** Hash of each file below a folder that people see: hidden ones are the program's own. */
function shown(folder: string, below = ''): Map<string, string> {
  const files = new Map<string, string>();
  for (const name of readdirSync(join(folder, below)).sort()) {
    const path = join(below, name);
    if (name.startsWith('.')) continue;
    if (statSync(join(folder, path)).isDirectory())
      for (const [file, hash] of shown(folder, path)) files.set(file, hash);
    else
      files.set(
        path,
        createHash('sha256')
          .update(readFileSync(join(folder, path)))
          .digest('hex'),
      );
  }
  return files;
}

function clean(study: string): number {
  const { status, stderr } = spawnSync('node', [cli, 'clean', '--force', '--quiet', '--config', study], {
    encoding: 'utf8',
  });
  if (status === null || status > 1) throw new Error(stderr);
  return status;
}

const study = join(mkdtempSync(join(tmpdir(), 'kill-')), 'study');
for (const part of ['pipeline.config.json', 'schemas', 'data-raw'])
  cpSync(join(project, part), join(study, part), { recursive: true });
const log = join(study, 'data-raw/decisions/cleaning_log.csv');
const decided = readFileSync(log);

// Two states to go between, so that a half-made one would show: without the decisions, and with them.
spawnSync('node', [cli, 'run', '--to', 'validate', '--quiet', '--config', study]);
rmSync(log);
clean(study);
const without = shown(study);
writeFileSync(log, decided);
const started = Date.now();
clean(study);
const length = Date.now() - started;
const wanted = shown(study);

const outputs = (files: ReadonlyMap<string, string>) => [...files].filter(([path]) => !path.startsWith('data-raw'));
let [before, after, mixed, half, wrong] = [0, 0, 0, 0, 0];
// Each kill is on the way from one state to the other.
let [old, fresh] = [wanted, without];
for (let turn = 0; turn < kills; turn += 1) {
  if (fresh === without) rmSync(log);
  else writeFileSync(log, decided);
  const moment = chance() * length * 1.05;
  await new Promise<void>((done) => {
    const child = spawn('node', [cli, 'clean', '--force', '--quiet', '--config', study], { stdio: 'ignore' });
    const timer = setTimeout(() => child.kill('SIGKILL'), moment);
    child.on('exit', () => {
      clearTimeout(timer);
      done();
    });
  });
  const now = outputs(shown(study));
  const neither = now.filter(([path, hash]) => old.get(path) !== hash && fresh.get(path) !== hash);
  for (const [path] of neither) say(`kill ${turn + 1} at ${Math.round(moment)} ms: ${path} is neither old nor new`);
  half += neither.length;
  if (now.every(([path, hash]) => old.get(path) === hash)) before += 1;
  else if (now.every(([path, hash]) => fresh.get(path) === hash)) after += 1;
  else mixed += 1;
  clean(study);
  const again = shown(study);
  const differs = outputs(fresh).filter(([path, hash]) => again.get(path) !== hash);
  if (differs.length > 0 || again.size !== fresh.size || existsSync(join(study, '.pipeline/next'))) {
    wrong += 1;
    say(
      `kill ${turn + 1} at ${Math.round(moment)} ms: the next run gives another ${differs.map(([path]) => path).join(', ')}`,
    );
  }
  [old, fresh] = [fresh, old];
}
say(
  `${kills} kills within ${length} ms: outputs as before ${before}, as after ${after}, in between ${mixed} (finished by the next run); half-written files ${half}; next runs with other bytes ${wrong}`,
);
if (half + wrong > 0) process.exitCode = 1;
