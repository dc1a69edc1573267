import { resolve } from 'node:path';
import { isSame } from '../evidence/moves.ts';
import type { TraceReport } from '../evidence/trace.ts';
import { trace as explain } from '../evidence/trace.ts';
import { fault } from '../fault.ts';
import type { Study } from '../study/study.ts';
import { writeCsv } from '../writers/csv.ts';
import { openStudy } from './study.ts';
import type { CommonOptions, ExitCode, World } from './world.ts';

export interface TraceOptions extends CommonOptions {
  readonly where?: string | undefined;
  /** Where the keys of the rows are to be written. */
  readonly keys?: string | undefined;
}

/** Says of a published number what it rests on: base, rows, missing answers, and what changes did to it. */
export async function trace(world: World, key: string, options: TraceOptions): Promise<ExitCode> {
  const { study, disk } = await openStudy(world, options);
  const { report, rows } = await explain(study, disk, { key, where: options.where });
  if (options.keys !== undefined) {
    if (report.denominator === null)
      throw fault('--keys', `the rows of '${report.estimate.key}' are not told: ${report.note}`, 'Leave --keys out');
    const cells = (await rows()).map((row) => [row.key, row.adds]);
    const text = [...writeCsv(['_key', 'adds'], cells)].join('');
    await disk.replace(resolve(world.folder, options.keys), new TextEncoder().encode(text));
  }
  if (options.json === true) world.out(`${JSON.stringify({ exit: 0, ...report }, null, 1)}\n`);
  else world.out(`${traceText(report, study, world, options.keys).join('\n')}\n`);
  return 0;
}

const STATES: Readonly<Record<string, string>> = {
  notAsked: 'outside the base',
  blank: 'left blank',
  dontKnow: 'don’t know',
  refused: 'refused',
  removed: 'removed in cleaning',
  invalid: 'not readable',
};

function traceText(report: TraceReport, study: Study, world: World, keys: string | undefined): readonly string[] {
  const { bold, dim, yellow } = world.colours;
  const { estimate, denominator, numerator, missing, moves } = report;
  const lines = [bold(report.title), dim(estimate.key), ''];
  const add = (label: string, text: string) => lines.push(`${label.padEnd(12)} ${text}`);
  if (study.simulated) lines.push(yellow('Simulated data: no number here describes real people.'));
  const share = estimate.stat === 'share';
  const number = (x: number) => (share ? `${(x * 100).toFixed(1)} %` : String(Number(x.toPrecision(6))));
  if (estimate.quality === 'suppressed') add('Estimate', `held back (${estimate.why})`);
  else if (estimate.value === null) add('Estimate', `not estimable (${estimate.why})`);
  else {
    const interval =
      estimate.low === null || estimate.high === null
        ? ''
        : `, ${(estimate.level ?? 0.95) * 100} % interval ${number(estimate.low)} to ${number(estimate.high)} (${estimate.method})`;
    add('Estimate', `${number(estimate.value)}${interval}`);
    add(
      '',
      dim(
        `${estimate.stat}${estimate.unit === '' ? '' : `, ${estimate.unit}`}; published as ${estimate.value} in reports/estimates.csv`,
      ),
    );
  }
  if (report.base !== '') add('Base', report.base);
  for (const { field, level } of estimate.domain) add('Of whom', `${field} = ${level}`);
  for (const { of, text, words } of report.expressions) {
    add(of === 'base' ? 'Only where' : of === 'value' ? 'Counts' : 'Question', words);
    if (words !== text) add('', dim(text));
  }
  if (denominator !== null) {
    const counts = `${denominator} in the base with a known answer`;
    add('Rows', share && numerator !== null ? `${numerator} of ${counts} (rows; the estimate weights them)` : counts);
    add('', dim(keys === undefined ? 'their keys: --keys FILE' : `their keys: ${keys}`));
  }
  const parts = Object.entries(missing).map(([state, count]) => `${count} ${STATES[state] ?? state}`);
  if (parts.length > 0) add('Not in it', parts.join(', '));
  if (report.changed !== null)
    add(
      'Changes',
      report.changed === 0
        ? 'none of the answers behind it was changed'
        : `${report.changed} of the answers behind it were changed in cleaning`,
    );
  for (const { by, changes, without } of moves) {
    const moved =
      without === null || estimate.value === null
        ? 'it could not be made'
        : isSame(without, estimate.value)
          ? 'the same'
          : `${number(without)} (${without > estimate.value ? '+' : '−'}${share ? `${(Math.abs(without - estimate.value) * 100).toFixed(2)} points` : number(Math.abs(without - estimate.value))})`;
    add('Without', `the ${changes} ${changes === 1 ? 'change' : 'changes'} by ${by}: ${moved}`);
  }
  if (report.note !== '') add('Note', report.note);
  return lines;
}
