import { join, relative, resolve } from 'node:path';
import { checkKinds } from '../checks/registry.ts';
import { sampleParams, samplePlan } from '../checks/sample.ts';
import { correctionKinds } from '../corrections/registry.ts';
import { compile } from '../expression/compile.ts';
import type { Names } from '../expression/names.ts';
import { namesOf, refuseDropped } from '../expression/names.ts';
import { fault } from '../fault.ts';
import type { Form } from '../form/form.ts';
import { parseUsableForm } from '../form/parse.ts';
import type { Disk } from '../stages/disk.ts';
import { MAIN } from '../table/table.ts';
import { checked, parseJson } from './check.ts';
import { extraColumns, missingCodes, unknown, weightColumns } from './columns.ts';
import { checkKeys, correctionKeys } from './commonKeys.ts';
import type { Config, StudyTexts } from './config.ts';
import { config as configSchema } from './config.ts';
import { declarations } from './declared.ts';
import { compileEntries } from './entries.ts';
import { choiceFiles, withFileChoices } from './fileChoices.ts';
import { directInForm } from './formMarks.ts';
import { indicatorEntries } from './indicatorEntries.ts';
import { spelledIndices } from './indices.ts';
import { joinEntries } from './joins.ts';
import { coefficientFamilies, modelEntries, termsByModel } from './modelEntries.ts';
import { readLookups, readParameters } from './parameters.ts';
import { readProse } from './prose.ts';
import { pulledPaths, readPulled } from './pulled.ts';
import { formFiles, readFormSheets } from './read.ts';
import { schemaFiles } from './schemaFiles.ts';
import { shownEntries } from './shown.ts';
import type { Study } from './study.ts';
import { compileVariables, declaredVariables } from './variables.ts';
import { readWeighting } from './weighting.ts';

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
  const { form: parsed, problems } = parseUsableForm(await readFormSheets(disk, formPath), config.form);
  const choicesFrom = choiceFiles(disk, root, parsed, formPath);
  const form = await withFileChoices(disk, parsed, choicesFrom);
  if (config.direct === undefined && !form.fields.some(({ extra }) => extra.has('confidentiality')))
    throw fault(
      `${name} › direct`,
      'is missing',
      'List the questions and columns that identify people ([] where none does), or mark them in a column confidentiality of the form',
    );
  const direct = new Set([...(config.direct ?? []), ...directInForm(form, config.form)]);
  const extras = extraColumns(form, config);
  const missing = missingCodes(form, config, name);
  const files = await schemaFiles(disk, root);
  const simulated = config.sources.some((source) => source.simulated);
  const parameters = await readParameters(disk, root, simulated);
  const lookups = await readLookups(disk, root, config.lookups, simulated);
  const columns = extras.map(({ name: column, type }) => ({ name: column, type, table: MAIN, options: null }));
  const pulledFrom = pulledPaths(disk, root, form, formPath);
  const tables = [
    new Map(parameters.map((parameter) => [parameter.name, parameter.value])),
    new Map(lookups.map((lookup) => [lookup.name, lookup.values])),
    await readPulled(disk, pulledFrom),
  ] as const;
  const { indices, written } = spelledIndices(files.indices, files.scores, {
    form,
    missing,
    parameters,
    dropped: direct,
    variables: new Set(files.variables.entries.map((entry) => String(Object(entry).id))),
  });
  const declared = declaredVariables([...files.variables.entries, ...written], files.variables.path, form);
  // Checks and corrections look at the data before any variable is derived from them.
  const notes = new Set<string>();
  const note = (place: string, text: string): void => {
    notes.add(`${place}: ${text}`);
  };
  const strict = { note, choicesMustExist: true, dropped: direct };
  const ofData = { ...namesOf(form, columns, ...tables), ...strict };
  const names = { ...namesOf(form, [...columns, ...declared.named], ...tables), ...strict };
  const lacking = new Set([
    ...parameters.filter(({ value }) => value === null).map((parameter) => parameter.name),
    ...lookups.filter(({ values }) => values.size === 0).map((lookup) => lookup.name),
  ]);
  const variables = compileVariables(declared, names, form, lacking, files.variables.path);
  checkNames(config, form, ofData, direct, name);
  for (const column of files.levels.keys())
    if (!names.fields.has(column))
      throw unknown(`${files.indicators.path} › levels`, 'column', column, [...names.fields.keys()]);
  const expression = (text: string, place: string) =>
    compile(text, names, { place: `${name} › ${place}`, table: MAIN });
  const erase =
    config.erase === undefined ? null : compile(config.erase, ofData, { place: `${name} › erase`, table: MAIN });
  const eligible = config.eligible === undefined ? null : expression(config.eligible, 'eligible');
  const weighting = await readWeighting(disk, root, config.design, names, expression, name);
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
  const context = (place: string) => ({ names: ofData, form, place, missing: allMissing });
  const ofCheck = (place: string) => ({
    ...context(place),
    ...(config.enumerator === undefined ? {} : { enumerator: config.enumerator }),
    ...(config.design.strata === undefined ? {} : { stratum: config.design.strata }),
    ...(config.design.psu === undefined ? {} : { cluster: config.design.psu }),
  });
  const checkEntries = compileEntries(files.checks.entries, files.checks.path, checkKeys, checkKinds, (_, place) =>
    ofCheck(place),
  );
  const sampled = checkEntries.find(({ kind }) => kind === 'sample');
  const plan =
    sampled === undefined
      ? null
      : samplePlan(sampleParams.parse(sampled.params), ofCheck(`${files.checks.path} › ${sampled.id}`));
  const checks = checkEntries.map(({ id, kind, common, params, job }) => ({
    id,
    kind,
    level: common.level,
    message: textsOf(params.message),
    fields: Array.isArray(params.fields) ? params.fields.filter((name) => typeof name === 'string') : [],
    check: job,
  }));
  const corrections = compileEntries(
    files.corrections.entries,
    files.corrections.path,
    correctionKeys,
    correctionKinds,
    (_, place) => context(place),
  ).map(({ id, kind, common, job }) => ({
    id,
    kind,
    reason: common.reason,
    afterDecisions: common.after === 'decisions',
    correct: job,
  }));
  const models = modelEntries(files.models, files.terms, { names, form, variables });
  const indicators = indicatorEntries(files, {
    names,
    form,
    lacking,
    variables,
    models,
    indices,
    languages: config.languages,
    context: (place) => ({ ...context(place), models: termsByModel(models), indices }),
  });
  const { figures, sheets } = shownEntries(files, { indicators, models, indices });
  const themes = new Map<string, StudyTexts>(files.themes.map(({ id, title }) => [id, title]));
  for (const [file, entries] of [
    [files.indicators, indicators],
    [files.models, models],
    [files.figures, figures],
    [files.sheets, sheets],
  ] as const)
    for (const { id, theme } of entries) {
      // A study that names no theme has those that its entries say.
      if (files.themes.length > 0 && !themes.has(theme))
        throw fault(
          `${file.path} › ${id} › theme`,
          `unknown theme '${theme}'`,
          `Themes of schemas/indicators.json: ${files.themes.map((one) => one.id).join(', ')}`,
        );
      themes.set(theme, themes.get(theme) ?? {});
    }

  const prose = await readProse(disk, root, config.languages, { names, indicators, models, indices, figures, sheets });
  const decisionFolder = join(root, 'data-raw', 'decisions');
  const hashes = await Promise.all(
    [...formFiles(disk, formPath), ...pulledFrom.values(), ...choicesFrom.values()].map((path) => disk.hash(path)),
  );
  return {
    root,
    config,
    form,
    formProblems: problems,
    notes: [...notes].filter((text) => !text.startsWith('survey row ')),
    names,
    sources: new Map(config.sources.map(({ id, files: paths }) => [id, paths.map((path) => resolve(root, path))])),
    decisions: disk
      .list(decisionFolder)
      .filter((file) => /\.(csv|xlsx|xls|ods)$/i.test(file))
      .map((file) => join(decisionFolder, file)),
    extraColumns: extras,
    joins: joinEntries(config, extras, form, root, name),
    variables,
    parameters,
    lookups,
    headings: files.headings,
    levels: files.levels,
    glossary: files.glossary,
    postponed: files.postponed,
    missing,
    direct,
    erase,
    eligible,
    weighting,
    dispositions,
    checks,
    plan,
    corrections,
    indicators,
    indices,
    models,
    coefficientFamilies: coefficientFamilies(files.families, models, files.models.path),
    themes,
    figures,
    sheets,
    prose: prose.prose,
    comparisons: prose.comparisons,
    strict: false,
    languages: config.languages,
    simulated,
    baseline: null,
    fonts: program.fonts,
    declared: declarations(
      config,
      name,
      hashes.join(' '),
      { parameters, lookups: lookups.map(({ name: series, values }) => [series, ...values]) },
      weighting?.calibration?.margins.map(({ totals, ...margin }) => ({ ...margin, totals: [...totals] })),
      files,
      prose,
    ),
    get program() {
      return program.hash;
    },
  };
}

