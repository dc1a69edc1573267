import { percentText } from '../publish/words/intervals.ts';
import { MARKS, markOf, standsAlone } from '../publish/words/marks.ts';
import { isInPoints, pointsText } from '../publish/words/points.ts';
import type { Words } from '../publish/words/words.ts';
import type { IndicatorEntry } from '../study/study.ts';
import type { Estimate } from '../table/estimate.ts';
import { type Line, leaf } from './inWords.ts';

const STATES = ['notAsked', 'blank', 'dontKnow', 'refused', 'removed', 'invalid'] as const;

/** An indicator's numbers of everybody. */
export function everybodys(id: string, estimates: readonly Estimate[]): readonly Estimate[] {
  return estimates.filter(({ indicator, domain }) => indicator === id && domain.length === 0);
}

/** What the marks beside some numbers mean, each once. */
export function marksIn(estimates: readonly Estimate[], words: Words): readonly string[] {
  const used = new Set(estimates.map(markOf));
  return MARKS.filter(([mark]) => used.has(mark)).map(([, phrase]) => words.phrase(phrase));
}

/** A number with its interval and n, or the mark that stands in its place. */
export function estimateText(estimate: Estimate, words: Words): string {
  const mark = markOf(estimate);
  if (standsAlone(mark) || estimate.value === null) return mark;
  const { value, low, high, level, n, stat } = estimate;
  // An effect size has no unit.
  const unit = stat === 'index' ? '' : words.indicator(estimate.indicator).unit;
  const percent = stat === 'share' || estimate.unit === '%';
  const text = (x: number) =>
    isInPoints(estimate)
      ? pointsText(x, words)
      : words.number(x, percent ? 'percent' : stat === 'count' ? 'count' : 'auto');
  const shown = percent || unit === '' ? text(value) : `${text(value)} ${unit}`;
  const count = [n === null ? '' : words.number(n, 'count'), ...chanceTexts(estimate, words)].join(
    words.phrase('listSeparator'),
  );
  const told =
    low === null || high === null || level === null
      ? words.phrase('valueAlone', { value: shown, n: count })
      : words.phrase('valueOf', {
          value: shown,
          low: text(low),
          high: text(high),
          level: percentText(level, words),
          n: count,
        });
  // « 1.16 points (−4 to 4) (95% …) »: one pair of brackets.
  const once = told.replace(/\) \((?=[^()]*\)$)/, words.phrase('listSeparator'));
  return mark === '' ? once : `${once} ${mark}`;
}

/** « p = 0.037; p adjusted for several tests = 0.148 », of a number that was tested. */
function chanceTexts({ p, q }: Estimate, words: Words): readonly string[] {
  const text = (id: 'pIs' | 'pAdjusted', x: number) => {
    const shown = words.number(x, 'pValue');
    return words.phrase(id, { p: shown.startsWith('<') ? shown : `= ${shown}` });
  };
  if (p === null) return [];
  return [
    text('pIs', p),
    ...(q === null || words.number(q, 'pValue') === words.number(p, 'pValue') ? [] : [text('pAdjusted', q)]),
  ];
}

/** The number that stands for an indicator in a list, and how many others there are of its sort. */
export function headline(
  id: string,
  estimates: readonly Estimate[],
): { readonly estimate: Estimate; readonly of: number } | null {
  const own = everybodys(id, estimates);
  // Of a change the difference says it, not the size of the effect; of bounds the share among those who know.
  const whole = own.filter(({ item }) => item === '');
  const differences = own.filter(({ stat }) => stat === 'difference');
  const sort =
    whole.length > 0
      ? whole.slice(0, 1)
      : differences.length > 0
        ? differences
        : own.filter(({ stat }) => stat === own[0]?.stat);
  const [estimate] = [...sort].sort(
    (a, b) => (b.value ?? Number.NEGATIVE_INFINITY) - (a.value ?? Number.NEGATIVE_INFINITY),
  );
  return estimate === undefined ? null : { estimate, of: sort.length };
}

/** What an indicator is now; of several items each with its name. */
export function nowLines(
  { id, kind }: IndicatorEntry,
  estimates: readonly Estimate[] | null,
  words: Words,
): readonly Line[] {
  if (estimates === null) return [leaf(words.phrase('notRunYet'))];
  const own = everybodys(id, estimates);
  const values = own.map((estimate) => {
    const item = words.item(id, estimate.item);
    const several = own.some((other) => other.item === estimate.item && other.stat !== estimate.stat);
    const label = [
      item,
      ...(several || estimate.stat === 'difference'
        ? [words.phrase(kind === 'change' && estimate.stat === 'index' ? 'changeSize' : estimate.stat)]
        : []),
    ]
      .filter((one) => one !== '')
      .join(' – ');
    const value = estimateText(estimate, words);
    return leaf(label === '' ? value : words.phrase('altValue', { label, value }));
  });
  return [...values, ...marksIn(own, words).map(leaf)];
}

/** Who did not answer; of several items with the name of each, where they differ. */
export function missingLines(
  { id }: IndicatorEntry,
  estimates: readonly Estimate[] | null,
  words: Words,
): readonly Line[] {
  const lines = new Map<string, Set<string>>();
  const all = everybodys(id, estimates ?? []);
  // Both sides of a pair, their difference and its size are on the same rows.
  const differences = all.filter(({ stat }) => stat === 'difference');
  for (const estimate of differences.length > 0 ? differences : all) {
    if (estimate.n === null) continue;
    const list = STATES.filter((state) => (estimate[state] ?? 0) > 0).map((state) =>
      words.phrase('stateCount', {
        state: words.phrase(state === 'notAsked' ? 'notConcerned' : state),
        n: words.number(estimate[state] ?? 0, 'count'),
      }),
    );
    const item = words.item(id, estimate.item);
    const text = list.length === 0 ? words.phrase('outsideBaseNone') : list.join(words.phrase('listSeparator'));
    lines.set(text, (lines.get(text) ?? new Set()).add(item));
  }
  if (lines.size === 0 && all.length > 0) return [leaf(words.phrase('missingHidden'))];
  const [only] = lines.keys();
  if (lines.size === 1 && only !== undefined) return [leaf(only)];
  return [...lines].map(([text, items]) => {
    const label = [...items].filter((item) => item !== '').join(words.phrase('listSeparator'));
    return leaf(label === '' ? text : words.phrase('altValue', { label, value: text }));
  });
}
