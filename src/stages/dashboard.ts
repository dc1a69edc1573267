import { CASES } from '../indicators/cases.ts';
import type {
  Breakdown,
  DashboardContent,
  FileLink,
  KeyGroup,
  KeyRow,
  KeyTheme,
} from '../publish/report/dashboard/content.ts';
import { DASHBOARD_SCRIPT } from '../publish/report/dashboard/script.ts';
import { DASHBOARD_STYLE } from '../publish/report/dashboard/style.ts';
import { dashboardPanel } from '../publish/report/dashboard.ts';
import { panelsPage } from '../publish/report/panels.ts';
import { cellText } from '../publish/report/table.ts';
import { type ValueStyle, valueCell, valueStyle } from '../publish/sheets/block.ts';
import { percentText } from '../publish/words/intervals.ts';
import { MARKS, markOf, standsAlone } from '../publish/words/marks.ts';
import type { Words } from '../publish/words/words.ts';
import type { IndicatorEntry, Study } from '../study/study.ts';
import { wordsOf } from '../study/words.ts';
import type { Estimate } from '../table/estimate.ts';
import type { Finding, Level } from '../table/finding.ts';
import { sha256Base64 } from '../table/sha.ts';
import type { CleanAccount } from './artifacts.ts';
import type { Facts } from './facts.ts';
import { countOpen, isOpen } from './findings.ts';
import { checkWords } from './issues.ts';
import { reviewPaths } from './review.ts';

/** What the first page rests on. */
export interface DashboardSources {
  readonly estimates: readonly Estimate[];
  readonly facts: Facts;
  readonly account: CleanAccount;
  readonly findings: readonly Finding[];
  /** Paths of what the stage writes for people, such as reports/report.fr.html. */
  readonly published: readonly string[];
  /** Lines under the title, by language. */
  readonly lines: ReadonlyMap<string, readonly string[]>;
}

/** Key indicators of a theme where the study names none. */
const FIRST = 3;
/** Items of one indicator that are shown; the report has all. */
const MOST_ITEMS = 5;
/** Checks that are shown. */
const MOST_CHECKS = 12;

/** `reports/index.html`: what a researcher opens first, in every language of the study. */
export function dashboardPage(study: Study, sources: DashboardSources): string {
  const keys = keyIndicators(study, sources.estimates);
  const panels = study.languages.map((language) => {
    const { words } = wordsOf(study, language);
    return {
      words,
      title: words.title,
      lines: [words.phrase('dashboard'), ...(sources.lines.get(language) ?? [])],
      body: dashboardPanel(contentOf(study, sources, keys, words), words),
    };
  });
  const script = { text: DASHBOARD_SCRIPT, style: DASHBOARD_STYLE, hash: sha256Base64(DASHBOARD_SCRIPT) };
  return panelsPage(panels, study.simulated, script);
}

/** The indicators that the study calls key; of a study that calls none so, the first of each theme. */
export function keyIndicators(study: Study, estimates: readonly Estimate[]): readonly IndicatorEntry[] {
  const estimated = new Set(estimates.map(({ indicator }) => indicator));
  const known = study.indicators.filter(({ id }) => estimated.has(id));
  const named = known.filter(({ key }) => key);
  if (named.length > 0) return named;
  return [...study.themes.keys()].flatMap((theme) => known.filter((entry) => entry.theme === theme).slice(0, FIRST));
}

