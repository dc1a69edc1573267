import type { Level } from '../../table/finding.ts';
import type { PhraseId } from '../words/phrases.ts';
import type { Words } from '../words/words.ts';
import type { MapPoint } from './coverageMap.ts';
import { coverageMap } from './coverageMap.ts';
import type { DayCount } from './dayChart.ts';
import { dayChart } from './dayChart.ts';
import type { FilterChoice, FilterName } from './filters.ts';
import { filterForm } from './filters.ts';
import { type Html, html } from './html.ts';
import { tableSection } from './panels.ts';
import type { MeasureColumn, ProfileRow } from './profiles.ts';
import { profileTable } from './profiles.ts';

type Levels = Readonly<Record<Level, number>>;

/** How a check went, in the words of a reader. */
export interface CheckLine {
  readonly id: string;
  readonly title: string;
  readonly level: string;
  /** Whether it ran, or why not. */
  readonly outcome: string;
  readonly failed: number;
  readonly notJudged: number;
  readonly open: number;
}

/** Open findings of one group of interviews. */
export interface GroupLine {
  readonly name: string;
  readonly interviews: number;
  readonly levels: Levels;
  readonly frequent: string;
}

/** One open finding of the list, with what it is filtered by. */
export interface FindingLine {
  readonly level: Level;
  readonly filters: Readonly<Record<FilterName, string>>;
  /** Interview or roster row, and who asked, when. */
  readonly where: readonly string[];
  readonly question: readonly string[];
  readonly value: readonly string[];
  readonly issue: readonly string[];
}

/** What a page of findings shows in one language. */
export interface FindingsContent {
  readonly open: Levels;
  readonly interviews: number;
  readonly run: number;
  readonly skipped: number;
  readonly checks: readonly CheckLine[];
  readonly enumerators: readonly GroupLine[];
  readonly measures: readonly MeasureColumn[];
  readonly profiles: readonly ProfileRow[];
  readonly days: readonly DayCount[];
  readonly byDay: readonly GroupLine[];
  readonly places: readonly { readonly title: string; readonly groups: readonly GroupLine[] }[];
  readonly points: readonly MapPoint[];
  /** Interviews without a point on the map. */
  readonly pointless: number;
  readonly findings: readonly FindingLine[];
  /** Findings that the list leaves out. */
  readonly left: number;
  readonly filters: Readonly<Record<FilterName, readonly FilterChoice[]>>;
  /** Where decisions are written. */
  readonly review: string;
}

const LEVELS: readonly (readonly [Level, PhraseId])[] = [
  ['error', 'error'],
  ['warning', 'warning'],
  ['note', 'remark'],
];

/** Totals, checks, enumerators, days, places, map and the list, as sections of a page. */
export function findingsPanel(content: FindingsContent, words: Words): Html {
  const { language } = words;
  const none = words.phrase('intakeNone');
  const number = (title: string) => ({ title, number: true });
  const chart = dayChart(content.days, `days-${language}`, words);
  const map = coverageMap(content.points, content.pointless, `map-${language}`, words);
  return html`${[
    keyFigures(content, words),
    tableSection(
      words.phrase('validationChecks'),
      words.phrase('validationChecksLead', {
        run: words.number(content.run, 'count'),
        skipped: words.number(content.skipped, 'count'),
      }),
      [
        { title: words.phrase('validationCheck') },
        { title: words.phrase('severity') },
        { title: words.phrase('validationCase') },
        number(words.phrase('validationFailed')),
        number(words.phrase('validationNotJudged')),
        number(words.phrase('validationStillOpen')),
      ],
      content.checks.map(({ id, title, level, outcome, failed, notJudged, open }) => [
        id === title ? id : [title, id],
        level,
        outcome,
        failed,
        notJudged,
        open,
      ]),
      none,
      words,
    ),
    groupSection(words.phrase('validationByEnumerator'), words.phrase('reviewEnumerator'), content.enumerators, words),
    content.profiles.length === 0
      ? null
      : html`<section><h2>${words.phrase('validationProfiles')}</h2>
${profileTable(content.measures, content.profiles, words)}</section>
`,
    chart === null
      ? null
      : html`<section><h2>${words.phrase('validationByDay')}</h2>
<figure class="chart"><figcaption><h3>${words.phrase('validationDayChart')}</h3></figcaption><div class="wide" role="region" tabindex="0" aria-label="${words.phrase('figureWide', { title: words.phrase('validationByDay') })}">${chart}</div></figure>
<details><summary>${words.phrase('table')}</summary>
${groupTable(words.phrase('reviewDay'), words.phrase('validationByDay'), content.byDay, words)}</details></section>
`,
    content.places.map(({ title, groups }) =>
      groupSection(words.phrase('validationByPlace', { group: title }), words.phrase('reviewPlace'), groups, words),
    ),
    map === null ? null : html`<section><h2>${words.phrase('validationMap')}</h2>\n${mapKey(words)}${map}</section>\n`,
    list(content, words),
  ]}`;
}

function keyFigures({ open, interviews }: FindingsContent, words: Words): Html {
  const figure = (title: string, count: number) =>
    html`<div><dt>${title}</dt><dd><bdi>${words.number(count, 'count')}</bdi></dd></div>`;
  return html`<section><h2>${words.phrase('validationOpen')}</h2>
<dl class="figures">${LEVELS.map(([level, id]) => figure(words.phrase(id), open[level]))}${figure(words.phrase('interviews'), interviews)}</dl>
<p><a href="#list-${words.language}">${words.phrase('validationList')}</a></p>
</section>
`;
}

