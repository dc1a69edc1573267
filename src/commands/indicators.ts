import { explained, kindText } from '../evidence/explain.ts';
import type { Line } from '../evidence/inWords.ts';
import { inWords } from '../evidence/inWords.ts';
import { estimateText, headline, marksIn } from '../evidence/numbers.ts';
import { fault } from '../fault.ts';
import type { LanguageCode, Words } from '../publish/words/words.ts';
import { accountFile, cleanData, estimatesTable } from '../stages/artifacts.ts';
import { cutOf, unknownIndicator } from '../stages/cut.ts';
import type { Disk } from '../stages/disk.ts';
import { madeBy } from '../stages/made.ts';
import type { IndicatorEntry, Study } from '../study/study.ts';
import { spokenLanguage, wordsOf } from '../study/words.ts';
import type { Estimate } from '../table/estimate.ts';
import { type Json, writeJson } from '../writers/json.ts';
import { analyses } from './analyses.ts';
import { run } from './run.ts';
import { openStudy } from './study.ts';
import type { CommonOptions, ExitCode, World } from './world.ts';

export interface IndicatorsOptions extends CommonOptions {
  readonly force?: boolean | undefined;
  readonly list?: boolean | undefined;
  readonly explain?: string | undefined;
  readonly of?: string | undefined;
  readonly where?: string | undefined;
  readonly by?: string | undefined;
  readonly loa?: string | undefined;
  readonly lang?: string | undefined;
}

