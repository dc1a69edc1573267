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
  const count = n === null ? '' : words.number(n, 'count');
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
  return mark === '' ? told : `${told} ${mark}`;
}

/** What an indicator is now; of several items each with its name. */
export function nowLines(
  { id, kind }: IndicatorEntry,
  estimates: readonly Estimate[] | null,
  words: Words,
): readonly Line[] {
  if (estimates === null) return [leaf(words.phrase('notRunYet'))];
  const own = everybodys(id, estimates);
  const several = new Set(own.map(({ stat }) => stat)).size > 1;
  const values = own.map((estimate) => {
    const item = estimate.item === '' ? '' : words.item(id, estimate.item);
    const label = [
      item,
      ...(several ? [words.phrase(kind === 'change' && estimate.stat === 'index' ? 'changeSize' : estimate.stat)] : []),
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
      words.phrase('stateCount', { state: words.phrase(state), n: words.number(estimate[state] ?? 0, 'count') }),
    );
    const item = estimate.item === '' ? '' : words.item(id, estimate.item);
    const text = list.length === 0 ? words.phrase('outsideBaseNone') : list.join(words.phrase('listSeparator'));
    lines.set(text, (lines.get(text) ?? new Set()).add(item));
  }
  const [only] = lines.keys();
  if (lines.size === 1 && only !== undefined) return [leaf(only)];
  return [...lines].map(([text, items]) => {
    const label = [...items].filter((item) => item !== '').join(words.phrase('listSeparator'));
    return leaf(label === '' ? text : words.phrase('altValue', { label, value: text }));
  });
}
