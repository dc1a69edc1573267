import type { Page } from './figure.ts';
import { widest, wrapped } from './lines.ts';
import type { Placed } from './marks.ts';
import { TEXT } from './theme.ts';

/** The names of rows under one another, some of them below a heading, and where each row lies. */
export interface LaidRows {
  readonly headings: readonly Placed[];
  readonly labels: readonly Placed[];
  /** Of each row, px from the top: the middle of its name, and how high it is. */
  readonly at: readonly { readonly middle: number; readonly height: number }[];
  readonly bottom: number;
}

/** How high rows are, in px: at least `least`, `around` more than their names; names stand `above` the middle. */
interface Measures {
  readonly top: number;
  readonly least: number;
  readonly around: number;
  readonly above: number;
}

const GROUP_GAP = 6;

/** The names of rows in lines of at most `room` px, and the px that they and the gap after them take. */
export function rowNames(rows: readonly { readonly label: string }[], room: number, gap: number, page: Page) {
  const lines = rows.map(({ label }) => wrapped(label, room, TEXT.label, page));
  return { lines, width: Math.ceil(widest(lines.flat(), TEXT.label, page)) + gap };
}

/** Lays rows under one another, each as high as its name needs, with the headings of those that have one. */
export function laidRows(
  rows: readonly { readonly heading: string }[],
  names: readonly (readonly string[])[],
  { top: from, least, around, above }: Measures,
  page: Page,
): LaidRows {
  const [headings, labels]: [Placed[], Placed[]] = [[], []];
  const at: { middle: number; height: number }[] = [];
  let top = from;
  for (const [place, { heading }] of rows.entries()) {
    if (heading !== '') {
      const head = wrapped(heading, page.space, TEXT.heading, page);
      top += place === 0 ? 0 : GROUP_GAP;
      headings.push({ x: 0, y: top + (head.length * TEXT.heading.line) / 2, lines: head });
      top += head.length * TEXT.heading.line + 2;
    }
    const lines = names[place] ?? [];
    const height = Math.max(least, lines.length * TEXT.label.line + around);
    const middle = top + height / 2 - above;
    labels.push({ x: 0, y: middle, lines });
    at.push({ middle, height });
    top += height;
  }
  return { headings, labels, at, bottom: top };
}
