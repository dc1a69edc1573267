import type { LanguageCode, Words } from '../words/words.ts';
import { type Html, html, trusted } from './html.ts';
import { STYLE } from './style.ts';

/** Nothing may be loaded from anywhere: the page is the same offline, and tells nobody that it is read. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** How each language calls itself. */
export const LANGUAGE_NAMES: Readonly<Record<LanguageCode, string>> = { fr: 'Français', en: 'English', ar: 'العربية' };

/** What every page of a report has around its text. */
export interface Frame {
  readonly title: string;
  readonly lines: readonly string[];
  readonly simulated: boolean;
  /** The contents: ids and titles, those of level 2 under the one before. */
  readonly links: readonly (readonly [id: string, title: string, level?: 1 | 2])[];
  readonly main: { readonly id: string; readonly body: Html };
  readonly colophon: readonly (readonly [label: string, value: string])[];
  readonly ids: { readonly aboutId: string; readonly contentsId: string };
  /** Languages that the same page is there in, as `report.<language>.html`; none or one: no switch. */
  readonly languages?: readonly LanguageCode[];
}

function languageSwitch(languages: readonly LanguageCode[], words: Words): Html | null {
  if (languages.length < 2) return null;
  return html`<ul class="languages" aria-label="${words.phrase('languagesOf')}">${languages.map((code) =>
    code === words.language
      ? html`<li><span aria-current="true">${LANGUAGE_NAMES[code]}</span></li>`
      : html`<li><a href="report.${code}.html" hreflang="${code}" lang="${code}">${LANGUAGE_NAMES[code]}</a></li>`,
  )}</ul>
`;
}

/** A whole page that needs nothing else: title, contents, text, colophon. */
export function pageFrame(
  { title, lines, simulated, links, main, colophon, ids, languages = [] }: Frame,
  words: Words,
): string {
  const { aboutId, contentsId } = ids;
  return html`<!doctype html>
<html lang="${words.language}" dir="${words.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${title}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<a class="skip" href="#${main.id}">${words.phrase('skipToContent')}</a>
<header class="top"><div>${languageSwitch(languages, words)}<h1>${title}</h1>
${lines.map((line) => html`<p>${line}</p>\n`)}</div></header>
${simulated ? html`<div class="banner" role="note"><p>${words.phrase('simulatedWarning')}</p></div>\n` : null}<div class="page">
<nav aria-labelledby="${contentsId}"><h2 id="${contentsId}">${words.phrase('contents')}</h2>
<ol>
${links.map(([id, text, level]) => html`<li${level === 2 ? trusted(' class="under"') : null}><a href="#${id}">${text}</a></li>\n`)}</ol></nav>
<main id="${main.id}" tabindex="-1">
${main.body}</main>
</div>
<footer aria-labelledby="${aboutId}"><div><h2 id="${aboutId}">${words.phrase('about')}</h2>
<dl class="facts">
${colophon.map(([label, value]) => html`<dt>${label}</dt><dd><bdi>${value}</bdi></dd>\n`)}</dl></div></footer>
</body>
</html>
`.markup;
}
