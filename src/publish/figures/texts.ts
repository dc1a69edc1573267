import type { TopLevelSpec } from 'vega-lite';

/** What a figure says in its frame, on one line each: for a page that sets these texts itself. */
export interface FigureTexts {
  readonly title: string;
  /** Who is counted; '' where it is not told in one sentence. */
  readonly subtitle: string;
  readonly notes: readonly string[];
  /** What the figure shows, for those who do not see it. */
  readonly alt: string;
  readonly simulated: boolean;
}

/** Name of the view that holds the notes. */
export const NOTES = 'notes';

/** The texts of a figure's spec; they are kept in its `usermeta`. Throws for a spec that no figure made. */
export function textsOf(spec: TopLevelSpec): FigureTexts {
  const { figure } = (spec.usermeta ?? {}) as { readonly figure?: FigureTexts };
  if (figure === undefined) throw new Error('a spec that no figure made');
  return figure;
}

/** The keys of the estimates that a figure's spec draws; they are kept in its `usermeta`. */
export function keysOf(spec: TopLevelSpec): readonly string[] {
  const { estimates } = (spec.usermeta ?? {}) as { readonly estimates?: readonly string[] };
  return estimates ?? [];
}
