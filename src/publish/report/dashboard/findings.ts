import type { Level } from '../../../table/finding.ts';
import type { PhraseId } from '../../words/phrases.ts';
import type { Words } from '../../words/words.ts';
import { type Html, html, trusted } from '../html.ts';
import { tableSection } from '../panels.ts';
import type { DashboardContent } from './content.ts';
import { section } from './section.ts';

const LEVELS: readonly (readonly [Level, PhraseId])[] = [
  ['error', 'error'],
  ['warning', 'warning'],
  ['note', 'remark'],
];

/** Findings that are open, by level and by check. */
export function findingsPart({ open, checks }: DashboardContent, words: Words): Html {
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
