import { resolve } from 'node:path';
import { isSame } from '../evidence/moves.ts';
import type { Shown } from '../evidence/shownIn.ts';
import { shownIn } from '../evidence/shownIn.ts';
import type { TraceReport } from '../evidence/trace.ts';
import { trace as explain } from '../evidence/trace.ts';
import { fault } from '../fault.ts';
import { isInPoints } from '../publish/words/points.ts';
import type { Study } from '../study/study.ts';
import { spokenLanguage, wordsOf } from '../study/words.ts';
import type { Estimate } from '../table/estimate.ts';
import { writeCsv } from '../writers/csv.ts';
import { openStudy } from './study.ts';
import type { CommonOptions, ExitCode, World } from './world.ts';

export interface TraceOptions extends CommonOptions {
  readonly where?: string | undefined;
  /** Where the keys of the rows are to be written. */
  readonly keys?: string | undefined;
}

/** Says of a published number what it rests on: base, rows, missing answers, and what changes did to it; of a figure or sheet, its numbers. */
export async function trace(world: World, key: string, options: TraceOptions): Promise<ExitCode> {
  const { study, disk } = await openStudy(world, options);
  const shown = options.where === undefined && options.keys === undefined ? await shownIn(study, disk, key) : null;
  if (shown !== null) {
    if (options.json === true) world.out(`${JSON.stringify({ exit: 0, ...shown }, null, 1)}\n`);
    else world.out(`${shownText(shown, study, world).join('\n')}\n`);
    return 0;
  }
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

/** Numbers of a figure or sheet that are named. */
const NAMED = 40;

function shownText({ id, kind, title, numbers }: Shown, study: Study, world: World): readonly string[] {
  const { bold, dim, yellow } = world.colours;
  const named = numbers.slice(0, NAMED);
  const width = Math.max(0, ...named.map(({ key }) => key.length));
  return [
    bold(title),
    dim(`${id}, a ${kind} of ${numbers.length} ${numbers.length === 1 ? 'number' : 'numbers'}`),
    '',
    ...(study.simulated ? [yellow('Simulated data: no number here describes real people.')] : []),
    ...named.map((estimate) => `${estimate.key.padEnd(width)}  ${valueText(estimate)}`),
    ...(numbers.length > NAMED ? [dim(`and ${numbers.length - NAMED} more: --json, or reports/estimates.csv`)] : []),
    ...(numbers.length === 0 ? [] : ['', `Each by itself: pipeline trace '${numbers[0]?.key ?? ''}'`]),
  ];
}

function numberText(estimate: Estimate, x: number): string {
  if (isInPoints(estimate)) return `${(x * 100).toFixed(1)} points`;
  return estimate.stat === 'share' ? `${(x * 100).toFixed(1)} %` : String(Number(x.toPrecision(6)));
}

/** An estimate with its interval, or why it has no number. */
function valueText(estimate: Estimate): string {
  const { quality, why, value, low, high, level, method } = estimate;
  if (quality === 'suppressed') return `held back (${why})`;
  if (value === null) return `not estimable (${why})`;
  const interval =
    low === null || high === null
      ? ''
      : `, ${(level ?? 0.95) * 100} % interval ${numberText(estimate, low)} to ${numberText(estimate, high)} (${method})`;
  return `${numberText(estimate, value)}${interval}`;
}

function traceText(report: TraceReport, study: Study, world: World, keys: string | undefined): readonly string[] {
  const { bold, dim, yellow } = world.colours;
  const { estimate, denominator, numerator, missing, moves } = report;
  const lines = [bold(report.title), dim(estimate.key), ''];
  const add = (label: string, text: string) => lines.push(`${label.padEnd(12)} ${text}`);
  if (study.simulated) lines.push(yellow('Simulated data: no number here describes real people.'));
  const share = estimate.stat === 'share';
  const number = (x: number) => numberText(estimate, x);
  add('Estimate', valueText(estimate));
  if (estimate.value !== null)
    add(
      '',
      dim(
        `${estimate.stat}${estimate.unit === '' ? '' : `, ${estimate.unit}`}; published as ${estimate.value} in reports/estimates.csv`,
      ),
    );
  if (report.base !== '') add('Base', report.base);
  if (estimate.domain.length > 0) {
    const { words } = wordsOf(study, spokenLanguage(study));
    for (const { field, level } of estimate.domain) {
      const told = `${words.field(field)}: ${words.level(field, level)}`;
      add('Of whom', told === `${field}: ${level}` ? `${field} = ${level}` : `${told} ${dim(`(${field} = ${level})`)}`);
    }
  }
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
