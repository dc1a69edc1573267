import type { Page } from './figure.ts';
import type { TextStyle } from './theme.ts';

/** Past this a label is no label; the tables have it whole. */
const MOST_LINES = 8;

/** Right-to-left embedding and its end: marks that the shipped fonts have, unlike the isolates. */
const RTL_START = '\u202b';
const RTL_END = '\u202c';

/** What would turn the text around it, or may not stand in an SVG. */
const UNSAFE = /[\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu;

/** A text of the study on one line, without what could break the drawing or turn its direction. Spaces that do not break stay. */
export function clean(text: string): string {
  return text
    .replace(/[ \t\r\n\u2028\u2029]+/g, ' ')
    .replace(UNSAFE, '')
    .trim();
}

/** A text in lines of at most `room` px, ready to be drawn: cut at spaces, and inside a word only where it is wider than a line. */
export function wrapped(text: string, room: number, style: TextStyle, page: Page): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const fits = (candidate: string) => page.width(candidate, style.size, style.bold) <= room;
  // A word may be parted after its hyphens and strokes: « Tanger-Tétouan-Al Hoceïma ».
  for (const [word, apart] of clean(text)
    .split(' ')
    .flatMap((each) =>
      each.split(/(?<=\p{L}[-/])(?=\p{L})/u).map((part, place) => [part, place === 0 ? ' ' : ''] as const),
    )) {
    const longer = line === '' ? word : `${line}${apart}${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = fits(word) ? [word] : broken(word, fits);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  if (line !== '') lines.push(line);
  const kept =
    lines.length <= MOST_LINES ? lines : [...lines.slice(0, MOST_LINES - 1), cut(lines[MOST_LINES - 1], fits)];
  return kept.map((each) => directed(each, page));
}

/** A line as a whole in the direction of the language, so that its full stops and numbers stand where they belong. */
export function directed(line: string, { words }: Page): string {
  return words.direction === 'rtl' && line !== '' ? `${RTL_START}${line}${RTL_END}` : line;
}

/** Width of the widest of some lines, in px. */
export function widest(lines: readonly string[], style: TextStyle, page: Page): number {
  return lines.reduce((most, line) => Math.max(most, page.width(line, style.size, style.bold)), 0);
}

/** A line that says that more would follow, as wide as the others. */
function cut(line = '', fits: (candidate: string) => boolean): string {
  const letters = line.match(/\P{M}\p{M}*|\p{M}+/gu) ?? [];
  while (letters.length > 1 && !fits(`${letters.join('')}…`)) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/** A word that is wider than a line in pieces that are not; a sign over a letter stays with it. */
function broken(word: string, fits: (candidate: string) => boolean): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const letter of word.match(/\P{M}\p{M}*|\p{M}+/gu) ?? []) {
    if (piece !== '' && !fits(piece + letter)) {
      pieces.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...pieces, piece];
}
