import { shortened } from '../words/shortened.ts';
import type { Words } from '../words/words.ts';
import { anchors } from './anchors.ts';
import type { NotTabulated, ReportContent, ReportSection } from './content.ts';
import { pageFrame } from './frame.ts';
import { type Html, html } from './html.ts';
import { figurePart, methodPart } from './parts.ts';
import { summaryPart } from './summary.ts';
import { blockTable } from './table.ts';

/** A question may be long; a list of contents wants a line. */
const LONGEST = 120;

/** Sections with more tables and figures than this open with a list of them. */
const LIST_FROM = 3;

function themePart(section: ReportSection, id: string, anchor: (wished: string) => string, words: Words): Html {
  const items = section.items.map((item) => {
    const { number, title } = item.kind === 'figure' ? item : item.block;
    const own = anchor(item.kind === 'figure' ? `figure-${item.id}` : `table-${item.block.id}`);
    const part = item.kind === 'figure' ? figurePart(item, own, words) : blockTable(item.block, own, words);
    return { own, title: number === '' ? title : `${number}. ${title}`, part };
  });
  const list = html`<ul class="local">
${items.map(({ own, title }) => html`<li><a href="#${own}">${shortened(title, LONGEST)}</a></li>\n`)}</ul>
`;
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${section.title}</h2>
${section.prose.map((paragraph) => html`<p>${paragraph}</p>\n`)}${items.length > LIST_FROM ? list : null}${items.map(({ part }) => part)}</section>
`;
}

function notTabulatedPart(questions: readonly NotTabulated[], words: Words): Html {
  return html`<div class="wide"><table class="plain wordy">
<caption><div><p>${words.phrase('notTabulatedCount', { n: words.number(questions.length, 'count') })}</p></div></caption>
<thead><tr><th scope="col">${words.phrase('variable')}</th><th scope="col">${words.phrase('question')}</th><th scope="col">${words.phrase('reason')}</th></tr></thead>
<tbody>
${questions.map(({ field, question, reason }) => html`<tr><th scope="row"><bdi>${field}</bdi></th><td>${question}</td><td>${reason}</td></tr>\n`)}</tbody></table></div>
`;
}

/**
 * The report as one HTML file that needs nothing else: it works offline, on a phone, at a desk and on A4 paper, in either direction of
 * writing. Every text is escaped; drawings come as SVG. Same content, same bytes.
 */
export function reportPage(content: ReportContent, words: Words): string {
  const anchor = anchors();
  const main = anchor('content');
  const summaryId = anchor('summary');
  const notTabulatedId = anchor('not-tabulated');
  const methodId = anchor('method');
  const aboutId = anchor('about');
  const contentsId = anchor('contents');
  const themes = content.sections.map((section) => ({ section, id: anchor(`theme-${section.id}`) }));
  const links: (readonly [id: string, title: string])[] = [
    [summaryId, words.phrase('summary')],
    ...themes.map(({ section, id }) => [id, section.title] as const),
    ...(content.notTabulated.length === 0 ? [] : [[notTabulatedId, words.phrase('notTabulated')] as const]),
    [methodId, words.phrase('method')],
    [aboutId, words.phrase('about')],
  ];
  const body = html`<section aria-labelledby="${summaryId}">
<h2 id="${summaryId}">${words.phrase('summary')}</h2>
${summaryPart(content, notTabulatedId, words)}</section>
${themes.map(({ section, id }) => themePart(section, id, anchor, words))}${
  content.notTabulated.length === 0
    ? null
    : html`<section aria-labelledby="${notTabulatedId}">
<h2 id="${notTabulatedId}">${words.phrase('notTabulated')}</h2>
${notTabulatedPart(content.notTabulated, words)}</section>
`
}<section class="method" aria-labelledby="${methodId}">
<h2 id="${methodId}">${words.phrase('method')}</h2>
${methodPart(content.method, words)}</section>
`;
  return pageFrame(
    { ...content, title: words.title, links, main: { id: main, body }, ids: { aboutId, contentsId } },
    words,
  );
}
