import { execFileSync, spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { streamXlsxRows, writeXlsxStream } from 'hucre';
import Papa from 'papaparse';
import { DONT_KNOW, NOT_ASKED, REFUSED } from '../src/table/states.ts';
import { GENERATOR, peersData, peersForm } from './peers.ts';

/** A workbook of more rows takes long to make. */
const MOST_IN_WORKBOOK = 100_000;
/** Bare passes and ingests of a file; the least of each counts. */
const TURNS = 3;
const SIZES = [10_000, 100_000, 1_000_000];

/** Wall and CPU seconds since a start: on a machine that others use too, the second is the steadier measure. */
function clock(): () => string {
  const started = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return `${(performance.now() - started) / 1000} ${(user + system) / 1e6}`;
  };
}

/** Seconds of a bare pass: papaparse calls `step` for every row, and nothing is kept. */
async function bare(path: string): Promise<void> {
  const taken = clock();
  let cells = 0;
  await new Promise<void>((done, failed) => {
    Papa.parse<string[]>(createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 }), {
      step: ({ data }) => {
        cells += data.length;
      },
      complete: () => done(),
      error: failed,
    });
  });
  process.stdout.write(`bare ${taken()} ${cells}\n`);
}

/** Reads the file with the form of this folder into typed columns with states. */
async function ingest(path: string): Promise<void> {
  const form = peersForm();
  const taken = clock();
  const data = await peersData(form, path);
  const seconds = taken();
  const main = data.tables.get('main');
  const states = [0, 0, 0, 0, 0, 0, 0, 0];
  for (const column of main?.columns.values() ?? [])
    for (const state of column.states) states[state] = (states[state] ?? 0) + 1;
  const told = [DONT_KNOW, REFUSED, NOT_ASKED].map((state) => states[state]).join(' ');
  process.stdout.write(`ingest ${seconds} ${main?.rows} ${process.resourceUsage().maxRSS / 1024} ${told}\n`);
}

/** Seconds of a bare streaming pass over a workbook by hucre, and nothing is kept. */
async function bareWorkbook(path: string): Promise<void> {
  const taken = clock();
  let cells = 0;
  for await (const { values } of streamXlsxRows(readFileSync(path))) cells += values.length;
  process.stdout.write(`bare ${taken()} ${cells}\n`);
}

/** The rows of a CSV as a workbook's one sheet: numbers as numbers, other cells as text. */
async function workbookOf(csv: string, path: string): Promise<void> {
  const { data } = Papa.parse<string[]>(readFileSync(csv, 'utf8'), { skipEmptyLines: true });
  const cell = (text: string) => (text === '' ? null : /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text);
  const rows = (function* () {
    for (const row of data) yield row.map(cell);
  })();
  const file = createWriteStream(path);
  for await (const piece of writeXlsxStream(rows, { name: 'main', inlineStrings: false })) file.write(piece);
  await new Promise((done) => file.end(done));
}

/** Runs one of the two in a process of its own, so that its memory is its own; its figures. */
function measured(what: 'bare' | 'bareWorkbook' | 'ingest', path: string): readonly number[] {
  const run = spawnSync(process.execPath, [fileURLToPath(import.meta.url), what, path], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${what} ${path}: ${run.stderr}`);
  return run.stdout.trim().split(' ').slice(1).map(Number);
}

/** Three bare passes and three ingests in turn; the least CPU time of each, and what they say together. */
function compared(what: 'bare' | 'bareWorkbook', path: string): string {
  const runs = Array.from({ length: TURNS }, () => ({ pass: measured(what, path), own: measured('ingest', path) }));
  const least = (one: 'pass' | 'own', at: number) => Math.min(...runs.map((run) => run[one][at] ?? Number.NaN));
  const [wall, cpu] = [0, 1].map((at) => {
    const [pass, own] = [least('pass', at), least('own', at)];
    return `${pass.toFixed(2)} s, ingest ${own.toFixed(2)} s (${(own / pass).toFixed(2)} ×)`;
  });
  const [, , rows = 0] = runs[0]?.own ?? [];
  const peak = Math.max(...runs.map(({ own }) => own[3] ?? Number.NaN));
  return `CPU ${cpu}; wall ${wall}; ${rows} rows, peak ${peak.toFixed(0)} MB`;
}

/** `ingest [rows …]`: made-up CSVs of 120 columns into typed columns with states, against a bare pass over the same file. */
async function main(args: readonly string[]): Promise<void> {
  const [what = '', path = ''] = args;
  if (what === 'bare') return bare(path);
  if (what === 'bareWorkbook') return bareWorkbook(path);
  if (what === 'ingest') return ingest(path);
  if (!existsSync(GENERATOR)) {
    process.stdout.write(`skipped: the peers' generator is not in ${GENERATOR}\n`);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'ingest-'));
  try {
    for (const rows of args.length > 0 ? args.map(Number) : SIZES) {
      const file = join(folder, `${rows}.csv`);
      execFileSync(process.execPath, [GENERATOR, String(rows), file]);
      const megabytes = (statSync(file).size / 1e6).toFixed(0);
      process.stdout.write(
        `${rows} rows × 120, ${megabytes} MB csv, bare pass of papaparse: ${compared('bare', file)}\n`,
      );
      if (rows <= MOST_IN_WORKBOOK) {
        const workbook = join(folder, `${rows}.xlsx`);
        await workbookOf(file, workbook);
        process.stdout.write(
          `${rows} rows × 120, xlsx, bare streaming pass of hucre: ${compared('bareWorkbook', workbook)}\n`,
        );
        rmSync(workbook);
      }
      rmSync(file);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main(process.argv.slice(2));
