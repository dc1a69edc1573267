import type { Estimate } from '../../table/estimate.ts';
import { methodText, percentText } from '../words/intervals.ts';
import { MARKS, markOf, standsAlone } from '../words/marks.ts';
import type { PhraseId } from '../words/phrases.ts';
import type { Words } from '../words/words.ts';

/** The states that keep a row out of n, in the order they are told. */
const STATES = ['notAsked', 'blank', 'dontKnow', 'refused', 'removed', 'invalid'] as const;

/** « Blank 3; Refused 2 »; '' where nothing is missing, null where it is not known. */
function missingText(estimate: Estimate, words: Words): string | null {
  if (STATES.every((state) => estimate[state] === null)) return null;
  return STATES.filter((state) => (estimate[state] ?? 0) > 0)
    .map((state) =>
      words.phrase('stateCount', { state: words.phrase(state), n: words.number(estimate[state] ?? 0, 'count') }),
    )
    .join(words.phrase('listSeparator'));
}

/** Who is missing among everybody: one sentence where all rows agree, else one a row. */
function missingNotes(own: readonly Estimate[], words: Words): string[] {
  const rows = own.flatMap((estimate) => {
    if (estimate.domain.length > 0 || standsAlone(markOf(estimate))) return [];
    const list = missingText(estimate, words);
    const item = estimate.item === '' ? words.phrase(estimate.stat) : words.item(estimate.indicator, estimate.item);
    return list === null ? [] : [{ item, list }];
  });
  const [only, ...others] = new Set(rows.map(({ list }) => list));
  if (only === undefined) return [];
  if (others.length > 0) {
    return rows.filter(({ list }) => list !== '').map((row) => words.phrase('outsideBaseOf', row));
  }
  return [only === '' ? words.phrase('outsideBaseNone') : words.phrase('outsideBase', { list: only })];
}

function intervalNotes(own: readonly Estimate[], words: Words): string[] {
  const notes = new Set<string>();
  for (const { level, method, quality } of own) {
    if (level === null || method === '' || quality === 'suppressed') continue;
    notes.add(words.phrase('intervalIs', { level: percentText(level, words), method: methodText(method, words) }));
  }
  return [...notes];
}

/** What readers of a model's terms must know. */
function modelNotes(own: readonly Estimate[], words: Words): string[] {
  if (!own.some(isTerm)) return [];
  const planned = own.some(({ q }) => q !== null) ? 'modelFamily' : 'modelExploratory';
  return [words.phrase('modelAssociation'), words.phrase(planned), ...whyNotes(own, words)];
}

/** Why terms of a model have no number, or groups weighted by a propensity score are hard to compare; each reason once. */
export function whyNotes(own: readonly Estimate[], words: Words): string[] {
  const why = new Set(
    own.flatMap(({ why: reason, quality }) =>
      reason === 'overlap' && quality === 'caution' ? 'cautionOverlap' : (WHY_NO_MODEL.get(reason) ?? []),
    ),
  );
  return [...why].map((id) => words.phrase(id));
}

/** Whether an estimate is a term of a model. */
export function isTerm({ stat }: Estimate): boolean {
  return stat === 'coefficient' || stat === 'oddsRatio' || stat === 'marginalEffect';
}

const WHY_NO_MODEL: ReadonlyMap<string, PhraseId> = new Map([
  ['collinear', 'whyCollinear'],
  ['separation', 'whySeparation'],
  ['notConverged', 'whyNotConverged'],
  ['noRows', 'whyNoRows'],
  ['oneValue', 'whyOneValue'],
  ['overlap', 'whyOverlap'],
]);

/** The sentences under an indicator's table: base, unit, missing answers, imputed values, interval methods, marks, simulated data. */
export function blockNotes(own: readonly Estimate[], indicator: string, words: Words): string[] {
  const { base, unit, notes = [] } = words.indicator(indicator);
  const marks = new Set(own.map(markOf));
  const imputed = own.reduce(
    (most, one) => (one.quality === 'suppressed' ? most : Math.max(most, one.imputed ?? 0)),
    0,
  );
  return [
    ...(base === '' ? [] : [words.phrase('baseIs', { base })]),
    ...(unit === '' || unit === '%' ? [] : [words.phrase('unitIs', { unit })]),
    ...missingNotes(own, words),
    ...(imputed === 0 ? [] : [words.phrase('imputedCount', { n: words.number(imputed, 'count') })]),
    ...modelNotes(own, words),
    ...intervalNotes(own, words),
    ...notes,
    ...(own.length === 0 ? [words.phrase('noEstimates')] : []),
    ...MARKS.filter(([mark]) => marks.has(mark)).map(([, id]) => words.phrase(id)),
  ];
}
