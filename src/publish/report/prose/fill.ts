import { fault } from '../../../fault.ts';
import { didYouMean } from '../../../form/nearest.ts';
import { type Estimate, estimateKey } from '../../../table/estimate.ts';
import type { PhraseId } from '../../words/phrases.ts';
import type { Words } from '../../words/words.ts';
import type { Part as DocumentPart, Inline } from '../document.ts';
import { contrastKey, meant, type Reference } from './reference.ts';
import type { Direction, Part, Piece, Prose, Subject, Tag } from './tags.ts';
import { attributeText, exactText, intervalText, valueText } from './written.ts';

/** What the tags of a prose are filled from. */
export interface Filling {
  /** Ids that a reference may begin with. */
  readonly ids: ReadonlySet<string>;
  readonly estimates: ReadonlyMap<string, Estimate>;
  /** Text of a parameter; null where it has no value. */
  parameter(name: string): string | null;
  /** A figure or table by its id: how it is named (« figure 3 ») and where it stands; null where there is none to show. */
  see(id: string): { readonly text: string; readonly target: string } | null;
  /** The figure, or the tables (of an indicator, or of a whole sheet); [] where there is nothing to show. */
  figure(id: string): readonly DocumentPart[];
  table(id: string): readonly DocumentPart[];
  /** What a tag alone stands for: parts of the document, or running text. */
  part(part: Part): readonly DocumentPart[] | string;
}

/** A statement of the prose that its numbers do not bear out. */
export interface Disagreement {
  readonly place: string;
  readonly words: string;
  readonly found: Direction;
}

/** What stands in the text for a tag: a private-use character that Markdown leaves alone, and the place of its filling. */
export const OPEN = '\ue000';
export const CLOSE = '\ue001';

/** The prose with its tags as marks, and what each mark stands for. */
export interface Filled {
  readonly text: string;
  readonly fillings: readonly (Inline | readonly DocumentPart[])[];
  readonly disagreements: readonly Disagreement[];
}

/** Where a passage cannot be told, because a number of it may not be shown. */
interface Unavailable {
  readonly unavailable: string;
  readonly remedy: string;
}

const EXPECTED: Readonly<Record<Direction, number>> = { higher: 0, lower: 1, similar: 2 };

/**
 * Fills the tags of a prose. A reference to what does not exist, or may not be shown, is a fault that names file and line, unless it stands in
 * a passage `{{?}}`, which is then left out.
 */
export function fillProse(prose: Prose, filling: Filling, words: Words): Filled {
  const fillings: (Inline | readonly DocumentPart[])[] = [];
  const disagreements: Disagreement[] = [];
  const mark = (filled: Inline | readonly DocumentPart[]) => {
    fillings.push(filled);
    return `${OPEN}${fillings.length - 1}${CLOSE}`;
  };
  const textOf = (pieces: readonly Piece[]): string =>
    pieces
      .map((piece) => {
        if ('text' in piece) return piece.text;
        if ('optional' in piece)
          return textOf(canTell(piece.optional, filling, words) ? piece.optional : piece.otherwise);
        const place = `${prose.place}:${piece.line}`;
        const made = filled(piece.tag, filling, words, place);
        if ('unavailable' in made) throw fault(place, `{{${piece.source}}}: ${made.unavailable}`, made.remedy);
        if (made.disagreement !== undefined) disagreements.push(made.disagreement);
        return typeof made.into === 'string' ? made.into : mark(made.into);
      })
      .join('');
  return { text: textOf(prose.pieces), fillings, disagreements };
}

function canTell(pieces: readonly Piece[], filling: Filling, words: Words): boolean {
  return pieces.every((piece) => !('tag' in piece) || !('unavailable' in filled(piece.tag, filling, words, '')));
}

type Made =
  | { readonly into: string | Inline | readonly DocumentPart[]; readonly disagreement?: Disagreement }
  | Unavailable;

function filled(tag: Tag, filling: Filling, words: Words, place: string): Made {
  switch (tag.is) {
    case 'number': {
      const found = referred(tag.reference, filling);
      if ('unavailable' in found) return found;
      const text = attributeText(found.estimate, found.attribute, words);
      return text === null
        ? { unavailable: `${found.estimate.key} has no ${found.attribute || 'value'}`, remedy: TELL_OTHERWISE }
        : { into: number(found.estimate, text, words) };
    }
    case 'gap': {
      const found = subjectOf({ comparison: tag.comparison }, filling);
      if ('unavailable' in found) return found;
      return { into: number(found, tag.interval ? intervalText(found, words) : valueText(found, words), words) };
    }
    case 'compare': {
      const found = subjectOf(tag.subject, filling);
      if ('unavailable' in found) return found;
      const direction = directionOf(found);
      if (tag.words !== null) return { into: tag.words[EXPECTED[direction]] ?? '' };
      const values = { gap: valueText(found, words), interval: intervalText(found, words) };
      return { into: number(found, words.phrase(COMPARED[direction], values), words) };
    }
    case 'stated': {
      const found = subjectOf(tag.subject, filling);
      if ('unavailable' in found) return found;
      const direction = directionOf(found);
      if (direction === tag.direction) return { into: tag.words };
      const text = `${tag.words} [${words.phrase('statementInDoubt')}]`;
      return { into: { kind: 'doubt', text }, disagreement: { place, words: tag.words, found: direction } };
    }
    case 'top':
      return top(tag.reference, tag.count, filling, words);
    case 'parameter': {
      const text = filling.parameter(tag.name);
      return text === null
        ? { unavailable: 'the parameter has no value', remedy: TELL_OTHERWISE }
        : { into: { kind: 'text', text } };
    }
    case 'see': {
      const seen = filling.see(tag.id);
      return seen === null ? NOTHING : { into: { kind: 'see', ...seen } };
    }
    case 'figure':
    case 'table': {
      const parts = tag.is === 'figure' ? filling.figure(tag.id) : filling.table(tag.id);
      return parts.length === 0 ? NOTHING : { into: parts };
    }
    default: {
      const made = filling.part(tag.is);
      return { into: typeof made === 'string' ? { kind: 'text', text: made } : made };
    }
  }
}

