import { join } from 'node:path';
import { CASES } from '../indicators/cases.ts';
import { isShown } from '../indicators/scales/scale.ts';
import { checkProse, type Ground } from '../publish/report/prose/check.ts';
import { CONTRAST, type Comparison, contrastKey } from '../publish/report/prose/reference.ts';
import { type Prose, parseProse } from '../publish/report/prose/tags.ts';
import type { LanguageCode } from '../publish/words/words.ts';
import type { Disk } from '../stages/disk.ts';
import type { Study } from './study.ts';

/** Where the prose of the report stands, a Markdown file a language. */
export const PROSE_FOLDER = 'schemas/report';

/** The prose of a study in its languages, and what the indicators stage is to make for it. */
export interface StudyProse {
  readonly prose: ReadonlyMap<LanguageCode, Prose>;
  readonly comparisons: readonly Comparison[];
  /** The files as written, for hashing. */
  readonly sources: readonly (readonly [LanguageCode, string])[];
}

type Named = Pick<Study, 'names' | 'indicators' | 'models' | 'indices' | 'figures' | 'sheets'>;

/** Kinds of indicators whose numbers are no shares, means or ratios. */
const NOT_COMPARABLE: ReadonlySet<string> = new Set(['median', 'model']);

/** Reads `schemas/report/<language>.md` of each language that has one, and holds every reference against the study. */
export async function readProse(
  disk: Disk,
  root: string,
  languages: readonly LanguageCode[],
  named: Named,
): Promise<StudyProse> {
  const prose = new Map<LanguageCode, Prose>();
  const comparisons = new Map<string, Comparison>();
  const sources: (readonly [LanguageCode, string])[] = [];
  for (const language of languages) {
    const place = `${PROSE_FOLDER}/${language}.md`;
    const path = join(root, place);
    if (!disk.exists(path)) continue;
    const text = await disk.text(path);
    const read = parseProse(text, place);
    for (const comparison of checkProse(read, groundOf(named))) comparisons.set(contrastKey(comparison), comparison);
    prose.set(language, read);
    sources.push([language, text]);
  }
  const sorted = [...comparisons].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, comparison]) => comparison);
  return { prose, comparisons: sorted, sources };
}

/** Ids that a reference of the prose may begin with. */
export function proseIds({
  indicators,
  models,
  indices,
}: Pick<Named, 'indicators' | 'models' | 'indices'>): ReadonlySet<string> {
  return new Set([...indicators, ...models, ...indices.filter(isShown)].map(({ id }) => id).concat(CASES, CONTRAST));
}

function groundOf(named: Named): Ground {
  const byId = new Map(named.indicators.map((entry) => [entry.id, entry]));
  return {
    ids: proseIds(named),
    breakdowns: (id) => byId.get(id)?.by ?? [],
    levels: (field) => {
      const found = named.names.fields.get(field);
      return found?.flag === true ? ['0', '1'] : (found?.options ?? null);
    },
    comparable: (id) => byId.has(id) && !NOT_COMPARABLE.has(byId.get(id)?.kind ?? ''),
    figures: new Set(named.figures.map(({ id }) => id)),
    tables: new Set(named.sheets.map(({ id }) => id)),
    parameters: new Set(named.names.parameters.keys()),
  };
}
