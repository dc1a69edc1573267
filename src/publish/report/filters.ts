import type { Words } from '../words/words.ts';
import { type Html, html } from './html.ts';

/** By what a list of findings is filtered. */
export const FILTERS = ['level', 'check', 'enumerator', 'day', 'place'] as const;
export type FilterName = (typeof FILTERS)[number];

/** One choice of a filter: what rows bear in their `data-` attribute, and what people read. */
export type FilterChoice = readonly [value: string, label: string];

/**
 * Shows the rows of a list whose attributes and text are as its form says, and counts them. The form comes with the page hidden: without
 * the script there is nothing to filter with. Written for browsers as it stands: it is put into the page as text.
 */
export const FILTER_SCRIPT = `'use strict';
for (const form of document.querySelectorAll('form.filters')) {
  const rows = [...document.querySelectorAll('#' + form.dataset.list + ' > tr')];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const count = form.querySelector('output');
  const show = () => {
    const wanted = [...form.querySelectorAll('select')].filter((select) => select.value !== '');
    const words = form.querySelector('input').value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, at) => {
      const keep =
        wanted.every((select) => row.dataset[select.name] === select.value.slice(1)) &&
        words.every((word) => texts[at].includes(word));
      row.hidden = !keep;
      if (keep) shown += 1;
    });
    count.textContent = String(shown);
  };
  form.hidden = false;
  form.addEventListener('input', show);
  form.addEventListener('reset', () => setTimeout(show));
  form.addEventListener('submit', (event) => event.preventDefault());
  show();
}
`;

export const FILTER_STYLE = `
[hidden]{display:none!important}
.filters{display:flex;flex-wrap:wrap;gap:.75rem 1rem;align-items:end;padding:1rem 1.25rem;margin:0 0 1rem;background:var(--pale)}
.filters label{display:grid;gap:.25rem;font-size:.875rem;color:var(--soft);min-width:0;flex:1 1 9rem}
.filters select,.filters input{font:inherit;font-size:.9375rem;color:var(--ink);background:var(--paper);border:1px solid #7b8896;border-radius:4px;padding:.375rem .5rem;min-height:2.5rem;width:100%;min-width:0}
.filters button{font:inherit;font-size:.9375rem;color:#fff;background:var(--blue);border:0;border-radius:4px;padding:.375rem 1rem;min-height:2.5rem;cursor:pointer}
.filters p{flex:1 0 100%;margin:0;font-size:.9375rem}
.filters output{font-weight:700}
.bar{display:flex;height:.75rem;min-width:6rem;background:none}
.bar i{display:block;height:100%}
.bar .error,.key .error{background:#b3261e}.bar .warning,.key .warning{background:#e0a100}.bar .note,.key .note{background:#8aa0b8}
.key{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0;margin:0 0 .75rem;font-size:.875rem;color:var(--soft)}
.key i{display:inline-block;width:.75rem;height:.75rem;margin-inline-end:.375rem;vertical-align:-.05rem}
.strip{position:relative;display:block;height:.875rem;min-width:4rem;margin-block-start:.125rem;border-block-end:1px solid var(--line)}
.strip i{position:absolute;top:0}
.strip .team{width:2px;height:100%;background:#7b8896;margin-inline-start:-1px}
.strip .own{width:.625rem;height:.625rem;top:.125rem;border-radius:50%;background:#1f5f99;margin-inline-start:-.3125rem}
.odd{font-weight:700;color:#8c1d18}.odd+.strip .own{background:#b3261e}
.level{white-space:nowrap;font-weight:600}.level.error{color:#8c1d18}.level.warning{color:#6b4a00}.level.note{color:var(--soft)}
.profiles thead .headNumber,.profiles tbody th{min-width:0}.profiles th,.profiles td{padding-inline:.375rem}
.chart{margin-block:0 1.5rem}.chart svg{max-width:60rem}
@media print{.filters{display:none}.findings tr{break-inside:avoid}}
`;

/** The form over a list of findings. */
export function filterForm(
  list: string,
  choices: Readonly<Record<FilterName, { readonly title: string; readonly choices: readonly FilterChoice[] }>>,
  words: Words,
): Html {
  return html`<form class="filters" data-list="${list}" aria-label="${words.phrase('filterLabel')}" hidden>
${FILTERS.filter((name) => choices[name].choices.length > 1).map(
  (
    name,
  ) => html`<label>${choices[name].title}<select name="${name}"><option value="">${words.phrase('filterAll')}</option>${choices[
    name
  ].choices.map(([value, label]) => html`<option value="=${value}">${label}</option>`)}</select></label>
`,
)}<label>${words.phrase('filterText')}<input type="search" name="text" autocomplete="off"></label>
<button type="reset">${words.phrase('filterReset')}</button>
<p role="status">${words.phrase('filterShown')} <output></output></p>
</form>
`;
}