/** Groups in more lines than this are folded away. */
const LONG = 24;

function groupSection(title: string, head: string, groups: readonly GroupLine[], words: Words): Html | null {
  if (groups.length === 0) return null;
  const table = groupTable(head, title, groups, words);
  const folded = html`<details><summary>${words.phrase('table')} (${words.number(groups.length, 'count')})</summary>\n${table}</details>`;
  return html`<section><h2>${title}</h2>\n${levelKey(words)}${groups.length > LONG ? folded : table}</section>\n`;
}

function levelKey(words: Words): Html {
  return html`<ul class="key">${LEVELS.map(([level, id]) => html`<li><i class="${level}"></i>${words.phrase(id)}</li>`)}</ul>\n`;
}

function mapKey(words: Words): Html {
  const shown = [
    ['■', 'error', words.phrase('error')],
    ['▲', 'warning', words.phrase('warning')],
    ['●', 'note', words.phrase('validationFine')],
  ] as const;
  return html`<ul class="key">${shown.map(([mark, level, title]) => html`<li><span class="level ${level}" aria-hidden="true">${mark}</span> ${title}</li>`)}</ul>\n`;
}

/** Groups as rows: interviews, findings by level, and a bar of them, as long as they are many. */
function groupTable(head: string, title: string, groups: readonly GroupLine[], words: Words): Html {
  const total = ({ levels }: GroupLine) => levels.error + levels.warning + levels.note;
  const most = Math.max(1, ...groups.map(total));
  const count = (value: number) => html`<td class="number"><bdi>${words.number(value, 'count')}</bdi></td>`;
  const share = (value: number) => Math.round((value / most) * 1000) / 10;
  return html`<div class="wide" role="region" tabindex="0" aria-label="${words.phrase('tableWide', { title })}"><table class="plain">
<thead><tr><th scope="col">${head}</th><th scope="col" class="headNumber">${words.phrase('interviews')}</th>${LEVELS.map(([, id]) => html`<th scope="col" class="headNumber">${words.phrase(id)}</th>`)}<th scope="col">${words.phrase('validationOpen')}</th><th scope="col">${words.phrase('mostFrequent')}</th></tr></thead>
<tbody>
${groups.map(
  (
    group,
  ) => html`<tr><th scope="row"><bdi>${group.name === '' ? words.phrase('notKnown') : group.name}</bdi></th>${count(group.interviews)}${LEVELS.map(([level]) => count(group.levels[level]))}<td><span class="bar" aria-hidden="true">${LEVELS.map(([level]) => html`<i class="${level}" style="width:${share(group.levels[level])}%"></i>`)}</span></td><td class="wordy"><bdi>${group.frequent}</bdi></td></tr>
`,
)}</tbody></table></div>
`;
}

function list(content: FindingsContent, words: Words): Html {
  const { findings, left, filters, review } = content;
  const id = `findings-${words.language}`;
  const title = words.phrase('validationList');
  const titles: Readonly<Record<FilterName, PhraseId>> = {
    level: 'reviewLevel',
    check: 'validationCheck',
    enumerator: 'reviewEnumerator',
    day: 'reviewDay',
    place: 'reviewPlace',
  };
  const choices = Object.fromEntries(
    (Object.keys(titles) as FilterName[]).map((name) => [
      name,
      { title: words.phrase(titles[name]), choices: filters[name] },
    ]),
  ) as Parameters<typeof filterForm>[1];
  const levelWords = Object.fromEntries(filters.level);
  const several = (texts: readonly string[]) =>
    texts.filter((text) => text !== '').map((text) => html`<div><bdi>${text}</bdi></div>`);
  if (findings.length === 0)
    return html`<section><h2 id="list-${words.language}">${title}</h2>\n<p>${words.phrase('intakeNone')}</p></section>\n`;
  return html`<section><h2 id="list-${words.language}">${title}</h2>
<p>${words.phrase('validationListLead', { review })}</p>
${left === 0 ? null : html`<p>${words.phrase('validationLeft', { n: words.number(findings.length, 'count'), left: words.number(left, 'count') })}</p>\n`}${filterForm(id, choices, words)}<div class="wide" role="region" tabindex="0" aria-label="${words.phrase('tableWide', { title })}"><table class="plain findings">
<thead><tr>${(['reviewLevel', 'validationCheck', 'reviewIssueShort', 'question', 'reviewAnswer', 'reviewWhere'] as const).map((head) => html`<th scope="col">${words.phrase(head)}</th>`)}</tr></thead>
<tbody id="${id}">
${findings.map(
  (
    finding,
  ) => html`<tr data-level="${finding.level}" data-check="${finding.filters.check}" data-enumerator="${finding.filters.enumerator}" data-day="${finding.filters.day}" data-place="${finding.filters.place}"><td class="level ${finding.level}">${levelWords[finding.level] ?? finding.level}</td><td><bdi>${finding.filters.check}</bdi></td><td class="wordy">${several(finding.issue)}</td><td class="wordy">${several(finding.question)}</td><td class="wordy">${several(finding.value)}</td><td class="wordy">${several(finding.where)}</td></tr>
`,
)}</tbody></table></div>
</section>
`;
}
