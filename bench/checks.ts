import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Check } from '../src/checks/check.ts';
import { isSkipped } from '../src/checks/check.ts';
import { checkKinds } from '../src/checks/registry.ts';
import { namesOf } from '../src/expression/names.ts';
import type { Form } from '../src/form/form.ts';
import { GENERATOR, PEERS, peersData, peersForm } from './peers.ts';

const ROWS = 1_000_000;
/** The checks are timed this many times; the first warms the machine. */
const TIMES = 3;

const pad = (place: number) => String(place).padStart(2, '0');
const names = (letter: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => `${letter}${pad(from + at)}`);

/** The peers' forty checks (`peer_dt.R`) as entries: which answers a question may have, limits, logic, duplicates. */
function entries(): readonly { readonly id: string; readonly kind: string; readonly params: object }[] {
  const rule = (id: string, when: string, fields: readonly string[]) => ({
    id,
    kind: 'rule',
    params: { when, fields, message: { en: id } },
  });
  const inset = (field: string, codes: readonly number[]) =>
    rule(`range_${field}`, `not(in(\${${field}}, ${codes.map((code) => `'${code}'`).join(', ')}))`, [field]);
  const five = [1, 2, 3, 4, 5];
  return [
    ...['c01', 'c04'].map((field) => inset(field, [1, 2])),
    inset('c02', [...five, 6]),
    ...['c03', 'c06', 'c05', ...names('c', 31, 36)].map((field) => inset(field, five)),
    ...names('c', 7, 18).map((field) => inset(field, [1, 2, 8, 9])),
    ...names('l', 1, 4).map((field) => inset(field, [...five, 9])),
    { id: 'n01_range', kind: 'range', params: { field: 'n01', min: 15, max: 110 } },
    ...names('n', 3, 6).map((field) => ({ id: `${field}_max`, kind: 'range', params: { field, max: 1000 } })),
    rule('n02_required', "${c07} = '1' and not(answered(${n02}))", ['c07', 'n02']),
    rule('n02_skip', "${c07} = '2' and answered(${n02})", ['n02', 'c07']),
    rule('end_before_start', '${d02} < ${d01}', ['d02', 'd01']),
    rule('submitted_before_start', '${d04} < int(${d01})', ['d04', 'd01']),
    { id: 'dup_id', kind: 'duplicates', params: { fields: ['respondent_id'] } },
    rule(
      'age_group',
      "if(${n01} < 20, '1', if(${n01} < 30, '2', if(${n01} < 40, '3', if(${n01} < 50, '4', if(${n01} < 65, '5', '6'))))) != ${c02}",
      ['n01', 'c02'],
    ),
    rule('dob_age', "abs(2026 - int(format-date(${d03}, '%Y')) - ${n01}) > 1", ['n01', 'd03']),
  ];
}

function compiled(form: Form): readonly { readonly id: string; readonly check: Check }[] {
  const known = namesOf(form);
  return entries().map(({ id, kind, params }) => {
    const entry = checkKinds[kind];
    if (entry === undefined) throw new Error(kind);
    return {
      id,
      check: entry.make(entry.params.parse(params) as never, { form, names: known, place: `bench › ${id}` }),
    };
  });
}

/** Seconds of the peers' stage of checks, and how many issues it gives; the rest of their script is left out. */
function peers(file: string, folder: string): string {
  const written = readFileSync(join(PEERS, 'peer_dt.R'), 'utf8');
  const script = join(folder, 'checks.R');
  writeFileSync(
    script,
    `${written.slice(0, written.indexOf('Y <- list()')).replace('library(openxlsx); library(ggplot2)', '')}\ncat("checks", nchecks, "issues", nrow(issues), "\\n")\n`,
  );
  const run = spawnSync('Rscript', [script, file, folder], { encoding: 'utf8' });
  return run.status === 0 ? run.stdout.trim().split('\n').slice(-2).join('; ') : `no figure: ${run.stderr.trim()}`;
}

/** `checks [rows]`: the peers' forty checks on their made-up file, beside data.table's stage of the same. */
async function main(args: readonly string[]): Promise<void> {
  if (!existsSync(GENERATOR)) {
    process.stdout.write(`skipped: the peers' generator is not in ${GENERATOR}\n`);
    return;
  }
  const rows = Number(args[0] ?? ROWS);
  const folder = mkdtempSync(join(tmpdir(), 'checks-'));
  try {
    const file = join(folder, 'peers.csv');
    execFileSync(process.execPath, [GENERATOR, String(rows), file]);
    process.stdout.write(`data.table: ${peers(file, folder)}\n`);
    const form = peersForm();
    const data = await peersData(form, file);
    const checks = compiled(form);
    for (let time = 0; time < TIMES; time += 1) {
      const begin = performance.now();
      let found = 0;
      const slowest: [number, string][] = [];
      for (const { id, check } of checks) {
        const own = performance.now();
        const remarks = check(data);
        if (isSkipped(remarks)) throw new Error(`${id}: ${remarks.skipped}`);
        found += remarks.length;
        slowest.push([performance.now() - own, id]);
      }
      const seconds = (performance.now() - begin) / 1000;
      slowest.sort(([a], [b]) => b - a);
      process.stdout.write(
        `ours: ${checks.length} checks, ${rows} rows, ${found} remarks, ${seconds.toFixed(2)} s; slowest ${slowest
          .slice(0, 5)
          .map(([milliseconds, id]) => `${id} ${milliseconds.toFixed(0)} ms`)
          .join(', ')}\n`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await main(process.argv.slice(2));
