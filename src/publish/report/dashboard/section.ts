import type { Words } from '../../words/words.ts';
import { type Html, html } from '../html.ts';

/** A part of the first page under its heading, to which `#name-language` leads. */
export function section(name: string, title: string, body: Html, words: Words): Html {
  const id = `${name}-${words.language}`;
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>\n${body}</section>\n`;
}
