import type { PhraseId } from '../words/phrases.ts';
import type { Words } from '../words/words.ts';
import type { DashboardContent } from './dashboard/content.ts';
import { fieldworkPart } from './dashboard/fieldwork.ts';
import { findingsPart } from './dashboard/findings.ts';
import { keysPart } from './dashboard/keys.ts';
import { section } from './dashboard/section.ts';
import { type Html, html } from './html.ts';

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

function filesPart({ files, note }: DashboardContent, words: Words): Html {
  const body = html`<div class="links">
${files.map(({ title, links }) => html`<div><h3>${title}</h3><ul>${links.map((link) => html`<li><a href="${link.path}">${link.title}<span><bdi>${link.path.replace(/^\.\.\//, '')}</bdi></span></a></li>\n`)}</ul></div>\n`)}</div>
<p>${note}</p>
`;
  return section('files', words.phrase('dashboardFiles'), body, words);
}
