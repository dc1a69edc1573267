import type { PhraseId } from '../../words/phrases.ts';
import type { Words } from '../../words/words.ts';
import { dayChart } from '../dayChart.ts';
import { type Html, html } from '../html.ts';
import type { DashboardContent } from './content.ts';
import { section } from './section.ts';

/** How far the fieldwork is, by stratum and by day, and what became of each case. */
export function fieldworkPart({ fieldwork, cases }: DashboardContent, words: Words): Html {
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
