import { fill } from '../publish/words/build.ts';
import type { PhraseId } from '../publish/words/phrases.ts';
import { PHRASES } from '../publish/words/phrases.ts';
import type { LanguageCode } from '../publish/words/words.ts';

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

/** Labels of the items that a kind of indicator makes by itself; `variables` are those that the indicator reads. */
export function kindItems(
  kind: string,
  variables: ReadonlySet<string>,
  fields: Labels,
  language: LanguageCode,
): Labels {
  const labels = new Map((OWN[kind] ?? []).map(([item, phrase]) => [item, PHRASES[phrase][language] as string]));
  for (const name of variables) {
    const title = fields.get(name) || name;
    if (kind === 'change') labels.set(name, title);
    if (kind === 'multidimensional') labels.set(name, fill(PHRASES.partOfCount[language], { title }, language));
  }
  if (kind === 'quantile')
    for (const n of ['5', '10', '20', '25', '50', '75', '80', '90', '95'])
      labels.set(`p${n}`, fill(PHRASES.percentile[language], { n }, language));
  return labels;
}
