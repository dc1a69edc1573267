import { resolve } from 'node:path';
import type { AuditReport } from '../evidence/audit.ts';
import { holds, audit as prove } from '../evidence/audit.ts';
import { bundleOf, openBundle } from '../evidence/bundle.ts';
import type { Proof } from '../evidence/proof.ts';
import { loadStudy } from '../study/load.ts';
import { openStudy } from './study.ts';
import type { CommonOptions, ExitCode, World } from './world.ts';

export interface AuditOptions extends CommonOptions {
  /** Where a bundle for a reviewer is to be written. */
  readonly bundle?: string | undefined;
  readonly withData?: boolean | undefined;
}

/** Differences of one proof that are printed; `--json` has more. */
const PRINTED = 5;

/** Proves that a study's outputs follow from its inputs, in its folder or in a bundle; 1 where something differs. */
export async function audit(world: World, bundle: string | undefined, options: AuditOptions): Promise<ExitCode> {
  if (bundle !== undefined) return ofBundle(world, bundle, options);
  const { study, disk } = await openStudy(world, options);
  const held = await disk.lock(study.root);
  try {
    const report = await prove(study, disk);
    if (options.bundle === undefined) return tell(world, report, options, []);
    const path = resolve(world.folder, options.bundle);
    const bytes = await bundleOf(study, disk, options.withData === true, world.program.version);
    await disk.replace(path, bytes);
    return tell(world, report, options, [`Bundle       ${options.bundle}`]);
  } finally {
    await held.release();
  }
}

async function ofBundle(world: World, bundle: string, options: AuditOptions): Promise<ExitCode> {
  const path = resolve(world.folder, bundle);
  const opened = await openBundle(await world.disk(null).read(path), bundle);
  const study = await loadStudy(opened.disk, `${opened.root}/pipeline.config.json`, world.program);
  const report = await prove(study, opened.disk, opened.absent);
  return tell(world, report, options, [
    `Bundle       made by version ${opened.version}, program ${opened.program.slice(0, 12)}`,
  ]);
}

function tell(world: World, report: AuditReport, options: AuditOptions, lines: readonly string[]): ExitCode {
  const code: ExitCode = holds(report) ? 0 : 1;
  if (options.json === true) {
    world.out(`${JSON.stringify({ exit: code, ...report }, null, 1)}\n`);
    return code;
  }
  for (const proof of report.proofs) world.out(proofText(proof, world));
  for (const { source, received, kept, repeated, replaced, unreadable, erased, excluded } of report.sources) {
    const out = [
      [repeated, 'repeated'],
      [replaced, 'replaced'],
      [unreadable, 'unreadable'],
      [erased, 'taken back'],
      [excluded, 'excluded by the ledger'],
    ] as const;
    const parts = out.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
    world.out(`Source       ${source}: ${received} received = ${[`${kept} kept`, ...parts].join(' + ')}\n`);
  }
  for (const line of lines) world.out(`${line}\n`);
  const unproven = report.proofs.filter(({ unproven: lack }) => lack !== '').length;
  const { green, red } = world.colours;
  const differing = report.proofs.filter(({ count }) => count > 0).length;
  world.out(
    code === 0
      ? `${green('Nothing differs')}${unproven > 0 ? `; ${unproven} of ${report.proofs.length} proofs could not be made in full` : ''}.\n`
      : `${red(`${differing} of ${report.proofs.length} proofs fail`)}: the outputs do not follow from the inputs.\n`,
  );
  return code;
}

function proofText({ claim, examined, of, count, differences, unproven }: Proof, world: World): string {
  const { green, red, yellow, dim } = world.colours;
  const mark = count > 0 ? red('differs ') : unproven !== '' ? yellow('in part ') : green('proven  ');
  const looked = examined.toLocaleString('en-US').replaceAll(',', ' ');
  const lines = [`${mark}     ${claim} ${dim(`(${looked} ${of})`)}`];
  for (const { file, row, cell, message } of differences.slice(0, PRINTED)) {
    const place = [file, row > 0 ? `row ${row}` : '', cell].filter((part) => part !== '').join(', ');
    lines.push(`             ${place}: ${message}`);
  }
  if (count > PRINTED) lines.push(`             … and ${count - PRINTED} more: pipeline audit --json`);
  if (unproven !== '') lines.push(`             ${dim(`not proven: ${unproven}`)}`);
  return `${lines.join('\n')}\n`;
}
