import { marked, type Token } from 'marked';
import { frenchSpaces } from '../../words/build.ts';
import type { LanguageCode } from '../../words/words.ts';
import type { Inline, Part } from '../document.ts';
import { CLOSE, type Filled, OPEN } from './fill.ts';

const MARK = new RegExp(`${OPEN}(\\d+)${CLOSE}`);

/**
 * A filled prose as parts of a document. `#` is a section, `##` and `###` are under it; paragraphs, lists, quotes, tables, strong, emphasis and
 * links are known; HTML stays text. A mark that stands alone in its paragraph may be a figure or table; `anchor` gives headings their ids.
 */
export function proseParts(
  { text, fillings }: Filled,
  language: LanguageCode,
  anchor: (wished: string) => string,
): readonly Part[] {
  const written = (plain: string): string => (language === 'fr' ? frenchSpaces(plain) : plain);

  /** Running text with its marks filled; parts of the document have no place in it. */
  function withMarks(plain: string): readonly Inline[] {
    const split = plain.split(MARK);
    return split.flatMap((each, place): readonly Inline[] => {
      if (place % 2 === 0) return each === '' ? [] : [{ kind: 'text', text: written(each) }];
      const filling = fillings[Number(each)];
      return filling === undefined || isParts(filling) ? [] : [filling];
    });
  }

  function inlines(tokens: readonly Token[]): readonly Inline[] {
    return tokens.flatMap((token): readonly Inline[] => {
      switch (token.type) {
        case 'strong':
          return [{ kind: 'strong', children: inlines(token.tokens ?? []) }];
        case 'em':
          return [{ kind: 'emphasis', children: inlines(token.tokens ?? []) }];
        case 'link':
          return [{ kind: 'link', to: String(token.href), children: inlines(token.tokens ?? []) }];
        case 'br':
          return [{ kind: 'text', text: ' ' }];
        case 'text':
          if (token.tokens !== undefined) return inlines(token.tokens);
          return withMarks(unescaped(token.raw));
        case 'escape':
        case 'codespan':
          return withMarks(String(token.text));
        default:
          return withMarks(token.raw);
      }
    });
  }

  /** A paragraph is text, or the parts that its only mark stands for. */
  function paragraph(tokens: readonly Token[], raw: string): readonly Part[] {
    const alone = /^\s*(?:\ue000\d+\ue001\s*)+$/.test(raw);
    const marks = [...raw.matchAll(new RegExp(MARK, 'g'))].map(([, place]) => fillings[Number(place)]);
    if (alone && marks.every((filling) => filling !== undefined && isParts(filling)))
      return marks.flatMap((filling) => (filling !== undefined && isParts(filling) ? filling : []));
    const parts = marks.flatMap((filling) => (filling !== undefined && isParts(filling) ? filling : []));
    const own = inlines(tokens);
    return own.length === 0 ? parts : [{ kind: 'paragraph', text: own }, ...parts];
  }

  return marked.lexer(text).flatMap((token: Token): readonly Part[] => {
    switch (token.type) {
      case 'space':
      case 'def':
      case 'hr':
        return [];
      case 'heading': {
        const own = inlines(token.tokens ?? []);
        const level = Math.min(3, Math.max(1, Number(token.depth))) as 1 | 2 | 3;
        return [{ kind: 'heading', level, text: own, id: anchor(slug(plainText(own))) }];
      }
      case 'paragraph':
      case 'text':
        return paragraph(token.tokens ?? [token], token.raw);
      case 'list':
        return [
          {
            kind: 'list',
            ordered: token.ordered === true,
            items: (token.items as readonly { readonly tokens: readonly Token[] }[]).map(({ tokens }) =>
              inlines(
                tokens.flatMap((each) => (each.type === 'space' ? [] : ('tokens' in each && each.tokens) || [each])),
              ),
            ),
          },
        ];
      case 'blockquote':
        return [
          {
            kind: 'quote',
            text: (token.tokens ?? [])
              .filter(({ type }) => type !== 'space')
              .map((each) => inlines(('tokens' in each && each.tokens) || [each])),
          },
        ];
      case 'table': {
        const cell = ({ tokens }: { readonly tokens: readonly Token[] }) => plainText(inlines(tokens));
        const head = (token.header as readonly { tokens: Token[] }[]).map(cell);
        const rows = (token.rows as readonly (readonly { tokens: Token[] }[])[]).map((row) => row.map(cell));
        return [{ kind: 'grid', title: '', head, rows, widths: head.map(() => 1 / head.length), numbers: new Set() }];
      }
      default:
        return [{ kind: 'paragraph', text: withMarks(token.raw.trim()) }];
    }
  });
}

function isParts(filling: Inline | readonly Part[]): filling is readonly Part[] {
  return Array.isArray(filling);
}

/** Marked leaves a backslash before what it escapes to the caller. */
function unescaped(raw: string): string {
  return raw.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

/** The text of a run of inlines alone. */
export function plainText(inlines: readonly Inline[]): string {
  return inlines.map((inline) => ('children' in inline ? plainText(inline.children) : inline.text)).join('');
}

/** A name for links from a heading: Latin letters without accents, else nothing. */
function slug(text: string): string {
  const bare = text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return bare === '' ? 'section' : `s-${bare.slice(0, 40)}`;
}
