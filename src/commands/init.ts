import { basename, join, resolve } from 'node:path';
import { draftStudy } from '../drafting/draft.ts';
import { formFromData } from '../drafting/formFromData.ts';
import { LIST_FILE, leftOutInWords, listFile, listInWords } from '../drafting/listFile.ts';
import { readAnalyses } from '../drafting/loa.ts';
import { writingOf } from '../drafting/writing.ts';
import { fault } from '../fault.ts';
import type { Form } from '../form/form.ts';
import { parseUsableForm } from '../form/parse.ts';
import type { SheetIntake } from '../readers/intake.ts';
import { readSheets } from '../readers/read.ts';
import { choiceFiles, withFileChoices } from '../study/fileChoices.ts';
import { jsonSchemas, withSchema } from '../study/jsonSchemas.ts';
import { formFiles, readFormSheets } from '../study/read.ts';
import { variablesOf } from '../study/variables.ts';
import { writeCsv } from '../writers/csv.ts';
import type { CommonOptions, ExitCode, World } from './world.ts';

export interface InitOptions extends CommonOptions {
  readonly form?: string | undefined;
  readonly data?: readonly string[] | undefined;
  readonly decisions?: readonly string[] | undefined;
  /** A list of analyses (IMPACT) to make the indicators from. */
  readonly loa?: string | undefined;
  /** A variables.json that the study begins with: what its list of analyses composes. */
  readonly variables?: string | undefined;
  readonly weights?: string | undefined;
  readonly strata?: string | undefined;
  readonly psu?: string | undefined;
  readonly population?: string | undefined;
}

