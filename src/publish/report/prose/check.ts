import { fault } from '../../../fault.ts';
import { didYouMean } from '../../../form/nearest.ts';
import { CONTRAST, type Comparison, contrastKey, idOf, meant, parseReference, type Reference } from './reference.ts';
import type { Piece, Prose, Subject, Tag } from './tags.ts';

/** What a prose may name: known when the study loads, before any data are read. */
export interface Ground {
  /** Ids of estimates: indicators, models, indices, counts of cases. */
  readonly ids: ReadonlySet<string>;
  /** Breakdowns of an indicator by its id; null where they are not declared one by one. */
  breakdowns(id: string): readonly (readonly string[])[] | null;
  /** Levels of a breakdown; null where only the data tell. */
  levels(field: string): readonly string[] | null;
  /** True where the gap of two levels can be made: shares, means and ratios. */
  comparable(id: string): boolean;
  readonly figures: ReadonlySet<string>;
  readonly tables: ReadonlySet<string>;
  readonly parameters: ReadonlySet<string>;
}

/** Holds every tag against what the study declares, and gives the comparisons that the indicators stage is to make. Faults name file and line. */
export function checkProse(prose: Prose, ground: Ground): readonly Comparison[] {
  const comparisons = new Map<string, Comparison>();
  for (const { tag, line } of tagsIn(prose.pieces)) {
    const place = `${prose.place}:${line}`;
    const known = (what: string, id: string, ids: ReadonlySet<string>) => {
      if (!ids.has(id)) throw fault(place, `there is no ${what} '${id}'${didYouMean(id, ids)}`);
    };
    if (tag.is === 'figure') known('figure', tag.id, ground.figures);
    if (tag.is === 'table') known('table', tag.id, new Set([...ground.tables, ...ground.ids]));
    if (tag.is === 'see')
      known('figure or table', tag.id, new Set([...ground.figures, ...ground.tables, ...ground.ids]));
    if (tag.is === 'parameter') known('parameter', tag.name, ground.parameters);
    for (const reference of referencesOf(tag)) checkReference(reference, ground, place);
    for (const comparison of comparisonsOf(tag)) {
      checkComparison(comparison, ground, place);
      comparisons.set(contrastKey(comparison), comparison);
    }
  }
  return [...comparisons.values()];
}

/** Every tag, those of optional passages too, with its line. */
export function tagsIn(pieces: readonly Piece[]): readonly { readonly tag: Tag; readonly line: number }[] {
  return pieces.flatMap((piece) => {
    if ('tag' in piece) return [piece];
    return 'optional' in piece ? [...tagsIn(piece.optional), ...tagsIn(piece.otherwise)] : [];
  });
}

function subjectsOf(tag: Tag): readonly Subject[] {
  if (tag.is === 'compare' || tag.is === 'stated') return [tag.subject];
  if (tag.is === 'gap') return [{ comparison: tag.comparison }];
  return tag.is === 'number' || tag.is === 'top' ? [{ reference: tag.reference }] : [];
}

function referencesOf(tag: Tag): readonly Reference[] {
  return subjectsOf(tag).flatMap((subject) => ('reference' in subject ? [subject.reference] : []));
}

function comparisonsOf(tag: Tag): readonly Comparison[] {
  return subjectsOf(tag).flatMap((subject) => ('comparison' in subject ? [subject.comparison] : []));
}

function checkReference(reference: Reference, ground: Ground, place: string): void {
  const found = meant(reference, ground.ids);
  if (found === null) {
    const id = idOf(reference);
    throw fault(place, `{{${reference.written}}}: there is no indicator '${id}'${didYouMean(id, ground.ids)}`);
  }
  if (found.domain.length === 0) return;
  const breakdowns = found.id === CONTRAST ? null : ground.breakdowns(found.id);
  const fields = found.domain.map(({ field }) => field);
  const asked = fields.join('&');
  const spelled = breakdowns?.map((each) => each.join('&')) ?? [];
  if (breakdowns !== null && !spelled.includes(asked)) {
    const offered = spelled.length === 0 ? 'it has none' : `it has ${spelled.join(', ')}`;
    throw fault(
      place,
      `{{${reference.written}}}: ${found.id} is not broken down by ${asked}${didYouMean(asked, spelled)}`,
      `In schemas/indicators.json ${offered}`,
    );
  }
  if (breakdowns !== null) for (const { field, level } of found.domain) checkLevel(field, level, ground, place);
}

function checkComparison({ of, field, level, against }: Comparison, ground: Ground, place: string): void {
  for (const each of [level, against]) checkReference(parseReference(`${of}|${field}=${each}`, place), ground, place);
  const found = meant(parseReference(of, place), ground.ids);
  if (found !== null && !ground.comparable(found.id))
    throw fault(place, `${found.id} cannot be compared here`, 'Shares, means and ratios of indicators can');
  if (level === against) throw fault(place, `'${level}' is compared with itself`);
}

function checkLevel(field: string, level: string, ground: Ground, place: string): void {
  const levels = ground.levels(field);
  if (levels !== null && !levels.includes(level))
    throw fault(place, `${field} has no level '${level}'${didYouMean(level, levels)}`, `It has ${levels.join(', ')}`);
}
