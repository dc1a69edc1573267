/** Markup that is safe to put into a page as it is. */
export interface Html {
  readonly markup: string;
}

/** What a template may hold: text is escaped, Html is not, lists are joined, and null leaves nothing. */
export type Piece = string | number | Html | null | readonly Piece[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an element or a quoted attribute; control characters, which HTML has no way to write, are left out. */
export function escapeHtml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
      .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
  );
}

/** Markup that has been made or checked elsewhere. */
export function trusted(markup: string): Html {
  return { markup };
}

function isList(piece: Piece): piece is readonly Piece[] {
  return Array.isArray(piece);
}

function markupOf(piece: Piece): string {
  if (piece === null) return '';
  if (typeof piece === 'string') return escapeHtml(piece);
  if (typeof piece === 'number') return String(piece);
  return isList(piece) ? piece.map(markupOf).join('') : piece.markup;
}

/** A template of HTML whose values are escaped unless they are Html themselves. Attributes must be quoted. */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  let markup = parts[0] ?? '';
  for (const [place, piece] of pieces.entries()) markup += markupOf(piece) + (parts[place + 1] ?? '');
  return { markup };
}
