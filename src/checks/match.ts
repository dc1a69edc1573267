import type { Choice } from '../form/form.ts';
import { editDistance } from '../form/nearest.ts';

/** Shorter texts are matched to the letter only: « oui » and « ouï » are alike, « fils » and « filet » are not. */
const SHORT = 5;

/**
 * A text as it is compared: without case, accents, Arabic vowel signs and lengthening, the forms of alef, yeh and teh marbuta made one,
 * punctuation and repeated spaces left out.
 */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\u0640]/gu, '')
    .replace(/[\u0622\u0623\u0625\u0671]/g, '\u0627')
    .replace(/\u0649/g, '\u064a')
    .replace(/\u0629/g, '\u0647')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The choice that a text reads like, and the label or name that it was matched with. */
export interface Match {
  readonly name: string;
  readonly label: string;
}

/**
 * Finds the choice whose label in any language, or whose name, is the text but for writing and a few letters: one edit from five letters
 * on, two from nine, three from fifteen. Null where none is, or where two choices are equally near.
 */
export function matcher(choices: readonly Choice[]): (text: string) => Match | null {
  const known = choices.flatMap(({ name, label }) =>
    [name, ...label.values()].flatMap((each) => {
      // « Coopérative (agricole) » is also meant by what stands before the bracket.
      const short = each.replace(/\s*\([^()]*\)\s*$/, '');
      return [...new Set([each, short])].map((written) => ({ name, label: each, plain: plain(written) }));
    }),
  );
  const seen = new Map<string, Match | null>();
  return (text) => {
    const wanted = plain(text);
    const before = seen.get(wanted);
    if (before !== undefined) return before;
    const found = nearestOf(wanted, known);
    seen.set(wanted, found);
    return found;
  };
}

function nearestOf(wanted: string, known: readonly (Match & { readonly plain: string })[]): Match | null {
  if (wanted === '') return null;
  let least = allowed(wanted.length) + 1;
  let best: Match | null = null;
  for (const { name, label, plain: each } of known) {
    if (each === '' || Math.abs(each.length - wanted.length) >= least + 1) continue;
    const distance = each === wanted ? 0 : editDistance(wanted, each);
    if (distance > least || distance > allowed(Math.min(wanted.length, each.length))) continue;
    if (distance < least) {
      least = distance;
      best = { name, label };
    } else if (best !== null && best.name !== name) best = null;
  }
  return best;
}

function allowed(letters: number): number {
  if (letters < SHORT) return 0;
  if (letters < 9) return 1;
  return letters < 15 ? 2 : 3;
}