function contentOf(
  study: Study,
  sources: DashboardSources,
  keys: readonly IndicatorEntry[],
  words: Words,
): DashboardContent {
  const { estimates, facts, account, findings } = sources;
  const count = (x: number) => words.number(x, 'count');
  const open = countOpen(findings);
  const { refused, applied } = account.decisions;
  const { confirm } = study.config;
  const { fieldwork } = facts;
  const done = fieldwork.strata.reduce((sum, stratum) => sum + (stratum.target === null ? 0 : stratum.done), 0);
  const target = fieldwork.strata.reduce((sum, stratum) => sum + (stratum.target ?? 0), 0);
  const themes = keyThemes(study, estimates, keys, words);
  const shown = themes.flatMap(({ groups }) => [...groups.values()].flat()).flatMap(({ rows }) => rows);
  const level = estimates.find((estimate) => estimate.level !== null)?.level ?? study.config.publication.level;
  return {
    received: account.received,
    kept: account.kept,
    decisions: { applied, refused },
    changes: account.changed,
    toDo: [
      ...(open.error > 0 ? [words.phrase('toDoErrors', { n: count(open.error) })] : []),
      ...(refused > 0 ? [words.phrase('toDoRefused', { n: count(refused) })] : []),
      ...(confirm.length > 0 ? [words.phrase('toDoConfirm', { list: confirm.join(', ') })] : []),
    ],
    exit: open.error > 0 || refused > 0 ? 1 : 0,
    cases: estimates
      .filter(({ indicator, item, value }) => indicator === CASES && item !== 'received' && (value ?? 0) > 0)
      .map(({ item, value }) => [words.item(CASES, item), value ?? 0] as const),
    fieldwork: {
      // A column of the frame has no label.
      title: words.field(fieldwork.by) === fieldwork.by ? words.phrase('dashboardStratum') : words.field(fieldwork.by),
      strata: fieldwork.strata.map(({ code, ...counts }) => ({ label: words.level(fieldwork.by, code), ...counts })),
      against:
        target === 0
          ? ''
          : words.phrase('dashboardAgainst', {
              n: count(done),
              target: count(target),
              share: words.number(done / target, 'percent'),
            }),
      days: fieldwork.days.map(({ day, contacts, done: found }) => ({ day, interviews: contacts, found })),
    },
    open,
    checks: openChecks(study, findings, words),
    keys: themes,
    breakdowns: breakdownsOf(themes, words),
    level: percentText(level, words),
    marks: MARKS.filter(([mark]) => shown.some((row) => row.mark === mark)).map(([, id]) => words.phrase(id)),
    files: filesOf(study, sources, words),
    note: words.phrase('dashboardAudit'),
  };
}

/** Checks with open findings, those with errors first, then by how many. */
function openChecks(study: Study, findings: readonly Finding[], words: Words): DashboardContent['checks'] {
  const checks = new Map<string, { kind: string; levels: Record<Level, number> }>();
  for (const finding of findings.filter(isOpen)) {
    const own = checks.get(finding.check) ?? { kind: finding.kind, levels: { error: 0, warning: 0, note: 0 } };
    own.levels[finding.level] += 1;
    checks.set(finding.check, own);
  }
  const order = ({ levels }: { readonly levels: Readonly<Record<Level, number>> }) =>
    levels.error * 1e8 + levels.warning * 1e4 + levels.note;
  return [...checks]
    .sort(([a, one], [b, other]) => order(other) - order(one) || (a < b ? -1 : 1))
    .slice(0, MOST_CHECKS)
    .map(([id, { kind, levels }]) => ({ id, title: checkWords(study, id, kind, words), levels }));
}

function keyThemes(
  study: Study,
  estimates: readonly Estimate[],
  keys: readonly IndicatorEntry[],
  words: Words,
): readonly KeyTheme[] {
  return [...study.themes.keys()]
    .map((theme): KeyTheme => {
      const groups = new Map<string, KeyGroup[]>();
      for (const { id } of keys.filter((entry) => entry.theme === theme))
        for (const [by, group] of keyGroups(estimates, id, words)) groups.set(by, [...(groups.get(by) ?? []), group]);
      return { title: words.theme(theme), groups };
    })
    .filter(({ groups }) => groups.size > 0);
}

/** One indicator's numbers: those of everybody, and of each breakdown by one field. Of several statistics, the first. */
function keyGroups(estimates: readonly Estimate[], id: string, words: Words): readonly (readonly [string, KeyGroup])[] {
  const all = estimates.filter(({ indicator }) => indicator === id);
  const own = all.filter(({ stat, domain }) => stat === all[0]?.stat && domain.length <= 1);
  const style = own[0] === undefined ? 'decimal2' : valueStyle(own, own[0].stat);
  const items = [...new Set(own.filter(({ domain }) => domain.length === 0).map(({ item }) => item))];
  const kept = new Set(items.slice(0, MOST_ITEMS));
  const more =
    items.length > kept.size
      ? words.phrase('dashboardMore', { n: words.number(items.length - kept.size, 'count') })
      : '';
  const fields = ['', ...new Set(own.flatMap(({ domain }) => domain.map(({ field }) => field)))];
  const { title, unit } = words.indicator(id);
  return fields.map((field) => [
    field,
    {
      heading: title,
      id,
      unit: unit === '%' ? '' : unit,
      href: `report.${words.language}.html#table-${id.replace(/[^A-Za-z0-9_-]+/g, '-')}`,
      rows: own
        .filter(({ domain, item }) => (domain[0]?.field ?? '') === field && kept.has(item))
        .map((estimate) => keyRow(estimate, style, words)),
      more: field === '' || items.length > 1 ? more : '',
    },
  ]);
}

