import type { Words } from '../words/words.ts';
import { anchors } from './anchors.ts';
import type { Grid, Inline, Part, ReportDocument } from './document.ts';
import { pageFrame } from './frame.ts';
import { type Html, html, trusted } from './html.ts';
import { figurePart, methodPart } from './parts.ts';
import { plainText } from './prose/markdown.ts';
import { blockTable, keyAttribute, keyShown } from './table.ts';

/** Where links may lead out of the page. */
const OUTWARD = /^(?:https?:|mailto:|#)/;

/** The id of an indicator's table, for links. */
export function tableId(indicator: string): string {
  return `table-${indicator.replace(/[^A-Za-z0-9_-]+/g, '-')}`;
}

/**
 * A report with prose as one HTML file: offline, on a phone, at a desk and on A4. Each number says exactly what it is when pointed at, carries
 * the key that `pipeline trace` takes, and leads to the table that it stands in.
 */
export function documentPage(document: ReportDocument, words: Words): string {
  const tables = new Set(document.parts.flatMap((part) => (part.kind === 'table' ? [part.id] : [])));
  const ids = new Set(document.parts.flatMap((part) => ('id' in part ? [part.id] : [])));
  const anchor = anchors();
  const [main, contentsId, aboutId] = [anchor('content'), anchor('contents'), anchor('about')];
  const links = document.parts.flatMap((part) =>
    part.kind === 'heading' && part.level < 3 ? [[part.id, plainText(part.text), part.level as 1 | 2] as const] : [],
  );

  function inlineHtml(inline: Inline): Html {
    switch (inline.kind) {
      case 'text':
        return html`${inline.text}`;
      case 'run':
        return html`${inline.children.map(inlineHtml)}`;
      case 'strong':
        return html`<strong>${inline.children.map(inlineHtml)}</strong>`;
      case 'emphasis':
        return html`<em>${inline.children.map(inlineHtml)}</em>`;
      case 'link':
        return OUTWARD.test(inline.to)
          ? html`<a href="${inline.to}">${inline.children.map(inlineHtml)}</a>`
          : html`${inline.children.map(inlineHtml)}`;
      case 'see':
        return ids.has(inline.target) ? html`<a href="#${inline.target}">${inline.text}</a>` : html`${inline.text}`;
      case 'doubt':
        return html`<mark class="doubt">${inline.text}</mark>`;
      case 'number': {
        const hint = `${inline.exact}\n${words.phrase('traceHint', { key: inline.key })}`;
        const target = tableId(ofKey(inline.key));
        return tables.has(target)
          ? html`<a class="datum" href="#${target}" data-key="${inline.key}" title="${hint}"><bdi>${inline.text}</bdi></a>`
          : html`<span class="datum" tabindex="0" data-key="${inline.key}" title="${hint}"><bdi>${inline.text}</bdi></span>`;
      }
    }
  }

  /** What Word leaves to the workbook, paper leaves to it too. */
  function placed(part: Part): Html {
    return 'inWord' in part && part.inWord === false
      ? html`<div class="screen">${partHtml(part)}</div>`
      : partHtml(part);
  }

  function partHtml(part: Part): Html {
    switch (part.kind) {
      case 'heading': {
        const text = part.text.map(inlineHtml);
        if (part.level === 1) return html`<h2 id="${part.id}">${text}</h2>\n`;
        return part.level === 2
          ? html`<h3 class="under" id="${part.id}">${text}</h3>\n`
          : html`<h4 id="${part.id}">${text}</h4>\n`;
      }
      case 'paragraph':
        return html`<p>${part.text.map(inlineHtml)}</p>\n`;
      case 'list': {
        const items = part.items.map((item) => html`<li>${item.map(inlineHtml)}</li>\n`);
        return part.ordered ? html`<ol class="prose">\n${items}</ol>\n` : html`<ul class="prose">\n${items}</ul>\n`;
      }
      case 'quote':
        return html`<blockquote>${part.text.map((paragraph) => html`<p>${paragraph.map(inlineHtml)}</p>`)}</blockquote>\n`;
      case 'figure':
        return figurePart(part.figure, part.id, words);
      case 'table':
        return blockTable(part.block, part.id, words);
      case 'method':
        return html`<div class="method">${methodPart([part.section], words)}</div>\n`;
      case 'grid':
        return gridHtml(part, words);
    }
  }

  const body = html`${sections(document.parts).map((parts) => {
    const [first] = parts;
    const labelled = first?.kind === 'heading' ? trusted(` aria-labelledby="${first.id}"`) : null;
    return html`<section${labelled}>
${parts.map(placed)}</section>
`;
  })}`;
  return pageFrame({ ...document, links, main: { id: main, body }, ids: { aboutId, contentsId } }, words);
}

/** The indicator whose table a number stands in; of a gap, that of its sides. */
function ofKey(key: string): string {
  const [, id = '', item = ''] = /^([^/:|]+)[^:|]*:?([^|]*)/.exec(key) ?? [];
  const of = id === 'contrast' ? (decodeURIComponent(item).split(/[/:]/)[0] ?? '') : id;
  return decodeURIComponent(of);
}

/** The parts of each section, its heading first. */
function sections(parts: readonly Part[]): readonly (readonly Part[])[] {
  const all: Part[][] = [];
  for (const part of parts) {
    if (all.length === 0 || (part.kind === 'heading' && part.level === 1)) all.push([]);
    all.at(-1)?.push(part);
  }
  return all;
}

function gridHtml({ title, head, rows, numbers, keys }: Grid, words: Words): Html {
  const name = title === '' ? head.join(', ') : title;
  return html`<div class="wide" role="region" tabindex="0" aria-label="${words.phrase('tableWide', { title: name })}"><table class="plain wordy">
${title === '' ? null : html`<caption><div><h4>${title}</h4></div></caption>\n`}<thead><tr>${head.map((text, place) => html`<th scope="col" class="${numbers.has(place) ? 'headNumber' : 'head'}">${text}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ([first, ...rest], row) =>
    html`<tr${keyAttribute(keys?.[row])}><th scope="row"><bdi>${first ?? ''}</bdi>${keyShown(keys?.[row])}</th>${rest.map(
      (cell, place) =>
        numbers.has(place + 1) ? html`<td class="number"><bdi>${cell}</bdi></td>` : html`<td>${cell}</td>`,
    )}</tr>\n`,
)}</tbody></table></div>
`;
}
