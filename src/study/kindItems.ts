import { fill } from '../publish/words/build.ts';
import { type Digits, writeNumber } from '../publish/words/numbers.ts';
import type { PhraseId } from '../publish/words/phrases.ts';
import { PHRASES } from '../publish/words/phrases.ts';
import type { LanguageCode, NumberFormat } from '../publish/words/words.ts';
import type { IndicatorEntry } from './study.ts';

type Labels = ReadonlyMap<string, string>;

const OWN: Readonly<Record<string, readonly (readonly [item: string, phrase: PhraseId])[]>> = {
  bounds: [
    ['', 'amongKnown'],
    ['dkNo', 'dkNo'],
    ['dkYes', 'dkYes'],
  ],
  multidimensional: [
    ['H', 'headcount'],
    ['A', 'intensity'],
    ['M0', 'adjustedHeadcount'],
  ],
};

const WITH_DECIMALS: readonly NumberFormat[] = ['count', 'decimal1', 'decimal2', 'decimal3'];

/** Labels of the items that an indicator makes by itself, such as its classes. */
export function kindItems(
  { kind, variables, params: { edges, unknown } }: Pick<IndicatorEntry, 'kind' | 'variables' | 'params'>,
  fields: Labels,
  language: LanguageCode,
  digits: Digits,
): Labels {
  const labels = new Map((OWN[kind] ?? []).map(([item, phrase]) => [item, PHRASES[phrase][language] as string]));
  if (kind === 'bounds' && unknown === 'all') {
    labels.set('dkNo', PHRASES.unknownNo[language]);
    labels.set('dkYes', PHRASES.unknownYes[language]);
  }
  for (const name of variables) {
    const title = fields.get(name) || name;
    if (kind === 'change') labels.set(name, title);
    if (kind === 'multidimensional') labels.set(name, fill(PHRASES.partOfCount[language], { title }, language));
  }
  if (kind === 'classes' && Array.isArray(edges)) {
    const decimals = Math.min(3, Math.max(...edges.map((edge) => (String(edge).split('.')[1] ?? '').length)));
    const text = (edge: number) => writeNumber(edge, WITH_DECIMALS[decimals] ?? 'decimal3', language, digits);
    for (const [place, high] of edges.slice(1).entries()) {
      const low = edges[place] ?? high;
      labels.set(`${low}..${high}`, fill(PHRASES.fromTo[language], { low: text(low), high: text(high) }, language));
    }
  }
  if (kind === 'quantile')
    for (const n of ['5', '10', '20', '25', '50', '75', '80', '90', '95'])
      labels.set(`p${n}`, fill(PHRASES.percentile[language], { n }, language));
  return labels;
}
