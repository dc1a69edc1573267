import { sha256 } from '../table/sha.ts';
import type { Config } from './config.ts';
import { PROSE_FOLDER, type StudyProse } from './prose.ts';
import type { SchemaFiles } from './schemaFiles.ts';
import type { Declaration, Study } from './study.ts';

/** The hash of each part of what a study declares, with the file that people know it by: when one changes, stages are stale. */
export function declarations(
  config: Config,
  configFile: string,
  formHash: string,
  values: unknown,
  margins: unknown,
  files: SchemaFiles,
  prose: StudyProse,
): Study['declared'] {
  // Raw data change with the columns of the design only, not with what is made of them.
  const { weighting, ...drawn } = config.design;
  const of = (value: unknown, file: string) => ({ hash: sha256(JSON.stringify(value) ?? ''), file });
  const declared: Readonly<Record<Declaration, { readonly hash: string; readonly file: string }>> = {
    form: { hash: sha256(formHash), file: config.form },
    sources: of(
      [config.sources, config.direct, config.keep, config.joins, config.erase, config.timeZone, drawn, weighting?.base],
      `${configFile} (sources, direct, keep, joins, erase, design)`,
    ),
    missing: of(config.missing, `${configFile} (missing)`),
    checks: of([files.checks.entries, config.enumerator], files.checks.path),
    corrections: of([files.corrections.entries, config.decisions], files.corrections.path),
    population: of([config.eligible, config.dispositions], `${configFile} (eligible, dispositions)`),
    design: of(
      [config.design, margins],
      `${configFile} (design)${margins === undefined ? '' : ', schemas/margins.csv'}`,
    ),
    variables: of(
      [files.variables.entries, files.indices.entries, files.scores, values],
      `${files.variables.path}, ${files.indices.path}, parameters and series of values`,
    ),
    indicators: of(
      [
        files.indicators.entries,
        files.themes,
        files.breakdowns,
        [...files.headings],
        [...files.glossary],
        [...files.levels].map(([name, labels]) => [name, ...labels]),
      ],
      files.indicators.path,
    ),
    models: of([files.models.entries, files.terms, files.families], files.models.path),
    publication: of([config.publication, config.csv], `${configFile} (publication, csv)`),
    words: of([config.title, config.languages, config.confirm], `${configFile} (title, languages)`),
    figures: of(files.figures.entries, files.figures.path),
    sheets: of(files.sheets.entries, files.sheets.path),
    prose: of(prose.sources, PROSE_FOLDER),
    comparisons: of(prose.comparisons, `${PROSE_FOLDER} (comparisons)`),
  };
  return new Map(Object.entries(declared) as [Declaration, { hash: string; file: string }][]);
}
