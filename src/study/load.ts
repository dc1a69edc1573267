import { join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { checkKinds } from '../checks/registry.ts';
import { correctionKinds } from '../corrections/registry.ts';
import type { Expression } from '../expression/compile.ts';
import { compile } from '../expression/compile.ts';
import type { Names } from '../expression/names.ts';
import { namesOf } from '../expression/names.ts';
import { fault } from '../fault.ts';
import type { Form } from '../form/form.ts';
import { parseForm } from '../form/parse.ts';
import { indicatorKinds } from '../indicators/registry.ts';
import { figureKinds } from '../publish/figures/registry.ts';
import { sheetKinds } from '../publish/sheets/registry.ts';
import type { Declaration, Disk } from '../stages/stage.ts';
import { sha256 } from '../table/sha.ts';
import { MAIN } from '../table/table.ts';
import { checked, parseJson } from './check.ts';
import { extraColumns, missingCodes, unknown } from './columns.ts';
import type { Config, StudyTexts } from './config.ts';
import { config as configSchema, texts } from './config.ts';
import { compileEntries } from './entries.ts';
import { formFiles, readFormSheets } from './read.ts';
import type { IndicatorEntry, Study } from './study.ts';

/** Where the program itself stands, and the hash of its code. */
export interface Program {
  readonly version: string;
  readonly hash: string;
  /** Absolute paths of the shipped fonts. */
  readonly fonts: readonly string[];
}

/** Reads and checks everything that a study declares, before any data is read. Faults name file, entry and key. */
export async function loadStudy(disk: Disk, configPath: string, program: Program): Promise<Study> {
  if (!disk.exists(configPath))
    throw fault(
      configPath,
      'there is no configuration here',
      'Run in the folder of a study, name one with --config, or make one with: pipeline init DIR --form FORM --data FILE',
    );
  const root = resolve(configPath, '..');
  const name = relative(root, configPath);
  const config = checked(configSchema, parseJson(await disk.text(configPath), name), name);
  const formPath = resolve(root, config.form);
  const { form, problems } = parseForm(await readFormSheets(disk, formPath), config.form);
  const direct = new Set(config.direct);
  const extras = extraColumns(form, config);
  const missing = missingCodes(form, config, name);
  const names = namesOf(
    form,
    extras.map(({ name: column, type }) => ({ name: column, type, table: MAIN, options: null })),
  );
  checkNames(config, form, names, name);
  const files = await schemaFiles(disk, root);
  const expression = (text: string, place: string) =>
    compile(text, names, { place: `${name} › ${place}`, table: MAIN });
  const eligible = config.eligible === undefined ? null : expression(config.eligible, 'eligible');
  const dispositions = config.dispositions.map(({ id, when }) => ({
    id,
    when: expression(when, `dispositions › ${id}`),
  }));

  const allMissing = new Map(
    form.fields.map((field) => [
      field.name,
      new Set([...(missing.dontKnow.get(field.name) ?? []), ...(missing.refused.get(field.name) ?? [])]),
    ]),
  );
  const context = (place: string) => ({ names, form, place, missing: allMissing });
  const checks = compileEntries(
    files.checks.entries,
    files.checks.path,
    { level: z.enum(['error', 'warning', 'note']).default('warning') },
    checkKinds,
    (_, place) => context(place),
  ).map(({ id, kind, common, job }) => ({ id, kind, level: common.level, check: job }));
  const corrections = compileEntries(
    files.corrections.entries,
    files.corrections.path,
    { reason: z.string().default('') },
    correctionKinds,
    (_, place) => context(place),
  ).map(({ id, kind, common, job }) => ({ id, kind, reason: common.reason, correct: job }));
  const indicators = compileEntries(
    files.indicators.entries,
    files.indicators.path,
    {
      theme: z.string().min(1),
      table: z.string().default(MAIN),
      title: texts.prefault({}),
      baseWords: texts.prefault({}),
      unit: z.string().default(''),
      by: z.array(z.union([z.string(), z.array(z.string()).min(1)])).default([]),
    },
    indicatorKinds,
    ({ table }, place) => {
      if (!names.tables.has(table)) throw unknown(`${place} › table`, 'table', table, [...names.tables.keys()]);
      return { ...context(place), table };
    },
  ).map(({ id, kind, common, params, job }): IndicatorEntry => {
    const by = common.by.map((fields) => (typeof fields === 'string' ? [fields] : fields));
    for (const field of by.flat()) breakdown(field, common.table, names, `${files.indicators.path} › ${id} › by`);
    return { ...common, id, kind, by, field: typeof params.field === 'string' ? params.field : '', indicator: job };
  });
  const known = new Set(indicators.map(({ id }) => id));
  const named = (params: Readonly<Record<string, unknown>>, place: string) => {
    const ids = [...(Array.isArray(params.indicators) ? params.indicators : []), params.indicator].filter(
      (id) => typeof id === 'string',
    );
    for (const id of ids) if (!known.has(id)) throw unknown(place, 'indicator', id, [...known]);
    return ids;
  };
  const theme = { theme: z.string().min(1) };
  const figures = compileEntries(files.figures.entries, files.figures.path, theme, figureKinds, () => undefined).map(
    ({ id, kind, common, params, job }) => ({
      id,
      kind,
      theme: common.theme,
      indicators: named(params, `${files.figures.path} › ${id}`),
      draw: job,
    }),
  );
  const sheets = compileEntries(files.sheets.entries, files.sheets.path, theme, sheetKinds, () => undefined).map(
    ({ id, kind, common, params, job }) => ({
      id,
      kind,
      theme: common.theme,
      indicators: named(params, `${files.sheets.path} › ${id}`),
      lay: job,
    }),
  );
  const themes = new Map<string, StudyTexts>(files.themes.map(({ id, title }) => [id, title]));
  for (const { theme: id } of [...indicators, ...figures, ...sheets]) if (!themes.has(id)) themes.set(id, {});

  const decisionFolder = join(root, 'data-raw', 'decisions');
  const hashes = await Promise.all(formFiles(disk, formPath).map((path) => disk.hash(path)));
  return {
    root,
    config,
    form,
    formProblems: problems,
    names,
    sources: new Map(config.sources.map(({ id, files: paths }) => [id, paths.map((path) => resolve(root, path))])),
    decisions: disk
      .list(decisionFolder)
      .filter((file) => /\.(csv|xlsx|xls|ods)$/i.test(file))
      .map((file) => join(decisionFolder, file)),
    extraColumns: extras,
    missing,
    direct,
    eligible,
    dispositions,
    checks,
    corrections,
    indicators,
    themes,
    figures,
    sheets,
    languages: config.languages,
    simulated: config.sources.some(({ simulated }) => simulated),
    fonts: program.fonts,
    declared: declarations(config, name, config.form, hashes.join(' '), files),
    program: program.hash,
  };
}

interface SchemaFile {
  readonly path: string;
  readonly entries: readonly unknown[];
}

interface SchemaFiles {
  readonly checks: SchemaFile;
  readonly corrections: SchemaFile;
  readonly indicators: SchemaFile;
  readonly figures: SchemaFile;
  readonly sheets: SchemaFile;
  readonly themes: readonly { readonly id: string; readonly title: StudyTexts }[];
}

const themeSchema = z.array(z.strictObject({ id: z.string().min(1), title: texts.prefault({}) })).default([]);

/** The files under schemas/; one that is not there has no entries. */
async function schemaFiles(disk: Disk, root: string): Promise<SchemaFiles> {
  const read = async (name: string, further: z.ZodRawShape = {}) => {
    const path = `schemas/${name}.json`;
    const full = join(root, path);
    if (!disk.exists(full)) return { path, entries: [], themes: [] };
    const schema = z.strictObject({ $schema: z.exactOptional(z.string()), [name]: z.array(z.unknown()), ...further });
    const file = checked(schema, parseJson(await disk.text(full), path), path) as Record<string, unknown>;
    return { path, entries: file[name] as unknown[], themes: (file.themes ?? []) as z.infer<typeof themeSchema> };
  };
  const indicators = await read('indicators', { themes: themeSchema });
  return {
    checks: await read('checks'),
    corrections: await read('corrections'),
    indicators,
    figures: await read('figures'),
    sheets: await read('sheets'),
    themes: indicators.themes,
  };
}

/** Names in the configuration that must exist: identifiers, the enumerator, keepers. Design columns are looked for in the data. */
function checkNames(config: Config, form: Form, names: Names, file: string): void {
  if (config.enumerator !== undefined && !names.fields.has(config.enumerator))
    throw unknown(`${file} › enumerator`, 'field', config.enumerator, [...names.fields.keys()]);
  const ids = new Set<string>();
  for (const { id } of config.sources) {
    if (ids.has(id)) throw fault(`${file} › sources › ${id}`, 'two sources have this id');
    ids.add(id);
  }
  for (const name of config.direct) {
    if (
      form.fields.some(
        (field) =>
          field.name === name && [config.design.weights, config.design.strata, config.design.psu].includes(name),
      )
    )
      throw fault(`${file} › direct`, `'${name}' is a design column and cannot be dropped`);
  }
}

/** A breakdown must be a select_one (or a kept text column) of the entry's table or of the one around it. */
function breakdown(field: string, table: string, names: Names, place: string): Expression | null {
  const found = names.fields.get(field);
  if (found === undefined) throw unknown(place, 'field', field, [...names.fields.keys()]);
  if (found.type !== 'one' && found.type !== 'text')
    throw fault(place, `'${field}' is of type ${found.type}`, 'A breakdown is a select_one question');
  if (found.table !== table && found.table !== MAIN)
    throw fault(place, `'${field}' belongs to the table ${found.table}, the entry to ${table}`);
  return null;
}

function declarations(
  config: Config,
  configFile: string,
  formFile: string,
  formHash: string,
  files: SchemaFiles,
): Study['declared'] {
  const of = (value: unknown, file: string) => ({ hash: sha256(JSON.stringify(value) ?? ''), file });
  const declared: Readonly<Record<Declaration, { readonly hash: string; readonly file: string }>> = {
    form: { hash: sha256(formHash), file: formFile },
    sources: of(
      [config.sources, config.direct, config.keep, config.timeZone, config.design],
      `${configFile} (sources, direct, keep, design)`,
    ),
    missing: of(config.missing, `${configFile} (missing)`),
    checks: of([files.checks.entries, config.enumerator], files.checks.path),
    corrections: of(files.corrections.entries, files.corrections.path),
    population: of([config.eligible, config.dispositions], `${configFile} (eligible, dispositions)`),
    design: of(config.design, `${configFile} (design)`),
    indicators: of([files.indicators.entries, files.themes], files.indicators.path),
    publication: of([config.publication, config.csv], `${configFile} (publication, csv)`),
    words: of([config.title, config.languages], `${configFile} (title, languages)`),
    figures: of(files.figures.entries, files.figures.path),
    sheets: of(files.sheets.entries, files.sheets.path),
  };
  return new Map(Object.entries(declared) as [Declaration, { hash: string; file: string }][]);
}
