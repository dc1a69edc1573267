import type { Level } from '../../table/finding.ts';
import type { PhraseId } from '../words/phrases.ts';
import type { Words } from '../words/words.ts';
import type { DayCount } from './dayChart.ts';
import { dayChart } from './dayChart.ts';
import { type Html, html, trusted } from './html.ts';
import { tableSection } from './panels.ts';

/** One number of a key indicator as people read it, or the mark that stands in its place. */
export interface KeyRow {
  /** Key of the estimate, as `pipeline trace` takes it. */
  readonly key: string;
  readonly label: string;
  /** '' where a mark stands alone. */
  readonly value: string;
  readonly interval: string;
  readonly n: string;
  readonly mark: string;
  /** True where the mark stands in place of a number. */
  readonly held: boolean;
  /** Of a share: value, low and high in percent, to be drawn. */
  readonly strip: { readonly value: number; readonly low: number; readonly high: number } | null;
}

/** One key indicator by one breakdown; a single row without a label is the indicator itself. */
export interface KeyGroup {
  readonly heading: string;
  /** Indicator's id, the unit of its numbers ('' without one), and the place of its table in the report. */
  readonly id: string;
  readonly unit: string;
  readonly href: string;
  readonly rows: readonly KeyRow[];
  /** A line under the rows; '' for none. */
  readonly more: string;
}

/** Key indicators of a theme, by breakdown: '' is everybody. */
export interface KeyTheme {
  readonly title: string;
  readonly groups: ReadonlyMap<string, readonly KeyGroup[]>;
}

/** A breakdown that can be chosen, and what is said aloud when it is. */
export interface Breakdown {
  readonly id: string;
  readonly label: string;
  readonly told: string;
}

/** A file beside the page. */
export interface FileLink {
  readonly path: string;
  readonly title: string;
}

/** What the first page of a study shows in one language. */
export interface DashboardContent {
  readonly received: number;
  readonly kept: number;
  readonly decisions: { readonly applied: number; readonly refused: number };
  readonly changes: number;
  /** What is left to do, in sentences; of none, `exit` 0 and that all is well. */
  readonly toDo: readonly string[];
  readonly exit: number;
  readonly cases: readonly (readonly [label: string, count: number])[];
  readonly fieldwork: {
    readonly title: string;
    readonly strata: readonly { readonly label: string; readonly done: number; readonly target: number | null }[];
    /** The sentence that sums them up; '' without targets. */
    readonly against: string;
    readonly days: readonly DayCount[];
  };
  readonly open: Readonly<Record<Level, number>>;
  readonly checks: readonly {
    readonly id: string;
    readonly title: string;
    readonly levels: Readonly<Record<Level, number>>;
  }[];
  readonly keys: readonly KeyTheme[];
  readonly breakdowns: readonly Breakdown[];
  /** Confidence level of the intervals, in words. */
  readonly level: string;
  /** What each mark means. */
  readonly marks: readonly string[];
  readonly files: readonly { readonly title: string; readonly links: readonly FileLink[] }[];
  /** Under the list of files. */
  readonly note: string;
}

const LEVELS: readonly (readonly [Level, PhraseId])[] = [
  ['error', 'error'],
  ['warning', 'warning'],
  ['note', 'remark'],
];

/**
 * Shows the rows of the breakdown that is chosen, and says how many. The form comes with the page hidden: without the script the numbers of
 * everybody are shown. Written for browsers as it stands: it is put into the page as text.
 */
export const DASHBOARD_SCRIPT = `'use strict';
for (const form of document.querySelectorAll('form.by')) {
  const bodies = [...form.parentElement.querySelectorAll('tbody[data-by]')];
  const select = form.querySelector('select');
  const show = () => {
    for (const body of bodies) body.hidden = body.dataset.by !== select.value;
    form.querySelector('output').textContent = select.selectedOptions[0].dataset.told;
  };
  form.hidden = false;
  form.addEventListener('input', show);
  form.addEventListener('submit', (event) => event.preventDefault());
  select.value = '';
  show();
}
`;

