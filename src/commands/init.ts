import { basename, join, resolve } from 'node:path';
import { draftStudy } from '../drafting/draft.ts';
import { fault } from '../fault.ts';
import { parseForm } from '../form/parse.ts';
import { readSheets } from '../readers/read.ts';
import { formFiles, readFormSheets } from '../study/read.ts';
import type { CommonOptions, ExitCode, World } from './world.ts';

export interface InitOptions extends CommonOptions {
  readonly form?: string | undefined;
  readonly data?: readonly string[] | undefined;
  readonly decisions?: readonly string[] | undefined;
  readonly weights?: string | undefined;
  readonly strata?: string | undefined;
  readonly psu?: string | undefined;
  readonly population?: string | undefined;
}

/** Drafts a study in a folder from a form and its exports, which are copied there; replaces no file. */
export async function init(world: World, folder: string, options: InitOptions): Promise<ExitCode> {
  if (options.form === undefined)
    throw fault('pipeline init', '--form is missing', 'Say: pipeline init DIR --form FORM.xlsx --data EXPORT.xlsx');
  if (options.data === undefined || options.data.length === 0)
    throw fault('pipeline init', '--data is missing', 'Say: pipeline init DIR --form FORM.xlsx --data EXPORT.xlsx');
  const disk = world.disk(null);
  const at = (path: string) => resolve(world.folder, path);
  const root = at(folder);
  if (disk.exists(join(root, 'pipeline.config.json')))
    throw fault(root, 'there is a study in this folder already', 'Choose another folder, or move that study away');
  const formPath = at(options.form);
  const { form } = parseForm(await readFormSheets(disk, formPath), options.form);
  const inFolder = disk.isFolder(formPath);
  const sheets = (await Promise.all(options.data.map((path) => readSheets(disk.source(at(path)))))).flat();
  const answers = {
    form: inFolder ? 'schemas/form' : `schemas/form${/\.[^.]+$/.exec(formPath)?.[0] ?? '.xlsx'}`,
    files: options.data.map((path) => `data-raw/${basename(path)}`),
    weights: options.weights,
    strata: options.strata,
    psu: options.psu,
    population: options.population,
  };
  const draft = await draftStudy(form, sheets, answers);

  const files = new Map<string, Uint8Array>();
  const encoder = new TextEncoder();
  for (const [path, value] of draft.files)
    files.set(join(root, path), encoder.encode(`${JSON.stringify(value, null, 2)}\n`));
  for (const path of formFiles(disk, formPath))
    files.set(inFolder ? join(root, answers.form, basename(path)) : join(root, answers.form), await disk.read(path));
  for (const [place, path] of options.data.entries())
    files.set(join(root, answers.files[place] ?? ''), await disk.read(at(path)));
  for (const path of options.decisions ?? [])
    files.set(join(root, 'data-raw', 'decisions', basename(path)), await disk.read(at(path)));
  await disk.create(files);

  const { intake, config } = draft;
  if (options.json === true) {
    world.out(
      `${JSON.stringify({ folder: root, received: intake.received, indicators: draft.indicators, figures: draft.figures, absent: intake.absent, confirm: config.confirm }, null, 1)}\n`,
    );
    return 0;
  }
  const { bold, dim, yellow } = world.colours;
  for (const { file, sheet, table, dialect, rows, why } of intake.sheets)
    world.out(
      `${basename(file)} › ${sheet}: ${table === '' ? `left aside (${why})` : `${rows} rows of ${table}, read as ${dialect}`}\n`,
    );
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
