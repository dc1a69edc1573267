import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { childSeconds } from './childSeconds.ts';

/** Each command is run this many times; the least counts. */
const TIMES = 3;

const project = resolve(import.meta.dirname, '../../..');
const cli = join(project, 'dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'report-'));
const study = join(folder, 'study');

function run(...args: readonly string[]): void {
  const { status, stderr } = spawnSync('node', [cli, ...args, '--config', study], { encoding: 'utf8' });
  if (status === null || status > 1) throw new Error(`${args.join(' ')}: ${stderr}`);
}

/** Least wall seconds and, of all children, CPU seconds of a command from a cold start; `before` puts things back as they have to be. */
function timed(what: string, args: readonly string[], before: () => void = () => undefined): void {
  let [wall, cpu] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let turn = 0; turn < TIMES; turn += 1) {
    before();
    const [began, used] = [performance.now(), childSeconds()];
    run(...args);
    wall = Math.min(wall, (performance.now() - began) / 1000);
    cpu = Math.min(cpu, childSeconds() - used);
  }
  process.stdout.write(`${what.padEnd(62)} ${wall.toFixed(2)} s wall ${cpu.toFixed(2)} s CPU\n`);
}

/** What people wait for on the study that is shipped, each from a cold start of the built program; on Linux. */
try {
  for (const part of ['pipeline.config.json', 'schemas', 'data-raw'])
    cpSync(join(project, part), join(study, part), { recursive: true });
  run('run', '--quiet');
  const languages = readdirSync(join(study, 'reports')).filter((name) => /^report\..*\.html$/.test(name)).length;
  const pictures = readdirSync(join(study, 'reports/figures')).filter((name) => name.endsWith('.png')).length;
  timed(`report, ${languages} languages, ${pictures} pictures, all drawn`, ['report', '--force', '--quiet'], () =>
    rmSync(join(study, 'reports/figures'), { recursive: true, force: true }),
  );
  timed('report, no picture changed', ['report', '--force', '--quiet']);
  timed('run, nothing changed', ['run', '--quiet']);
  timed('figures F17, nothing changed', ['figures', 'F17']);
  timed('figures F17, one language, drawn', ['figures', 'F17', '--lang', 'fr'], () =>
    rmSync(join(study, 'reports/figures/F17.fr.svg')),
  );
  timed('trace SOP03', ['trace', 'SOP03']);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
