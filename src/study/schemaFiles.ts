import { join } from 'node:path';
import { z } from 'zod';
import type { CoefficientFamily } from '../indicators/models/model.ts';
import type { Disk } from '../stages/disk.ts';
import { checked, parseJson } from './check.ts';
import type { StudyTexts } from './config.ts';
import { texts } from './config.ts';
import type { Glossary } from './glossary.ts';
import { besideIndices } from './indices.ts';
import { besideModels } from './modelEntries.ts';
import type { ModelLists } from './modelTerms.ts';

/** One file under schemas/: its path from the study's folder, and its entries as written. */
export interface SchemaFile {
  readonly path: string;
  readonly entries: readonly unknown[];
}

/** Everything that a study declares under schemas/, not yet compiled. */
export interface SchemaFiles {
  readonly checks: SchemaFile;
  readonly corrections: SchemaFile;
  readonly variables: SchemaFile;
  readonly indices: SchemaFile;
  readonly indicators: SchemaFile;
  readonly models: SchemaFile;
  readonly figures: SchemaFile;
  readonly sheets: SchemaFile;
  readonly themes: readonly { readonly id: string; readonly title: StudyTexts }[];
  /** Breakdowns that several indicators share, by name. */
  readonly breakdowns: Readonly<Record<string, readonly (string | readonly string[])[]>>;
  /** Points of answers that several indices share, by name. */
  readonly scores: Readonly<Record<string, Readonly<Record<string, number | null>>>>;
  /** Lists of terms that several models share, and families of coefficients. */
  readonly terms: ModelLists['terms'];
  readonly families: readonly CoefficientFamily[];
  readonly headings: ReadonlyMap<string, StudyTexts>;
  readonly levels: ReadonlyMap<string, ReadonlyMap<string, StudyTexts>>;
  readonly glossary: Glossary;
  readonly postponed: readonly { readonly id: string; readonly reason: StudyTexts }[];
}

const text = z.string().min(1);
/** One breakdown: a field, or several that are crossed. */
export const breakdown = z.union([text, z.array(text).min(1)]);

/** What `schemas/indicators.json` says besides its entries. */
export const besideIndicators = {
  themes: z.array(z.strictObject({ id: text, title: texts.prefault({}) })).default([]),
  breakdowns: z.record(text, z.array(breakdown)).default({}),
  headings: z.record(text, texts).default({}),
  levels: z
    .record(text, z.record(text, texts))
    .default({})
    .describe('Labels of the codes of a column that has none in the form, such as the strata of the frame.'),
  postponed: z.array(z.strictObject({ id: text, reason: texts })).default([]),
  glossary: z
    .record(text, texts)
    .default({})
    .describe(
      'Sources, units and parameters as the files of the study write them, and what readers of each language are told.',
    ),
};

/** Reads the files under schemas/; one that is not there has no entries. */
export async function schemaFiles(disk: Disk, root: string): Promise<SchemaFiles> {
  const read = async (name: string, further: z.ZodRawShape = {}) => {
    const path = `schemas/${name}.json`;
    const full = join(root, path);
    if (!disk.exists(full)) return { path, entries: [], whole: {} };
    const schema = z.strictObject({ $schema: z.exactOptional(z.string()), [name]: z.array(z.unknown()), ...further });
    const whole = checked(schema, parseJson(await disk.text(full), path), path) as Record<string, unknown>;
    return { path, entries: whole[name] as unknown[], whole };
  };
  const indicators = await read('indicators', besideIndicators);
  const { themes, breakdowns, headings, levels, postponed, glossary } = z
    .object(besideIndicators)
    .parse(indicators.whole);
  const indices = await read('indices', besideIndices);
  const models = await read('models', besideModels);
  const { terms, families } = z.object(besideModels).parse(models.whole);
  return {
    checks: await read('checks'),
    corrections: await read('corrections'),
    variables: await read('variables'),
    indices,
    indicators,
    models,
    figures: await read('figures'),
    sheets: await read('sheets'),
    themes,
    breakdowns,
    scores: z.object(besideIndices).parse(indices.whole).scores,
    terms,
    families,
    headings: new Map(Object.entries(headings)),
    levels: new Map(Object.entries(levels).map(([name, labels]) => [name, new Map(Object.entries(labels))])),
    postponed,
    glossary: new Map(Object.entries(glossary)),
  };
}
