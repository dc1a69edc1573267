import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** `faults [seed …]`: simulates the study of this folder with each seed, validates it, and tells which planted faults were found. */

interface Fault {
  readonly kind: string;
  readonly table: string;
  readonly key: string;
  readonly field: string;
  readonly trueValue: string;
  readonly plantedValue: string;
}

interface Finding {
  readonly check: string;
  readonly kind: string;
  readonly level: string;
  readonly table: string;
  readonly key: string;
  readonly field: string;
  readonly value: string;
  readonly message: string;
  readonly otherKey: string;
}

const SEEDS = ['7', '1', '2', '3', '4'];
const interviewOf = (key: string) => key.split('/')[0] ?? '';
const json = <T>(root: string, path: string) => JSON.parse(readFileSync(join(root, path), 'utf8')) as T;

function pipeline(root: string, ...args: readonly string[]): void {
  try {
    execFileSync(process.execPath, [join(process.cwd(), 'dist/cli.js'), ...args, '--quiet'], {
      cwd: root,
      stdio: 'pipe',
    });
  } catch (error) {
    // 1: errors are open, as they must be.
    if ((error as { status?: number }).status !== 1) throw error;
  }
}

/** Planted faults of one event are found together: two campaigns that overlap, one invented interview. */
function eventOf(fault: Fault): string {
  return ['overlap', 'fabricated', 'nearDuplicate', 'outdatedVersion', 'testInterview', 'exactDuplicate'].includes(
    fault.kind,
  )
    ? interviewOf(fault.key)
    : `${fault.key} ${fault.field}`;
}

/** True where a finding on the row names the cell, or speaks of the whole row; of an event, where one speaks of the interview for that reason. */
function finds(finding: Finding, fault: Fault, enumeratorOf: (key: string) => string): boolean {
  if (finding.message.startsWith('not evaluated')) return false;
  const interview = interviewOf(fault.key);
  const same = interviewOf(finding.key) === interview;
  switch (fault.kind) {
    case 'overlap':
      return same && /campaign/.test(finding.check);
    case 'fabricated':
      return finding.kind === 'enumerators'
        ? finding.value.startsWith(`${enumeratorOf(interview)} `)
        : same && (finding.kind === 'nearDuplicates' || finding.kind === 'duration');
    case 'nearDuplicate':
      return same && /^(nearDuplicates|duplicates)$/.test(finding.kind);
    case 'testInterview':
      return same && /^(duplicates|nearDuplicates|rule)$/.test(finding.kind);
    case 'outdatedVersion':
      return same && finding.kind === 'formVersion';
    default:
      return (
        finding.key === fault.key &&
        (finding.field === fault.field || new RegExp(`\\b${fault.field}\\b`).test(finding.message))
      );
  }
}

function measure(seed: string): void {
  const root = mkdtempSync(join(tmpdir(), 'faults-'));
  try {
    for (const part of ['pipeline.config.json', 'schemas', 'data-raw'])
      cpSync(part, join(root, part), { recursive: true });
    pipeline(root, 'simulate', '--seed', seed);
    pipeline(root, 'run', '--to', 'clean');
    const { faults } = json<{ faults: readonly Fault[] }>(root, 'data-raw/truth/faults.json');
    const findings = json<readonly Finding[]>(root, '.pipeline/findings.raw.json');
    const intake = json<{ remarks: readonly { key: string; check: string }[] }>(root, '.pipeline/intake.json');
    const ledger = readFileSync(join(root, 'data-clean/changes.csv'), 'utf8').split('\n');
    const interviews = json<{ received: number }>(root, '.pipeline/account.json').received;
    // Who asked for erasure is gone before any check; excluded interviews were checked.
    const kept = new Set(
      ['main', 'excluded'].flatMap((name) =>
        readFileSync(join(root, `data-clean/${name}.csv`), 'utf8')
          .split('\n')
          .map((line) => (line.split(',')[0] ?? '').trim()),
      ),
    );
    const enumerators = new Map(faults.filter(({ kind }) => kind === 'fabricated').map(({ key }) => [key, 'RK06']));
    const events = new Map<string, Fault[]>();
    for (const fault of faults) {
      const id = `${fault.kind}\u001f${eventOf(fault)}`;
      events.set(id, [...(events.get(id) ?? []), fault]);
    }
    const counts = new Map<string, { planted: number; found: number; missed: string[]; by: Set<string> }>();
    for (const [id, parts] of events) {
      const [kind = '', event = ''] = id.split('\u001f');
      const count = counts.get(kind) ?? { planted: 0, found: 0, missed: [], by: new Set<string>() };
      counts.set(kind, count);
      if (!parts.some(({ key }) => kept.has(interviewOf(key)))) {
        process.stdout.write(`seed ${seed}, left out: ${kind} ${event.trim()}, in an interview erased on request\n`);
        continue;
      }
      count.planted += 1;
      const by = findings.filter((finding) =>
        parts.some((fault) => finds(finding, fault, (key) => enumerators.get(key) ?? '-')),
      );
      const mended =
        kind === 'straySpaces' &&
        parts.every(({ key, field }) => ledger.some((line) => line.includes(key) && line.includes(field)));
      const repeated = kind === 'exactDuplicate' && intake.remarks.some(({ key }) => key === event);
      for (const { check } of by) count.by.add(check);
      if (mended) count.by.add('the ledger (trim)');
      if (repeated) count.by.add('intake');
      if (by.length > 0 || mended || repeated) count.found += 1;
      else
        count.missed.push(
          ...parts
            .slice(0, 2)
            .map(({ key, field, trueValue, plantedValue }) => `${key} ${field}: ${trueValue} → ${plantedValue}`),
        );
    }
    process.stdout.write(`\nseed ${seed}, ${interviews} interviews\n`);
    for (const [kind, { planted, found, missed, by }] of [...counts].sort()) {
      process.stdout.write(`  ${kind.padEnd(16)} ${found} of ${planted}  ${[...by].join(', ')}\n`);
      for (const line of missed) process.stdout.write(`    missed ${line}\n`);
    }
    const faulty = new Set(
      faults.flatMap(({ key, trueValue, plantedValue }) => [key, trueValue, plantedValue].map(interviewOf)),
    );
    const alarms = new Map<string, Set<string>>();
    for (const finding of findings) {
      if (finding.key === '' || faulty.has(interviewOf(finding.key))) continue;
      const id = `${finding.level} ${finding.check}`;
      alarms.set(id, (alarms.get(id) ?? new Set()).add(finding.key));
    }
    process.stdout.write('  false alarms (findings on interviews without a planted fault), per 100 interviews\n');
    for (const [id, keys] of [...alarms].sort(([, a], [, b]) => b.size - a.size))
      process.stdout.write(`    ${id.padEnd(36)} ${keys.size}  ${((100 * keys.size) / interviews).toFixed(1)}\n`);
    const general = findings.filter(
      ({ key, kind, message }) => key === '' && kind === 'enumerators' && !message.startsWith('RK06'),
    );
    for (const { message } of general) process.stdout.write(`    of an enumerator who invents nothing: ${message}\n`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

for (const seed of process.argv.length > 2 ? process.argv.slice(2) : SEEDS) measure(seed);
