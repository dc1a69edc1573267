import { resolve } from 'node:path';
import { fault } from '../fault.ts';
import { formWorkbook, plainSheets } from '../form/build.ts';
import { readFormSheets } from '../study/read.ts';
import { sha256 } from '../table/sha.ts';
import { openStudy } from './study.ts';
import type { CommonOptions, ExitCode, World } from './world.ts';

/** Options of `form build`. */
export interface FormBuildOptions extends CommonOptions {
  /** The workbook to write; `<form_id>.xlsx` in this folder unless said. */
  readonly out?: string | undefined;
}

/** Writes the study's form as an .xlsx that Kobo or ODK takes: without the columns for analysis. A file that is there is never replaced. */
export async function buildForm(world: World, options: FormBuildOptions): Promise<ExitCode> {
  const { study, disk } = await openStudy(world, options);
  const sheets = plainSheets(await readFormSheets(disk, resolve(study.root, study.config.form)));
  const name = options.out ?? `${study.form.id === '' ? 'form' : study.form.id}.xlsx`;
  if (!name.toLowerCase().endsWith('.xlsx')) throw fault('--out', `'${name}' is no .xlsx`, 'Servers take workbooks');
  const path = resolve(world.folder, name);
  if (path === resolve(study.root, study.config.form))
    throw fault('--out', 'this is the form itself', 'Name another file');
  const bytes = formWorkbook(sheets);
  const same = disk.exists(path) && sha256(await disk.read(path)) === sha256(bytes);
  if (!same && disk.exists(path))
    throw fault(path, 'another file stands there', 'Move it away, or name another with --out');
  if (!same) await disk.create(new Map([[path, bytes]]));
  const { fields, lists, languages } = study.form;
  const counts = { fields: fields.length, lists: lists.size, languages: languages.length };
  if (options.json === true) world.out(`${JSON.stringify({ path: name, ...counts, unchanged: same }, null, 1)}\n`);
  else
    world.out(
      `${world.colours.green(name)}${same ? ' is up to date' : ''}: ${counts.fields} fields, ${counts.lists} lists, ${counts.languages} languages\n`,
    );
  return 0;
}
