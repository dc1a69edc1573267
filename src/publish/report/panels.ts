import type { Words } from '../words/words.ts';
import { type Html, html, trusted } from './html.ts';
import { STYLE } from './style.ts';

/** A page's content in one language. */
export interface Panel {
  readonly words: Words;
  readonly title: string;
  /** Lines under the title. */
  readonly lines: readonly string[];
  readonly body: Html;
}

const SWITCH = `
.pick{position:absolute;opacity:0;pointer-events:none}
.languages{max-width:82rem;margin:0 auto;padding:.75rem 1.5rem;display:flex;gap:.5rem}
.languages label{padding:.25rem .75rem;border:1px solid var(--line);border-radius:1rem;cursor:pointer}
.panel{display:none}
.panel .page{display:block}
.facts{max-width:none}
td.wordy{overflow-wrap:anywhere;min-width:12rem}
@media print{.languages{display:none}}
`;

/** What shows a panel while its language is picked. */
function picked(language: string): string {
  return `#pick-${language}:checked~.panel[lang=${language}]{display:block}
#pick-${language}:checked~.languages label[for=pick-${language}]{background:var(--blue);color:#fff}
#pick-${language}:focus-visible~.languages label[for=pick-${language}]{outline:3px solid #b45309;outline-offset:2px}
`;
}

/** A script of a page, its style, and the SHA-256 of its text in base 64, by which the page's policy lets it and no other run. */
export interface PageScript {
  readonly text: string;
  readonly style: string;
  readonly hash: string;
}

/**
 * A page of the program's own account in several languages, one shown at a time, the first at first; it loads nothing, and runs no script
 * but one that is given.
 */
export function panelsPage(panels: readonly Panel[], simulated: boolean, script: PageScript | null = null): string {
  const [first] = panels;
  if (first === undefined) throw new Error('a page without a language');
  const style = [STYLE, SWITCH, script?.style ?? '', ...panels.map(({ words }) => picked(words.language))].join('');
  return html`<!doctype html>
<html lang="${first.words.language}" dir="${first.words.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'${script === null ? '' : `; script-src 'sha256-${script.hash}'`}; base-uri 'none'; form-action 'none'">
<title>${first.title}</title>
<style>${trusted(style)}</style>
</head>
<body>
${panels.map(
  ({ words }, place) =>
    html`<input class="pick" type="radio" name="language" id="pick-${words.language}"${place === 0 ? trusted(' checked') : null}>\n`,
)}<div class="languages" role="group">
${panels.map(({ words }) => html`<label for="pick-${words.language}" lang="${words.language}">${words.phrase('languageName')}</label>\n`)}</div>
${panels.map(
  ({ words, title, lines, body }) => html`<div class="panel" lang="${words.language}" dir="${words.direction}">
<header class="top"><div><h1>${title}</h1>
${lines.map((line) => html`<p>${line}</p>\n`)}</div></header>
${simulated ? html`<div class="banner" role="note"><p>${words.phrase('simulatedWarning')}</p></div>\n` : null}<div class="page"><main>
${body}</main></div>
</div>
`,
)}${script === null ? null : html`<script>${trusted(script.text)}</script>\n`}</body>
</html>
`.markup;
}

/** One column of a plain table: its head, and whether it holds numbers. */
export interface PlainColumn {
  readonly title: string;
  readonly number?: boolean;
}

/** A cell of a plain table; several texts stand under one another. */
export type PlainCell = string | number | readonly string[];

/** A section with a plain table. Without rows, `none` stands in its place. */
export function tableSection(
  title: string,
  paragraph: string,
  columns: readonly PlainColumn[],
  rows: readonly (readonly PlainCell[])[],
  none: string,
  words: Words,
): Html {
  const cell = (value: PlainCell, at: number) => {
    if (columns[at]?.number === true)
      return html`<td class="number"><bdi>${typeof value === 'number' ? words.number(value, 'count') : String(value)}</bdi></td>`;
    // Each in its own direction: names of columns are read from left to right, whatever the page is.
    const texts = (typeof value === 'object' ? value : [value]).map((text) => html`<div><bdi>${text}</bdi></div>`);
    return at === 0 ? html`<th scope="row">${texts}</th>` : html`<td class="wordy">${texts}</td>`;
  };
  return html`<section><h2>${title}</h2>
${paragraph === '' ? null : html`<p>${paragraph}</p>\n`}${
  rows.length === 0
    ? html`<p>${none}</p>\n`
    : html`<div class="wide" role="region" tabindex="0" aria-label="${words.phrase('tableWide', { title })}"><table class="plain">
<thead><tr>${columns.map(({ title: head, number }) => html`<th scope="col"${number === true ? trusted(' class="headNumber"') : null}>${head}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => html`<tr>${row.map(cell)}</tr>\n`)}</tbody></table></div>
`
}</section>
`;
}
