import type { Words } from '../../words/words.ts';
import { type Html, html, trusted } from '../html.ts';
import type { Breakdown, DashboardContent, KeyGroup, KeyRow, KeyTheme } from './content.ts';
import { section } from './section.ts';

/** Key indicators by theme, of everybody or by the breakdown that is chosen. */
export function keysPart({ keys, breakdowns, level, marks }: DashboardContent, words: Words): Html {
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