/** The stage itself; or, without running it, a list of the indicators, one of them explained, or a cut that is printed and kept nowhere. */
export async function indicators(world: World, options: IndicatorsOptions): Promise<ExitCode> {
  const { list, explain, of, where, by, loa } = options;
  const asks = [
    list === true,
    explain !== undefined,
    where !== undefined || by !== undefined || of !== undefined,
    loa !== undefined,
  ];
  if (!asks.includes(true)) return run(world, { ...options, from: 'indicators', to: 'indicators' });
  if (asks.filter((asked) => asked).length > 1)
    throw fault('pipeline indicators', '--list, --explain, --loa and cuts do not go together', 'Ask for one of them');
  if (loa !== undefined) return analyses(world, loa, options);
  const { study, disk } = await openStudy(world, options);
  const { words } = wordsOf(study, languageOf(study, options.lang));
  if (list === true) return listed(world, study, await madeEstimates(study, disk), words, options.json === true);
  if (explain !== undefined) {
    const entry = study.indicators.find(({ id }) => id === explain);
    if (entry === undefined) throw unknownIndicator('--explain', explain, study);
    return told(world, entry, study, await madeEstimates(study, disk), words, options.json === true);
  }
  for (const [option, text] of Object.entries({ of, where, by }))
    if (text !== undefined && text.trim() === '')
      throw fault(
        `--${option}`,
        'is empty',
        option === 'where' ? 'Write a condition' : 'Name some, a comma between them',
      );
  const names = (text: string | undefined) =>
    (text ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
  const answers = await madeBy('clean', cleanData, study, disk);
  const account = await madeBy('clean', accountFile, study, disk);
  const cut = cutOf(study, answers, account, { ids: names(of), where: where ?? '', by: names(by) });
  if (options.json === true) world.out(writeJson(cut as unknown as Json, { indent: 1 }));
  else world.out(cutText(world, cut, words, where === undefined ? [] : inWords(where, study, words)));
  return 0;
}

function languageOf(study: Study, asked: string | undefined): LanguageCode {
  if (asked === undefined) return spokenLanguage(study);
  const found = (['fr', 'en', 'ar'] as const).find((code) => code === asked);
  if (found === undefined) throw fault('--lang', `'${asked}' is no language of the outputs`, 'Languages: fr, en, ar');
  return found;
}

/** The published estimates; null where the stage has not run. */
async function madeEstimates(study: Study, disk: Disk): Promise<readonly Estimate[] | null> {
  return disk.exists(`${study.root}/reports/estimates.json`) ? madeBy('indicators', estimatesTable, study, disk) : null;
}

/** The estimates that a list of all indicators shows. */
function shownFirst({ indicators: entries }: Study, estimates: readonly Estimate[] | null): readonly Estimate[] {
  return entries.flatMap(({ id }) => headline(id, estimates ?? [])?.estimate ?? []);
}

/** « 67.6 % »; of several items the largest share, and how many there are. */
function shortValue(id: string, estimates: readonly Estimate[] | null, words: Words): string {
  if (estimates === null) return words.phrase('notRunYet');
  const first = headline(id, estimates);
  if (first === null) return '';
  const { estimate, of } = first;
  const text = estimateText(estimate, words).replace(/ \(.*$/, '');
  const label = [
    estimate.item === '' ? '' : words.item(id, estimate.item),
    estimate.stat === 'difference' || estimate.stat === 'oddsRatio' ? words.phrase(estimate.stat) : '',
  ]
    .filter((one) => one !== '')
    .join(' – ');
  const value = label === '' ? text : words.phrase('altValue', { label, value: text });
  return of === 1 ? value : words.phrase('largestOf', { value, n: words.number(of, 'count') });
}

function listed(
  world: World,
  study: Study,
  estimates: readonly Estimate[] | null,
  words: Words,
  json: boolean,
): ExitCode {
  const rows = study.indicators.map(({ id, kind, theme }) => ({
    id,
    title: words.indicator(id).title,
    theme: words.theme(theme),
    kind,
    value: shortValue(id, estimates, words),
  }));
  if (json) {
    world.out(writeJson(rows, { indent: 1 }));
    return 0;
  }
  const width = Math.max(...rows.map(({ id }) => id.length), 2);
  if (study.simulated) world.out(`${world.colours.yellow(words.phrase('simulatedWarning'))}\n\n`);
  let theme = '';
  const themes = [...new Set(rows.map((row) => row.theme))];
  for (const row of themes.flatMap((one) => rows.filter((row) => row.theme === one))) {
    if (row.theme !== theme) world.out(`${theme === '' ? '' : '\n'}${world.colours.bold(row.theme)}\n`);
    theme = row.theme;
    world.out(
      `  ${row.id.padEnd(width)}  ${row.title}\n  ${' '.repeat(width)}  ${world.colours.dim(`${kindText(row.kind, words)}. ${row.value}`)}\n`,
    );
  }
  for (const [place, { id, reason }] of study.postponed.entries()) {
    const { [words.language]: own, ...others } = reason;
    world.out(`${place === 0 ? '\n' : ''}  ${id}: ${own ?? Object.values(others)[0] ?? ''}\n`);
  }
  const marks = marksIn(shownFirst(study, estimates), words);
  if (marks.length > 0) world.out(`\n${marks.map((text) => `${world.colours.dim(text)}\n`).join('')}`);
  world.out(
    world.colours.dim(
      `\n${rows.length} indicators. One of them in words: pipeline indicators --explain ${rows[0]?.id ?? 'ID'}\n`,
    ),
  );
  return 0;
}

function told(
  world: World,
  entry: IndicatorEntry,
  study: Study,
  estimates: readonly Estimate[] | null,
  words: Words,
  json: boolean,
): ExitCode {
  const parts = explained(entry, study, estimates, words);
  const title = words.indicator(entry.id).title;
  if (json) {
    world.out(writeJson({ id: entry.id, title, parts } as unknown as Json, { indent: 1 }));
    return 0;
  }
  world.out(`${world.colours.bold(`${entry.id}  ${title}`)}\n`);
  if (study.simulated) world.out(`${world.colours.yellow(words.phrase('simulatedWarning'))}\n`);
  for (const { heading, lines } of parts) {
    const [only] = lines;
    if (lines.length === 1 && only !== undefined && only.under.length === 0) {
      world.out(`\n${world.colours.bold(heading)}\n  ${only.text}\n`);
      continue;
    }
    world.out(`\n${world.colours.bold(heading)}\n${lines.map((line) => lineText(line, 1)).join('')}`);
  }
  return 0;
}

function lineText({ text, under }: Line, depth: number): string {
  return `${'  '.repeat(depth)}${depth > 1 ? '– ' : ''}${text}\n${under.map((line) => lineText(line, depth + 1)).join('')}`;
}

function cutText(world: World, cut: readonly Estimate[], words: Words, only: readonly Line[]): string {
  const { bold, dim } = world.colours;
  const simulated = cut.some((estimate) => estimate.simulated);
  const lines: string[] = simulated ? [world.colours.yellow(words.phrase('simulatedWarning')), ''] : [];
  for (const id of new Set(cut.map(({ indicator }) => indicator))) {
    const { title, base } = words.indicator(id);
    lines.push(bold(`${id}  ${title}`), dim(words.phrase('baseIs', { base })));
    const condition = only
      .map((line) => lineText(line, 0))
      .join('')
      .trimEnd();
    if (condition !== '') lines.push(dim(`${words.phrase('cutOnly')} ${condition}`));
    const own = cut.filter(({ indicator }) => indicator === id);
    const several = new Set(own.map(({ stat }) => stat)).size > 1;
    const rows = own.map((estimate) => {
      const levels = estimate.domain.map(({ field, level }) => words.level(field, level)).join(' · ');
      const parts = [
        levels === '' ? words.phrase('everyone') : levels,
        estimate.item === '' ? '' : words.item(id, estimate.item),
        several ? words.phrase(estimate.stat) : '',
      ];
      return [parts.filter((part) => part !== '').join(' – '), estimateText(estimate, words)] as const;
    });
    const width = Math.min(60, Math.max(...rows.map(([label]) => label.length)));
    const fields = own.find(({ domain }) => domain.length > 0)?.domain.map(({ field }) => words.field(field)) ?? [];
    const whole = own.filter(({ domain }) => domain.length === 0).length;
    for (const [place, [label, value]] of rows.entries()) {
      // « Rural · No »: no to what.
      if (place === whole) lines.push(dim(`  ${words.phrase('byGroup', { group: fields.join(' · ') })}`));
      lines.push(`  ${label.padEnd(width)}  ${value}`);
    }
    lines.push('');
  }
  lines.push(...marksIn(cut, words).map((text) => dim(text)));
  lines.push(dim('Printed only: not part of the published results.'));
  return `${lines.join('\n')}\n`;
}
