import type { Level } from '../../table/finding.ts';
import type { PhraseId } from '../words/phrases.ts';
import type { Words } from '../words/words.ts';
import type { ReportContent } from './content.ts';
import { type Html, html } from './html.ts';
import { plainTable } from './table.ts';

const LEVELS: readonly (readonly [Level, PhraseId])[] = [
  ['error', 'error'],
  ['warning', 'warning'],
  ['note', 'remark'],
];

/** What is left to do before publication, as a list; null where nothing is. */
function toDo(content: ReportContent, notTabulatedId: string, words: Words): Html | null {
  const { findings, decisions } = content.summary;
  const item = (id: PhraseId, count: number) => words.phrase(id, { n: words.number(count, 'count') });
  const items = [
    ...(findings.error.clean > 0 ? [html`${item('toDoErrors', findings.error.clean)}`] : []),
    ...(decisions.refused > 0 ? [html`${item('toDoRefused', decisions.refused)}`] : []),
    ...(content.summary.toConfirm.length > 0
      ? [html`${words.phrase('toDoConfirm', { list: content.summary.toConfirm.join(', ') })}`]
      : []),
    ...(content.notTabulated.length > 0
      ? [html`<a href="#${notTabulatedId}">${item('notTabulatedCount', content.notTabulated.length)}</a>`]
      : []),
  ];
  if (items.length === 0) return null;
  return html`<div class="todo"><h3>${words.phrase('toDo')}</h3>
<ul>${items.map((one) => html`<li>${one}</li>`)}</ul></div>
`;
}

/** Interviews received, excluded and kept; what is left to do; exclusions, findings and decisions as tables. */
export function summaryPart(content: ReportContent, notTabulatedId: string, words: Words): Html {
  const { summary } = content;
  const count = (x: number) => words.number(x, 'count');
  const figure = (id: PhraseId, x: number) =>
    html`<div><dt>${words.phrase(id)}</dt><dd><bdi>${count(x)}</bdi></dd></div>`;
  return html`<dl class="figures">
${figure('received', summary.received)}${figure('excluded', summary.received - summary.kept)}${figure('kept', summary.kept)}
</dl>
${toDo(content, notTabulatedId, words)}${summary.prose.map((paragraph) => html`<p>${paragraph}</p>\n`)}<div class="pair">
${
  summary.cases.length === 0
    ? null
    : plainTable(
        words.phrase('cases'),
        [words.phrase('disposition'), words.phrase('interviews')],
        summary.cases.map((tally) => [tally.label, count(tally.count)]),
      )
}${plainTable(
  words.phrase('findings'),
  [words.phrase('severity'), words.phrase('findingsRaw'), words.phrase('findingsClean')],
  LEVELS.map(([level, id]) => [
    words.phrase(id),
    count(summary.findings[level].raw),
    count(summary.findings[level].clean),
  ]),
)}${plainTable(
  words.phrase('decisions'),
  [words.phrase('category'), words.phrase('count')],
  [
    [words.phrase('decisionsApplied'), count(summary.decisions.applied)],
    [words.phrase('decisionsRefused'), count(summary.decisions.refused)],
    [words.phrase('changes'), count(summary.changes)],
  ],
)}</div>
`;
}