const TELL_OTHERWISE = 'Name another, or put the passage between {{?}} and {{/}}, with what else to say after {{:}}';
const NOTHING: Unavailable = { unavailable: 'there is nothing to show', remedy: TELL_OTHERWISE };

const COMPARED = {
  higher: 'comparedHigher',
  lower: 'comparedLower',
  similar: 'comparedSimilar',
} as const satisfies Record<Direction, PhraseId>;

function number(estimate: Estimate, text: string, words: Words): Inline {
  return { kind: 'number', text, exact: exactText(estimate, words), key: estimate.key };
}

type Found = { readonly estimate: Estimate; readonly attribute: NonNullable<ReturnType<typeof meant>>['attribute'] };

/** The estimate that a reference names; its statistic may be left out where there is one. */
function referred(reference: Reference, { ids, estimates }: Filling): Found | Unavailable {
  const one = meant(reference, ids);
  if (one === null) return { unavailable: 'there is no such indicator', remedy: '' };
  const { id, stat, item, attribute, domain } = one;
  const key = estimateKey(id, stat, item, domain);
  const estimate = estimates.get(key);
  if (estimate === undefined) {
    const own = [...estimates.keys()].filter((each) => each.startsWith(`${encodeURIComponent(id)}`));
    return { unavailable: `there is no estimate ${key}${didYouMean(key, own)}`, remedy: TELL_OTHERWISE };
  }
  return withheld(estimate) ?? { estimate, attribute };
}

const WITHHELD: Readonly<Record<string, string>> = {
  n: 'it rests on few people',
  complement: 'it leaves few people out',
  precision: 'it is too imprecise',
  secondary: 'another could be worked out from it',
};

function withheld({ key, quality, why, value }: Estimate): Unavailable | null {
  if (quality === 'suppressed')
    return { unavailable: `${key} is suppressed: ${WITHHELD[why] ?? why}`, remedy: TELL_OTHERWISE };
  return value === null ? { unavailable: `${key} is not estimable (${why})`, remedy: TELL_OTHERWISE } : null;
}

/** The estimate that a direction is read from: with an interval. */
function subjectOf(subject: Subject, filling: Filling): Estimate | Unavailable {
  if ('reference' in subject) {
    const found = referred(subject.reference, filling);
    if ('unavailable' in found) return found;
    return withInterval(found.estimate);
  }
  const key = contrastKey(subject.comparison);
  const estimate = filling.estimates.get(key);
  if (estimate === undefined) return { unavailable: `there is no estimate ${key}`, remedy: TELL_OTHERWISE };
  return withheld(estimate) ?? withInterval(estimate);
}

function withInterval(estimate: Estimate): Estimate | Unavailable {
  return estimate.low === null || estimate.high === null
    ? { unavailable: `${estimate.key} has no interval`, remedy: TELL_OTHERWISE }
    : estimate;
}

/** Which side of no difference (0; 1 for odds ratios) the whole interval lies on; similar where it holds it. */
export function directionOf({ stat, low, high }: Pick<Estimate, 'stat' | 'low' | 'high'>): Direction {
  const none = stat === 'oddsRatio' ? 1 : 0;
  if (low !== null && low > none) return 'higher';
  return high !== null && high < none ? 'lower' : 'similar';
}

/** The items of an indicator with the largest shares, of those that may be shown: « financement (34 %), formation (28 %) ». */
function top(reference: Reference, count: number, filling: Filling, words: Words): Made {
  const one = meant(reference, filling.ids);
  const domain = JSON.stringify(one?.domain ?? []);
  const own = [...filling.estimates.values()].filter(
    (estimate) =>
      estimate.indicator === one?.id &&
      estimate.stat === 'share' &&
      JSON.stringify(estimate.domain) === domain &&
      estimate.item !== 'other' &&
      (estimate.value ?? 0) > 0,
  );
  if (own.length === 0) return { unavailable: 'none of its shares may be shown', remedy: TELL_OTHERWISE };
  const items = own.sort((a, b) => (b.value ?? 0) - (a.value ?? 0)).slice(0, count);
  const parts = items.flatMap((estimate, place): readonly Inline[] => [
    {
      kind: 'text',
      text: place === 0 ? '' : words.phrase(place === items.length - 1 ? 'lastSeparator' : 'nextSeparator'),
    },
    { kind: 'text', text: `${lowered(words.item(estimate.indicator, estimate.item), words)} (` },
    number(estimate, valueText(estimate, words), words),
    { kind: 'text', text: ')' },
  ]);
  return { into: { kind: 'run', children: parts } };
}

/** A label inside a sentence: its capital goes, unless it is one of an acronym. */
function lowered(label: string, words: Words): string {
  return label.replace(/^\p{Lu}(?=[\p{Ll}’' ])/u, (letter) => letter.toLocaleLowerCase(words.language));
}