export const DASHBOARD_STYLE = `
[hidden]{display:none!important}
.by{position:sticky;top:0;z-index:2;display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;padding:.75rem 1.25rem;margin:0 0 1.5rem;background:var(--pale);border-block-end:1px solid var(--line)}
.by label{display:grid;gap:.25rem;font-size:.875rem;color:var(--soft);flex:0 1 20rem;min-width:0}
.by select{font:inherit;font-size:.9375rem;color:var(--ink);background:var(--paper);border:1px solid #6b7785;border-radius:4px;padding:.375rem .5rem;min-height:2.75rem;width:100%;min-width:0}
.by output{flex:1 1 16rem;font-size:.9375rem;padding-block-end:.5rem}
.jump{position:static}
.jump ul{list-style:none;margin:0 0 2rem;padding:0;display:flex;flex-wrap:wrap;gap:.25rem 1.5rem}
.jump a{display:block;padding:.375rem 0;min-height:1.5rem}
.todo p{margin:.5rem 0 0}
.keys{margin:0 0 2.5rem;table-layout:fixed;min-width:46rem}
.keys th:nth-child(1){width:38%}.keys th:nth-child(2){width:11%}.keys th:nth-child(3){width:17%}.keys th:nth-child(4){width:7%}.keys th:nth-child(5){width:8%}
.keys td{white-space:nowrap}
.keys td.draw{vertical-align:middle}
thead td{border-block:2px solid var(--blue);border-block-end-width:1px}
.keys thead .headNumber,.keys tbody th{min-width:0}
.keys .more th,.keys .id{color:var(--soft);font-size:.8125rem;font-weight:400}
.keys td.value{text-align:right;font-weight:700}
.keys td.held{text-align:right;color:var(--soft)}
.strip{position:relative;display:block;height:.875rem;background:linear-gradient(#d3dbe6,#d3dbe6) center/100% 1px no-repeat}
.strip i{position:absolute;top:.3125rem;height:.25rem;background:#8fb3d6;border-radius:2px}
.strip b{position:absolute;top:.125rem;width:.625rem;height:.625rem;border-radius:50%;background:#1f3a5f;margin-inline-start:-.3125rem}
.meter{position:relative;display:block;height:.75rem;min-width:6rem;background:#e3e9f1}
.meter i{display:block;height:100%;background:#2f6b9a}
.count{text-align:right;white-space:nowrap}
.level{font-weight:600}.level.error{color:#8c1d18}.level.warning{color:#6b4a00}.level.note{color:var(--soft)}
.fine{margin:0 0 2rem;padding:1rem 1.25rem;background:#e8f3ec;color:#134a29}
.links{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,18rem),1fr));gap:1.5rem 2.5rem}
.links ul{list-style:none;margin:.5rem 0 0;padding:0}
.links a{display:block;padding:.375rem 0;min-height:1.5rem}
.links span{display:block;color:var(--soft);font-size:.8125rem}
section>h3{margin:1.5rem 0 .75rem}.chart{margin-block:1.5rem}.chart svg{max-width:60rem}
@media (max-width:40rem){.keys{min-width:0;font-size:.8125rem}.keys .draw{display:none}.keys th,.keys td{padding-inline:.25rem}.keys tbody .sublabel{padding-inline-start:.75rem}.keys th:nth-child(1){width:35%}.keys th:nth-child(2){width:22%}.keys th:nth-child(3){width:19%}.keys th:nth-child(4){width:11%}.keys th:nth-child(5){width:13%}.keys thead th{font-size:.75rem}.keys td.range{white-space:normal}}
@media print{.jump{display:none}.keys{min-width:0}.by label{display:none}.by{position:static;padding:0;background:none}.keys tr{break-inside:avoid}.links span{font-size:8pt}}
`;

/** Run, fieldwork, findings, key indicators and files, as sections of a page. */
export function dashboardPanel(content: DashboardContent, words: Words): Html {
  const parts: readonly (readonly [name: string, title: PhraseId])[] = [
    ['fieldwork', 'dashboardFieldwork'],
    ['findings', 'validationOpen'],
    ['keys', 'dashboardKeys'],
    ['files', 'dashboardFiles'],
  ];
  const links = parts.map(
    ([name, title]) => html`<li><a href="#${name}-${words.language}">${words.phrase(title)}</a></li>\n`,
  );
  return html`${[
    html`<nav class="jump" aria-label="${words.phrase('contents')}"><ul>\n${links}</ul></nav>\n`,
    runPart(content, words),
    fieldworkPart(content, words),
    findingsPart(content, words),
    keysPart(content, words),
    filesPart(content, words),
  ]}`;
}

