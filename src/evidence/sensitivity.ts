import { isOfTerm } from '../indicators/models/family.ts';
import { whyNotes } from '../publish/sheets/notes.ts';
import type { Words } from '../publish/words/words.ts';
import type { IndicatorEntry, Study } from '../study/study.ts';
import type { Estimate } from '../table/estimate.ts';
import { type Line, leaf } from './inWords.ts';
import { estimateText, everybodys, marksIn } from './numbers.ts';

/** What tells how alike weighted groups are, in a few numbers. */
const EVIDENCE = ['smdBefore', 'smdAfter', 'outside', 'effectiveExposed', 'effectiveOthers'];

/** The runs of an indicator's model that are weighted by a propensity score: what they give for its terms, how, and how alike the groups are. */
export function sensitivityLines(
  { model, params }: IndicatorEntry,
  { models }: Study,
  estimates: readonly Estimate[] | null,
  words: Words,
): readonly Line[] {
  const terms = Array.isArray(params.terms) ? params.terms.map(String) : [];
  return models
    .filter(({ run, propensity }) => model !== '' && run === model && propensity !== null)
    .map(({ id }) => {
      const { title, base, notes = [] } = words.indicator(id);
      const own = everybodys(id, estimates ?? []);
      const shown = own.filter(({ stat, item }) =>
        stat === 'index' ? EVIDENCE.includes(item) : terms.some((term) => isOfTerm(term, item)),
      );
      const numbers = shown.map((estimate) => {
        const { stat, item, value } = estimate;
        const text = stat === 'index' && value !== null ? words.number(value, 'auto') : estimateText(estimate, words);
        return words.phrase('altValue', { label: words.item(id, item), value: text });
      });
      const marks = [...whyNotes(shown, words), ...marksIn(shown, words)];
      const who = base === '' ? [] : [words.phrase('altValue', { label: words.phrase('explainWho'), value: base })];
      return { text: title, under: [...who, ...numbers, ...marks, ...notes].map(leaf) };
    });
}
