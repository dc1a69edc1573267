import type { PhraseId } from '../words/phrases.ts';
import type { Words } from '../words/words.ts';
import { type Html, html } from './html.ts';
import type { PlainCell } from './panels.ts';
import { tableSection } from './panels.ts';

/** By what the list of changes is filtered, and the attribute that its rows bear. */
export const CHANGE_FILTERS = ['rule', 'by', 'field', 'day'] as const;
export type ChangeFilter = (typeof CHANGE_FILTERS)[number];

const FILTER_TITLES: Readonly<Record<ChangeFilter, PhraseId>> = {
  rule: 'auditByRule',
  by: 'auditByPerson',
  field: 'auditByField',
  day: 'auditByDay',
};

const COUNT_TITLES: Readonly<Record<ChangeFilter, PhraseId>> = {
  rule: 'auditCountByRule',
  by: 'auditCountByPerson',
  field: 'auditCountByField',
  day: 'auditCountByDay',
};

/** A changed cell in the words of a reader; each text stands under the one before it. */
export interface ChangeLine {
  readonly id: string;
  readonly key: string;
  readonly field: string;
  readonly filters: Readonly<Record<ChangeFilter, string>>;
  readonly question: readonly string[];
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly why: readonly string[];
  readonly where: readonly string[];
}

/** What the page of cleaning shows in one language. */
export interface AuditContent {
  readonly figures: readonly (readonly [title: string, count: number])[];
  readonly effectsLead: readonly string[];
  readonly effects: readonly (readonly PlainCell[])[];
  readonly counts: Readonly<Record<ChangeFilter, readonly (readonly [value: string, label: string, count: number])[]>>;
  readonly changes: readonly ChangeLine[];
  readonly changed: number;
  readonly excluded: readonly (readonly PlainCell[])[];
  readonly excludedInAll: number;
  readonly refused: readonly (readonly PlainCell[])[];
  readonly refusedInAll: number;
  readonly seed: string;
  readonly sample: readonly ChangeLine[];
}

/** Groups of one kind that are shown, and choices of a filter. */
const MOST_GROUPS = 200;

/**
 * Keeps the ticks of one cell alike in every language, counts them, and saves them as CSV. Nothing is sent and nothing kept but in the open
 * page. A note that a spreadsheet would take for a formula gets an apostrophe. Written for browsers as it stands.
 */
export const TICK_SCRIPT = `
for (const form of document.querySelectorAll('form.ticks')) {
  const cells = () => [...form.querySelectorAll('[data-cell]')];
  const all = [...document.querySelectorAll('form.ticks')];
  const count = () => all.forEach((each) => {
    each.querySelector('output').textContent = String(each.querySelectorAll('input[type=checkbox]:checked').length);
  });
  form.hidden = false;
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', (event) => {
    const own = event.target.closest('[data-cell]');
    if (own === null) return;
    for (const other of document.querySelectorAll('form.ticks [data-cell="' + own.dataset.cell + '"]')) {
      other.querySelector('input[type=checkbox]').checked = own.querySelector('input[type=checkbox]').checked;
      other.querySelector('input[type=text]').value = own.querySelector('input[type=text]').value;
    }
    count();
  });
  form.querySelector('button').addEventListener('click', () => {
    const quoted = (text) => '"' + text.replace(/^(?=[=+@\\t\\r-])/, "'").replaceAll('"', '""') + '"';
    const lines = cells().map((row) => [
      row.dataset.cell, row.dataset.key, row.dataset.field,
      row.querySelector('input[type=checkbox]').checked ? 'yes' : 'no',
      row.querySelector('input[type=text]').value, form.dataset.seed,
    ].map(quoted).join(','));
    const text = '\\ufeff' + ['change_id,key,field,checked,note,seed', ...lines].join('\\r\\n') + '\\r\\n';
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
    link.download = 'ticks-' + form.dataset.seed + '.csv';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  count();
}
`;

export const TICK_STYLE = `
.ticks input[type=checkbox]{width:1.375rem;height:1.375rem}
.ticks input[type=text]{font:inherit;min-width:9rem;width:100%;min-height:2.25rem;border:1px solid #7b8896;border-radius:4px;padding:.25rem .5rem}
.ticks button{font:inherit;color:#fff;background:var(--blue);border:0;border-radius:4px;padding:.375rem 1rem;min-height:2.5rem;cursor:pointer}
.ticks output{font-weight:700}
.changes td:nth-child(2){color:#8c1d18}.changes td:nth-child(3){color:#1d5a34;font-weight:600}
.changes tr{break-inside:avoid}
@media print{.ticks button{display:none}}
`;

