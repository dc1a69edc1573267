import { join } from 'node:path';
import type { TopLevelSpec } from 'vega-lite';
import { keysOf, textsOf } from '../publish/figures/texts.ts';
import type { Disk } from '../stages/disk.ts';
import type { Study } from '../study/study.ts';
import { spokenLanguage, wordsOf } from '../study/words.ts';
import type { Estimate } from '../table/estimate.ts';
import { ESTIMATES_JSON } from './estimatesProof.ts';

/** A figure or sheet of the study, and the numbers that it shows. */
export interface Shown {
  readonly id: string;
  readonly kind: 'figure' | 'sheet';
  readonly title: string;
  /** In the order in which they are drawn; those of a figure that is not drawn yet, as they are published. */
  readonly numbers: readonly Estimate[];
}

/** What a figure or sheet shows; null where the study has neither of that name, or nothing was estimated yet. */
export async function shownIn(study: Study, disk: Disk, id: string): Promise<Shown | null> {
  const figure = study.figures.find((each) => each.id === id);
  const sheet = study.sheets.find((each) => each.id === id);
  const path = join(study.root, ESTIMATES_JSON);
  if ((figure === undefined && sheet === undefined) || !disk.exists(path)) return null;
  const estimates = JSON.parse(await disk.text(path)) as readonly Estimate[];
  const language = spokenLanguage(study);
  const spec = figure === undefined ? null : await specOf(study, disk, id, language);
  const byKey = new Map(estimates.map((each) => [each.key, each]));
  const drawn = (spec === null ? [] : keysOf(spec)).flatMap((key) => byKey.get(key) ?? []);
  const indicators = new Set((figure ?? sheet)?.indicators);
  const { words } = wordsOf(study, language);
  return {
    id,
    kind: figure === undefined ? 'sheet' : 'figure',
    title: spec === null ? words.theme((figure ?? sheet)?.theme ?? '') : textsOf(spec).title,
    numbers: drawn.length > 0 ? drawn : estimates.filter(({ indicator }) => indicators.has(indicator)),
  };
}

/** A figure as it was drawn, in a language if there is one; null where it was not. */
async function specOf(study: Study, disk: Disk, id: string, language: string): Promise<TopLevelSpec | null> {
  for (const each of [language, ...study.languages]) {
    const path = join(study.root, `reports/figures/${id}.${each}.vl.json`);
    if (disk.exists(path)) return JSON.parse(await disk.text(path)) as TopLevelSpec;
  }
  return null;
}
