import type { MethodSection } from '../sheets/sheet.ts';
import type { Words } from '../words/words.ts';
import type { ReportFigure } from './content.ts';
import { type Html, html } from './html.ts';
import { inlineSvg } from './svg.ts';
import { cellText, notes } from './table.ts';

/** A figure with its caption, its drawing, what it shows in words, and the sentences under it. */
export function figurePart(figure: ReportFigure, id: string, words: Words): Html {
  const title = figure.number === '' ? figure.title : `${figure.number}. ${figure.title}`;
  return html`<figure id="${id}">
<figcaption><h3>${title}</h3></figcaption>
<div class="wide" role="region" tabindex="0" aria-label="${words.phrase('figureWide', { title })}">${inlineSvg(figure.svg, id, figure.alt)}</div>
${figure.alt === '' ? null : html`<details><summary>${words.phrase('textDescription')}</summary><p>${figure.alt}</p></details>\n`}${notes(figure.notes, figure.simulated, words)}</figure>
`;
}

/** Headings of the method with their paragraphs and facts. */
export function methodPart(method: readonly MethodSection[], words: Words): Html[] {
  return method.map(
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
