import { shortened } from '../words/shortened.ts';
import type { Words } from '../words/words.ts';
import { anchors } from './anchors.ts';
import type { NotTabulated, ReportContent, ReportFigure, ReportSection } from './content.ts';
import { type Html, html, trusted } from './html.ts';
import { STYLE } from './style.ts';
import { summaryPart } from './summary.ts';
import { inlineSvg } from './svg.ts';
import { blockTable, cellText, notes } from './table.ts';

/** Nothing may be loaded from anywhere: the page is the same offline, and tells nobody that it is read. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A question may be long; a list of contents wants a line. */
const LONGEST = 120;

/** Sections with more tables and figures than this open with a list of them. */
const LIST_FROM = 3;

function figurePart(figure: ReportFigure, id: string, words: Words): Html {
  const title = figure.number === '' ? figure.title : `${figure.number}. ${figure.title}`;
  return html`<figure id="${id}">
<figcaption><h3>${title}</h3></figcaption>
<div class="wide" role="region" tabindex="0" aria-label="${words.phrase('figureWide', { title })}">${inlineSvg(figure.svg, id, figure.alt)}</div>
${figure.alt === '' ? null : html`<details><summary>${words.phrase('textDescription')}</summary><p>${figure.alt}</p></details>\n`}${notes(figure.notes, figure.simulated, words)}</figure>
`;
}

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

function methodPart(content: ReportContent, words: Words): Html[] {
  return content.method.map(
    ({ title, paragraphs, facts }) => html`<h3>${title}</h3>
${paragraphs.map((paragraph) => html`<p>${paragraph}</p>\n`)}${
  facts.length === 0
    ? null
    : html`<dl class="facts">
${facts.map(({ label, cell }) => html`<dt>${label}</dt><dd><bdi>${cellText(cell, words)}</bdi></dd>\n`)}</dl>
`
}`,
  );
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
  return html`<!doctype html>
<html lang="${words.language}" dir="${words.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${words.title}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<a class="skip" href="#${main}">${words.phrase('skipToContent')}</a>
<header class="top"><div><h1>${words.title}</h1>
${content.lines.map((line) => html`<p>${line}</p>\n`)}</div></header>
${content.simulated ? html`<div class="banner" role="note"><p>${words.phrase('simulatedWarning')}</p></div>\n` : null}<div class="page">
<nav aria-labelledby="${contentsId}"><h2 id="${contentsId}">${words.phrase('contents')}</h2>
<ol>
${links.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>\n`)}</ol></nav>
<main id="${main}" tabindex="-1">
<section aria-labelledby="${summaryId}">
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
${methodPart(content, words)}</section>
</main>
</div>
<footer aria-labelledby="${aboutId}"><div><h2 id="${aboutId}">${words.phrase('about')}</h2>
<dl class="facts">
${content.colophon.map(([label, value]) => html`<dt>${label}</dt><dd><bdi>${value}</bdi></dd>\n`)}</dl></div></footer>
</body>
</html>
`.markup;
}
