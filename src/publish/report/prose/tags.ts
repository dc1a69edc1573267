import { fault } from '../../../fault.ts';
import { didYouMean } from '../../../form/nearest.ts';
import { type Comparison, parseComparison, parseReference, type Reference } from './reference.ts';

/** What a comparison, a difference or a term of a model is held to say. */
export type Direction = 'higher' | 'lower' | 'similar';

/** What a direction is read from: the gap between two groups, or a number that is itself a gap or a term of a model. */
export type Subject = { readonly comparison: Comparison } | { readonly reference: Reference };

/** A tag of the prose, `{{…}}`, read. */
export type Tag =
  | { readonly is: 'number'; readonly reference: Reference }
  | { readonly is: 'gap'; readonly comparison: Comparison; readonly interval: boolean }
  | { readonly is: 'compare'; readonly subject: Subject; readonly words: readonly [string, string, string] | null }
  | {
      readonly is: 'stated';
      readonly direction: Direction;
      readonly subject: Subject;
      readonly words: string;
    }
  | { readonly is: 'top'; readonly reference: Reference; readonly count: number }
  | { readonly is: 'parameter'; readonly name: string }
  | { readonly is: 'figure' | 'see' | 'table'; readonly id: string }
  | { readonly is: Part };

/** Parts of the report that a tag alone stands for. */
export const PARTS = [
  'overview',
  'tables',
  'questionnaire',
  'audit',
  'cases',
  'findings',
  'method',
  'sources',
  'untabulated',
  'interviews',
  'until',
  'tablesFile',
] as const;
export type Part = (typeof PARTS)[number];

/** A stretch of the source: text as it is, or a tag with the line that it stands in. */
export type Piece =
  | { readonly text: string }
  | { readonly tag: Tag; readonly source: string; readonly line: number }
  | { readonly optional: readonly Piece[]; readonly otherwise: readonly Piece[]; readonly line: number };

/** The prose of a report in one language, read: `place` is its path, that messages name. */
export interface Prose {
  readonly place: string;
  readonly pieces: readonly Piece[];
}

const STATED: ReadonlySet<string> = new Set(['higher', 'lower', 'similar']);
const WORDS = [...STATED, 'compare', 'gap', 'top', 'parameter', 'figure', 'see', 'table', ...PARTS];

/**
 * Reads the tags of a Markdown text. `{{?}} … {{:}} … {{/}}` is a passage that is kept only where each of its numbers may be shown, with what
 * stands there otherwise. Faults name file and line.
 */
export function parseProse(text: string, place: string): Prose {
  const bare = text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/<!--[\s\S]*?-->/g, blankLines);
  const root: Piece[] = [];
  let into = root;
  let open: { optional: Piece[]; otherwise: Piece[]; line: number } | null = null;
  let at = 0;
  let line = 1;
  const take = (until: number) => {
    const plain = bare.slice(at, until);
    if (plain !== '') into.push({ text: plain });
    line += count(plain);
    at = until;
  };
  for (const match of bare.matchAll(/\{\{([\s\S]*?)\}\}/g)) {
    take(match.index);
    const here = `${place}:${line}`;
    const source = match[1]!.replace(/\s+/g, ' ').trim();
    if (source.includes('{{')) throw fault(here, `a tag is not closed: {{${source.slice(0, 40)}`, 'Close it with }}');
    if (source === '?') {
      if (open !== null)
        throw fault(here, 'a passage {{?}} begins inside another', `Close that of line ${open.line} first`);
      open = { optional: [], otherwise: [], line };
      into = open.optional;
    } else if (source === ':' || source === '/') {
      if (open === null) throw fault(here, `{{${source}}} without a {{?}} before it`);
      into = source === ':' ? open.otherwise : root;
      if (source === '/') {
        root.push(open);
        open = null;
      }
    } else into.push({ tag: parseTag(source, here), source, line });
    line += count(match[0]);
    at = match.index + match[0].length;
  }
  take(bare.length);
  if (open !== null) throw fault(`${place}:${open.line}`, 'the passage {{?}} is not closed', 'Close it with {{/}}');
  const left = bare.lastIndexOf('{{');
  if (left > bare.lastIndexOf('}}') && left >= 0)
    throw fault(`${place}:${count(bare.slice(0, left)) + 1}`, 'a tag {{ is not closed', 'Close it with }}');
  return { place, pieces: root };
}

function count(text: string): number {
  return text.split('\n').length - 1;
}

/** Comments go; their lines stay, so that later lines keep their numbers. */
function blankLines(comment: string): string {
  return '\n'.repeat(count(comment));
}

function parseTag(source: string, place: string): Tag {
  const [, word = '', rest = ''] = /^([A-Za-z]+)(?:\.ci)?(?:\s+(.*))?$/.exec(source) ?? [];
  const isPart = (text: string): text is Part => (PARTS as readonly string[]).includes(text);
  if (isPart(source)) return { is: source };
  if (rest !== '') {
    if (word === 'figure' || word === 'see' || word === 'table') return { is: word, id: rest };
    if (word === 'parameter') return { is: 'parameter', name: rest };
    if (word === 'gap')
      return { is: 'gap', comparison: comparisonOf(rest, place), interval: source.startsWith('gap.ci') };
    if (word === 'top') {
      const [, id = '', number = ''] = /^(\S+)\s+(\d+)$/.exec(rest) ?? [];
      if (id === '') throw fault(place, `{{${source}}}: how many is missing`, 'Write it as {{top INT02 3}}');
      return { is: 'top', reference: parseReference(id, place), count: Number(number) };
    }
    if (word === 'compare') {
      const [subject, words] = split(rest);
      if (words === '') return { is: 'compare', subject: subjectOf(subject, place), words: null };
      const three = words.split(' | ').map((each) => each.trim());
      const [higher, lower, similar] = three;
      if (higher === undefined || lower === undefined || similar === undefined || three.length !== 3)
        throw fault(place, `{{${source}}}: three wordings are wanted`, 'Write them as : higher | lower | neither');
      return { is: 'compare', subject: subjectOf(subject, place), words: [higher, lower, similar] };
    }
    if (STATED.has(word)) {
      const [subject, words] = split(rest);
      if (words === '') throw fault(place, `{{${source}}}: the words are missing`, 'Write them after a colon');
      return { is: 'stated', direction: word as Direction, subject: subjectOf(subject, place), words };
    }
    throw fault(place, `{{${source}}}: there is no tag '${word}'${didYouMean(word, WORDS)}`);
  }
  return { is: 'number', reference: parseReference(source, place) };
}

function split(rest: string): readonly [subject: string, words: string] {
  const at = rest.indexOf(' : ');
  return at < 0 ? [rest.trim(), ''] : [rest.slice(0, at).trim(), rest.slice(at + 3).trim()];
}

function subjectOf(text: string, place: string): Subject {
  return /\s(?:vs|than)\s/.test(text)
    ? { comparison: comparisonOf(text, place) }
    : { reference: parseReference(text, place) };
}

function comparisonOf(text: string, place: string): Comparison {
  const comparison = parseComparison(text, place);
  if (comparison === null) throw fault(place, `'${text}' is no comparison`, 'Write it as ENT01|wafira=1 vs wafira=0');
  return comparison;
}