/** Names in the configuration that must exist: identifiers, the enumerator, keepers. Design columns are looked for in the data. */
function checkNames(config: Config, form: Form, names: Names, direct: ReadonlySet<string>, file: string): void {
  if (config.enumerator !== undefined && !names.fields.has(config.enumerator))
    throw unknown(`${file} › enumerator`, 'field', config.enumerator, [...names.fields.keys()]);
  const ids = new Set<string>();
  const coded = [...form.lists.keys(), ...form.fields.map(({ name }) => name)];
  for (const { id, codes } of config.sources) {
    if (ids.has(id)) throw fault(`${file} › sources › ${id}`, 'two sources have this id');
    ids.add(id);
    for (const name of Object.keys(codes))
      if (!coded.includes(name))
        throw unknown(`${file} › sources › ${id} › codes`, 'question or choice list', name, coded);
  }
  for (const { file: joined, on } of config.joins)
    for (const key of Object.keys(on)) refuseDropped(names, key, `${file} › joins › ${joined} › on`);
  for (const name of direct) {
    if (
      form.fields.some(
        (field) =>
          field.name === name &&
          [...weightColumns(config.design), config.design.strata, config.design.psu].includes(name),
      )
    )
      throw fault(`${file} › direct`, `'${name}' is a design column and cannot be dropped`);
  }
}

/** The texts of an entry that has some. */
function textsOf(message: unknown): StudyTexts {
  return typeof message === 'object' && message !== null ? (message as StudyTexts) : {};
}