function section(name: string, title: string, body: Html, words: Words): Html {
  const id = `${name}-${words.language}`;
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>\n${body}</section>\n`;
}

function runPart(content: DashboardContent, words: Words): Html {
  const figure = (id: PhraseId, x: number) =>
    html`<div><dt>${words.phrase(id)}</dt><dd><bdi>${words.number(x, 'count')}</bdi></dd></div>`;
  const exit = words.phrase('dashboardExit', { code: String(content.exit) });
  const state =
    content.toDo.length === 0
      ? html`<p class="fine">${words.phrase('dashboardReady')} ${exit}</p>\n`
      : html`<div class="todo"><h3>${words.phrase('toDo')}</h3>
<ul>${content.toDo.map((one) => html`<li>${one}</li>`)}</ul>
<p>${exit}</p></div>
`;
  const { applied, refused } = content.decisions;
  const body = html`<dl class="figures">
${figure('received', content.received)}${figure('excluded', content.received - content.kept)}${figure('kept', content.kept)}${figure('changes', content.changes)}${figure('decisionsApplied', applied)}${figure('decisionsRefused', refused)}
</dl>
${state}`;
  return section('run', words.phrase('dashboardRun'), body, words);
}

function fieldworkPart({ fieldwork, cases }: DashboardContent, words: Words): Html {
  const { strata, days, against, title } = fieldwork;
  const count = (x: number) => words.number(x, 'count');
  const chart = dayChart(days, `days-${words.language}`, words);
  const heading = words.phrase('validationByDay');
  const targets = strata.some(({ target }) => target !== null);
  const rows = strata.map(({ label, done, target }) => {
    const share = target === null || target === 0 ? null : done / target;
    return html`<tr><th scope="row"><bdi>${label}</bdi></th><td class="number"><bdi>${count(done)}</bdi></td>${
      targets
        ? html`<td class="number"><bdi>${target === null ? '–' : count(target)}</bdi></td><td class="number"><bdi>${target === null ? '–' : count(Math.max(0, target - done))}</bdi></td><td class="number"><bdi>${share === null ? '–' : words.number(share, 'percent')}</bdi></td><td class="draw">${share === null ? null : meter(share)}</td>`
        : null
    }</tr>\n`;
  });
  const head = (id: PhraseId) => html`<th scope="col" class="headNumber">${words.phrase(id)}</th>`;
  const table = html`<div class="wide" role="region" tabindex="0" aria-label="${words.phrase('tableWide', { title })}"><table class="plain">
<caption><div><h3>${title}</h3>${against === '' ? null : html`<p>${against}</p>`}</div></caption>
<thead><tr><th scope="col">${title}</th>${head('dashboardDone')}${targets ? [head('dashboardTarget'), head('dashboardLeft'), head('dashboardProgress'), html`<td></td>`] : null}</tr></thead>
<tbody>
${rows}</tbody></table></div>
`;
  const body = html`${strata.length === 0 ? null : table}${
    chart === null
      ? null
      : html`<figure class="chart"><figcaption><h3>${words.phrase('dashboardDays')}</h3></figcaption><div class="wide" role="region" tabindex="0" aria-label="${words.phrase('figureWide', { title: heading })}">${chart}</div></figure>
`
  }${cases.length === 0 ? null : caseTable(cases, words)}`;
  return section('fieldwork', words.phrase('dashboardFieldwork'), body, words);
}

function meter(share: number): Html {
  return html`<span class="meter" aria-hidden="true"><i style="width:${Math.min(100, Math.round(share * 1000) / 10)}%"></i></span>`;
}

function caseTable(cases: DashboardContent['cases'], words: Words): Html {
  return html`<div class="wide" role="region" tabindex="0" aria-label="${words.phrase('tableWide', { title: words.phrase('cases') })}"><table class="plain">
<caption><div><h3>${words.phrase('cases')}</h3></div></caption>
<thead><tr><th scope="col">${words.phrase('disposition')}</th><th scope="col" class="headNumber">${words.phrase('dashboardContacts')}</th></tr></thead>
<tbody>
${cases.map(([label, n]) => html`<tr><th scope="row">${label}</th><td class="number"><bdi>${words.number(n, 'count')}</bdi></td></tr>\n`)}</tbody></table></div>
`;
}

function findingsPart({ open, checks }: DashboardContent, words: Words): Html {
  const figure = (id: PhraseId, x: number) =>
    html`<div><dt>${words.phrase(id)}</dt><dd><bdi>${words.number(x, 'count')}</bdi></dd></div>`;
  const list = tableSection(
    words.phrase('validationChecks'),
    '',
    [
      { title: words.phrase('validationCheck') },
      ...LEVELS.map(([, id]) => ({ title: words.phrase(id), number: true })),
    ],
    checks.map(({ id, title, levels }) => [id === title ? id : [title, id], levels.error, levels.warning, levels.note]),
    words.phrase('dashboardNoFindings'),
    words,
  );
  const table = trusted(list.markup.replace(/^<section><h2>(.*?)<\/h2>/, '<h3>$1</h3>').replace(/<\/section>\s*$/, ''));
  const body = html`<dl class="figures">${LEVELS.map(([level, id]) => figure(id, open[level]))}</dl>
${table}<p><a href="validation.html">${words.phrase('validationList')}</a></p>
`;
  return section('findings', words.phrase('validationOpen'), body, words);
}

function keysPart({ keys, breakdowns, level, marks }: DashboardContent, words: Words): Html {
  const title = words.phrase('dashboardKeys');
  if (keys.length === 0) return section('keys', title, html`<p>${words.phrase('dashboardNoKeys')}</p>\n`, words);
  const id = `by-${words.language}`;
  const form = html`<form class="by" hidden>
<label for="${id}">${words.phrase('dashboardBy')}<select id="${id}" autocomplete="off">${breakdowns.map(
    ({ id: value, label, told }) => html`<option value="${value}" data-told="${told}">${label}</option>`,
  )}</select></label>
<output for="${id}" role="status" aria-live="polite"></output>
</form>
`;
  const body = html`${breakdowns.length > 1 ? form : null}${keys.map((theme) => themeTable(theme, breakdowns, level, words))}${
    marks.length === 0 ? null : html`<ul class="notes">${marks.map((mark) => html`<li>${mark}</li>`)}</ul>\n`
  }`;
  return section('keys', title, body, words);
}

function themeTable({ title, groups }: KeyTheme, breakdowns: readonly Breakdown[], level: string, words: Words): Html {
  const none = html`<tr class="more"><th scope="row" colspan="6">${words.phrase('dashboardNotBy')}</th></tr>\n`;
  return html`<div class="wide" role="region" tabindex="0" aria-label="${words.phrase('tableWide', { title })}"><table class="keys">
<caption><div><h3>${title}</h3></div></caption>
<thead><tr><th scope="col">${words.phrase('dashboardIndicator')}</th><th scope="col" class="headNumber">${words.phrase('estimate')}</th><th scope="col">${words.phrase('dashboardInterval', { level })}</th><th scope="col" class="headNumber">n</th><th scope="col" class="headMark">${words.phrase('note')}</th><td class="draw"></td></tr></thead>
${breakdowns.map(({ id }) => {
  const own = groups.get(id) ?? [];
  return html`<tbody data-by="${id}"${id === '' ? null : trusted(' hidden')}>
${own.length === 0 ? none : own.map(groupRows)}</tbody>
`;
})}</table></div>
`;
}

function groupRows({ heading, id, unit, href, rows, more }: KeyGroup): Html {
  const name = html`<a href="${href}">${heading}</a> <span class="id"><bdi>${id}</bdi>${unit === '' ? null : html` · <bdi>${unit}</bdi>`}</span>`;
  const [only] = rows;
  if (rows.length === 1 && only !== undefined && only.label === '')
    return html`<tr data-key="${only.key}"><th scope="row">${name}</th>${cells(only)}</tr>\n`;
  return html`<tr class="group"><th scope="rowgroup" colspan="6">${name}</th></tr>
${rows.map((row) => html`<tr data-key="${row.key}"><th scope="row" class="sublabel">${row.label}</th>${cells(row)}</tr>\n`)}${
  more === '' ? null : html`<tr class="more"><th scope="row" colspan="6" class="sublabel">${more}</th></tr>\n`
}`;
}

function cells({ value, interval, n, mark, held, strip }: KeyRow): Html {
  if (held) return html`<td class="held"><bdi>${mark}</bdi></td><td></td><td></td><td></td><td class="draw"></td>`;
  const drawn =
    strip === null
      ? null
      : html`<span class="strip" aria-hidden="true"><i style="inset-inline-start:${strip.low}%;width:${Math.round((strip.high - strip.low) * 10) / 10}%"></i><b style="inset-inline-start:${strip.value}%"></b></span>`;
  return html`<td class="value"><bdi>${value}</bdi></td><td class="range"><bdi>${interval}</bdi></td><td class="count"><bdi>${n}</bdi></td><td class="mark"><bdi>${mark}</bdi></td><td class="draw">${drawn}</td>`;
}

function filesPart({ files, note }: DashboardContent, words: Words): Html {
  const body = html`<div class="links">
${files.map(({ title, links }) => html`<div><h3>${title}</h3><ul>${links.map((link) => html`<li><a href="${link.path}">${link.title}<span><bdi>${link.path.replace(/^\.\.\//, '')}</bdi></span></a></li>\n`)}</ul></div>\n`)}</div>
<p>${note}</p>
`;
  return section('files', words.phrase('dashboardFiles'), body, words);
}
