import { escapeHtml, type Html, trusted } from './html.ts';

/** What may load or run something: our own drawings have none of it. */
const FORBIDDEN =
  /<(?:script|foreignObject|iframe|image|use|style|a)\b[^>]*|\son[a-z]+\s*=\s*["']|(?:href|src)\s*=\s*["'](?!#)|url\(\s*["']?(?!["']?#)/i;

/**
 * A drawing to stand inside a page: every id, and what refers to it, is prefixed so that two drawings never share one; the drawing is one
 * image with a text for those who do not see it. Throws where the drawing would load or run something, for it is then not ours.
 */
export function inlineSvg(svg: string, prefix: string, alt: string): Html {
  const start = svg.search(/<svg[\s>]/);
  if (start < 0) throw new Error('a picture without <svg>');
  const drawing = svg.slice(start).trim();
  // Only its tags can load something; what its texts say is said to people.
  const tags = drawing.replace(/\saria-label="[^"]*"/g, '').replace(/>[^<]*</g, '><');
  const found = FORBIDDEN.exec(tags);
  if (found !== null) throw new Error(`a picture that loads or runs something: ${found[0].slice(0, 60)}`);
  const ids = new Set([...drawing.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]));
  const name = (id: string) => (ids.has(id) ? `${prefix}-${id}` : id);
  const scoped = drawing
    .replace(/\sid="([^"]*)"/g, (_whole, id: string) => ` id="${name(id)}"`)
    .replace(/url\((["']?)#([^)"']*)\1\)/g, (_whole, _quote, id: string) => `url(#${name(id)})`)
    .replace(
      /\s((?:xlink:)?href)="#([^"]*)"/g,
      (_whole, attribute: string, id: string) => ` ${attribute}="#${name(id)}"`,
    );
  const end = scoped.indexOf('>');
  const root = scoped.slice(0, end).replace(/\s(?:role|aria-[\w-]+|class)="[^"]*"/g, '');
  return trusted(`${root} role="img" aria-label="${escapeHtml(alt)}" focusable="false"${silent(scoped.slice(end))}`);
}

/** The parts of an image have no role or name of their own: what they show is told by the text of the whole. */
function silent(parts: string): string {
  return parts.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\s(?:role|aria-[a-z]+)="[^"]*"/g, ''));
}