/** Drafts a study in a folder from a form and its exports, which are copied there; replaces no file. */
export async function init(world: World, folder: string, options: InitOptions): Promise<ExitCode> {
  if (options.data === undefined || options.data.length === 0)
    throw fault('pipeline init', '--data is missing', 'Say: pipeline init DIR --form FORM.xlsx --data EXPORT.xlsx');
  const names = options.data.map((path) => basename(path));
  const twice = names.find((name, place) => names.indexOf(name) < place);
  if (twice !== undefined)
    throw fault('pipeline init --data', `two files are called ${twice}`, 'Rename one: they are copied into one folder');
  const disk = world.disk(null);
  const at = (path: string) => resolve(world.folder, path);
  const root = at(folder);
  if (disk.exists(join(root, 'pipeline.config.json')))
    throw fault(root, 'there is a study in this folder already', 'Choose another folder, or move that study away');
  const sheets = (await Promise.all(options.data.map((path) => readSheets(disk.source(at(path)))))).flat();
  const formPath = options.form === undefined ? null : at(options.form);
  const given = formPath === null ? null : parseUsableForm(await readFormSheets(disk, formPath), options.form ?? '');
  const choicesFrom =
    given === null || formPath === null ? new Map<string, string>() : choiceFiles(disk, root, given.form, formPath);
  const writing = await writingOf(sheets, dated(given?.form));
  const drafted = given === null ? await formFromData(sheets, basename(folder) || 'study', writing) : null;
  const { form: parsed } = given ?? parseUsableForm(drafted ?? [], 'schemas/form');
  const form = await withFileChoices(disk, parsed, choicesFrom);
  const inFolder = formPath === null || disk.isFolder(formPath);
  const list =
    options.loa === undefined
      ? undefined
      : await readAnalyses(await readSheets(disk.source(at(options.loa))), basename(options.loa));
  const variablesPath = options.variables === undefined ? null : at(options.variables);
  const variables = variablesPath === null ? null : new TextDecoder().decode(await disk.read(variablesPath));
  const answers = {
    list,
    variables: variables === null ? undefined : variablesOf(variables, basename(variablesPath ?? ''), form),
    form: inFolder ? 'schemas/form' : `schemas/form${/\.[^.]+$/.exec(formPath ?? '')?.[0] ?? '.xlsx'}`,
    files: options.data.map((path) => `data-raw/${basename(path)}`),
    writing,
    weights: options.weights,
    strata: options.strata,
    psu: options.psu,
    population: options.population,
  };
  const draft = await draftStudy(form, sheets, answers);

  const files = new Map<string, Uint8Array>();
  const encoder = new TextEncoder();
  for (const [path, value] of draft.files)
    files.set(join(root, path), encoder.encode(`${JSON.stringify(withSchema(path, value), null, 2)}\n`));
  if (variables !== null) files.set(join(root, 'schemas/variables.json'), encoder.encode(variables));
  if (draft.listed !== null) files.set(join(root, LIST_FILE), encoder.encode(listFile(draft.listed)));
  for (const [path, schema] of jsonSchemas())
    files.set(join(root, path), encoder.encode(`${JSON.stringify(schema, null, 1)}\n`));
  for (const { name, rows } of drafted ?? [])
    files.set(
      join(root, answers.form, `${name}.csv`),
      encoder.encode([...writeCsv(rows[0] ?? [], rows.slice(1))].join('')),
    );
  // A form in a folder has them there.
  for (const [name, path] of inFolder ? [] : choicesFrom) files.set(join(root, 'schemas', name), await disk.read(path));
  for (const path of formPath === null ? [] : formFiles(disk, formPath))
    files.set(inFolder ? join(root, answers.form, basename(path)) : join(root, answers.form), await disk.read(path));
  for (const [place, path] of options.data.entries())
    files.set(join(root, answers.files[place] ?? ''), await disk.read(at(path)));
  for (const path of options.decisions ?? [])
    files.set(join(root, 'data-raw', 'decisions', basename(path)), await disk.read(at(path)));
  await disk.create(files);

  const { intake, config } = draft;
  if (options.json === true) {
    const told =
      draft.listed === null
        ? null
        : draft.listed.analyses.map(({ analysis, id, outcome, same, lacking }) => ({
            row: analysis.row,
            indicator: id,
            outcome,
            same,
            lacking,
            composed: analysis.composed,
          }));
    world.out(
      `${JSON.stringify({ folder: root, received: intake.received, indicators: draft.indicators, listed: told, figures: draft.figures, absent: intake.absent, confirm: config.confirm }, null, 1)}\n`,
    );
    return 0;
  }
  const { bold, dim, yellow } = world.colours;
  if (drafted !== null) {
    const types = new Map<string, number>();
    for (const { role, xlsType } of form.fields)
      if (role === 'question') types.set(xlsType, (types.get(xlsType) ?? 0) + 1);
    const told = [...types].map(([type, count]) => `${count} ${type}`).join(', ');
    world.out(
      yellow(
        `No form was given: one was drafted from the data (${told}). Types, choices and labels are guesses: correct them in ${answers.form}/survey.csv and choices.csv.\n`,
      ),
    );
  }
  for (const sheet of intake.sheets)
    world.out(
      `${basename(sheet.file)} › ${sheet.sheet}: ${sheet.table === '' ? `left aside (${sheet.why})` : readAs(sheet)}\n`,
    );
  if (draft.listed !== null) {
    world.out(`${basename(options.loa ?? '')}: ${listInWords(draft.listed)}\n`);
    const left = leftOutInWords(draft.listed);
    if (left !== '')
      world.out(
        yellow(
          `Left out, because neither form nor study has these variables. Declare them in schemas/variables.json, or begin with them (--variables FILE):\n${left}`,
        ),
      );
    world.out(`What became of each analysis: ${LIST_FILE}\n`);
    if (draft.listed.entries.length === 0)
      world.out(yellow('Nothing of the list can be made yet: the questions of the form are described instead\n'));
  }
  world.out(`${bold(String(draft.indicators))} indicators and ${bold(String(draft.figures))} figures drafted\n`);
  const questions = form.fields.filter(({ role }) => role === 'question').length;
  if (intake.absent.length > questions / 2)
    world.out(
      yellow(
        `Only ${questions - intake.absent.length} of the form's ${questions} questions have a column: do form and export belong together?\n`,
      ),
    );
  if (config.confirm.length > 0)
    world.out(yellow(`To confirm in pipeline.config.json: ${config.confirm.join(', ')}\n`));
  world.out(dim(`Then: pipeline run --config ${folder}\n`));
  return 0;
}

/** Names of the fields that hold days or moments. */
function dated(form: Form | undefined): ReadonlySet<string> {
  const fields = form?.fields.filter(({ type }) => type === 'date' || type === 'dateTime') ?? [];
  return new Set(fields.map(({ name }) => name));
}

/** « 771 rows of main, read as kobo (_uuid, _submission_time), labels in fr, groups by / ». */
function readAs({ rows, table, dialect, evidence, labels, separator }: SheetIntake): string {
  const told = [
    /\w/.test(evidence) ? `${dialect} (${evidence})` : dialect,
    ...(labels === undefined ? [] : [`labels in ${labels}`]),
    ...(separator === undefined ? [] : [`groups by ${separator}`]),
  ];
  return `${rows} rows of ${table}, read as ${told.join(', ')}`;
}
