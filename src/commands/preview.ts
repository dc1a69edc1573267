import type { Moved, Preview } from '../stages/preview.ts';
import { preview } from '../stages/preview.ts';
import { wordsOf } from '../study/words.ts';
import { openStudy } from './study.ts';
import type { CommonOptions, ExitCode, World } from './world.ts';

/** Lines that are shown; all are in --json. */
const SHOWN = 20;

/** Says which indicators the present corrections and decisions would move, and by how much; writes nothing. */
export async function previewClean(world: World, options: CommonOptions): Promise<ExitCode> {
  const { study, disk } = await openStudy(world, options);
  const quiet = options.quiet === true || options.json === true || !world.terminal;
  const found = await preview(study, disk, (what) => {
    if (!quiet) world.tell(`${what}\n`);
  });
  const exit = found.refused.length > 0 ? 1 : 0;
  if (options.json === true) {
    world.out(`${JSON.stringify({ exit, ...found }, null, 1)}\n`);
    return exit;
  }
  const { words } = wordsOf(study, 'en');
  world.out(told(found, (id) => words.indicator(id).title, world, study.simulated));
  return exit;
}

function told(found: Preview, title: (id: string) => string, world: World, simulated: boolean): string {
  const { bold, dim, red, yellow } = world.colours;
  const { applied, already, refused, silences } = found.decisions;
  const lines: string[] = simulated ? [yellow('Simulated data: no number here describes real people.')] : [];
  lines.push(
    `Preview against ${found.against === 'raw' ? 'the data as received' : 'the clean data of the last run'}; nothing is written.`,
    `Cleaning     ${bold(String(found.cells))} cells and ${bold(String(found.excluded))} interviews less, of the data as received`,
    `Decisions    ${applied} applied, ${already} already so, ${silences} silence a finding, ${refused > 0 ? red(`${refused} refused`) : '0 refused'}`,
  );
  if (found.leftOut !== '')
    lines.push(dim(`             interviews that are left out are out before, too: ${found.leftOut}`));
  for (const { source, row, why } of found.refused.slice(0, SHOWN))
    lines.push(`             ${source} row ${row}: ${why}`);
  const overall = found.moved.filter((moved) => moved.overall);
  const far = found.moved.filter(({ errors }) => errors !== null && Math.abs(errors) > 1).length;
  lines.push(
    `Estimates    ${bold(String(found.moved.length))} of ${found.estimates} would move, ${overall.length} of them over everybody; ${far} by more than their standard error`,
  );
  if (overall.length > 0)
    lines.push(dim(`             ${'before'.padStart(10)} ${'after'.padStart(10)} ${'errors'.padStart(7)}  n`));
  for (const moved of overall.slice(0, SHOWN)) lines.push(line(moved, title(moved.indicator), dim));
  if (overall.length > SHOWN) lines.push(dim(`             … and ${overall.length - SHOWN} more (--json)`));
  return `${lines.join('\n')}\n`;
}

function line({ key, stat, before, after, errors }: Moved, title: string, dim: (text: string) => string): string {
  const value = (of: number | null) =>
    (of === null
      ? 'not shown'
      : stat === 'share'
        ? `${(of * 100).toFixed(1)} %`
        : String(Number(of.toPrecision(6)))
    ).padStart(10);
  const n = before.n === after.n ? String(after.n ?? '') : `${before.n ?? '–'} → ${after.n ?? '–'}`;
  const moved = errors === null ? '' : `${errors > 0 ? '+' : ''}${errors.toFixed(2)}`;
  const short = title.length > 60 ? `${title.slice(0, 59)}…` : title;
  return `             ${value(before.value)} ${value(after.value)} ${moved.padStart(7)}  ${n.padEnd(10)} ${key}  ${dim(short)}`;
}