function keyRow(estimate: Estimate, style: ValueStyle, words: Words): KeyRow {
  const { key, indicator, item, domain, value, low, high, n } = estimate;
  const mark = markOf(estimate);
  const label = [
    ...domain.map(({ field, level }) => words.level(field, level)),
    ...(item === '' ? [] : [words.item(indicator, item)]),
  ].join(' · ');
  if (standsAlone(mark) || value === null)
    return { key, label, value: '', interval: '', n: '', mark, held: true, strip: null };
  const shown = (x: number) => cellText(valueCell(x, style, words), words);
  const percent = (x: number) => Math.round(Math.min(1, Math.max(0, x)) * 1000) / 10;
  return {
    key,
    label,
    value: shown(value),
    interval:
      low === null || high === null ? '' : words.phrase('dashboardRange', { low: shown(low), high: shown(high) }),
    n: n === null ? '' : words.number(n, 'count'),
    mark,
    held: false,
    strip:
      estimate.stat !== 'share' || low === null || high === null
        ? null
        : { value: percent(value), low: percent(low), high: percent(high) },
  };
}

/** The breakdowns that key indicators have, everybody first. */
function breakdownsOf(themes: readonly KeyTheme[], words: Words): readonly Breakdown[] {
  const fields = [...new Set(themes.flatMap(({ groups }) => [...groups.keys()]))];
  return fields.map((id) => {
    const rows = themes.flatMap(({ groups }) => groups.get(id) ?? []).flatMap((group) => group.rows);
    const label = id === '' ? words.phrase('everyone') : words.field(id);
    const told = words.phrase('dashboardTold', {
      by: label,
      n: words.number(rows.length, 'count'),
      held: words.number(rows.filter(({ held }) => held).length, 'count'),
    });
    return { id, label, told };
  });
}

/** What else a run writes, as far as it does; seen from reports/. */
function filesOf(study: Study, { published }: DashboardSources, words: Words): DashboardContent['files'] {
  const named = (language: string) => wordsOf(study, language as Words['language']).words.phrase('languageName');
  const inEach = (start: string, end: string, id: 'dashboardReport' | 'dashboardWord' | 'dashboardTables') =>
    study.languages
      .map((language) => ({ language, path: `reports/${start}.${language}.${end}` }))
      .filter(({ path }) => published.includes(path))
      .map(
        ({ language, path }): FileLink => ({
          path: path.slice('reports/'.length),
          title: words.phrase(id, { language: named(language) }),
        }),
      );
  const link = (path: string, title: string): FileLink => ({ path, title });
  const reviews = reviewPaths(study).map((path, place) =>
    link(
      path.slice('reports/'.length),
      words.phrase('dashboardReview', { language: named(study.languages[place] ?? '') }),
    ),
  );
  return [
    {
      title: words.phrase('dashboardToRead'),
      links: [
        ...inEach('report', 'html', 'dashboardReport'),
        ...inEach('report', 'docx', 'dashboardWord'),
        ...inEach('tables', 'xlsx', 'dashboardTables'),
      ],
    },
    {
      title: words.phrase('dashboardToDecide'),
      links: [
        link('validation.html', words.phrase('validation')),
        ...reviews,
        link('intake.html', words.phrase('intake')),
        link('findings.csv', words.phrase('dashboardFindings')),
        link('checks.csv', words.phrase('dashboardChecks')),
        link('decisions.csv', words.phrase('dashboardDecisions')),
        link('../data-clean/changes.csv', words.phrase('dashboardChanges')),
        link('audit.html', words.phrase('dashboardReviewers')),
        link('cleaning.csv', words.phrase('dashboardEffects')),
      ],
    },
    {
      title: words.phrase('dashboardToAnalyse'),
      links: [
        link('estimates.csv', words.phrase('dashboardEstimates')),
        link('results-impact.csv', words.phrase('dashboardImpact')),
        link('../data-clean/codebook.csv', words.phrase('dashboardCodebook')),
        ...study.form.tables.map(({ name }) =>
          link(`../data-clean/${name}.csv`, words.phrase('dashboardData', { table: name })),
        ),
      ],
    },
  ];
}
