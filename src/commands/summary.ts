import { relative } from 'node:path';
import type { RunReport } from '../stages/run.ts';
import type { Tally } from '../stages/stage.ts';
import type { Study } from '../study/study.ts';
import type { ExitCode, World } from './world.ts';

function numberIn(tally: Tally | undefined, key: string): number {
  const value = tally?.[key];
  return typeof value === 'number' ? value : 0;
}

function countsIn(tally: Tally | undefined, key: string): Readonly<Record<string, number>> {
  const value = tally?.[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, number>>)
    : {};
}

/** 1 where errors are open in the clean data (in the raw data, for a run that ends with validate) or decisions were refused; else 0. */
export function exitCodeOf({ tally }: RunReport): ExitCode {
  const checked = tally.clean ?? tally.validate;
  const errors = countsIn(checked, 'open').error ?? 0;
  return errors > 0 || (countsIn(tally.clean, 'decisions').refused ?? 0) > 0 ? 1 : 0;
}

/** Checks named in the closing lines. */
const TOP_CHECKS = 4;

/** The closing lines of a run: what came in, what was kept, what to look at, and where the results are. */
export function runSummary(study: Study, report: RunReport, seconds: number, world: World): string {
  const { bold, dim, yellow, red, green } = world.colours;
  const { ingest, validate, clean, indicators, review: reviewing, report: published } = report.tally;
  const lines: string[] = [];
  const at = (path: string) => relative(world.folder, `${study.root}/${path}`) || path;
  const add = (label: string, text: string) => lines.push(`${label.padEnd(12)} ${text}`);
  if (study.simulated) lines.push(yellow('Simulated data: no number here describes real people.'));
  if (published?.index !== undefined) add('Open first', bold(at(String(published.index))));
  if (ingest !== undefined) {
    const received = numberIn(ingest, 'received');
    const excluded = Object.entries(countsIn(clean, 'excluded'));
    const repeated = numberIn(ingest, 'repeated');
    const left = [
      [repeated, 'repeated to the letter'],
      [numberIn(ingest, 'replaced'), 'replaced by a later file'],
      [numberIn(ingest, 'unreadable'), 'that the server could not read'],
      [numberIn(ingest, 'erased'), 'withdrawn and erased'],
      ...excluded.map(([reason, count]) => [count, reason] as const),
    ] as const;
    const out = left.reduce((sum, [count]) => sum + count, 0);
    const reasons = left.filter(([count]) => count > 0).map(([count, reason]) => `${count} ${reason}`);
    const kept =
      clean === undefined
        ? ''
        : `, ${bold(String(numberIn(clean, 'kept')))} kept, ${out} excluded${reasons.length > 0 ? ` (${reasons.join('; ')})` : ''}`;
    add('Interviews', `${bold(String(received))} received${kept}`);
    const columns = countsIn(ingest, 'columns');
    const aside = [
      part(columns.unknown, 'unknown to the form'),
      part(columns.direct, 'with direct identifiers, dropped'),
      part(columns.platform, 'of the platform'),
    ].filter((text) => text !== '');
    add(
      'Columns',
      `${(columns.fields ?? 0) + (columns.extras ?? 0)} read${aside.length > 0 ? `; left aside: ${aside.join(', ')}` : ''}`,
    );
  }
  const cases = Object.entries(countsIn(indicators, 'cases')).filter(([id, count]) => count > 0 && id !== 'received');
  if (cases.length > 0) add('Cases', cases.map(([id, count]) => `${count} ${id}`).join(', '));
  const checked = clean ?? validate;
  if (checked !== undefined) {
    const { error = 0, warning = 0, note = 0 } = countsIn(checked, 'open');
    const texts = [
      error > 0 ? red(counted(error, 'error')) : green('no errors'),
      counted(warning, 'warning'),
      counted(note, 'note'),
    ];
    add(
      'Findings',
      `${texts.join(', ')} open in the ${clean === undefined ? 'raw' : 'clean'} data  ${dim(at('reports/findings.csv'))}`,
    );
  }
  if (checked?.new !== undefined) {
    const { error = 0, warning = 0, note = 0 } = countsIn(checked, 'new');
    add(
      'New',
      `${counted(error, 'error')}, ${counted(warning, 'warning')}, ${counted(note, 'note')} since the baseline`,
    );
  }
  const skipped = checked?.skipped;
  if (Array.isArray(skipped) && skipped.length > 0) {
    const named = skipped.slice(0, TOP_CHECKS).join('; ');
    const rest = skipped.length > TOP_CHECKS ? ` and ${skipped.length - TOP_CHECKS} more` : '';
    add(
      'Checks',
      `${numberIn(checked, 'run')} run, ${skipped.length} skipped (${named}${rest})  ${dim(at('reports/checks.csv'))}`,
    );
  }
  const frequent = Object.entries(countsIn(checked, 'checks')).slice(0, TOP_CHECKS);
  if (frequent.length > 1) add('', `most from ${frequent.map(([check, count]) => `${check} (${count})`).join(', ')}`);
  if (checked !== undefined)
    add('To decide', `${bold(at('reports/review.xlsx'))}, at a glance ${bold(at('reports/validation.html'))}`);
  if (clean !== undefined) {
    const { applied = 0, already = 0, refused = 0, silences = 0 } = countsIn(clean, 'decisions');
    if (applied + already + refused + silences > 0) {
      const texts = [
        `${applied} applied`,
        part(already, 'already so'),
        part(silences, 'silence a finding'),
        refused > 0 ? red(`${refused} refused`) : '',
      ];
      add('Decisions', `${texts.filter((text) => text !== '').join(', ')}  ${dim(at('reports/decisions.csv'))}`);
    }
    add('Changes', `${numberIn(clean, 'changed')} ${dim(at('data-clean/changes.csv'))}`);
    if (reviewing !== undefined)
      add(
        'To review',
        `${bold(at('reports/audit.html'))}; ${numberIn(reviewing, 'moved')} of ${numberIn(reviewing, 'compared')} estimates moved by cleaning  ${dim(at('reports/cleaning.csv'))}`,
      );
    const { large } = clean;
    for (const table of Array.isArray(large) ? large : [])
      add('Workbooks', `no ${table}.xlsx: over 100,000 rows, which are in ${table}.csv and ${table}.labels.csv`);
  }
  if (indicators !== undefined) {
    const reasons = Object.entries(countsIn(indicators, 'held')).map(([why, count]) => part(count, why));
    const told = reasons.filter((text) => text !== '').join(', ');
    const held = [
      part(numberIn(indicators, 'suppressed'), `held back (${told})`),
      part(numberIn(indicators, 'notEstimable'), 'not estimable'),
    ].filter((text) => text !== '');
    add(
      'Estimates',
      `${numberIn(indicators, 'estimates')} of ${numberIn(indicators, 'indicators')} indicators${held.length > 0 ? `; ${held.join(', ')}` : ''}  ${dim(at('reports/estimates.csv'))}`,
    );
    if (study.postponed.length > 0)
      add(
        '',
        `${counted(study.postponed.length, 'indicator')} put off, which want variables that the study lacks: indicators --list names them`,
      );
    const nobody = indicators.nobody;
    if (Array.isArray(nobody) && nobody.length > 0)
      add(
        '',
        yellow(
          `nobody is in the base of ${nobody.slice(0, TOP_CHECKS).join(', ')}${nobody.length > TOP_CHECKS ? ` and ${nobody.length - TOP_CHECKS} more` : ''}: is it what was meant?`,
        ),
      );
    const untabulated = numberIn(indicators, 'untabulated');
    if (untabulated > 0)
      add('', `${counted(untabulated, 'question')} not tabulated: the report lists them with the reason`);
    const weighting = countsIn(indicators, 'weighting');
    if (weighting.sum !== undefined)
      add(
        'Weights',
        `${weighting.rows} made in ${counted(weighting.steps ?? 0, 'step')}, sum ${rounded(weighting.sum)}, design effect of weighting ${(weighting.kish ?? 1).toFixed(2)}  ${dim(at('data-clean/weights.csv'))}`,
      );
    const unweighted = numberIn(indicators, 'missingWeights');
    if (unweighted > 0) add('Weights', red(`${unweighted} interviews have no weight and are in no estimate`));
  }
  if (published !== undefined) {
    const fallbacks = countsIn(published, 'fallbacks');
    for (const [language, count] of Object.entries(fallbacks))
      if (count > 0) add('Labels', `${count} labels of the form are not in ${language}: another language stands in`);
    const doubts = published.disagreements;
    for (const doubt of Array.isArray(doubts) ? doubts : []) add('Prose', yellow(String(doubt)));
    const pages = published.pages;
    for (const page of Array.isArray(pages) ? pages : []) add('Report', bold(at(String(page))));
  }
  if (study.notes.length > 0)
    add(
      'Expressions',
      `${counted(study.notes.length, 'note')} on what may not be meant  ${dim('pipeline status --notes')}`,
    );
  const { confirm } = study.config;
  if (confirm.length > 0)
    lines.push(yellow(`Guessed by init, to confirm in pipeline.config.json: ${confirm.join(', ')}`));
  if (report.stale.length > 0) {
    const reasons = [...new Set(report.stale.flatMap((each) => each.reasons))];
    const shown = `${reasons.slice(0, 3).join('; ')}${reasons.length > 3 ? ` and ${reasons.length - 3} more` : ''}`;
    const made = report.stale.map(({ stage }) => stage).join(', ');
    lines.push(yellow(`Not up to date: what ${made} made, on which this rests (${shown}). Run: pipeline run`));
  }
  const done =
    report.ran.length === 0
      ? 'Nothing changed since the last run: nothing was done again.'
      : `${report.ran.join(', ')} done`;
  lines.push(
    dim(
      `${done}${report.ran.length > 0 && report.fresh.length > 0 ? `; up to date: ${report.fresh.join(', ')}` : ''} (${seconds.toFixed(1)} s)`,
    ),
  );
  return `${lines.join('\n')}\n`;
}

/** A sum as people read it: nine digits at most. */
function rounded(value: number): string {
  return String(Number(value.toPrecision(9)));
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function part(count: number | undefined, text: string): string {
  return count === undefined || count === 0 ? '' : `${count} ${text}`;
}