/** Totals, effect on the results, counts, sample, list of changes, interviews left out, decisions refused, as sections. */
export function auditPanel(content: AuditContent, words: Words): Html {
  const none = words.phrase('intakeNone');
  const left = (shown: number, all: number, file: string) =>
    all > shown
      ? words.phrase('auditLeft', {
          n: words.number(shown, 'count'),
          left: words.number(all - shown, 'count'),
          file,
        })
      : '';
  const heads = (...ids: readonly PhraseId[]) => ids.map((id) => ({ title: words.phrase(id) }));
  return html`${[
    html`<section><h2>${words.phrase('auditTotals')}</h2>
<dl class="figures">${content.figures.map(([title, count]) => html`<div><dt>${title}</dt><dd><bdi>${words.number(count, 'count')}</bdi></dd></div>`)}</dl></section>
`,
    tableSection(
      words.phrase('auditEffects'),
      content.effectsLead.join(' '),
      heads('estimate', 'auditRaw', 'auditClean', 'auditMoved', 'auditRange'),
      content.effects,
      none,
      words,
    ),
    CHANGE_FILTERS.map((name) =>
      tableSection(
        words.phrase(COUNT_TITLES[name]),
        left(Math.min(MOST_GROUPS, content.counts[name].length), content.counts[name].length, 'data-clean/changes.csv'),
        [{ title: words.phrase(FILTER_TITLES[name]) }, { title: words.phrase('auditCount'), number: true }],
        content.counts[name]
          .slice(0, MOST_GROUPS)
          .map(([value, label, count]) => [label === value || name === 'day' ? label : [label, value], count]),
        none,
        words,
      ),
    ),
    sample(content, words),
    list(content, left(content.changes.length, content.changed, 'data-clean/changes.csv'), words),
    tableSection(
      words.phrase('auditExcluded'),
      left(content.excluded.length, content.excludedInAll, 'data-clean/excluded.csv'),
      heads('reviewWhere', 'auditWhy', 'auditByRule', 'auditByPerson'),
      content.excluded,
      none,
      words,
    ),
    tableSection(
      words.phrase('auditRefused'),
      left(content.refused.length, content.refusedInAll, 'reports/decisions.csv'),
      heads('auditLine', 'reviewWhere', 'auditByField', 'auditDecision', 'auditWhy', 'auditByPerson'),
      content.refused,
      none,
      words,
    ),
  ]}`;
}

const several = (texts: readonly string[]) =>
  texts.filter((text) => text !== '').map((text) => html`<div><bdi>${text}</bdi></div>`);

const cellsOf = ({ question, from, to, why, where }: ChangeLine): Html =>
  html`${[question, from, to, why, where].map((texts) => html`<td class="wordy">${several(texts)}</td>`)}`;

const HEADS = ['question', 'auditFrom', 'auditTo', 'auditWhy', 'reviewWhere'] as const;

function sample({ sample: cells, seed, changed }: AuditContent, words: Words): Html {
  const title = words.phrase('auditSample');
  const lead = words.phrase('auditSampleLead', {
    n: words.number(cells.length, 'count'),
    all: words.number(changed, 'count'),
    seed,
  });
  if (cells.length === 0) return html`<section><h2>${title}</h2>\n<p>${words.phrase('intakeNone')}</p></section>\n`;
  return html`<section><h2>${title}</h2>
<p>${lead}</p>
<form class="ticks" data-seed="${seed}" hidden><div class="wide" role="region" tabindex="0" aria-label="${words.phrase('tableWide', { title })}"><table class="plain changes">
<thead><tr>${HEADS.map((head) => html`<th scope="col">${words.phrase(head)}</th>`)}<th scope="col">${words.phrase('auditTick')}</th><th scope="col">${words.phrase('auditNote')}</th></tr></thead>
<tbody>
${cells.map(
  (cell) =>
    html`<tr data-cell="${cell.id}" data-key="${cell.key}" data-field="${cell.field}">${cellsOf(cell)}<td><input type="checkbox" aria-label="${words.phrase('auditTick')}: ${cell.field}, ${cell.key}"></td><td><input type="text" autocomplete="off" aria-label="${words.phrase('auditNote')}: ${cell.field}, ${cell.key}"></td></tr>
`,
)}</tbody></table></div>
<p role="status">${words.phrase('auditTicked')} <output></output></p>
<button type="button">${words.phrase('auditExport')}</button></form>
</section>
`;
}

function list({ changes, counts }: AuditContent, left: string, words: Words): Html {
  const title = words.phrase('auditList');
  if (changes.length === 0) return html`<section><h2>${title}</h2>\n<p>${words.phrase('intakeNone')}</p></section>\n`;
  const id = `changes-${words.language}`;
  return html`<section><h2>${title}</h2>
${left === '' ? null : html`<p>${left}</p>\n`}<form class="filters" data-list="${id}" aria-label="${words.phrase('auditFilterLabel')}" hidden>
${CHANGE_FILTERS.filter((name) => counts[name].length > 1).map(
  (name) =>
    html`<label>${words.phrase(FILTER_TITLES[name])}<select name="${name}"><option value="">${words.phrase('filterAll')}</option>${counts[
      name
    ]
      .slice(0, MOST_GROUPS)
      .map(([value, label]) => html`<option value="=${value}">${label}</option>`)}</select></label>
`,
)}<label>${words.phrase('filterText')}<input type="search" name="text" autocomplete="off"></label>
<button type="reset">${words.phrase('filterReset')}</button>
<p role="status">${words.phrase('auditShown')} <output></output></p>
</form>
<div class="wide" role="region" tabindex="0" aria-label="${words.phrase('tableWide', { title })}"><table class="plain changes">
<thead><tr>${HEADS.map((head) => html`<th scope="col">${words.phrase(head)}</th>`)}</tr></thead>
<tbody id="${id}">
${changes.map(
  (change) =>
    html`<tr ${CHANGE_FILTERS.map((name) => html`data-${name}="${change.filters[name]}" `)}>${cellsOf(change)}</tr>
`,
)}</tbody></table></div>
</section>
`;
}
