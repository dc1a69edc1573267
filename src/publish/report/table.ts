import type { Block, Cell, NumberStyle, Row } from '../sheets/sheet.ts';
import type { Words } from '../words/words.ts';
import { type Html, html } from './html.ts';

/** Styles of cells that hold a number, and of those that hold a mark in place of one. */
const NUMBER_STYLES: ReadonlySet<string> = new Set<NumberStyle>([
  'count',
  'percent',
  'decimal1',
  'decimal2',
  'decimal3',
  'pValue',
]);

const RIGHT_TO_LEFT = '\u200f';

function isNumberStyle(style: string): style is NumberStyle {
  return NUMBER_STYLES.has(style);
}

/** The text of a cell as people read it outside a workbook; '' for an empty one. */
export function cellText({ value, style, unit = '' }: Cell, words: Words): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  const number = words.number(value, isNumberStyle(style) ? style : 'auto');
  // The sign of a number is no letter: without a mark, the unit would stand on its other side where it is negative.
  return unit === '' ? number : `${words.direction === 'rtl' ? RIGHT_TO_LEFT : ''}${number}${unit}`;
}

function headCell(cell: Cell): Html {
  return html`<th scope="col" class="${cell.style}">${cell.value}</th>`;
}

/** The key of the estimate that a row shows, for programs. */
export function keyAttribute(key: string | undefined): Html | null {
  return key === undefined ? null : html` data-key="${key}"`;
}

/** The same for people: it appears under the pointer, and for all rows of a table that has the focus of the keyboard. */
export function keyShown(key: string | undefined): Html | null {
  return key === undefined ? null : html`<code class="key">${key}</code>`;
}

function bodyRow(row: Row, words: Words): Html {
  const [first, ...rest] = row;
  if (first === undefined) return html``;
  const cells = rest.map((cell) => {
    const text = cellText(cell, words);
    if (text === '') return html`<td></td>`;
    // A number or a mark keeps its own order inside a line from right to left.
    return html`<td class="${isNumberStyle(cell.style) ? 'number' : cell.style}"><bdi>${text}</bdi></td>`;
  });
  const { estimate } = first;
  return html`<tr${keyAttribute(estimate)}><th scope="row" class="${first.style}">${cellText(first, words)}${keyShown(estimate)}</th>${cells}</tr>\n`;
}

/** A table of estimates: caption with number, title and question; rows as in the workbook; base, missing and method under it. */
export function blockTable(block: Block, id: string, words: Words): Html {
  const title = block.number === '' ? block.title : `${block.number}. ${block.title}`;
  const columns = block.head.length;
  const groups = block.groups.map(
    ({ heading, rows }) => html`<tbody>
${heading === '' ? null : html`<tr class="group"><th scope="rowgroup" colspan="${columns}">${heading}</th></tr>\n`}${rows.map((row) => bodyRow(row, words))}</tbody>
`,
  );
  return html`<section class="block" id="${id}">
<div class="wide" role="region" tabindex="0" aria-label="${words.phrase('tableWide', { title })}"><table>
<caption><div><h3>${title}</h3>${block.lead === '' ? null : html`<p>${block.lead}</p>`}</div></caption>
<thead><tr>${block.head.map(headCell)}</tr></thead>
${groups}</table></div>
${notes(block.notes, block.simulated, words)}</section>
`;
}

/** The sentences under a table or figure. */
export function notes(sentences: readonly string[], simulated: boolean, words: Words): Html | null {
  if (sentences.length === 0 && !simulated) return null;
  return html`<ul class="notes">
${sentences.map((sentence) => html`<li>${sentence}</li>\n`)}${simulated ? html`<li class="simulated">${words.phrase('simulatedData')}</li>\n` : null}</ul>
`;
}

/** A small table of texts and counts under a heading of its own; the first cell of a row is its header. */
export function plainTable(title: string, head: readonly string[], rows: readonly (readonly string[])[]): Html {
  return html`<div class="wide"><table class="plain">
<caption><div><h3>${title}</h3></div></caption>
<thead><tr>${head.map((text, place) => html`<th scope="col" class="${place === 0 ? 'head' : 'headNumber'}">${text}</th>`)}</tr></thead>
<tbody>
${rows.map(([first, ...rest]) => html`<tr><th scope="row" class="label">${first ?? ''}</th>${rest.map((cell) => html`<td class="number">${cell}</td>`)}</tr>\n`)}</tbody></table></div>
`;
}
